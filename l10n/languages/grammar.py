"""What a language may bring besides words: functions. `l10n/languages/<code>/functions.py` holds a GRAMMAR of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


def _unchanged(text: str, at: object = None) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Grammar:
    """The functions of one language; each has the answer of a language that has no such thing."""

    agree: Callable[[str, int], str] = _unchanged
    """The text, with what stands at a place in the form that fits the word before it: 이/가."""
    rejoin: Callable[[str, int], str] = _unchanged
    """The text without a space before a particle at a place."""
    resolve: Callable[[str, Sequence[tuple[int, int]]], str] = _unchanged
    """The text with 은(는) and its like in the form that fits, but for some spans."""
    plain_style: Callable[[str], str] = _unchanged
    """The text in the style of newspapers."""
    is_word_like_ending: Callable[[str], bool] = lambda text: False
    """Whether a text that ends like a sentence ends in a noun."""
    may_end: Callable[[str], bool] | None = None
    """Whether a text may be a sentence, where that cannot be said by `Language.endings`."""
    asks: Callable[[str], bool] | None = None
    """Whether a text without its mark is a question by its form."""
    is_word: Callable[[str], bool] | None = None
    """Whether this is a word of the language rather than a name or a piece of code."""
    is_repeated: Callable[[str, str], bool] | None = None
    """Whether two words in a row are one by mistake, where that takes more than to be equal."""
    says: Callable[[str, int], bool] = lambda text, value: False
    """Whether a text says a whole number in words that no table lists."""
    named_months: Callable[[str], Iterable[tuple[str, int, int]]] | None = None
    """The months that a text surely names: the name, its position, the month; where CLDR's names do not tell."""
    amounts: Callable[[str], Sequence[tuple[int, str, str]]] = lambda text: ()
    """Large numbers of an English text as the language writes them: where, what, and its translation."""
