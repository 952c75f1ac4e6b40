"""The lines of a reStructuredText document, and what belongs together by its indentation."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.formats.lines import body_start, split_lines


class Line(NamedTuple):
    """A line, or the rest of it behind a list's mark: its span without surrounding white space, and its column."""

    start: int
    end: int
    column: int
    number: int


def lines_of(text: str) -> Iterator[Line]:
    start = body_start(text)
    for number, line in enumerate(split_lines(text[start:]), 1):
        stripped = line.strip(" \t\r\n\v\f")
        indent = line[: len(line) - len(line.lstrip(" \t\v\f"))] if stripped else ""
        begin = start + len(indent)
        yield Line(begin, begin + len(stripped), len(indent.expandtabs(8)), number)
        start += len(line)


def is_blank(line: Line) -> bool:
    return line.start == line.end


def behind(line: Line, length: int) -> Line:
    """The rest of a line behind a mark at its head."""
    return line._replace(start=min(line.start + length, line.end), column=line.column + length)


def body_of(first: Line, rest: Sequence[Line]) -> list[Line]:
    """The lines of a body that begins behind a mark: its first line is no further in than the others."""
    column = min((line.column for line in rest if not is_blank(line)), default=first.column)
    return [first._replace(column=min(first.column, column)), *rest]


def indented_end(lines: Sequence[Line], index: int, base: int) -> int:
    """The index behind lines that are blank or indented deeper than `base`, without blank lines at the end."""
    end = index
    while index < len(lines) and (is_blank(lines[index]) or lines[index].column > base):
        index += 1
        end = index if not is_blank(lines[index - 1]) else end
    return end


def paragraph_end(lines: Sequence[Line], index: int, base: int) -> int:
    while index < len(lines) and not is_blank(lines[index]) and lines[index].column <= base:
        index += 1
    return index
