"""Units and words are counted by state."""

from __future__ import annotations

import pytest

from l10n.catalog.stats import Counts, count, count_words
from l10n.model import Catalog, Message, State


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("", "en", 0),
        ("It's a state-of-the-art 3.5 GHz chip.", "en", 6),
        ("— … !", "en", 0),
        ("이재명 대통령은 7월 5일에 말했다.", "ko", 5),
        ("東京は2026年に言った", "ja", 9),
        ("北京 2026 年 iPhone 发布", "zh_Hans", 7),
        ("สวัสดี", "th", 6),
        ("東京 in English", "en", 3),
    ],
)
def test_words(text: str, locale: str, expected: int) -> None:
    """Words count where the script spaces them, characters where it does not."""
    assert expected == count_words(text, locale)


def test_counts_by_state() -> None:
    """Every message counts once, in its state, with the words of its source."""
    catalog = Catalog(
        (),
        (
            Message("one two", "x"),
            Message("three", "x"),
            Message("four five six", "x", flags=("fuzzy",)),
            Message("seven", ""),
            Message("eight nine", "x", obsolete=True),
        ),
    )
    expected = {
        State.APPROVED: Counts(2, 3),
        State.DRAFT: Counts(1, 3),
        State.UNTRANSLATED: Counts(1, 1),
        State.OBSOLETE: Counts(1, 2),
    }
    assert expected == count(catalog, "en")


def test_counts_add_up() -> None:
    """Counts of several catalogs are added."""
    assert Counts(3, 30) == Counts(1, 10) + Counts(2, 20)
