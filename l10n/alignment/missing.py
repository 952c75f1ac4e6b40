"""Sentences of a text that its translation lacks.

As in `sentences.py`, after Gale and Church: the cheapest pairing of the sentences of both texts, once with and once
without sentences that have no counterpart. How long a translation should be is known of the language here, since a
translation that lacks a sentence is short as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SHAPES: Mapping[tuple[int, int], float] = {
    (1, 1): 0.0,
    (1, 2): 2.0,
    (2, 1): 2.0,
    (2, 2): 4.0,
    (1, 3): 4.0,
    (3, 1): 4.0,
}
"""How many sentences may belong together on either side, and what that costs."""
_GONE = 4.0
"""What a sentence without a counterpart costs."""
_UNKNOWN_NUMBERS = 2.0
"""How much less, if it has numbers and the translation has none of them."""
_MARGIN = 2.0
"""By how much the pairing with missing sentences must be cheaper than that without."""
_SURE = _GONE - _UNKNOWN_NUMBERS + _MARGIN
"""A pairing of all sentences that is as cheap as this: none with missing sentences is cheaper by the margin."""
_SPREAD = 1.0
"""Variance of a translation's length per character expected, when its language's usual length is known."""
_ANCHOR = 2.0
"""For each anchor that both texts have and only one side of a pair."""
_WORST = 30.0
"""The most that lengths that do not fit can cost."""
_MOST_CELLS = 2_500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, as far as it matters here."""

    length: float
    """Characters; those of a source as many as its translation usually has."""
    numbers: frozenset[object] = frozenset()
    """The values of its numbers."""
    anchors: frozenset[object] = frozenset()
    """Its numbers, and the words that stand in translations as they are: names in Latin letters, code, addresses."""


def missing_sentences(source: Sequence[Sentence], target: Sequence[Sentence]) -> tuple[int, ...]:
    """The indices of the sentences of a source that its translation surely lacks; none for very long texts."""
    if not target or len(source) < 2 or len(source) * len(target) > _MOST_CELLS:
        return ()
    pairing = _Pairing(source, target)
    if pairing.one_by_one() <= _SURE:
        return ()
    whole, _ = pairing.cheapest(with_gaps=False)
    if whole <= _SURE:
        return ()
    gaps, gone = pairing.cheapest(with_gaps=True)
    return gone if whole - gaps > _MARGIN else ()


class _Pairing:
    """The costs of putting sentences of two texts together."""

    def __init__(self, source: Sequence[Sentence], target: Sequence[Sentence]) -> None:
        self._source, self._target = source, target
        there, here = (frozenset().union(*(each.anchors for each in side)) for side in (source, target))
        self._shared = there & here
        self._numbers = frozenset().union(*(each.numbers for each in target))

    def one_by_one(self) -> float:
        """The cost of pairing the first sentence with the first, the second with the second, and so on: no less than
        that of the cheapest pairing. Infinite where there are more sentences on one side."""
        if len(self._source) != len(self._target):
            return math.inf
        return sum(self._cost(at, at + 1, at, at + 1) for at in range(len(self._source)))

    def cheapest(self, *, with_gaps: bool) -> tuple[float, tuple[int, ...]]:
        """The cost of the cheapest pairing of all sentences, and the sentences of the source without a counterpart."""
        best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
        for row in range(len(self._source) + 1):
            for column in range(len(self._target) + 1):
                ways = []
                for (high, wide), shape in _SHAPES.items():
                    if before := best.get((row - high, column - wide)):
                        added = shape + self._cost(row - high, row, column - wide, column)
                        ways.append((before[0] + added, before[1]))
                if with_gaps and (before := best.get((row - 1, column))):
                    ways.append((before[0] + self._gap(row - 1), (*before[1], row - 1)))
                if ways:
                    best[row, column] = min(ways)
        return best.get((len(self._source), len(self._target)), (math.inf, ()))

    def _cost(self, row: int, row_end: int, column: int, column_end: int) -> float:
        ours, theirs = self._source[row:row_end], self._target[column:column_end]
        expected = sum(each.length for each in ours)
        deviation = (sum(each.length for each in theirs) - expected) / math.sqrt(_SPREAD * max(expected, 1))
        there, here = (frozenset().union(*(each.anchors for each in side)) & self._shared for side in (ours, theirs))
        return min(deviation * deviation / 2, _WORST) + _ANCHOR * len(there ^ here)

    def _gap(self, row: int) -> float:
        sentence = self._source[row]
        unknown = sentence.numbers and self._numbers.isdisjoint(sentence.numbers)
        return _GONE + _ANCHOR * len(sentence.anchors & self._shared) - (_UNKNOWN_NUMBERS if unknown else 0)
