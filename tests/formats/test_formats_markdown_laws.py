"""Laws of Markdown: nothing is lost, and translations change no structure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from l10n.formats.format import ParseOptions
from l10n.formats.front_matter import find_front_matter
from l10n.formats.markdown import MARKDOWN, parse_markdown
from l10n.formats.markdown.blocks import parse_blocks
from l10n.formats.markdown.codes import inline_codes
from l10n.model import Document
from l10n.text.identifiers import is_code
from l10n.text.inline import has_words

OPTIONS = ParseOptions()

PIECES = [
    *"ab가 .,`*_~[]()<>!#+-=|:>{}$&\\\"'/1\t\r\n\0\f\u2028\u00a0\ufeff",
    *(
        "\r\n",
        "\n\n",
        "  \n",
        "\\\n",
        "---\n",
        "+++\n",
        "===",
        "```",
        "~~~",
        "> ",
        "- ",
        "1. ",
        "    ",
        "[a]: b",
        "[^1]: ",
    ),
    *(
        "| a |\n",
        "|---|\n",
        ": a",
        "$$",
        ":::",
        "<div>",
        "<!-- ",
        " -->",
        "{% raw %}",
        "{{< ",
        "{: .a}",
        '!!! a "b"\n    c\n',
    ),
    *(
        "title: x\n",
        "title: |\n  a\n",
        "import 'a'\n",
        "<A b={c}>",
        "# a",
        "{#b}",
        "[ ] ",
        "[!NOTE]\n",
        "<!-- l10n:off -->",
    ),
]
MARKDOWN_TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKDOWN_TEXT)
def test_markdown_is_lossless(source: str) -> None:
    """Every text is Markdown, joining a document's parts gives it back, and no unit is empty."""
    document = parse_markdown(source, OPTIONS)
    assert source == document.raw
    assert all(unit.raw and unit.text and "\r" not in unit.text for unit in document.units)


@settings(max_examples=200, deadline=None)
@given(MARKDOWN_TEXT)
def test_markdown_inline_codes_are_in_order(text: str) -> None:
    """Inline codes lie in the text, in order, and never overlap."""
    end = 0
    for code in inline_codes(text):
        assert end <= code.start < code.end <= len(text)
        end = code.end


CONTEXTS = [
    "{}\n",
    "before\n\n{}\n\nafter\n",
    "para  \n{}\n",
    "# {}\n\nafter\n",
    "# {} #\n",
    "{}\n===\n\nafter\n",
    "- {}\n- other\n",
    "2. {}\n3. other\n",
    "- [ ] {}\n",
    "- a\n\n  {}\n",
    "> {}\n>\n> other\n",
    "> - {}\n>   more\n> - other\n",
    "1) a\n   - {}\n     b\n",
    "| {} | other |\n|---|---|\n| one | two |\n",
    "{} | other\n---|---\none | two\n",
    "|one|two|\n|---|---|\n|{}|other|\n",
    "one|two\n---|---\n{}|other\n",
    "{}\n: other\n",
    "term\n: {}\n\nafter\n",
    "{}\nterm\n: other\n\nafter\n",
    "ref[^1]\n\n[^1]: {}\n\nafter\n",
    '!!! note "{}"\n    other\n',
    "!!! note\n    {}\n\nafter\n",
    "> [!NOTE]\n> {}\n",
    ":::\n{}\n:::\n",
    ":::note[{}]\n\nafter\n",
    "::: tip {} {{open}}\n\nafter\n",
    "[a]: b '{}'\n\nafter\n",
    "before\n*[a]: {}\n",
]
NOT_READ_BACK = re.compile("\\$|\\{[#.:]|[\0\f\u2028\u00a0\ufeff]")
"""What encoding cannot tell from a formula or from attributes, and blanks that only this test minds."""
TARGETS = (
    st.lists(st.sampled_from([*PIECES, "foo", "다."]), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: not NOT_READ_BACK.search(text) and has_words(text, inline_codes(text)))
)


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(token.type, token.level, token.tag) for token in parse_blocks(text)[0]]


def compiled(document: Document, translate: Callable[[str], str]) -> str:
    """The document with every unit whose text changes in translation replaced."""
    return "".join(
        part
        if isinstance(part, str)
        else part.raw
        if (target := translate(part.text)) == part.text
        else MARKDOWN.encode(part, target)
        for part in document.parts
    )


def words(text: str) -> str:
    """A text without what encoding may add or drop: escapes, blanks, word joiners, and marks of emphasis."""
    return re.sub(r"[\\\s\u2060\"*_~]|</?(?:em|strong|del)>", "", unescape(text))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CONTEXTS), TARGETS, st.sampled_from(["\n", "\r\n"]))
def test_markdown_translations_change_no_block(context: str, target: str, line_end: str) -> None:
    """Whatever a translation holds, the blocks of the document stay what they were, and it is read back whole."""
    source = context.format("Words here").replace("\n", line_end)
    document = parse_markdown(source, OPTIONS)
    result = compiled(document, lambda text: target if "Words here" in text else text)
    assert shape(source.replace("\r\n", "\n")) == shape(result.replace("\r\n", "\n"))
    if not is_code(target.strip(), inline_codes(target.strip())):
        assert words(target) in [words(unit.text) for unit in parse_markdown(result, OPTIONS).units]


ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")


def accented(text: str) -> str:
    """The text with accents on its letters, inline codes as they are."""
    pieces, end = [], 0
    for code in inline_codes(text):
        pieces += [text[end : code.start].translate(ACCENTS), text[code.start : code.end]]
        end = code.end
    return "".join([*pieces, text[end:].translate(ACCENTS)])


class _Structure(HTMLParser):
    """The tags, attributes that no reader reads, and code of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((key, value or "") for key, value in attrs if key not in ("alt", "title"))))
        self.code += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")
        self.code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if self.code > 0:
            self.found.append(data)


def structure(html: str) -> list[object]:
    parser = _Structure()
    parser.feed(html)
    parser.close()
    return parser.found


@cache
def renderer(name: str) -> MarkdownIt:
    if name == "commonmark":
        return MarkdownIt("commonmark")
    gfm = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    return gfm if name == "gfm" else gfm.use(footnote_plugin).use(deflist_plugin)


def assert_same_structure(source: str, render: MarkdownIt) -> None:
    document = parse_markdown(source, OPTIONS)
    result = compiled(document, accented)
    assert structure(render.render(body(source))) == structure(render.render(body(result)))


def body(text: str) -> str:
    matter = find_front_matter(text)
    return text[matter.end :] if matter else text


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_markdown_spec(documents: Path, name: str) -> None:
    """Every example of the CommonMark and GFM specifications is kept, and keeps its structure in translation."""
    path = documents / "commonmark-spec" / f"{name}-examples.json"
    for example in json.loads(path.read_text(encoding="utf-8")):
        source = example["markdown"]
        for variant in (source, source.replace("\n", "\r\n"), source.replace("\n", "\r"), f"\ufeff{source}"):
            assert variant == parse_markdown(variant, OPTIONS).raw
        assert_same_structure(source, renderer(name))


def test_markdown_corpus(shared_data: Path) -> None:
    """Real documents are kept byte for byte, and keep their structure in translation."""
    paths = sorted((shared_data / "corpora" / "comprehensive-rust").rglob("*.md"))
    assert len(paths) > 500
    for path in paths:
        source = path.read_bytes().decode("utf-8")
        assert source == parse_markdown(source, OPTIONS).raw, path
    for path in paths[::10]:
        assert_same_structure(path.read_bytes().decode("utf-8"), renderer("extended"))


HOSTILE: dict[str, Callable[[int], str]] = {
    "quotes": lambda n: "> " * 5 * n + "a",
    "lists": lambda n: "- " * 5 * n + "a",
    "brackets": lambda n: "[" * 5 * n + "a" + "]" * 5 * n,
    "emphasis": lambda n: "*a " * 5 * n + "b*" * 5 * n,
    "nested lists": lambda n: "".join(f"{'  ' * depth}- a\n" for depth in range(n)),
    "one line": lambda n: "word " * 200 * n,
    "one word": lambda n: "a" * 1_000 * n,
    "definitions": lambda n: "[a]: b\n" * 20 * n,
    "unclosed links": lambda n: "[a](" * 20 * n,
    "unclosed tags": lambda n: "<a b='" * 10 * n,
    "unclosed shortcodes": lambda n: "{% a\n" * 10 * n,
    "closing tags": lambda n: "a\n" + "</b>\n" * 20 * n,
    "ticks": lambda n: "".join("`" * length + " " for length in range(n // 3)),
    "terms": lambda n: "a\n" * 20 * n + ": b\n",
    "table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * 5 * n,
}


SQUARES = ("nested lists", "ticks")
"""Those whose length grows with the square of the number."""


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_hostile_input_is_read(name: str) -> None:
    """Deep nesting and long unclosed input are read without recursion errors, in linear time, and kept."""
    small, large = HOSTILE[name](480 if name in SQUARES else 240), HOSTILE[name](1_000)
    assert large == parse_markdown(large, OPTIONS).raw
    assert_linear(lambda source: parse_markdown(source, OPTIONS), small, large)
