"""Which words of a sentence and of its translation belong together, from lexical evidence and position.

Two passes: the pairs of words for which there is much evidence, and which stand at about the same place, are anchors;
then every pair is weighed anew by how near it is to where the anchors around it say it should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.alignment.lexicon import Evidence
from l10n.alignment.words import Word

if TYPE_CHECKING:  # a tenth of a second, in functions: most runs link no words
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

_ANCHOR = 0.55
"""Pairs of words that are each other's best and weigh as much are anchors."""
_REACH = 3.0
"""How many words from its place a translation may stand before that tells against it."""

_UNKNOWN = 0.25
"""Words for which there is no more evidence are unknown; one is linked with"""
_LEFT_OVER = 0.7
"""so much to an unknown word at its place."""


@dataclass(frozen=True, slots=True)
class Links:
    """How strongly the words of two sentences belong together."""

    source: Sequence[Word]
    target: Sequence[Word]
    weights: Matrix
    """A row a source word, a column a target word; 0 to 1."""

    def places(self) -> npt.NDArray[np.float64]:
        """Where in the translation each source word should stand, as the number of a word."""
        return _places(self.weights, self.weights)


def link_words(source: Sequence[Word], target: Sequence[Word], evidence: Evidence) -> Links:
    """Link the words of a sentence with those of its translation."""
    import numpy as np

    if not source or not target:
        return Links(source, target, np.zeros((len(source), len(target))))
    given = np.array([[evidence(one.text, other.text) for other in target] for one in source])
    rows, columns = np.arange(len(source)), np.arange(len(target))
    diagonal = (rows * (len(target) / len(source)))[:, None]
    distance = np.abs(columns[None, :] - diagonal) / max(len(target), 4)
    weights = _balance(given * np.exp(-1.5 * distance))
    places = _places(given, weights)
    away = np.abs(columns[None, :] - places[:, None])
    near = given * np.exp(-away / _REACH)
    weights = np.asarray(_balance(near) * np.sqrt(given))
    _link_left_over(weights, near, source, target)
    return Links(source, target, weights)


def _link_left_over(weights: Matrix, known: Matrix, source: Sequence[Word], target: Sequence[Word]) -> None:
    """Links a word that nothing is known of with the one such word at its place, little words apart."""
    rows = [row for row, word in enumerate(source) if len(word.text) > 3 and known[row].max() < _UNKNOWN]
    columns = [column for column, word in enumerate(target) if len(word.text) > 3 and known[:, column].max() < _UNKNOWN]
    if not rows or not columns:
        return
    import numpy as np

    places = _places(weights, weights)
    away = np.abs(np.array(columns)[None, :] - places[rows][:, None])
    near = away <= _REACH
    for one, other in zip(*np.nonzero(near), strict=True):
        if near[one].sum() == 1 and near[:, other].sum() == 1:
            weights[rows[one]] = weights[:, columns[other]] = 0
            weights[rows[one], columns[other]] = _LEFT_OVER * np.exp(-away[one, other] / (2 * _REACH))


def _balance(weights: Matrix) -> Matrix:
    """Each weight against what else its row and its column have."""
    import numpy as np

    squares = weights * weights
    across, down = squares.sum(axis=1, keepdims=True), squares.sum(axis=0, keepdims=True)
    return np.asarray(2 * squares / np.maximum(across + down, 1e-9))


def _places(given: Matrix, weights: Matrix) -> npt.NDArray[np.float64]:
    """Where in the translation each source word should stand: its anchor, or between those around it."""
    import numpy as np

    count, size = weights.shape
    best_column, best_row = weights.argmax(axis=1), weights.argmax(axis=0)
    anchors = [
        (row, int(best_column[row]))
        for row in range(count)
        if best_row[best_column[row]] == row
        and weights[row, best_column[row]] >= _ANCHOR
        and given[row, best_column[row]] >= _ANCHOR
    ]
    if not anchors:
        return np.asarray(np.arange(count) * (size / count))
    known_rows = [-1, *(row for row, _ in anchors), count]
    known_columns = [-1, *(column for _, column in anchors), size]
    return np.asarray(np.interp(np.arange(count), known_rows, known_columns))
