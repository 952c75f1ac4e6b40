"""Finding similar texts fast: an inverted index of words picks candidates, edit distance ranks them.

Similar texts share words, and rare shared words say most. For each stored text, the index adds up the rarity of the
words it shares with the query. The few texts with the highest sums (in proportion to their lengths) are then compared
letter by letter. Scripts without spaces, and Korean with its particles, are indexed by pairs of characters.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INDEX_FORMAT = b"1"
"""The version of the index. It must grow when a text is indexed in another way."""
CANDIDATES = 50
"""How many texts are compared letter by letter."""
_POSTINGS = 120_000
"""How many occurrences of words a search adds up; the commonest words come last and are left out beyond it."""
_STEM = 5
"""How many letters of a word count. With whole words, 1 % more of the best matches are missed."""
_WORTH = 0.3
"""Texts whose sum is below this part of the best sum are not compared."""

_WORD = re.compile(r"[^\W_]+")
_PAIRED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def terms(text: str) -> set[str]:
    """What a text is found by: the beginnings of its words, in lower case, so that `return` finds `returns`; pairs of
    characters where words are not spaced."""
    found = set()
    for word in _WORD.findall(text.lower()):
        if word.isascii() or not _PAIRED.search(word):
            found.add(word[:_STEM] if word.isalpha() else word)
            continue
        for run in _PAIRED.findall(word):
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        found.update(_PAIRED.sub(" ", word).split())
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The words of many texts; a text is known by its number, in the order they were given."""

    hashes: NDArray[np.uint32]
    """The hash of every word there is, sorted."""
    offsets: NDArray[np.int64]
    """Where the texts of each word begin in `postings`; one more for the end."""
    postings: NDArray[np.int32]
    """For word after word, the numbers of the texts that have it."""
    weights: NDArray[np.float32]
    """For each text, how much all its words weigh."""
    lengths: NDArray[np.int32]
    """For each text, its number of characters."""

    @property
    def consistent(self) -> bool:
        """Whether the numbers can be those of one index; false for one that was stored and damaged."""
        return (
            len(self.offsets) == len(self.hashes) + 1
            and int(self.offsets[-1]) == len(self.postings)
            and len(self.weights) == len(self.lengths)
        )


def build_index(texts: Iterable[str]) -> Index:
    """Index texts. The index holds numbers only, so that it can be stored as it is."""
    import numpy as np

    known: dict[str, int] = {}
    words, counts, lengths = array("I"), array("i"), array("i")
    for text in texts:
        found = terms(text)
        for word in found:
            if (code := known.get(word)) is None:
                code = known[word] = crc32(word.encode())
            words.append(code)
        counts.append(len(found))
        lengths.append(len(text))
    size = len(lengths)
    codes = np.frombuffer(words, dtype=np.uint32) if words else np.zeros(0, np.uint32)
    numbers = np.repeat(np.arange(size, dtype=np.int32), counts)
    order = np.argsort(codes, kind="stable")
    hashes, first = np.unique(codes[order], return_index=True)
    offsets = np.append(first, len(codes)).astype(np.int64)
    rarity = _rarity(np.diff(offsets), size)
    places = np.searchsorted(hashes, codes)
    weights = np.bincount(numbers, weights=rarity[places], minlength=size).astype(np.float32)
    return Index(hashes, offsets, numbers[order], weights, np.array(lengths, dtype=np.int32))


def _rarity(frequencies: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """The weight of a word, from the number of texts that have it."""
    import numpy as np

    return np.log(1 + size / frequencies)


def candidates(index: Index, text: str, *, threshold: int = 70, limit: int = CANDIDATES) -> list[int]:
    """The numbers of the texts that are most likely to be similar to this one, likeliest first. `threshold` is the
    similarity in percent from which on a match is of use: texts too short or too long for it are left out. It may miss
    a few, and may give some that are less similar."""
    import numpy as np

    size = len(index.lengths)
    wanted = np.unique(np.fromiter((crc32(word.encode()) for word in terms(text)), dtype=np.uint32))
    if not len(index.hashes) or not len(wanted):
        return []
    places = np.searchsorted(index.hashes, wanted)
    places[places == len(index.hashes)] = 0
    known = index.hashes[places] == wanted
    places = places[known]
    frequencies = index.offsets[places + 1] - index.offsets[places]
    rarity = _rarity(frequencies, size)
    whole = rarity.sum() + (len(wanted) - len(places)) * np.log(1 + size)
    order = np.argsort(frequencies)
    within = np.cumsum(frequencies[order]) <= _POSTINGS
    within[:1] = True
    chosen = order[within]
    if not len(chosen):
        return []
    numbers = np.concatenate([index.postings[index.offsets[at] : index.offsets[at + 1]] for at in places[chosen]])
    shared = np.bincount(numbers, weights=np.repeat(rarity[chosen], frequencies[chosen]), minlength=size)
    # Similarity is 2 x common / (length + length), so it bounds the length of what can reach the threshold.
    threshold = max(threshold, 1)
    shortest = len(text) * threshold / (200 - threshold)
    longest = len(text) * (200 - threshold) / threshold
    scores = np.divide(shared, index.weights + np.float32(whole), out=shared)
    hits = np.flatnonzero(scores > scores.max() * _WORTH)
    hits = hits[(index.lengths[hits] >= shortest) & (index.lengths[hits] <= longest)]
    if len(hits) > limit:
        hits = hits[np.argpartition(scores[hits], -limit)[-limit:]]
    return [int(number) for number in hits[np.argsort(-scores[hits], kind="stable")]]


def similarity(text: str, other: str, threshold: int = 0) -> float:
    """How similar two texts are, in percent: the share of characters that both have in the same order (Indel distance).

    100 for the same text alone; 0 below the threshold.
    """
    from rapidfuzz import fuzz

    return fuzz.ratio(text, other, score_cutoff=threshold)


def most_similar(text: str, others: Mapping[int, str], threshold: int) -> list[tuple[int, str]]:
    """The most similar of a few texts, found by comparing with each: their keys and themselves."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=threshold, limit=CANDIDATES)
    return [(key, other) for other, _, key in found]
