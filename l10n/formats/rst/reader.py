"""The blocks of a reStructuredText document, region by region."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.omission import line_span
from l10n.formats.rst.directives import (
    BODY,
    CODE,
    CONTAINERS,
    NAMED_BY_TEXT,
    OWN_FORM,
    TEXT_OPTION,
    TITLED,
    VERSIONED,
    reads_like_prose,
    reads_like_title,
)
from l10n.formats.rst.encode import (
    ADORNMENT,
    BORDER,
    BULLET,
    ENUMERATOR,
    EXPLICIT,
    FIELD,
    OPTION,
    TITLE,
    width,
)
from l10n.formats.rst.finder import Finder
from l10n.formats.rst.leaving import WORD_JOINER, Found, is_alone
from l10n.formats.rst.lines import (
    Line,
    behind,
    body_of,
    indented_end,
    is_blank,
    lines_of,
    paragraph_end,
)
from l10n.formats.rst.tables import Table, read_grid, read_simple
from l10n.model import UnitType


class Region(NamedTuple):
    """Lines that are read as blocks, and the type of the paragraphs among them."""

    lines: Sequence[Line]
    type: UnitType = "paragraph"
    depth: int = 0
    """How deep they are nested."""
    titles: bool = False
    """Whether there may be titles among them, as in the content of a directive."""
    cell: tuple[int, int] | None = None
    """The number of the drawn table that they are in, and of the cell."""


_DEEPEST = 100
"""How deep more lines than these may be nested; they are read again for each level."""
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|[ \t]+)?([A-Za-z][\w:.+-]*)[ \t]?::(?:[ \t]+|\Z)")
_FOOTNOTE = re.compile(r"\[(?:[0-9]+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\](?:[ \t]+|\Z)")
_GRID_TABLE = re.compile(r"\+(?:[-=]+\+)+\Z")
_VERSION = re.compile(r"\S+[ \t]+")
_TWO_VERSIONS = re.compile(r"\S+[ \t]+\S+[ \t]+")
_TYPE_FIELD = re.compile(r":(?:type|rtype|vartype|ytype)\b[^:]*:")
"""A field that names types, which Sphinx links."""
_NOTE = re.compile(r"l10n:\w")


class Reader(Finder):
    """Reads the blocks of a document, region by region; indented lines form a region of their own."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._regions: list[Region] = []
        self._depth = 0
        self._styles: list[tuple[str, bool]] = []
        """The marks of titles, by level."""
        self.tables: list[tuple[int, int, Table]] = []
        """The drawn tables, and their spans."""
        self.whole: list[tuple[int, int]] = []
        """The lines of items, definitions and directives, which may leave whole."""

    def read(self) -> list[Found]:
        self._regions.append(Region(list(lines_of(self._text)), titles=True))
        while self._regions:
            self._read_region(self._regions.pop())
        return self._found

    def _nest(self, region: Region) -> None:
        """Leaves lines of the region that is read for later, as a region of their own."""
        if self._depth >= _DEEPEST < len(region.lines):
            raise SourceError("nested too deeply", line=region.lines[0].number)
        self._regions.append(region._replace(depth=self._depth + 1, cell=region.cell or self._cell))

    def _read_region(self, region: Region) -> None:
        self._depth, self._cell, lines = region.depth, region.cell, region.lines
        columns = [line.column for line in lines if line.start < line.end]
        base = min(columns, default=0)
        index = 0
        while index < len(lines):
            if lines[index].start == lines[index].end:
                index += 1
            elif lines[index].column > base:
                end = indented_end(lines, index, base)
                self._nest(Region(lines[index:end], "quote" if region.type == "paragraph" else region.type))
                index = end
            else:
                index = self._read_block(region, index, base)

    def _read_block(self, region: Region, index: int, base: int) -> int:
        """Reads the block that begins at a line; returns the index behind it."""
        lines = region.lines
        written = self._written(lines[index])
        end = indented_end(lines, index + 1, base)
        if mark := EXPLICIT.match(written):
            self._read_explicit([behind(lines[index], mark.end()), *lines[index + 1 : end]])
            if not _FOOTNOTE.match(written, mark.end()) and "replace::" not in written:  # others name these
                self._leave(lines[index:end])
            return end
        if region.titles and (stop := self._read_title(lines, index, base)):
            return stop
        if len(written) >= 4 and ADORNMENT.match(written) and (index + 1 == len(lines) or is_blank(lines[index + 1])):
            return index + 1
        if _GRID_TABLE.match(written) or BORDER.match(written):
            grid = written[0] == "+"
            stop = paragraph_end(lines, index, base) if grid else self._table_end(lines, index)
            if stop > index + 1:
                self._read_table((read_grid if grid else read_simple)(self._text, lines[index:stop]), lines[index:stop])
            return stop
        if written.startswith("__ "):
            return end
        if written.startswith(">>> "):
            return paragraph_end(lines, index, base)
        if written.startswith("| ") or written == "|":
            return self._read_line_block(region, index, base)
        if mark := self._list_mark(lines, index, base):
            if _TYPE_FIELD.match(written):
                return end
            kind: UnitType = "paragraph" if written[0] in ":-/" and not BULLET.match(written) else "list-item"
            self._nest(Region(body_of(behind(lines[index], mark.end()), lines[index + 1 : end]), kind))
            self._leave(lines[index:end])
            return end
        if end > index + 1 and not is_blank(lines[index + 1]) and lines[index + 1].column > base:
            term = re.split(r"[ \t]+:[ \t]+", written, maxsplit=1)[0]
            self._add([lines[index]._replace(end=lines[index].start + len(term))], "term", WORD_JOINER)
            self._nest(Region(lines[index + 1 : end]))
            self._leave(lines[index:end])
            return end
        return self._read_paragraph(lines, index, base, region.type)

    def _read_table(self, table: Table | None, lines: Sequence[Line]) -> None:
        """Reads the cells of a drawn table; a table within a cell of another one is skeleton."""
        if table is None or self._cell:
            return
        number = len(self.tables)
        self.tables.append((lines[0].start, lines[-1].end, table))
        for place, cell in enumerate(table.cells):
            self._nest(Region(cell.lines, "table-cell", cell=(number, place)))

    def _read_line_block(self, region: Region, index: int, base: int) -> int:
        """Reads the lines of a line block, each for itself; a line goes on where the next one is indented."""
        lines = region.lines
        end = index + 1
        while end < len(lines) and not is_blank(lines[end]) and lines[end].column > base:
            end += 1
        self._add([behind(lines[index], 2), *lines[index + 1 : end]], region.type)
        if not self._cell:
            self.whole.append(line_span(self._text, lines[index].start, lines[end - 1].end, joins=False))
        return end

    def _list_mark(self, lines: Sequence[Line], index: int, base: int) -> re.Match[str] | None:
        written = self._written(lines[index])
        for pattern in (BULLET, FIELD, OPTION):
            if mark := pattern.match(written):
                return mark
        mark = ENUMERATOR.match(written)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not mark or following is None or is_blank(following) or following.column > base:
            return mark
        return mark if ENUMERATOR.match(self._written(following)) else None

    def _read_title(self, lines: Sequence[Line], index: int, base: int) -> int:
        """Reads a title with its adornment, if one begins here."""
        first, second, third = [*lines[index : index + 3], *[Line(0, 0, 0, 0)] * 3][:3]
        over, under = self._written(first), self._written(second)
        if ADORNMENT.match(over) and not is_blank(second) and over == self._written(third):
            self._add_title([first, second, third], second)
            return index + 3
        adorned = ADORNMENT.match(under) and not ADORNMENT.match(over) and first.column == base == second.column
        if adorned and len(under) >= min(4, width(over)):
            self._add_title([first, second], first)
            return index + 2
        return 0

    def _add_title(self, lines: Sequence[Line], title: Line) -> None:
        if self._depth:
            text = self._written(title)
            self._found.append(Found(lines[0].start, lines[-1].end, text, "heading", TITLE, title.number))
            return
        kind: UnitType = "heading" if self._styles else "title"
        style = self._written(lines[-1])[0], len(lines) == 3
        self._styles += [style] if style not in self._styles else []
        level = self._styles.index(style) + 1
        text = self._written(title)
        self._found.append(Found(lines[0].start, lines[-1].end, text, kind, TITLE, title.number, level))

    def _read_paragraph(self, lines: Sequence[Line], index: int, base: int, kind: UnitType) -> int:
        end = paragraph_end(lines, index, base)
        last = lines[end - 1]
        literal = self._written(last).endswith("::")
        if literal:
            last = last._replace(end=last.start + len(self._written(last)[:-2].rstrip()))
        self._add([*lines[index : end - 1], last], kind)
        if not literal:
            return end
        start = end
        while start < len(lines) and is_blank(lines[start]):
            start += 1
        if start < len(lines) and lines[start].column > base:
            return indented_end(lines, start, base)
        mark = self._text[lines[start].start] if start < len(lines) else ""
        while start < len(lines) and mark in _QUOTES and self._written(lines[start]).startswith(mark) and mark:
            start += 1
        return start

    def _table_end(self, lines: Sequence[Line], index: int) -> int:
        """Where a simple table ends: behind a border that a blank line follows."""
        for place in range(index + 1, len(lines)):
            border = BORDER.match(self._written(lines[place]))
            if border and (place + 1 == len(lines) or is_blank(lines[place + 1])):
                return place + 1
        return len(lines)

    def _read_explicit(self, lines: Sequence[Line]) -> None:
        """Reads what follows `..`: a footnote, a directive; or a comment, a link target."""
        first = self._written(lines[0])
        if mark := _FOOTNOTE.match(first):
            self._nest(Region(body_of(behind(lines[0], mark.end()), lines[1:])))
        elif mark := _DIRECTIVE.match(first):
            self._read_directive(
                mark[1].split(":")[-1].lower(), ":" in mark[1], behind(lines[0], mark.end()), lines[1:]
            )
        elif _NOTE.match(first):
            line = lines[0]
            self._found.append(Found(line.start, line.end, first, "front-matter", "", line.number))

    def _read_directive(self, name: str, domain: bool, argument: Line, lines: Sequence[Line]) -> None:
        if name in BODY:
            self._nest(Region(body_of(argument, self._read_options(lines))))
            return
        head = next((index for index, line in enumerate(lines) if is_blank(line) or self._is_field(line)), len(lines))
        words = self._written(argument)
        if name in VERSIONED:
            version = (_TWO_VERSIONS if name == "deprecated-removed" else _VERSION).match(words)
            text = [behind(argument, version.end())] if version else []
            self._add([line for line in (*text, *lines[:head]) if not is_blank(line)], "paragraph")
        elif name in TITLED:
            left = WORD_JOINER if name in NAMED_BY_TEXT else ""
            self._add([line for line in (argument, *lines[:head]) if not is_blank(line)], TITLED[name], left)
        elif not domain and name not in CONTAINERS | CODE | OWN_FORM and reads_like_title(words):
            self._add([argument, *lines[:head]], "heading", WORD_JOINER)
        body = self._read_options(lines[head:])
        if name in OWN_FORM:
            self._read_own_form(name, lines[head:], body)
        elif name in CONTAINERS or name in TITLED or domain:
            self._nest(Region(body, "caption" if name == "figure" else "paragraph", titles=name != "figure"))
        elif name not in CODE and reads_like_prose([self._written(line) for line in body]):
            self._nest(Region(body, titles=True))

    def _read_own_form(self, name: str, options: Sequence[Line], body: Sequence[Line]) -> None:
        """Reads the content of a directive that has a form of its own."""
        if name == "glossary":
            self._read_glossary(body)
        elif name == "csv-table":
            self._read_csv(options, body)
        else:
            self._add_listed(name, body if name == "toctree" else options)

    def _read_glossary(self, lines: Sequence[Line]) -> None:
        """Reads the entries of a glossary: terms, a line each, and what they mean."""
        base = min((line.column for line in lines if not is_blank(line)), default=0)
        index = 0
        while index < len(lines):
            written = self._written(lines[index])
            if not written or written.startswith(".. "):
                index += 1
                continue
            end = index
            while end < len(lines) and not is_blank(lines[end]) and lines[end].column == base:
                end += 1
            stop = indented_end(lines, end, base)
            body = next((line for line in lines[end:stop] if not is_blank(line)), None)
            self._add_headwords(lines[index:end], body)
            self._leave(lines[index : max(stop, end)])
            self._nest(Region(lines[end:stop]))
            index = max(stop, end)

    def _leave(self, lines: Sequence[Line]) -> None:
        """Notes lines that may leave whole: the first of them has nothing but its mark before it."""
        if not self._cell and is_alone(self._text, lines[0].start, lines[-1].end):
            last = max(line.end for line in lines if not is_blank(line))
            self.whole.append(line_span(self._text, lines[0].start, last))

    def _is_field(self, line: Line) -> bool:
        return FIELD.match(self._written(line)) is not None

    def _read_options(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Reads the options at the head of a directive's lines, which may go on on lines further in; returns the lines
        behind them."""
        index = 0
        while index < len(lines) and self._is_field(lines[index]):
            end = index + 1
            while end < len(lines) and not is_blank(lines[end]) and lines[end].column > lines[index].column:
                end += 1
            if mark := TEXT_OPTION.match(self._written(lines[index])):
                kind: UnitType = "alt" if "alt" in mark[0] else "caption"
                text = [behind(lines[index], mark.end()), *lines[index + 1 : end]]
                self._add(text, kind, "" if kind == "alt" else WORD_JOINER)
            index = end
        return lines[index:]


_QUOTES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
