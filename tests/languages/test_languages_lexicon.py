"""The lexicons: what is found in a sentence, and what their tables must be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import l10n.languages
from l10n.languages.lexicon import lexicon
from l10n.languages.tables import read_lines
from l10n.locales import posix_tag

TABLES = sorted((Path(l10n.languages.__file__).parent / "lexicons").iterdir())
KINDS = {"event", "law", "office", "organisation", "person", "phrase", "place"}


def found(text: str) -> list[tuple[str, str]]:
    """The entries of an English text with their Korean."""
    entries = lexicon("en", "ko").find(text)
    return [(text[entry.start : entry.end], entry.translations[0]) for entry in entries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the third quarter", [("third quarter", "3분기")]),
        ("the third tunnel", [("third", "세 번째"), ("tunnel", "터널")]),
        ("Prime ministers fear tariffs", [("Prime ministers", "총리"), ("fear", "우려"), ("tariffs", "관세")]),
        ("oil prices", [("oil prices", "유가")]),
        ("women", [("women", "여성")]),
        ("he sought shelter", [("sought", "추구하다"), ("shelter", "대피소")]),
        ("earnings", [("earnings", "수익")]),
        ("better bets", [("bets", "내기")]),
    ],
)
def test_the_longest_entry_in_any_form(text: str, expected: list[tuple[str, str]]) -> None:
    """Phrases win over words, forms are found by their base, a form with an entry of its own by itself."""
    assert expected == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the cook", [("cook", "요리하다")]),
        ("Mr Cook", []),
        ("Cook", []),
        ("the Home Office", [("Home Office", "내무부")]),
        ("a home office", [("office", "사무실")]),
        ("Trump’s trade deal", [("Trump", "트럼프"), ("trade deal", "무역협정")]),
        ("5 million", []),
        ("two million", []),
        ("a 5million lawsuit", [("lawsuit", "소송")]),
        ("millionths", []),
    ],
)
def test_what_misleads_is_left_out(text: str, expected: list[tuple[str, str]]) -> None:
    """Surnames that are words, names in small letters, and words that multiply a number."""
    assert expected == found(text)


def test_common_words_are_marked() -> None:
    """So that a prompt can do without them first."""
    assert [True, False] == [entry.is_common for entry in lexicon("en", "ko").find("a bank warrant")]


def test_a_pair_without_tables() -> None:
    """Nothing is found, and nothing fails."""
    assert [] == lexicon("en", "pt").find("the third quarter")
    assert [] == lexicon("ko", "en").find("세 번째")


@given(st.text(max_size=80))
def test_entries_stand_in_their_text_in_order(text: str) -> None:
    """Whatever the text: none is empty, none overlaps the next."""
    spans = [(entry.start, entry.end) for entry in lexicon("en", "ko").find(text)]
    ends = [0, *(end for _, end in spans)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, spans, strict=False))
    assert all(stop <= len(text) for _, stop in spans)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table(path: Path) -> None:
    """Named by its pair; in order, each entry once, a few translations, no blanks at the ends."""
    source, target, part = path.stem.split("-")
    assert [source, target] == [posix_tag(source), posix_tag(target)]
    rows = [line.split("\t") for line in read_lines(path)]
    assert {2 if part == "words" else 3} == {len(row) for row in rows}
    assert [] == [row for row in rows if any(cell != cell.strip() or not cell for cell in row)]
    assert sorted((row[0].lower(), row[0]) for row in rows) == [(row[0].lower(), row[0]) for row in rows]
    assert [] == [entry for entry, times in Counter(row[0] for row in rows).items() if times > 1]
    assert [] == [row for row in rows if row[1].count("/") > 2 or not all(row[1].split("/"))]
    if part == "terms":
        assert set() == {row[2] for row in rows} - KINDS
    else:
        assert [] == [row[0] for row in rows if row[0] != row[0].lower() or not row[0].isalpha()]


def test_every_entry_is_found() -> None:
    """Each row of the tables, alone in a text, is what is found there; but words that are names, if they have one."""
    book = lexicon("en", "ko")
    for path in TABLES:
        for line in read_lines(path):
            entry, translations = line.split("\t")[:2]
            (one,) = book.find(entry)
            assert (0, len(entry)) == (one.start, one.end), entry
            assert path.stem.endswith("words") or tuple(translations.split("/")) == one.translations, entry
