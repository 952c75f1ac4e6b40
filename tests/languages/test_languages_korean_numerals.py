"""Korean and Han numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.languages.ko.numerals import amounts, may_say, says, sino_korean
from l10n.languages.numerals import han_words, read_myriads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$40 million", "4000만 달러"),
        ("12,345,678 people", "1234만 5678"),
        ("1.5 billion", "15억"),
        ("$2 trillion", "2조 달러"),
        ("30,000", "3만"),
        ("1,500", None),
        ("2025", None),
        ("$30", None),
        ("1.2.3 million", None),
        ("0.1234567 million", None),
        ("1.2345 million", "123만 4500"),
    ],
)
def test_korean_amounts(text: str, expected: str | None) -> None:
    """Korean counts by ten thousands; small numbers need no help."""
    assert expected == next((amount for _, _, amount in amounts(text)), None)


@pytest.mark.parametrize(
    ("value", "korean", "han"),
    [
        (0, "영", "〇"),
        (7, "칠", "七"),
        (10, "십", "十"),
        (111, "백십일", "百十一"),
        (10_000, "만", "万"),
        (250_000, "이십오만", "二十五万"),
        (1_200_000, "백이십만", "百二十万"),
        (300_000_000, "삼억", "三億"),
        (1_000_000_000_000, "일조", "一兆"),
    ],
)
def test_numerals_by_rule(value: int, korean: str, han: str) -> None:
    """Digits, places and myriads are put together as each language does."""
    assert (korean, han) == (sino_korean(value), han_words(value)[0])


@given(st.integers(0, 10**16 - 1))
def test_a_text_says_the_numeral_that_it_is(value: int) -> None:
    """Whatever the number, a text with its sino-Korean numeral before a counter says it."""
    assert says(f"{sino_korean(value)}원", value)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [("스무 명", 20, True), ("두 나라", 2, True), ("제이차", 2, True), ("이 나라", 2, False), ("서른한 살", 31, True)],
)
def test_korean_says_a_number_in_two_series(text: str, value: int, said: bool) -> None:
    """Native numerals count things, sino-Korean ones stand before their counters."""
    assert said == says(text, value)


@pytest.mark.parametrize(("text", "value", "may"), [("아들 셋", 3, True), ("3번", 3, True), ("33번", 3, False)])
def test_a_number_may_stand_in_any_form(text: str, value: int, may: bool) -> None:
    """Where nothing else is sure, a digit or a bare numeral is enough for the benefit of the doubt."""
    assert may == may_say(text, value)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("1만 5,000명", 0, 1, ({15000}, 8)),
        ("120万人", 0, 3, ({1_200_000}, 4)),
        ("8천5백원", 0, 1, ({8500}, 4)),
        ("제2조 ", 1, 2, ({2, 2 * 10**12}, 3)),
        ("3명", 0, 1, None),
    ],
)
def test_myriads_are_read_by_value(text: str, start: int, end: int, expected: tuple[set[int], int] | None) -> None:
    """What multiplies a number belongs to it; 조 may be an article of a law, a counter multiplies nothing."""
    assert expected == read_myriads(text, start, end)
