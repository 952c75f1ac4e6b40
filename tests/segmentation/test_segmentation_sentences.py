"""Inline codes, project abbreviations and spellings of languages."""

from __future__ import annotations

import re

import pytest

from l10n.segmentation import sentences


def codes(text: str, pattern: str) -> list[tuple[int, int]]:
    """The spans of a pattern."""
    return [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"`[^`]*`", ["Call `a. B` now. ", "`C. D` is next."]),
        (r"</?b>", ["<b>It is over.</b> ", "<b>Nothing</b> is left."]),
        (r"\*\*", ["**The deadline.** ", "If it passes, **rates** rise."]),
        (r"\[|\]\([^)]*\)", ["See [the list.](http://a.b/C. D) ", "[It](x) is short."]),
        (r"\{\w+\}", ["Hello {name}. ", "{count} files are new."]),
        (r"<[^>]*>", ["Write to <https://a.b/c. D> today. ", "It is open."]),
    ],
)
def test_codes_are_transparent_or_words(pattern: str, expected: list[str]) -> None:
    """Markup is looked through, and a code, link or placeholder is a word; neither is cut."""
    text = "".join(expected)
    assert expected == sentences(text, "en", protected=codes(text, pattern))


def test_a_protected_sentence_end_ends_nothing() -> None:
    """A code that looks like the end of a sentence is still a code."""
    text = "Type wait. Now and go. Done."
    assert ["Type wait. Now and go. ", "Done."] == sentences(text, "en", protected=[(5, 14)])


def test_project_abbreviations_end_a_sentence_before_a_starter_only() -> None:
    """An abbreviation of the project joins what it did not before, with or without its period, in any case."""
    text = "Ask the Govt. Office. The Govt. The rest is silence."
    assert ["Ask the Govt. ", "Office. ", "The Govt. ", "The rest is silence."] == sentences(text, "en")
    for spelling in ("Govt.", "govt"):
        found = sentences(text, "en", abbreviations=[spelling])
        assert ["Ask the Govt. Office. ", "The Govt. ", "The rest is silence."] == found


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "de_CH", "de_Latn_DE", "de@euro"])
def test_a_language_may_be_spelled_in_any_way(tag: str) -> None:
    """Case, separators, territories and scripts make no difference."""
    assert ["Am 7. Juni war der 2. Weltkrieg."] == sentences("Am 7. Juni war der 2. Weltkrieg.", tag)


@pytest.mark.parametrize("tag", ["xx", "tlh", "", "../en", "ñ", "not a tag"])
def test_an_unknown_language_gets_what_all_share(tag: str) -> None:
    """No tag is refused, and titles, numbers and quotation marks still hold."""
    expected = ["Dr. X pays 3.5 now. ", "“A. B. C!” ", "Is that all?"]
    assert expected == sentences("".join(expected), tag)


@pytest.mark.parametrize(("text", "expected"), [("", []), (" \n ", [" \n "]), ("\n\nA.\n\n", ["\n\nA.\n\n"])])
def test_white_space_is_no_sentence(text: str, expected: list[str]) -> None:
    """Nothing has no sentences, and white space stays with what it surrounds."""
    assert expected == sentences(text, "en")
