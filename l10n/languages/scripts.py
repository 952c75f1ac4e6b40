"""Scripts: which letters a locale is written in, and which ones a text has (Unicode Standard, Blocks.txt)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from l10n.errors import LocaleError
from l10n.languages.language import language
from l10n.locales import script

RANGES: Mapping[str, str] = {
    "Latin": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "Greek": r"\u0370-\u037d\u037f-\u0386\u0388-\u03ff\u1f00-\u1ffe",
    "Cyrillic": r"\u0400-\u052f",
    "Armenian": r"\u0531-\u0556\u0561-\u0587",
    "Hebrew": r"\u05d0-\u05ea",
    "Arabic": r"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": r"\u0904-\u0939\u0958-\u0961\u0971-\u097f",
    "Bengali": r"\u0985-\u09b9\u09dc-\u09e1\u09f0\u09f1",
    "Gurmukhi": r"\u0a05-\u0a39\u0a59-\u0a5e",
    "Gujarati": r"\u0a85-\u0ab9",
    "Oriya": r"\u0b05-\u0b39",
    "Tamil": r"\u0b85-\u0bb9",
    "Telugu": r"\u0c05-\u0c39",
    "Kannada": r"\u0c85-\u0cb9",
    "Malayalam": r"\u0d05-\u0d39",
    "Sinhala": r"\u0d85-\u0dc6",
    "Thai": r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    "Lao": r"\u0e81-\u0eb0\u0ec0-\u0ec6",
    "Tibetan": r"\u0f40-\u0f6c",
    "Myanmar": r"\u1000-\u102a",
    "Georgian": r"\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethiopic": r"\u1200-\u135a",
    "Khmer": r"\u1780-\u17b3",
    "Kana": r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9d",
    "Han": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Bopomofo": r"\u3105-\u312f",
    "Hangul": r"\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e",
}
"""A script's name -> the characters of a regular expression's set: its letters."""

HANGUL = r"\uac00-\ud7a3"
"""The Hangul syllables, for the sets of regular expressions."""

GLUED_AND_SPACED = r"\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"
GLUED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\uff66-\uffdc"
    r"\U00020000-\U0003ffff" + GLUED_AND_SPACED
)
"""Letters of scripts that have no blanks between words or join particles to words: a word may begin and end anywhere.
Hangul is among them although it has blanks."""

_OF_CODES: Mapping[str, tuple[str, ...]] = {
    "Kore": ("Hangul",),
    "Jpan": ("Kana", "Han"),
    "Hans": ("Han", "Bopomofo"),
    "Hant": ("Han", "Bopomofo"),
    "Latn": ("Latin",),
    "Cyrl": ("Cyrillic",),
    "Grek": ("Greek",),
    "Armn": ("Armenian",),
    "Hebr": ("Hebrew",),
    "Arab": ("Arabic",),
    "Deva": ("Devanagari",),
    "Beng": ("Bengali",),
    "Guru": ("Gurmukhi",),
    "Gujr": ("Gujarati",),
    "Taml": ("Tamil",),
    "Telu": ("Telugu",),
    "Knda": ("Kannada",),
    "Mlym": ("Malayalam",),
    "Sinh": ("Sinhala",),
    "Thai": ("Thai",),
    "Laoo": ("Lao",),
    "Tibt": ("Tibetan",),
    "Mymr": ("Myanmar",),
    "Geor": ("Georgian",),
    "Ethi": ("Ethiopic",),
    "Khmr": ("Khmer",),
}
"""ISO 15924 code -> the scripts whose letters it is written in."""

KNOWN_SCRIPTS = frozenset({*_OF_CODES, "Orya", "Thaa"})
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa"})
JOINING = frozenset(
    {"Arab", "Hebr", "Deva", "Beng", "Orya", "Gujr", "Guru", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Mymr", "Khmr"}
)
"""Scripts whose letters join, so that U+200C and U+200D mean something: the Unicode Standard, chapters 9 and 12."""


@cache
def script_code(locale: str) -> str:
    """The ISO 15924 code of a locale's script; empty if it is not known."""
    if code := language(locale).script:
        return code
    try:
        return script(locale)
    except LocaleError:
        return ""


@cache
def scripts_of(locale: str) -> tuple[str, ...]:
    """The names of a locale's scripts; empty if they are not known."""
    return _OF_CODES.get(script_code(locale), ())


@cache
def letters(*scripts: str) -> re.Pattern[str]:
    """Matches runs of letters of these scripts."""
    return re.compile(f"[{''.join(RANGES[name] for name in scripts)}]+")


@cache
def foreign_letters(locale: str) -> re.Pattern[str] | None:
    """Matches runs of letters that are neither in the locale's scripts nor Latin; None if its script is not known."""
    own = scripts_of(locale)
    return letters(*(name for name in RANGES if name not in {*own, "Latin"})) if own else None


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The name of the script that a letter belongs to."""
    return next(name for name in RANGES if letters(name).match(letter))
