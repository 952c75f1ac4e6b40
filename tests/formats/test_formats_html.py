"""HTML: what is a unit, that nothing else changes, and how translations are written."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from format_cases import CASES, format_cases
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import ParseOptions
from l10n.formats.html import HTML, parse_html
from l10n.formats.html.label import label_html
from l10n.formats.html.tokens import html_tokens, join_pictures
from l10n.model import Document, Unit

OPTIONS = ParseOptions()


FRAGMENTS = (CASES / "html_fragments.txt").read_text(encoding="utf-8").split("\n")
MARKUP = st.lists(st.sampled_from([*FRAGMENTS, "\r\n", "\r"]) | st.text(max_size=5), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_html_is_lossless(source: str) -> None:
    """Every text is HTML, and joining a document's parts gives it back."""
    assert source == parse_html(source, OPTIONS).raw


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_html_tokens_cover_the_text(source: str) -> None:
    """Every character of a text is in one token, also when pictures are joined."""
    for xml in (False, True):
        tokens = list(html_tokens(source, xml=xml))
        assert source == "".join(source[token.start : token.end] for token in tokens)
        joined = join_pictures(iter(tokens))
        assert source == "".join(source[token.start : token.end] for token, _ in joined)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_html_codes_are_in_order(text: str) -> None:
    """Inline codes lie in the text, in order, without overlap."""
    end = 0
    for code in HTML.codes(text):
        assert end <= code.start < code.end <= len(text)
        end = code.end


def test_html_inputs_of_the_parsing_tests(documents: Path) -> None:
    """The inputs of the parsing standard's own test suite come back as they are."""
    inputs = json.loads((documents / "html5lib" / "tokenizer_inputs.json").read_text(encoding="utf-8"))
    assert [row["html"] for row in inputs] == [parse_html(row["html"], OPTIONS).raw for row in inputs]


READ = ("alt", "title", "content", "value", "placeholder", "aria-label")


class Structure(HTMLParser):
    """The tags of a document with the attributes that are not for readers, and its code."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [item for item in attrs if item[0] not in READ]))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def translate(document: Document, pseudo: bool) -> str:
    """The document, each unit replaced by a translation that differs in every word, or by itself."""
    return "".join(
        part if isinstance(part, str) else HTML.encode(part, accented(part.text) if pseudo else part.text)
        for part in document.parts
    )


def accented(text: str) -> str:
    letters = str.maketrans("aeiou", "àéîõü")
    done, pieces = 0, []
    for code in HTML.codes(text):
        pieces += [text[done : code.start].translate(letters), text[code.start : code.end]]
        done = code.end
    return "«" + "".join(pieces) + text[done:].translate(letters) + "»"


@pytest.mark.parametrize("source", [pytest.param(case.text, id=case.title) for case in format_cases("html")])
def test_html_structure_of_a_translation(source: str) -> None:
    """Tags, links, other attributes and comments of a translated document are the source's."""
    document = parse_html(source, OPTIONS)
    assert Structure(source).found == Structure(translate(document, pseudo=False)).found
    assert Structure(source).found == Structure(translate(document, pseudo=True)).found


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<img alt=cat>", 'a "cat"', '<img alt="a &quot;cat&quot;">'),
        ("<img alt='cat'>", 'l\'chat "x"', "<img alt='l&#39;chat \"x\"'>"),
        ('<img alt="cat">', 'l\'chat "x" &amp; y', '<img alt="l\'chat &quot;x&quot; &amp; y">'),
        ("<p>cat</p>", "<b>chat</b> <script>alert(1)", "<p><b>chat</b> &lt;script>alert(1)</p>"),
        ("<p>cat</p>", "a <b", "<p>a &lt;b</p>"),
        ("<p>cat</p>", 'a <a href="x>b</a>', '<p>a &lt;a href="x>b&lt;/a></p>'),
        ("<p>cat</p>", "a <!-- b", "<p>a &lt;!-- b</p>"),
        ("<p>cat</p>", "a < b & c", "<p>a < b & c</p>"),
        ("<title>cat</title>", "a </title> b", "<title>a &lt;/title> b</title>"),
        ("<p>cat</p>\r\n", "a\nb", "<p>a\r\nb</p>\r\n"),
        ('<p>a <img alt="b c"> d</p>', 'á <img alt="b "c""> d', '<p>á <img alt="b &quot;c&quot;"> d</p>'),
        ("<p> cat&nbsp;</p>", "chat", "<p> chat&nbsp;</p>"),
    ],
)
def test_html_encode(source: str, target: str, expected: str) -> None:
    """A translation is written so that it stays in its place."""
    document = parse_html(source, OPTIONS)
    (unit,) = document.units
    compiled = "".join(part if isinstance(part, str) else HTML.encode(part, target) for part in document.parts)
    assert expected == compiled
    assert unit.raw in source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", ["open <b>", "close </b>"]),
        ("a <code>x <i>y</i></code> b", ["code <code>x <i>y</i></code>"]),
        ("a <span translate=no>B</span>", ["code <span translate=no>B</span>"]),
        ("a <i lang=fr>b</i>", ["code <i lang=fr>b</i>"]),
        ("a<br>b <i class=icon></i>", ["break <br>", "tag <i class=icon></i>"]),
        ("long<wbr>word", ["tag <wbr>"]),
        ('<img src=x alt="the cat">', ['open <img src=x alt="', 'close ">']),
        ("<img src=x alt=cat>", ["image <img src=x alt=cat>"]),
        ("a &amp; b <!-- c -->", ["tag &amp;", "tag <!-- c -->"]),
        ("<!-- l10n:off -->a<!-- l10n:on --> b", ["code <!-- l10n:off -->a<!-- l10n:on -->"]),
        ("{{ name }} at https://example.com/a", ["placeholder {{ name }}", "url https://example.com/a"]),
        ("a <svg><path d='M0 <'/></svg> b", ["code <svg><path d='M0 <'/></svg>"]),
    ],
)
def test_html_inline_codes(text: str, expected: list[str]) -> None:
    """What is markup in a text, and of which kind."""
    assert expected == [f"{code.kind} {text[code.start : code.end]}" for code in HTML.codes(text)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<html><p>", '<html dir="rtl" lang="ar"><p>'),
        ("<!doctype html>\r\n<HTML LANG=en class=x>", '<!doctype html>\r\n<HTML dir="rtl" LANG=ar class=x>'),
        ("<html xml:lang='en' lang='en' dir=ltr>", "<html xml:lang='ar' lang='ar' dir=rtl>"),
        ("<p>no html tag</p><html>", "<p>no html tag</p><html>"),
        ("<!-- <html> --><html lang>", '<!-- <html> --><html dir="rtl" lang="ar">'),
        ("<meta charset=latin1><title>x</title>", "<meta charset=utf-8><title>x</title>"),
        ("---\ntitle: x\n---\n<html>", '---\ntitle: x\nlang: ar\n---\n<html dir="rtl" lang="ar">'),
    ],
)
def test_html_label(source: str, expected: str) -> None:
    """Language and direction are stated in the html tag, in place; all else stays."""
    assert expected == label_html(source, {"lang": "ar", "dir": "rtl"})


def test_html_unit_fields() -> None:
    """A unit knows its line, its note and its context."""
    document = parse_html("<p>one</p>\r\n<!-- l10n:note Said twice --><!-- l10n:context menu --><p>two", OPTIONS)
    assert [(1, "", None), (2, "Said twice", "menu")] == [
        (unit.line, unit.note, unit.context) for unit in document.units
    ]
    assert Unit("two", "two", "paragraph", "\r\n", note="Said twice", context="menu") == document.units[1]


@pytest.mark.parametrize(
    "source",
    [
        "<div>",
        "<b>x",
        "<p>x<svg>",
        "<li><ul><b>",
        "<",
        '<a title="',
        "</b>x",
        "<table><td>",
        "x<!-- l10n:off -->",
        "&amp",
        "<a>",
    ],
)
def test_html_floods_are_read(source: str) -> None:
    """Any piece of markup can come ten thousand times, and takes time in step."""
    flood = source * 10_000
    assert flood == parse_html(flood, OPTIONS).raw
    assert_linear(lambda text: parse_html(text, OPTIONS), source * 2_400, flood)


def test_structured_data_ends_no_script() -> None:
    """A translation in structured data is a string of JSON, and no tag of the page."""
    source = '<script type="application/ld+json">{"headline": "Some words"}</script>'
    unit = parse_html(source, OPTIONS).units[0]
    written = HTML.encode(unit, 'Ein "Wort" </script> <!-- und\n')
    assert 'Ein \\"Wort\\" <\\/script> \\u003c!-- und\\n' == written
