"""Import by alignment: pairs the blocks of an article that is already translated with the blocks of its source.

Blocks keep their order, a heading is translated by a heading and a table cell by a table cell, long blocks have long
translations, and numbers stand in both.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.model import Unit

_SKIP = 2.5
"""What it costs to leave a block without a partner."""
_MOST_CELLS = 4_000_000
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ALIKE = {"title": "heading", "caption": "paragraph", "quote": "paragraph"}
"""Types that stand for each other."""


@dataclass(frozen=True, slots=True)
class AlignedUnits:
    """The result of an import by alignment."""

    pairs: tuple[tuple[Unit, Unit], ...]
    """Source blocks and their translations."""
    sources: tuple[Unit, ...]
    """Source blocks without a translation."""
    targets: tuple[Unit, ...]
    """Blocks of the translation that translate nothing."""


def pair_units(sources: Sequence[Unit], targets: Sequence[Unit]) -> AlignedUnits:
    """Pairs the blocks of an article with those of its translation; what has no partner for certain is left over.

    Two documents of more than some 2,000 blocks each are paired only when they have the same blocks in the same order.
    """
    types = [_type(unit) for unit in sources], [_type(unit) for unit in targets]
    if types[0] == types[1]:
        return AlignedUnits(tuple(zip(sources, targets, strict=True)), (), ())
    if len(sources) * len(targets) > _MOST_CELLS:
        return AlignedUnits((), tuple(sources), tuple(targets))
    found = _cheapest(sources, targets)
    with_source, with_target = {source for source, _ in found}, {target for _, target in found}
    return AlignedUnits(
        tuple((sources[source], targets[target]) for source, target in found),
        tuple(unit for at, unit in enumerate(sources) if at not in with_source),
        tuple(unit for at, unit in enumerate(targets) if at not in with_target),
    )


def _type(unit: Unit) -> str:
    return _ALIKE.get(unit.type, unit.type)


def _cheapest(sources: Sequence[Unit], targets: Sequence[Unit]) -> list[tuple[int, int]]:
    """The cheapest pairing in order (Needleman and Wunsch 1970)."""
    usual = math.log(max(1, sum(len(unit.text) for unit in targets)) / max(1, sum(len(unit.text) for unit in sources)))
    best = [[_SKIP * (row + column) for column in range(len(targets) + 1)] for row in range(len(sources) + 1)]
    for row, source in enumerate(sources, 1):
        above, here = best[row - 1], best[row]
        for column, target in enumerate(targets, 1):
            here[column] = min(
                above[column - 1] + _cost(source, target, usual), above[column] + _SKIP, here[column - 1] + _SKIP
            )
    pairs = []
    row, column = len(sources), len(targets)
    while row and column:
        if best[row][column] == best[row - 1][column] + _SKIP:
            row -= 1
        elif best[row][column] == best[row][column - 1] + _SKIP:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _cost(source: Unit, target: Unit, usual: float) -> float:
    """How unlikely it is that one translates the other: more than two skips for blocks of different kinds."""
    if _type(source) != _type(target):
        return 3 * _SKIP
    length = abs(math.log((len(target.text) + 5) / (len(source.text) + 5)) - usual)
    numbers, others = set(_NUMBER.findall(source.text)), set(_NUMBER.findall(target.text))
    strange = len(numbers ^ others) / len(numbers | others) if numbers or others else 0.3
    return 1.5 * length + 2 * strange
