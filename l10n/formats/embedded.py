"""Text of one format inside a file of another: the cell of a notebook, the options of a chunk of code.

The inner text is put together from pieces of the file. Its own format parses it; then its units are moved to where
their characters stand in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from l10n.formats.omission import reach
from l10n.model import Document, Unit


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text, and where each of its characters is in the file around it."""

    text: str
    starts: Sequence[int]
    """For each character where it begins in the file, and one more: where the last one ends."""
    ends: Sequence[int]
    """For each character where it ends in the file. It may be written as several (`\\u00e9`)."""

    def moved(self, outer: str, document: Document, newline: Callable[[str], str]) -> Iterator[tuple[int, Unit]]:
        """The units of `document`, which was parsed from this text, as units of the file, each with its place.
        `newline` makes of a unit's line end and prefix the characters that stand for them in the file."""
        place = 0
        for part in document.parts:
            if isinstance(part, str):
                place += len(part)
                continue
            behind = place + len(part.raw)
            start, end = self.starts[place], self.ends[behind - 1]
            leaves = tuple(
                reach(start, end, (self.starts[place - before], max(end, self.starts[behind + after])))
                for before, after in part.leaves
            )
            yield start, replace(part, raw=outer[start:end], newline=newline(part.newline), leaves=leaves)
            place = behind


def with_units(text: str, found: Iterable[tuple[int, Unit]], line_starts: Sequence[int]) -> tuple[str | Unit, ...]:
    """A file's parts: its units, each with its place, and what is between them. States each unit's line."""
    parts: list[str | Unit] = []
    done = 0
    for start, unit in sorted(found, key=lambda each: each[0]):
        parts += [text[done:start], replace(unit, line=bisect_right(line_starts, start))]
        done = start + len(unit.raw)
    parts.append(text[done:])
    return tuple(part for part in parts if part)
