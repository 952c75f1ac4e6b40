"""Numbers said in words: whether a text names a value without writing it in digits."""

import re
from functools import cache, lru_cache

from l10n.languages.language import Language
from l10n.languages.numerals import han_words

KNOWN_TO = 12
"""The languages' files have every number up to this one; larger numbers are usually written in digits."""
_LETTERS = re.compile(r"(?<!\d)[^\W\d_]+(?:['’-][^\W\d_]+){0,6}")


def says(text: str, value: int | str, language: Language) -> bool | None:
    """Whether a text says a value in words; None if the language's words are not known."""
    if "han-numerals" in language.traits:
        return isinstance(value, int) and any(form in text for form in han_words(value))
    if not language.numbers:
        return None
    if _has_one(text, language.numbers.get(str(value), ())):
        return True
    return isinstance(value, int) and (language.grammar.says(text, value) or _in_roman(text, value, language))


def _in_roman(text: str, value: int, language: Language) -> bool:
    """Whether a text has the number in Roman numerals, in a language that writes them."""
    return "myriads" not in language.traits and bool(roman_numeral(value).search(text))


def _has_one(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text has one of these words; `form-` stands for every word that begins so."""
    words = _words(text)
    prefixes = tuple(form[:-1] for form in forms if form.endswith("-"))
    return not words.isdisjoint(forms) or (bool(prefixes) and any(word.startswith(prefixes) for word in words))


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    words = set(_LETTERS.findall(text.casefold()))
    return frozenset(words | {part for word in words if "-" in word for part in word.split("-")})


@cache
def roman_numeral(value: int) -> re.Pattern[str]:
    """Matches a number below 100 in Roman numerals."""
    if not 1 <= value < 100:
        return re.compile("(?!)")
    tens, ones = divmod(value, 10)
    numeral = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[tens]
    numeral += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return re.compile(rf"\b{numeral}\b")
