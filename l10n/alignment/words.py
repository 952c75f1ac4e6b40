"""The words of a text, as alignment counts them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from l10n.languages.language import language

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3041-\u3096\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no blanks between words, but for katakana, whose runs are words as a rule."""
_KATAKANA = "\u30a1-\u30ff"
_WORD = re.compile(r"\w+(?:[-’'.,:/]\w+)*")
_UNSPACED_WORD = re.compile(rf"[{_UNSPACED}]|[{_KATAKANA}]+|(?:(?![{_UNSPACED}{_KATAKANA}])\w)+")


class Word(NamedTuple):
    """A word, and where it stands in its text."""

    start: int
    end: int
    text: str


def words_of(text: str, locale: str) -> list[Word]:
    """The words of a text, in order: what stands between blanks and marks, `well-known` and `1.5` being one; in a
    language without blanks each letter, and each run of katakana or of letters of another script."""
    return [Word(*match.span(), match[0]) for match in _pattern(locale).finditer(text)]


@cache
def _pattern(locale: str) -> re.Pattern[str]:
    return _UNSPACED_WORD if "unspaced" in language(locale).traits else _WORD
