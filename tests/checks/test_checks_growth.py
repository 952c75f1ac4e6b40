"""Long words and long numbers cost what their length costs, no more."""

from __future__ import annotations

import pytest
from growth import assert_linear

from l10n.checks import Pair, check_pair
from l10n.engines.pseudo import pseudolocalize

LONG = {
    "a number": "1234567890",
    "groups of digits": "1,234",
    "a word": "abcdefghij",
    "Hangul": "가나다라마바사",
    "stops": "..........",
    "blanks": "     ",
    "words": "word and ",
    "quotes": "“a” ",
    "brackets": "(a [b ",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_check_of_a_long_text_is_linear(kind):
    """All rules over one text without an end, the translation with an ending of its own."""

    def check(text: str) -> None:
        check_pair(Pair(f"There is {text} in it.", f"{text} 있다.", "ko"))

    assert_linear(check, LONG[kind] * 300, LONG[kind] * 1200)


@pytest.mark.parametrize("kind", LONG)
def test_a_pseudo_draft_of_a_long_text_is_linear(kind):
    """The engine that everybody tries first."""
    assert_linear(pseudolocalize, LONG[kind] * 2000, LONG[kind] * 8000)
