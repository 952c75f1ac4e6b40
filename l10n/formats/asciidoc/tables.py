"""The cells of AsciiDoc's tables: `|===`, nested `!===`, and the data of `,===` and `:===`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from l10n.formats.delimited import values

FENCE = re.compile(r"[|,:!]={3,}\Z")
CODE_STYLES = frozenset("lm")
"""Styles of cells whose text is literal, or in the letters of code."""
BLOCKS = "a"
"""The style of cells that hold blocks of AsciiDoc."""

_SPEC = (
    r"(?:(?P<span>[0-9]{1,3}(?:\.[0-9]{0,3})?|\.[0-9]{1,3})(?P<how>[*+]))?"
    r"(?:[<^>](?:\.[<^>])?|\.[<^>])?(?P<style>[a-z])?"
)
_SPEC_ALONE = re.compile(rf"[ \t]*{_SPEC}")
_SPEC_BEHIND = re.compile(rf"[ \t]{_SPEC}\Z")
"""What stands before a cell's delimiter: on a line by itself, or behind a blank."""
SPEC_AT_END = re.compile(rf"[ \t](?=\S){_SPEC}\Z")
"""The end of a text that would be read so, were a delimiter to follow."""
_LONGEST_SPEC = 24
_COLUMN = re.compile(r"(?:([0-9]{1,3})\*)?[<^>.]*[0-9~%]*[<^>.]*([a-z])?\Z")
_OPTION = re.compile(
    r"""(?:\A\[|[,\s])(cols|format|separator|opts|options)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\]\s]*))"""
)
_HEADER = re.compile(r"%[\w%-]*header|\bheader\b")


class Cell(NamedTuple):
    """A cell: the span of what is in it, without blanks around, its style, and how a data format writes it."""

    start: int
    end: int
    style: str
    quoted: bool = False
    """Whether it is between the quotation marks of CSV, which are not in the span."""


class Table(NamedTuple):
    """What the attributes and the fence of a table say about it."""

    separator: str
    form: str
    """`psv`, or `csv` and `dsv`, in which a record is a line."""
    styles: tuple[str, ...]
    """The style of each column."""
    header: bool


def table_of(fence: str, attributes: str) -> Table:
    """The table whose fence (`|===`) and attributes above it (`[cols="1,2a",%header]`) these are."""
    said = {match[1]: next(filter(None, match.group(2, 3, 4)), "") for match in _OPTION.finditer(attributes)}
    form = said.get("format") or {",": "csv", ":": "dsv"}.get(fence[0], "psv")
    default = {"csv": ",", "dsv": ":", "tsv": "\t"}.get(form, fence[0])
    form = "csv" if form == "tsv" else form
    separator = said.get("separator", "").replace("\\t", "\t")
    styles: list[str] = []
    for column in re.split(r"[,;]", said["cols"]) if said.get("cols") else ():
        if match := _COLUMN.match(column.strip()):
            styles += [match[2] or ""] * min(int(match[1] or 1), 200)
    header = _HEADER.search(_OPTION.sub("", attributes) + said.get("opts", "") + said.get("options", ""))
    return Table(separator[:1] or default, form, tuple(styles), header is not None)


def cells(text: str, start: int, end: int, table: Table) -> Iterator[Cell]:
    """The cells of a table whose content is at this span of the text."""
    read = {"csv": _quoted, "dsv": _separated}.get(table.form, _delimited)
    yield from read(text, start, end, table)


class _Places:
    """The columns of a table, cell by cell; cells may reach over several columns and rows."""

    def __init__(self, table: Table, first_line: int, header: bool) -> None:
        self._styles = table.styles
        self._width = len(table.styles) or first_line
        self._header = header or table.header
        self._row = self._column = 0
        self._taken: dict[int, int] = {}
        """Column -> the row from which on it is free."""

    def style(self, columns: int, rows: int) -> str:
        """The style of the next cell's column, if the cell does not say one."""
        while self._width and self._column < self._width and self._taken.get(self._column, 0) > self._row:
            self._column += 1
        if self._width and self._column >= self._width:
            self._row, self._column = self._row + 1, 0
            return self.style(columns, rows) if self._row < max(self._taken.values(), default=0) else self._next(1, 1)
        return self._next(columns, rows)

    def _next(self, columns: int, rows: int) -> str:
        style = self._styles[self._column] if self._column < len(self._styles) else ""
        for column in range(self._column, self._column + columns):
            self._taken[column] = self._row + rows
        header = self._header and self._row == 0
        self._column += columns
        if self._width and self._column >= self._width:
            self._row, self._column = self._row + 1, 0
        return "h" if header else style


class _Mark(NamedTuple):
    """A delimiter with the spec before it: where they begin and end, how many columns and rows, and the style."""

    start: int
    end: int
    span: str
    style: str


def _delimited(text: str, start: int, end: int, table: Table) -> Iterator[Cell]:
    """The cells behind their delimiters."""
    marks = list(_marks(text, start, end, table.separator))
    line_end = _line_stop(text, start, end)
    first = sum(_span(mark.span)[0] for mark in marks if mark.end <= line_end)
    header = line_end < end and not text[line_end + 1 : _line_stop(text, line_end + 1, end)].strip()
    places = _Places(table, first, header)
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start if number + 1 < len(marks) else end
        own = places.style(*_span(mark.span))
        begin, stop = _stripped(text, mark.end, stop)
        if begin < stop:
            yield Cell(begin, stop, own if own == "h" else mark.style or own)


def _marks(text: str, start: int, end: int, separator: str) -> Iterator[_Mark]:
    floor = start
    for match in re.compile(r"(?<!\\)" + re.escape(separator)).finditer(text, start, end):
        line = max(floor, text.rfind("\n", floor, match.start()) + 1)
        near = max(line, match.start() - _LONGEST_SPEC)
        begins = line == near and (line == start or text[line - 1] == "\n")
        spec = _SPEC_ALONE.fullmatch(text, line, match.start()) if begins else None
        spec = spec or _SPEC_BEHIND.search(text, near, match.start())
        if spec:
            span = f"{spec['span']}{spec['how']}" if spec["span"] else ""
            yield _Mark(spec.start(), match.end(), span, spec["style"] or "")
        else:
            yield _Mark(match.start(), match.end(), "", "")
        floor = match.end()


def _span(written: str) -> tuple[int, int]:
    """How many columns and rows a cell takes."""
    if not written:
        return 1, 1
    columns, _, rows = written[:-1].partition(".")
    return min(int(columns or 1), 200), int(rows or 1) if written.endswith("+") else 1


def _line_stop(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    return stop if stop >= 0 else end


def _separated(text: str, start: int, end: int, table: Table) -> Iterator[Cell]:
    """The cells between separators and line ends."""
    places = _Places(table, 0, False)
    for match in re.compile(rf"(?:\\.|[^\r\n\\{re.escape(table.separator)}])+").finditer(text, start, end):
        own = places.style(1, 1) if table.styles else ""
        first, last = _stripped(text, *match.span())
        if first < last:
            yield Cell(first, last, own)


def _quoted(text: str, start: int, end: int, table: Table) -> Iterator[Cell]:
    """The cells of CSV, and of the like with another separator."""
    places = _Places(table, 0, False)
    for value in values(text, start, end, table.separator):
        own = places.style(1, 1) if table.styles else ""
        if value.start < value.end:
            yield Cell(value.start, value.end, own, value.quoted)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    begin = start + len(inner) - len(inner.lstrip())
    return begin, begin + len(inner.strip())
