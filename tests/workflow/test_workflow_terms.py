"""Recurring terms: suggested, taken into the glossary, and drafted with."""

from __future__ import annotations

import json

import pytest

from l10n.catalog.edit import apply_drafts, set_target
from l10n.catalog.po import parse_po, render_po
from l10n.model import Draft

CATALOG = "locales/ko/LC_MESSAGES/first.po"
SOURCES = (
    "The talks with Trump began in Seoul.",
    "After the talks, Trump left.",
    "Reporters in Seoul asked about the talks.",
    "Trump spoke.",
    "The talks ended.",
    "Lee praised the talks.",
)
TARGETS = (
    "트럼프와의 회담이 서울에서 시작됐다.",
    "회담 후 트럼프는 떠났다.",
    "서울의 기자들이 회담에 대해 물었다.",
    "트럼프가 말했다.",
    "회담은 끝났다.",
    "이 대통령은 회담을 칭찬했다.",
)


@pytest.fixture
def project(workspace):
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "pseudo"\n')
    workspace.write("source/first.md", "\n\n".join(SOURCES) + "\n")
    workspace.run("update")
    return workspace


def translate(project, draft="") -> None:
    """Gives every unit its translation, as a draft of an engine where one is named."""
    path = project.root / CATALOG
    catalog = parse_po(path.read_bytes(), path)
    for source, target in zip(SOURCES, TARGETS, strict=True):
        if draft:
            catalog = apply_drafts(catalog, {(None, source): (target, Draft.of(f"mt {draft}", source, target))})
        else:
            catalog = set_target(catalog, (None, source), target, approved=True)
    path.write_bytes(render_po(catalog))


def suggested(project) -> dict[str, dict]:
    return {one["term"]: one for one in json.loads(project.run("glossary", "suggest", "--json").stdout)}


def test_a_guess(project):
    """A name without renderings has one, marked as what it is; it is never taken by itself."""
    found = suggested(project)
    assert ("트럼프", [], "") == (found["Trump"]["guess"], found["Trump"]["renderings"], found["talks"]["guess"])
    assert "A guess: 트럼프" in project.run("glossary", "suggest").stdout
    assert "nor a term" in project.run("glossary", "suggest", "--take", "Trump", code=2).stderr
    translate(project)
    assert "" == suggested(project)["Trump"]["guess"]


def test_suggestions(project):
    """Names and terms that recur come with their number, places and renderings; in Korean without particles."""
    translate(project)
    found = suggested(project)
    assert {"Trump", "Seoul", "talks"} == set(found)
    assert ("name", 2, "ko", "first") == tuple(found["Trump"][key] for key in ("kind", "count", "locale", "article"))
    assert ("term", 5) == (found["talks"]["kind"], found["talks"]["count"])
    assert list(SOURCES[:3]) == found["talks"]["contexts"]
    assert "회담" == found["talks"]["renderings"][0]["text"][:2]


def test_what_is_taken_is_in_the_glossary(project):
    """A decision becomes a row of the glossary, once, and is suggested no more; others stay."""
    translate(project)
    project.write("glossary/ko.csv", "term,translation\nKorea,한국\n")
    for _ in range(2):
        project.run("glossary", "suggest", "--take", "Trump=트럼프", "--take", "talks = 회담")
    rows = ["term,translation,note,flags", "Korea,한국,,", "Trump,트럼프,,", "talks,회담,,"]
    assert rows == project.read("glossary/ko.csv").splitlines()
    assert {"Seoul"} == set(suggested(project))


def test_a_term_alone_is_taken_with_its_usual_rendering(project):
    """A word decides: the rendering that the translations have most often, without the particles of its places."""
    translate(project)
    project.run("glossary", "suggest", "--take", "talks")
    assert ["talks,회담,,"] == project.read("glossary/ko.csv").splitlines()[1:]


@pytest.mark.parametrize("decision", ["Nobody", "Trump", "=트럼프", "Trump="])
def test_half_a_decision(project, decision):
    """A decision has two sides, unless a translation was found; here there is none yet."""
    assert "is not TERM=RENDERING" in project.run("glossary", "suggest", "--take", decision, code=2).stderr


def again(project) -> int:
    """How many units `draft --again` would draft."""
    plan = json.loads(project.run("draft", "--again", "--dry-run", "--json").stdout)
    return sum(one["units"] for one in plan)


def test_drafts_that_do_not_use_a_new_term_are_drafted_again(project):
    """A glossary entry is a reason for the units that it concerns and that do not use it; without one there is none."""
    project.run("draft")
    assert 0 == again(project)
    project.run("glossary", "suggest", "--take", "Trump=트럼프 대통령")
    assert 3 == again(project)


def test_what_a_person_touched_is_never_drafted_again(project):
    """Edited drafts and approved texts stay, whatever the glossary or the engine."""
    translate(project)
    project.run("glossary", "suggest", "--take", "Trump=트럼프 대통령")
    before = project.read(CATALOG)
    project.run("draft", "--again")
    assert before == project.read(CATALOG)


def test_drafts_of_another_engine_are_drafted_again(project):
    """Without `--again` a draft stays; with it one by another engine or version is made anew."""
    translate(project, draft="pseudo@0")
    project.run("draft")
    assert "회담이 서울에서" in project.read(CATALOG)
    assert 6 == again(project)
    project.run("draft", "--again")
    assert "회담이 서울에서" not in project.read(CATALOG)
    assert 0 == again(project)
