"""Inline codes of Markdown and of plain text."""

from __future__ import annotations

import pytest
from format_cases import read_cases
from growth import assert_linear

from l10n.formats.markdown.codes import inline_codes
from l10n.text.inline import has_words, text_codes


@pytest.mark.parametrize(
    ("text", "codes"), [pytest.param(text, codes, id=title) for title, text, codes in read_cases("inline_codes.txt")]
)
def test_inline_codes(text: str, codes: str) -> None:
    """The texts of the case file have the codes that it says."""
    text, codes = (part.replace("·", " ").replace("⏎", "\n") for part in (text, codes))
    found = inline_codes(text)
    assert codes == "\n".join(f"{code.kind} {text[code.start : code.end]}" for code in found)


def test_inline_plain_text_has_no_markdown() -> None:
    """In plain text, asterisks and brackets are text; addresses, placeholders and emoji are codes all the same."""
    text = "*a* [b](c) `d` at https://e.example: {name} 🎉"
    assert ["https://e.example", "{name}", "🎉"] == [text[code.start : code.end] for code in text_codes(text)]


def test_inline_shortcodes_in_square_brackets() -> None:
    """A word in square brackets is a shortcode when it has attributes or a slash."""
    text = """[caption id="a" align='left']Words [sic], [see page=3] [1] [Note: a=b][/caption]"""
    codes = [text[code.start : code.end] for code in text_codes(text)]
    assert ["[caption id=\"a\" align='left']", "[see page=3]", "[/caption]"] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Words", True), ("`code` 12 %", False), ("**한국**", True), ("https://a.example", False), ("[`a`](b)", False)],
)
def test_inline_has_words(text: str, expected: bool) -> None:
    """A text has words when there are letters outside of its codes."""
    assert expected == has_words(text, inline_codes(text))


UNITS = [
    "[",
    "](",
    "[a](",
    '[a](b "',
    "`a``b```",
    "*",
    "**a",
    "*a _b ",
    "<a b='",
    "<!-- ",
    "{{",
    "${",
    "$a^ ",
    ":a",
    "a@b.",
    " ",
    "&a",
    "[a b=",
    "[a b='c' ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_inline_hostile_input_is_scanned(unit: str) -> None:
    """Long repetitions of what opens a code are scanned in linear time."""
    text = unit * (50_000 // len(unit))
    for codes in (inline_codes, text_codes):
        assert_linear(codes, unit * (12_000 // len(unit)), text)
    assert all(code.start < code.end for code in (*inline_codes(text), *text_codes(text)))
