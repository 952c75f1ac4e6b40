"""Where a span of a sentence went in its translation: what several witnesses say of each word, added up.

A witness says of each word of the translation how much it belongs to the span's translation: 1 it does, -1 it does
not, 0 it cannot say. The words in a row that have the largest sum are the span's translation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from l10n.alignment.lexicon import folded, similarity
from l10n.alignment.links import Links
from l10n.alignment.words import Word

_LIKE_ENOUGH = 0.3
"""Another translation with fewer words in common tells nothing."""

if TYPE_CHECKING:  # in functions, since it takes long to import
    import numpy as np
    import numpy.typing as npt

    Votes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a span went: words `first` to `last` (half-open) of the translation."""

    first: int
    last: int
    confidence: float
    """0 to 1."""


def linked(links: Links, first: int, last: int) -> Votes:
    """What the links say about the source words `first` to `last` (half-open)."""
    import numpy as np

    inside = links.weights[first:last].sum(axis=0)
    outside = links.weights.sum(axis=0) - inside
    return np.asarray(np.clip(inside - outside, -1.0, 1.0))


def attended(
    source: Sequence[Word],
    target: Sequence[Word],
    links: Sequence[tuple[int, int, int, int, float]],
    first: int,
    last: int,
) -> Votes:
    """What an engine says, that tells which pieces of the sentence it took those of its translation from: `links` are
    from where to where in either, and how much, of tokens that words consist of."""
    import numpy as np

    inside, outside = np.zeros(len(target)), np.zeros(len(target))
    low, high = source[first].start, source[last - 1].end
    for start, end, there, then, weight in links:
        into = inside if start < high and end > low else outside
        for index, word in enumerate(target):
            if there < word.end and then > word.start:
                into[index] += weight
    return np.asarray((inside - outside) / np.maximum(inside + outside, 1e-9)) if inside.any() else inside


def alone(target: Sequence[Word], translation: Sequence[Word]) -> Votes:
    """What the span's own translation, made without the sentence, says: the words in a row that are most like it."""
    import numpy as np

    votes = np.zeros(len(target))
    if not translation or len(translation) >= len(target):  # what is like all of it tells nothing
        return votes
    wanted = [word.text for word in translation]
    alike = [[similarity(one, word.text) for word in target] for one in wanted]
    best, places = 0.0, []
    for start in range(len(target) - len(wanted) + 1):  # in any order, since adjectives change sides, or better in this
        found = [
            0.9 * max(row[start : start + len(wanted)]) + 0.1 * row[start + index] for index, row in enumerate(alike)
        ]
        score = sum(len(one) * like for one, like in zip(wanted, found, strict=True)) / sum(map(len, wanted))
        if score > best + 0.05:
            best, places = score, [start]
        elif score > best - 0.05:
            places.append(start)
    if best < 0.6:
        return votes
    votes -= best
    for start in places:
        votes[start : start + len(wanted)] = best / len(places)
    return votes


def marked(target: Sequence[Word], probe: Sequence[Word], first: int, last: int) -> Votes:
    """What another translation of the sentence says, in which the words `first` to `last` are marked as the span's: its
    words are matched with those of the translation without marks."""
    import numpy as np

    votes = np.zeros(len(target))
    found = False
    one, other = [folded(word.text) for word in probe], [folded(word.text) for word in target]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _LIKE_ENOUGH:
        return votes
    for tag, low, high, start, end in matcher.get_opcodes():
        for column in range(start, end):
            row, weight = _counterpart(
                probe, target[column], low, high, (column - start) / (end - start), tag == "equal"
            )
            if row is not None:
                inside = first <= row < last
                found = found or inside
                votes[column] = weight if inside else -weight
    return votes if found else np.zeros(len(target))


def _counterpart(
    probe: Sequence[Word], word: Word, low: int, high: int, share: float, equal: bool
) -> tuple[int | None, float]:
    """Which of the words `low` to `high` of a probe a word is: the most alike one, else the one at the same place."""
    if low == high:
        return None, 0.0
    row = low + min(int(share * (high - low) + 1e-6), high - low - 1)
    if equal:
        return row, 1.0
    alike = [similarity(probe[index].text, word.text) for index in range(low, high)]
    best = max(alike)
    return (low + alike.index(best), 1.0) if best else (row, 1.0 if high - low == 1 else 0.5)


def place(votes: Sequence[tuple[Votes, float]], expected: float, free: Sequence[bool]) -> Placed | None:
    """The words in a row with the largest sum of votes, each witness with its weight; None where nothing speaks for
    any word. `expected` is how many words are likely; only words that are `free` may be taken."""
    import numpy as np

    total = sum(weight for vote, weight in votes if vote.any())
    if not total:
        return None
    score = np.where(free, sum(vote * weight for vote, weight in votes) / total, -10.0)
    sums = np.concatenate(([0.0], np.cumsum(score - 0.05)))
    size = len(score)
    spans = ((first, last) for first in range(size) for last in range(first + 1, size + 1))
    first, last = max(
        spans,
        key=lambda s: sums[s[1]] - sums[s[0]] - 0.2 * abs(s[1] - s[0] - expected) / max(expected, 1),
        default=(0, 0),
    )
    if last == first or sums[last] <= sums[first]:
        return None
    inner = float(score[first:last].mean())
    outer = float(np.clip(np.concatenate((score[:first], score[last:])), 0, None).sum())
    return Placed(first, last, max(0.0, min(1.0, inner) - outer))
