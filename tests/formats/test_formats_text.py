"""Plain text: blocks, headings, and that nothing is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import ParseOptions
from l10n.formats.text import encode_text, parse_text
from l10n.model import Document, Unit

OPTIONS = ParseOptions()


def parse(text: str) -> Document:
    document = parse_text(text, OPTIONS)
    assert text == document.raw
    return document


def test_text_notes_and_contexts() -> None:
    """Directives give the next block, and only it, a note and a context; blocks know their lines."""
    text = "<!-- l10n:note A -->\n<!-- l10n:note: B -->\n<!-- l10n:context c -->\nOne is.\n\nTwo is.\n"
    assert [("One is.", "A\nB", "c", 4), ("Two is.", "", None, 6)] == [
        (unit.text, unit.note, unit.context, unit.line) for unit in parse(text).units
    ]


def test_text_sample_article(shared_data: Path) -> None:
    """The sample article is a title, eleven headings (two of them titles of closing cards) and ten paragraphs."""
    units = parse((shared_data / "articles" / "first-call.txt").read_bytes().decode("utf-8")).units
    assert Counter(title=1, heading=11, paragraph=10) == Counter(unit.type for unit in units)
    assert "title" == units[0].type
    assert ["heading", "heading", "paragraph", "heading", "paragraph"] == [unit.type for unit in units[-5:]]
    assert "What’s Next? Summits, Deadlines, and Diplomatic Drama" in [unit.text for unit in units]


TEXTS = st.lists(
    st.sampled_from(
        [
            *"ab .한-1",
            "\n",
            "\r\n",
            "\r",
            "\f",
            "\v",
            "\x1c",
            "\x85",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\t",
            "\0",
            "- ",
            "1. ",
        ]
    )
    | st.text(max_size=5),
    max_size=30,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_text_is_lossless(text: str) -> None:
    """Joining a text's parts gives it back, whatever characters it holds; only CR and LF end a block."""
    units = parse(text).units
    assert not any(char in unit.text for unit in units for char in "\r\n")
    assert all(unit.raw == unit.text == unit.text.strip() != "" for unit in units)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_line_ends(line_end: str) -> None:
    """Any line end divides blocks, and a byte order mark is no part of the first."""
    text = "\ufeffA title\n\nThe text follows here, at some length.\n".replace("\n", line_end)
    assert [("A title", 1), ("The text follows here, at some length.", 3)] == [
        (unit.text, unit.line) for unit in parse(text).units
    ]


def test_text_translation_stays_one_line() -> None:
    """A line end in a translation would make two blocks of one: it becomes a space."""
    assert "one two three" == encode_text(Unit("a", "a", "paragraph"), " one\ntwo\r\n\n three\n")
