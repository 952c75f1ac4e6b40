"""The bilingual page: what is on it, that it harms nobody, and that it asks for nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.exports.handoff import HandoffUnit
from l10n.exports.page import Page, PageUnit, render_page
from l10n.formats import format_named
from l10n.model import Diagnostic, Severity, State
from l10n.translatable import Text

CODES = format_named("markdown").codes
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """The elements of a page with their attributes and text, and whether every one is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag in ("td", "del", "ins", "mark", "q"):
            self.texts.setdefault(tag, []).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        for tag in {*self.open} & {*self.texts}:
            self.texts[tag][-1] += data


def page(source: str, target: str, state: State = State.DRAFT, *, locale: str = "ko", **fields: object) -> str:
    findings = fields.pop("findings", ())
    unit = HandoffUnit("a", source, target, state, source_codes=CODES(source), target_codes=CODES(target), **fields)
    return render_page(Page("a", "en", locale, (PageUnit(unit, "mt pseudo@1", findings, 3),), "2026-01-01 00:00+0000"))


def test_page_of_a_draft():
    """A row has the texts, the state in words, its type, where the draft came from, notes and context."""
    read = Reader(page("One `two`", "하나 `two`", notes=("Be kind.",), context="menu", type="heading"))
    source, target = read.texts["td"]
    assert "One `two`Context: menuNote: Be kind." == source
    assert "하나 `two`draft · heading · mt pseudo@1" == target
    assert ("tr", {"id": "u1", "class": "t-heading draft"}) in read.found


def test_page_names_every_language():
    """Each text stands in a cell with its language and direction."""
    cells = [attributes for tag, attributes in Reader(page("One", "واحد", locale="ar")).found if tag == "td"]
    assert [("en", "ltr"), ("ar", "rtl")] == [(cell["lang"], cell["dir"]) for cell in cells]


def test_page_of_a_changed_source():
    """What the source was is shown word by word."""
    read = Reader(page("It took three hours.", "두 시간 걸렸다.", State.STALE, previous="It took two hours."))
    assert (["two"], ["three"]) == (read.texts["del"], read.texts["ins"])


def test_page_of_findings():
    """A finding stands under its unit with rule, severity, place and repair, and the place is marked in the text."""
    text = Text("{particle} should be {right}", particle="는", right="은")
    found = Diagnostic("ko-particle", Severity.WARNING, text, 3, 4, "대통령은 <b>말했다</b>")
    html = page("He <b>said</b>", "대통령는 <b>말했다</b>", findings=(found,))
    read = Reader(html)
    assert (["는"], ["는"]) == (read.texts["mark"], read.texts["q"])
    assert "warning ko-particle 는 should be 은: 는Suggested: 대통령은 <b>말했다</b>" in read.texts["td"][1]


TEXT = st.lists(
    st.sampled_from(["word", " ", "**", "`", "<b>", "</b>", "</td>", "<script>", "<!--", "&amp;", "&", '"', "'", "\n"])
    | st.text(max_size=3),
    max_size=8,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(TEXT, TEXT, st.none() | TEXT, st.integers(0, 9), st.integers(0, 9))
def test_page_shows_texts_as_they_are(source, target, previous, start, end):
    """Whatever a text holds, it stands on the page as written and makes no element of its own."""
    found = Diagnostic("x", Severity.ERROR, Text(target), min(start, end), max(start, end), source)
    html = page(source, target, notes=(source,), previous=previous, findings=(found,))
    html = html.replace("\r", "&#13;").replace("\0", "")
    read = Reader(html)
    assert [] == read.open
    assert read.texts["td"][0].startswith(source.replace("\0", ""))
    assert read.texts["td"][1].startswith(target.replace("\0", ""))
    assert {"script", "b"}.isdisjoint(tag for tag, _ in read.found)
    assert not [key for _, attributes in read.found for key in attributes if key.startswith("on") or key == "src"]
    assert all((attributes["href"] or "").startswith("#") for _, attributes in read.found if "href" in attributes)
