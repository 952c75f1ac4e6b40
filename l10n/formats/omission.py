"""The parts of a document that leave with an omitted unit, so that no block's marks stay without its text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from l10n.model import Unit

Reach = tuple[int, int]
"""How many characters a span reaches before a unit's raw text, and behind it."""

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_BLANK = re.compile(r"[ \t>]*")


def line_span(text: str, start: int, end: int, *, joins: bool = True) -> tuple[int, int]:
    """The lines of a span, with the last line's end. With `joins`, that line end stays if the lines above and below
    have text, which would become one block without it. Marks of a quote are no text, and stay before that line end."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    last = _LINE_END.search(text, end)
    stop, after = (last.start(), last.end()) if last else (len(text), len(text))
    if not joins or begin == 0 or after == len(text) or not (_has_text(text, begin - 1) and _begins_text(text, after)):
        return begin, after
    marks = _BLANK.match(text, begin)
    return max(begin, text.rfind(">", begin, marks.end() if marks else begin) + 1), stop


def _has_text(text: str, end: int) -> bool:
    """Whether the line whose end is at `end` is more than blanks and quote marks."""
    if text[end] == "\n" and end > 0 and text[end - 1] == "\r":
        end -= 1
    begin = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    match = _BLANK.match(text, begin, end)
    return match is not None and match.end() < end


def _begins_text(text: str, start: int) -> bool:
    match = _BLANK.match(text, start)
    return match is not None and text[match.end() : match.end() + 1] not in ("", "\r", "\n")


def reach(start: int, end: int, span: tuple[int, int]) -> Reach:
    """A span around a unit at `start` to `end`, in the form of `Unit.leaves`."""
    return start - span[0], span[1] - end


def with_regions(
    parts: Sequence[str | Unit], regions: Iterable[tuple[int, int]], marks: re.Pattern[str]
) -> tuple[str | Unit, ...]:
    """The parts of a document, with units that also take their regions along: a list item, a quote. A region leaves if
    none of its units stays; a region with more than `marks` besides its units never leaves."""
    result = list(parts)
    starts: list[int] = []
    indices: list[int] = []
    place = 0
    for index, part in enumerate(parts):
        if isinstance(part, Unit):
            starts.append(place)
            indices.append(index)
        place += len(part if isinstance(part, str) else part.raw)
    for start, stop in regions:
        first, behind = bisect_left(starts, start), bisect_left(starts, stop)
        if first == behind or not marks.fullmatch(_rest(parts, starts, indices, (start, stop), (first, behind))):
            continue
        unit = result[indices[first]]
        assert isinstance(unit, Unit)
        own = reach(starts[first], starts[first] + len(unit.raw), (start, stop))
        result[indices[first]] = replace(unit, leaves=tuple(sorted({*unit.leaves, own}, key=sum)))
    return tuple(result)


def _rest(
    parts: Sequence[str | Unit],
    starts: Sequence[int],
    indices: Sequence[int],
    region: tuple[int, int],
    within: tuple[int, int],
) -> str:
    """What of a region is not in the units within: those from one number to another."""
    pieces: list[str] = []
    done = region[0]
    for number in range(*within):
        before = parts[indices[number] - 1] if indices[number] else ""
        gap = starts[number] - done
        pieces.append(before[len(before) - gap :] if gap and isinstance(before, str) else "")
        unit = parts[indices[number]]
        assert isinstance(unit, Unit)
        done = starts[number] + len(unit.raw)
    last = indices[within[1] - 1] + 1
    after = parts[last] if last < len(parts) else ""
    pieces.append(after[: region[1] - done] if isinstance(after, str) and done < region[1] else "")
    return "".join(pieces)
