"""What translations that are there already tell of which word translates which.

After P. F. Brown et al., "The Mathematics of Statistical Machine Translation" (1993), model 1, with the likely places
of C. Dyer, V. Chahuneau and N. A. Smith, "A Simple, Fast, and Effective Reparameterization of IBM Model 2" (2013).
Learned in both directions; what both agree on counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from l10n.alignment.lexicon import copied, folded

Sentence = Sequence[str]
_ROUNDS = 5
_KNOWN = 0.5
"""The share of evidence from the words themselves, names and numbers above all, at the start."""
_MOST = 2000
"""More pairs of sentences tell little more, and take long; the last ones are taken."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a word has in common with its other forms, about: its letters without an ending."""
    word = folded(word)
    if not word.isascii():
        return word
    return word[: max(4, len(word) - 2)] if len(word) > 4 else word


class Cooccurrence:
    """Evidence from sentences and their translations."""

    __slots__ = ("_back", "_forth")

    def __init__(self, pairs: Sequence[tuple[Sentence, Sentence]], tension: float = 2.0) -> None:
        """`pairs`: the words of each sentence, and of its translation; `tension`: how much it tells against two words
        that they stand at other places."""
        stems = [([*map(stem, source)], [*map(stem, target)]) for source, target in pairs[-_MOST:]]
        self._forth = _learn(stems, tension)
        self._back = _learn([(target, source) for source, target in stems], tension)

    def __call__(self, source: str, target: str, /) -> float:
        one, other = stem(source), stem(target)
        forth = self._forth.get(one, {}).get(other, 0.0)
        if not forth:
            return 0.0
        both = math.sqrt(forth * self._back.get(other, {}).get(one, 0.0))
        # Articles and the like take up what is rare.
        return both / 3 if one.isascii() and other.isascii() and (len(one) <= 3) != (len(other) <= 3) else both


def _learn(pairs: Sequence[tuple[Sentence, Sentence]], tension: float) -> Mapping[str, Mapping[str, float]]:
    """How likely each word of the second sentences is the translation of a word of the first ones."""
    table: dict[str, dict[str, float]] = {}
    for number in range(_ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for source, target in pairs:
            for column, word in enumerate(target):
                place = column / len(target)
                shares = []
                for row, other in enumerate(source):
                    prior = math.exp(-tension * abs(row / len(source) - place))
                    known = table[other].get(word, 0.0) if number else 1.0 + 20 * _KNOWN * copied(other, word)
                    shares.append(prior * known)
                total = sum(shares) + (0.02 if number else 0.1)  # a word may come from nowhere
                for other, share in zip(source, shares, strict=True):
                    if share > 1e-4 * total:
                        counts[other][word] += share / total
        table = {word: _shares(found) for word, found in counts.items()}
    return table


def _shares(found: Mapping[str, float]) -> dict[str, float]:
    total = sum(found.values()) or 1.0
    return {word: count / total for word, count in found.items() if count > 0.005 * total}
