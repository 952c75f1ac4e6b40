"""What is known of which word translates which: how alike two words are, and tables of translations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol


class Evidence(Protocol):
    """A source of evidence that one word translates another."""

    def __call__(self, source: str, target: str, /) -> float:
        """0 (nothing is known) to 1 (it surely does)."""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The word without case, accents and full-width forms."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    if decomposed.isascii():
        return decomposed
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))


@lru_cache(maxsize=131072)
def similarity(one: str, other: str) -> float:
    """How alike two words of one language are: 1 for the same but for case and accents, less for another ending or a
    letter changed, 0 below a half."""
    one, other = folded(one), folded(other)
    if one == other:
        return 1.0
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 2 or longer > 2 * shorter + 2:
        return 0.0
    if one.isdigit() or other.isdigit():
        return 0.0
    prefix = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    by_prefix = prefix / longer if prefix >= 3 else 0.0
    if prefix == shorter and not one.isascii():
        by_prefix = max(by_prefix, 0.8)  # a particle behind it
    by_letters = 0.0
    if shorter >= 5:
        from rapidfuzz.distance import Levenshtein

        by_letters = Levenshtein.normalized_similarity(one, other)
    best = max(by_prefix, by_letters - 0.1)
    return best if best >= 0.5 else 0.0


class Lexicon:
    """Word translations, from wherever they come: evidence that asks whether a word is one of them, in some form."""

    __slots__ = ("_table",)

    def __init__(self, table: Mapping[str, Mapping[str, float]] | None = None) -> None:
        """`table`: a source word in small letters -> its translations, each with how likely it is."""
        self._table: dict[str, dict[str, float]] = {word: dict(found) for word, found in (table or {}).items()}

    def add(self, word: str, translations: Iterable[str], weight: float = 1.0) -> None:
        """Add translations of a word."""
        known = self._table.setdefault(word.casefold(), {})
        for translation in translations:
            known[translation] = max(known.get(translation, 0.0), weight)

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._table

    def __call__(self, source: str, target: str, /) -> float:
        known = self._table.get(source.casefold())
        return max((weight * similarity(word, target) for word, weight in known.items()), default=0.0) if known else 0.0


def copied(source: str, target: str, /) -> float:
    """Evidence of names, numbers and cognates: words that are much the same in both languages."""
    alike = similarity(source, target)
    if alike == 1.0 and (len(source) > 2 or not source.islower()):
        return 1.0
    return 0.8 * alike if alike >= 0.6 and min(len(source), len(target)) >= 4 else 0.0


def strongest(evidence: Sequence[Evidence]) -> Evidence:
    """The evidence of whichever source is the surest."""

    def ask(source: str, target: str, /) -> float:
        return max((one(source, target) for one in evidence), default=0.0)

    return ask
