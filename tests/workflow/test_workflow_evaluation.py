"""`evaluate --locale`: engines on what people approved in a project."""

from __future__ import annotations

import json

import pytest

from l10n.catalog.edit import set_target
from l10n.catalog.po import parse_po, render_po
from l10n.drafting import stamp_of
from l10n.engines.memory_only import MemoryEngine
from l10n.engines.pseudo import pseudolocalize

pytest.importorskip("sacrebleu")
CATALOG = "locales/ko/LC_MESSAGES/first.po"
SOURCES = ["Talks", *(f"The talks of round {number} went on until late in the evening." for number in range(7))]


@pytest.fixture
def project(workspace):
    """An article of which people approved all but the last text; the first is in the glossary, too."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nengine = "pseudo"\n')
    workspace.write("glossary/ko.csv", "term,translation\nTalks,회담\n")
    workspace.write("source/first.txt", SOURCES[0] + "\n\n" + "\n".join(SOURCES[1:]) + "\n")
    workspace.run("update")
    catalog = parse_po(workspace.read(CATALOG).encode(), CATALOG)
    for number, source in enumerate(SOURCES[:-1]):
        text = pseudolocalize(source) if number % 2 else f"{number}차 회담은 밤늦게까지 이어졌다."
        catalog = set_target(catalog, (None, source), text, approved=True)
    workspace.write(CATALOG, render_po(catalog))
    workspace.run("build", "--engine", "none")  # fills the memory
    return workspace


def evaluated(workspace, *arguments: str) -> dict[str, object]:
    return json.loads(workspace.run("evaluate", "--locale", "ko", "--json", *arguments).stdout)


def test_engines_side_by_side(project) -> None:
    """The best first, with an interval; what cannot draft is named; the worst and the best of the first's drafts."""
    report = evaluated(project, "--engine", "memory", "--engine", "argos", "--engine", "pseudo")
    assert (7, 7, True) == (report["available"], report["units"], report["weak"])
    best, none = report["scores"]
    assert ("pseudo@1", 3, 0) == (best["engine"], best["same"], best["untranslated"])
    assert 0 < best["low"] < best["chrf"] < best["high"] <= 100
    assert ["argos"] == [one["engine"] for one in report["skipped"]]
    assert [100.0] * 3 == [example["chrf"]["pseudo@1"] for example in report["best"]]
    for example in report["worst"]:
        assert example["approved"].endswith("차 회담은 밤늦게까지 이어졌다.")
        assert {"pseudo@1": pseudolocalize(example["source"]), none["engine"]: ""} == example["drafts"]
    assert (stamp_of(MemoryEngine()), 0.0, 7) == (none["engine"], none["chrf"], none["untranslated"]), (
        "memory or glossary drafted"
    )


def test_a_line_as_soon_as_an_engine_is_done_and_a_table(project) -> None:
    """Lines on standard error; the table and the examples on standard output."""
    done = project.run("evaluate", "--locale", "ko", "--engine", "pseudo", "--engine", "argos")
    first, weak, *results = done.stderr.splitlines()
    assert "ko: 7 of 7 approved units, without memory and glossary" == first
    assert weak.startswith("fewer than 100 units are weak evidence")
    assert ["pseudo@1: chrF ", "argos: left out"] == [line[:15] for line in results]
    assert "3/7" in done.stdout
    assert f"  pseudo@1 100: {pseudolocalize(SOURCES[1])}" in done.stdout


def test_the_choice_is_the_same_every_time(project) -> None:
    """A limit takes the same units again, those of a smaller limit among them, and gives the same figures."""
    few, again, more = (evaluated(project, "--engine", "pseudo", "--limit", limit) for limit in "336")
    assert [3, 3, 6] == [report["units"] for report in (few, again, more)]
    for report in (few, again):
        report["scores"][0].pop("seconds")
    assert few == again
    assert few["scores"][0]["drafts"] == more["scores"][0]["drafts"][:3]


def test_a_chain_is_scored_as_one(project) -> None:
    """Several engines with commas."""
    (score,) = evaluated(project, "--engine", "argos,pseudo")["scores"]
    assert "pseudo@1" == score["engine"]


def test_files_are_scored_by_engines_and_chains(workspace) -> None:
    """A line on standard error as each is done, in order; of a chain the engines that can, by both their names."""
    workspace.write("a.txt", "Talks\nThe talks went on.\n")
    workspace.write("b.txt", "회담\n회담이 이어졌다.\n")
    arguments = ("evaluate", "--source", "a.txt", "--reference", "b.txt", "--engine")
    done = workspace.run(*arguments, "pseudo", "--engine", "argos,pseudo", "--engine", "pseudo, memory", "--json")
    plain, skipped, chain = json.loads(done.stdout)
    both = f"pseudo@1,{stamp_of(MemoryEngine())}"
    assert ["pseudo@1", "pseudo@1", both] == [score["engine"] for score in (plain, skipped, chain)]
    assert [0, 0, 0] == [score["untranslated"] for score in (plain, skipped, chain)]
    assert [f"{name}: chrF" for name in ("pseudo@1", "pseudo@1", both)] == [
        line.rpartition(" chrF")[0] + " chrF" for line in done.stderr.splitlines()
    ]
    assert "there is no engine 'x'" in workspace.run(*arguments, "pseudo,x", code=3).stderr
    assert "argos" in workspace.run(*arguments, "argos,apertium", code=3).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--engine", "nonsense"), 3, "there is no engine 'nonsense'"),
        (("--engine", "argos"), 3, "argos: left out"),
        ((), 3, "l10n models install en ko"),
        (("--article", "second"), 2, "no article 'second'"),
        (("--source", "x.txt"), 2, "Name a --locale"),
        (("--limit", "0"), 2, "--limit"),
    ],
)
def test_what_cannot_be_scored(project, arguments: tuple[str, ...], code: int, message: str) -> None:
    """One message and its exit code; nothing is scored on without an engine, an article, or with both kinds of text."""
    error = project.run("evaluate", "--locale", "ko", *arguments, code=code).stderr
    assert message in error
    assert "Traceback" not in error


def test_without_approved_text_there_is_nothing_to_score_on(workspace) -> None:
    """Said with what to do."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", "Talks\n\nThe talks went on.\n")
    workspace.run("build", "--engine", "pseudo")
    error = workspace.run("evaluate", "--locale", "ko", "--engine", "pseudo", code=2).stderr
    assert "there is no approved translation into ko to score engines on" in error
