"""Character references of the prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.formats import codes_of
from l10n.text.references import character, references, resolve_references, write_references


@pytest.mark.parametrize(
    ("reference", "char"),
    [
        ("&rsquo;", "’"),
        ("&#8212;", "—"),
        ("&#x2019;", "’"),
        ("&amp;", "&"),
        ("&nbsp;", "\u00a0"),
        ("&lt;", ""),
        ("&gt;", ""),
        ("&#42;", ""),
        ("&notathing;", ""),
        ("&rsquo", ""),
        ("**", ""),
    ],
)
def test_characters(reference: str, char: str) -> None:
    """A reference stands for a character of the prose; those to markup do not."""
    assert char == character(reference)


PIECES = st.sampled_from(
    [
        "won&rsquo;t",
        "AT&amp;T",
        "&ldquo;a&rdquo;",
        " ",
        "`&rsquo;`",
        "[x](http://a.b?c&amp;d)",
        "&amp;lt;",
        "5 &lt; 6",
        "**b**",
    ]
)


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_references_come_back(text: str) -> None:
    """What is resolved is written as it was; code, addresses and markup are never touched."""
    codes = codes_of("markdown")(text)
    plain, kept = resolve_references(text, codes)
    assert [text[code.start : code.end] for code in codes if not character(text[code.start : code.end])] == [
        plain[code.start : code.end] for code in kept if not character(plain[code.start : code.end])
    ]
    assert "&rsquo;" not in plain.replace("`&rsquo;`", "")
    assert text == write_references(plain, kept, references(text, codes))


def test_marks_of_the_translation_are_written_like_those_of_the_source() -> None:
    """Where the source writes its marks as references, other marks of the translation are references, too."""
    source = "&ldquo;Yes&rdquo;"
    written = references(source, codes_of("markdown")(source))
    assert "&laquo;Oui&raquo; & non" == write_references("«Oui» & non", (), written)
