"""The elements of an HTML document that leave together with omitted units in them."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from l10n.formats.omission import reach
from l10n.model import Unit

_DEPTH = 6
"""How many elements around a unit are looked at, which bounds the work for deep nesting."""
_BEHIND = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


def with_elements(
    text: str,
    found: Sequence[tuple[int, Unit]],
    elements: Sequence[tuple[int, int]],
    shown: Sequence[int],
    borders: Sequence[int],
) -> list[tuple[int, Unit]]:
    """The units with the elements that leave with them: elements in which nothing else is `shown`. An element alone on
    its lines leaves with the lines. An element stays if it alone separates two texts, which would become one block."""
    units = sorted(found, key=lambda unit: unit[0])
    starts = [start for start, _ in units]
    seen = sorted(shown)
    others = sorted(place for place in shown if not _within(units, starts, place))
    open_elements: list[tuple[int, int]] = []
    waiting = sorted(
        (each for each in elements if not _parts(each, seen, borders)), key=lambda span: (span[0], -span[1])
    )
    number = 0
    result: list[tuple[int, Unit]] = []
    for start, unit in units:
        end = start + len(unit.raw)
        while number < len(waiting) and waiting[number][0] <= start:
            while open_elements and open_elements[-1][1] <= waiting[number][0]:
                open_elements.pop()
            open_elements.append(waiting[number])
            number += 1
        while open_elements and open_elements[-1][1] < end:
            open_elements.pop()
        around = [span for span in open_elements[-_DEPTH:] if span[0] <= start and span[1] >= end]
        alone = [span for span in around if bisect_left(others, span[0]) == bisect_left(others, span[1])]
        leaves = {reach(start, end, _lines(text, *span)) for span in alone}
        result.append((start, replace(unit, leaves=tuple(sorted({*unit.leaves, *leaves}, key=sum)))))
    return result


def _parts(element: tuple[int, int], seen: Sequence[int], borders: Sequence[int]) -> bool:
    """Whether an element is a block with text directly before and behind it."""
    start, end = element
    index, following = bisect_left(borders, start), bisect_left(borders, end)
    if index == len(borders) or borders[index] != start:
        return False
    before = borders[index - 1] + 1 if index else 0
    behind = borders[following] if following < len(borders) else sys.maxsize
    return bisect_left(seen, before) < bisect_left(seen, start) and bisect_left(seen, end) < bisect_left(seen, behind)


def _within(units: Sequence[tuple[int, Unit]], starts: Sequence[int], place: int) -> bool:
    """Whether a place is in a unit."""
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < starts[index] + len(units[index][1].raw)


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """An element, with its lines where there is nothing else on them."""
    begin = start
    while begin > 0 and text[begin - 1] in " \t":
        begin -= 1
    rest = _BEHIND.match(text, end)
    return (begin, rest.end()) if rest and (begin == 0 or text[begin - 1] in "\r\n") else (start, end)
