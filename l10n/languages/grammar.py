"""The functions of a language, for what words alone do not say. `languages/<code>/functions.py` has them as GRAMMAR."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


def _unchanged(text: str, at: object = None) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Grammar:
    """The functions of one language. The defaults are the answers of a language without such a rule."""

    agree: Callable[[str, int], str] = _unchanged
    """The text and a position -> the text with the particle at that position in the form that fits the word before
    it (이/가)."""
    rejoin: Callable[[str, int], str] = _unchanged
    """The text and a position -> the text without a space before the particle there."""
    resolve: Callable[[str, Sequence[tuple[int, int]]], str] = _unchanged
    """The text and spans to leave alone -> the text with the fitting form in place of 은(는) and the like."""
    plain_style: Callable[[str], str] = _unchanged
    """The text in the style of newspapers."""
    is_word_like_ending: Callable[[str], bool] = lambda text: False
    """Whether a text that ends like a sentence ends in a noun."""
    may_end: Callable[[str], bool] | None = None
    """Whether a text may be a sentence; for languages in which `Language.endings` cannot tell."""
    asks: Callable[[str], bool] | None = None
    """Whether a text without its final mark has the form of a question."""
    is_particle: Callable[[str], bool] = lambda text: False
    """Whether letters at the end of a word are joined to it and no part of it."""
    is_word: Callable[[str], bool] | None = None
    """Whether this is a word of the language, not a name or a piece of code."""
    is_repeated: Callable[[str, str], bool] | None = None
    """Whether two words in a row are a repetition by mistake; for languages in which equal words may be right."""
    says: Callable[[str, int], bool] = lambda text, value: False
    """Whether a text says a whole number in words that no table lists."""
    named_months: Callable[[str], Iterable[tuple[str, int, int]]] | None = None
    """The months that a text surely names (name, position, month); for languages in which CLDR's names do not tell."""
    amounts: Callable[[str], Sequence[tuple[int, str, str]]] = lambda text: ()
    """An English text -> its large numbers as the language writes them: position, number, translation."""
    usual_form: Callable[[Sequence[str], int], str] = lambda words, index: ""
    """How one of some words in a row, all in small letters, is written in the middle of a sentence; empty where that is
    not known."""
    name_phrases: Callable[[], Mapping[str, str]] = dict
    """Names of several words, by how they are in small letters."""
    inflected: Callable[[str], Collection[str]] = lambda word: {word}
    """The forms that a word in small letters has in sentences, itself among them."""
    sounds: Callable[[str], Sequence[str]] = lambda word: ()
    """How a word sounds, in the International Phonetic Alphabet; nothing for a word that is not in the dictionary."""
    transcribe: Callable[[Sequence[str]], str] = lambda sounds: ""
    """The sounds of an English word in the language's own letters; empty for a language without such a standard."""
    spells: Callable[[str, str], bool] | None = None
    """Whether a word of the language may be how a name in Latin letters is spelled; for languages that spell names by
    their sounds."""
    varies: Callable[[str, str], bool] = lambda one, other: False
    """Whether two words are two spellings of one name; particles and titles that are joined to it are none."""
    is_common: Callable[[str], bool] = lambda word: False
    """Whether a word in small letters is one of the commonest, in any form."""
    may_name: Callable[[str], bool] = lambda word: False
    """Whether a word in small letters is a person's name as well."""
