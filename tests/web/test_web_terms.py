"""The terms of an article on the page: found, decided, and drafted with."""

from __future__ import annotations

import re

import pytest

from l10n.catalog.edit import apply_drafts
from l10n.catalog.po import parse_po, render_po
from l10n.model import Draft
from l10n.project import find_project
from l10n.workflow.catalogs import update

SOURCES = (
    "The talks with Trump began.",
    "After the talks, Trump left.",
    "Reporters asked about the talks.",
    "Nobody came.",
)


@pytest.fixture
def terms(page):
    """The page of an article with terms that recur, drafted."""
    root = page.project.root
    (root / "l10n.toml").write_text('locales = ["ko"]\nengine = "pseudo"\n', encoding="utf-8")
    (root / "source/call.md").write_text("\n\n".join(SOURCES) + "\n", encoding="utf-8")
    page.session.project = find_project(root)
    update(page.session.project, ["ko"], clock=page.session.clock)
    drafts = {(None, text): ("초안", Draft.of("mt pseudo@0", text, "초안")) for text in SOURCES}
    page.catalog.write_bytes(render_po(apply_drafts(parse_po(page.catalog.read_bytes(), page.catalog), drafts)))
    return page


def stamp(html: str) -> str:
    return re.search(r'name="stamp" value="(\w+)"', html)[1]


def shown(page) -> str:
    return page.client.get(page.base + "/terms").text


def take(page, term: str, rendering: str, seen: str, **headers: str):
    return page.post(page.base + "/terms", {"term": term, "rendering": rendering, "stamp": seen}, **headers)


def glossary(page) -> list[str]:
    return (page.project.root / "glossary/ko.csv").read_text("utf-8").splitlines()


def test_terms_are_shown_with_their_places(terms):
    """Each with its number, the text around it and a field; text is text, whatever it looks like."""
    html = shown(terms)
    assert ["talks", "Trump"] == re.findall(r'<h3 id="term-\d"><span[^>]*>([^<]*)', html)
    assert "occurrences: 3" in html
    assert "After the talks, Trump left." in html
    assert '<input name="rendering" required lang="ko" dir="ltr">' in html


def test_a_decision_is_in_the_glossary_and_offers_new_drafts(terms):
    """What is taken becomes a row, leaves the list, and the page offers to draft with it."""
    html = take(terms, "Trump", " 트럼프  대통령 ", stamp(shown(terms))).text
    assert "Trump,트럼프 대통령,," == glossary(terms)[-1]
    assert ["talks"] == re.findall(r'<h3 id="term-\d"><span[^>]*>([^<]*)', html)
    assert f'data-action="{terms.base}/draft"' in html


def test_a_decision_on_an_older_list_is_refused(terms):
    """Two people who decide at the same time: the second sees what the first wrote, and nothing is lost."""
    seen = stamp(shown(terms))
    take(terms, "Trump", "트럼프", seen)
    answer = take(terms, "talks", "회담", seen)
    assert 409 == answer.status_code
    assert "Somebody else changed the glossary." in answer.text
    assert "talks" not in "".join(glossary(terms))
    assert 200 == take(terms, "talks", "회담", stamp(answer.text)).status_code
    assert ["Trump,트럼프,,", "talks,회담,,"] == glossary(terms)[-2:]


@pytest.mark.parametrize(("term", "rendering"), [("Trump", " "), ("", "트럼프")])
def test_half_a_decision_is_refused(terms, term, rendering):
    """Without a term or a translation nothing is written."""
    before = glossary(terms)
    answer = take(terms, term, rendering, stamp(shown(terms)))
    assert (422, before) == (answer.status_code, glossary(terms))


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"X-Form-Token": "wrong"}])
def test_forged_decisions_are_refused(terms, headers):
    """Another site can neither decide nor start an engine."""
    before = glossary(terms)
    assert 403 == take(terms, "Trump", "트럼프", stamp(shown(terms)), **headers).status_code
    assert 403 == terms.post(terms.base + "/draft", **headers).status_code
    assert before == glossary(terms)


def test_drafts_are_made_anew_where_nobody_has_touched(terms):
    """An engine writes the drafts of another one again; what a person wrote stays."""
    terms.save(terms.unit(SOURCES[0]), "협상이 시작됐다.")
    assert {"changed": 3, "conflicts": 0} == terms.post(terms.base + "/draft").json()
    texts = [terms.unit(source).message.msgstr for source in SOURCES]
    assert "협상이 시작됐다." == texts[0]
    assert all(text.startswith("⟦") for text in texts[1:])
    assert {"changed": 0, "conflicts": 0} == terms.post(terms.base + "/draft").json()


def test_a_missing_engine_says_so(terms):
    """The page shows the message that the command line would print."""
    root = terms.project.root
    (root / "l10n.toml").write_text('locales = ["ko"]\nengine = "nowhere"\n', encoding="utf-8")
    terms.session.project = find_project(root)
    answer = terms.post(terms.base + "/draft")
    assert 422 == answer.status_code
    assert "nowhere" in answer.text
