"""Numbers said in words: whether a text names a value without writing it in digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from l10n.checks.numbers.myriads import han_words, korean_words
from l10n.languages.tables import read_table

KNOWN_TO = 12
"""Up to here `number_words.tsv` has every number of its languages; greater ones are usually written in digits."""
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,6}")


def says(text: str, value: int | str, language: str) -> bool | None:
    """Whether a text in this language says a value in words; None where nobody here knows its words."""
    if language in ("ja", "zh"):
        return isinstance(value, int) and any(form in text for form in han_words(value))
    if language not in _table():
        return None
    if _in_table(text, str(value), language):
        return True
    if not isinstance(value, int):
        return False
    if language == "ko":
        return bool(korean_words(value).search(text))
    return bool(roman_numeral(value).search(text)) or (language == "en" and value in english_values(text))


def _in_table(text: str, value: str, language: str) -> bool:
    whole, prefixes = _table()[language].get(value, (frozenset(), ()))
    words = _words(text)
    return not whole.isdisjoint(words) or (bool(prefixes) and any(word.startswith(prefixes) for word in words))


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    words = set(_LETTERS.findall(text.casefold()))
    return frozenset(words | {part for word in words if "-" in word for part in word.split("-")})


@cache
def _table() -> Mapping[str, Mapping[str, tuple[frozenset[str], tuple[str, ...]]]]:
    """Language -> value -> whole words, and beginnings of words."""
    table: dict[str, dict[str, tuple[frozenset[str], tuple[str, ...]]]] = {}
    for language, value, words in read_table(Path(__file__).with_name("number_words.tsv")):
        whole, prefixes = table.setdefault(language, {}).get(value, (frozenset(), ()))
        table[language][value] = (
            whole | {word for word in words if not word.endswith("-")},
            prefixes + tuple(word[:-1] for word in words if word.endswith("-")),
        )
    return table


@cache
def roman_numeral(value: int) -> re.Pattern[str]:
    """Matches a number below 100 in Roman numerals."""
    if not 1 <= value < 100:
        return re.compile("(?!)")
    tens, ones = divmod(value, 10)
    numeral = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[tens]
    numeral += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return re.compile(rf"\b{numeral}\b")


_ENGLISH: Mapping[str, int] = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16},
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    **{"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12},
}
_SCALES: Mapping[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


@lru_cache(maxsize=16)
def english_values(text: str) -> frozenset[int]:
    """The values of the runs of number words in an English text, and of their parts: `two hundred thousand` says 200,
    too."""
    values: set[int] = set()
    total = current = 0
    for word in re.findall(r"[a-z]+|[^\sa-z-]", text.casefold()):
        plain = word.removesuffix("s")
        plain = (
            plain if plain in _ENGLISH else plain.removesuffix("th").removesuffix("ie") + "y" * plain.endswith("ieth")
        )
        if (added := _ENGLISH.get(word, _ENGLISH.get(plain))) is not None:
            # "Twenty one" is one number, "nine eleven" are two.
            continued = not current % 100 or (not current % 10 and added < 10)
            current = current + added if continued else added
        elif plain == "hundred":
            current = (current or 1) * 100
        elif plain in _SCALES:
            values.add((current or 1) * _SCALES[plain])
            total, current = total + (current or 1) * _SCALES[plain], 0
        elif word == "half":
            values.update((500_000, 500_000_000))  # half a million, half a billion
        elif word not in ("and", "a"):
            total = current = 0
            continue
        values.update((current, total + current))
    return frozenset(values if "zero" in text.casefold() else values - {0})
