"""reStructuredText, for documents of prose: titles, paragraphs, lists, definitions, quotes, and the text of the
directives of docutils and Sphinx that hold some. Tables, comments, code and unknown directives are skeleton.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.directives import Standing
from l10n.formats.format import Format, ParseOptions
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.omission import line_span, reach, with_regions
from l10n.formats.rst.codes import fold_name, referenced_names, rst_codes, rst_keeps
from l10n.formats.rst.encode import (
    ADORNMENT,
    BULLET,
    ENUMERATOR,
    EXPLICIT,
    FIELD,
    OPTION,
    TITLE,
    encode_rst,
    width,
)
from l10n.formats.rst.leaving import MARKS, WORD_JOINER, Found, is_alone, with_sections
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words, starts_plainly


class Line(NamedTuple):
    """A line, or the rest of it behind a list's mark: its span without surrounding white space, and its column."""

    start: int
    end: int
    column: int
    number: int


class Region(NamedTuple):
    """Lines that are read as blocks, and the type of the paragraphs among them."""

    lines: Sequence[Line]
    type: UnitType = "paragraph"
    depth: int = 0
    """How deep they are nested; only lines that are not have titles."""


_DEEPEST = 100
"""How deep more lines than these may be nested; they are read again for each level."""
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|[ \t]+)?([A-Za-z][\w:.+-]*)[ \t]?::(?:[ \t]+|\Z)")
_FOOTNOTE = re.compile(r"\[(?:[0-9]+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\](?:[ \t]+|\Z)")
_SIMPLE_TABLE = re.compile(r"=+(?:[ \t]+=+)+\Z")
_GRID_TABLE = re.compile(r"\+(?:[-=]+\+)+\Z")
_REFERENCE = re.compile(r"[\w`]_(?!\w)")
_TARGET = re.compile(r"\.\.[ \t]_`?([^:`\r\n]{1,300})`?:")
_NOTE = re.compile(r"l10n:\w")

_BODY = frozenset({
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso", "todo",
    "epigraph", "highlights", "pull-quote", "compound",
})  # fmt: skip
"""Directives that are body text from their first line on."""
_TITLED: dict[str, UnitType] = {
    "admonition": "heading", "topic": "heading", "sidebar": "heading", "rubric": "heading", "centered": "paragraph",
    "list-table": "caption", "table": "caption", "csv-table": "caption", "replace": "paragraph",
}  # fmt: skip
"""Directives whose argument is text, and its type."""
_NAMED_BY_TEXT = frozenset({"admonition", "topic", "sidebar", "replace"})
"""Directives that are an error without their argument, or without what is in them."""
_CONTAINERS = frozenset({
    "admonition", "topic", "sidebar", "list-table", "container", "only", "figure", "glossary", "hlist", "versionadded",
    "versionchanged", "deprecated", "versionremoved", "function", "class", "method", "attribute", "data", "exception",
    "module", "option", "envvar", "program", "describe", "object", "staticmethod", "classmethod", "property",
    "decorator", "macro", "type", "member", "var", "confval", "setting",
})  # fmt: skip
"""Directives whose content, behind the argument and the options, is body text."""
_TEXT_OPTION = re.compile(r":(?:alt|caption):[ \t]+(?=\S)")


def parse_rst(text: str, options: ParseOptions) -> Document:
    """A reStructuredText document -> its units. Unknown syntax is skeleton."""
    parts: list[str | Unit] = []
    done = 0
    standing = Standing()
    newline = line_end(text)
    reader = _Reader(text)
    blocks, sections = with_sections(sorted(reader.read()), text)
    # a table or a literal may lead to a title, too
    mentions = [*(found.text for found in blocks), *split_lines(text)]
    named = {name for mention in mentions if _REFERENCE.search(mention) for name in referenced_names(mention)}
    named -= {fold_name(match[1]) for match in _TARGET.finditer(text)}
    for found in blocks:
        if found.type == "front-matter":  # a comment with a directive
            standing = standing.after(f"<!-- {found.text} -->")
            continue
        if standing.off or not (starts_plainly(found.text) or has_words(found.text, rst_codes(found.text))):
            continue
        parts.append(text[done : found.start])
        raw = text[found.start : found.end]
        note, context = standing.note, standing.context
        labels = (found.text,) if found.syntax == TITLE and fold_name(found.text) in named else ()
        unit = Unit(found.text, raw, found.type, newline, found.syntax, note, context, labels, found.line, found.level)
        alone = not found.left and is_alone(text, found.start, found.end)
        leaves = (reach(found.start, found.end, line_span(text, found.start, found.end)),) if alone else ()
        left = encode_rst(unit, WORD_JOINER) if found.left == TITLE else found.left
        parts.append(replace(unit, leaves=leaves, left=left))
        standing = standing.spent()
        done = found.end
    parts.append(text[done:])
    return Document("rst", with_regions([part for part in parts if part], [*reader.whole, *sections], MARKS))


class _Reader:
    """Reads the blocks of a document, region by region; indented lines form a region of their own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Found] = []
        self._regions: list[Region] = []
        self._depth = 0
        self._styles: list[tuple[str, bool]] = []
        """The marks of titles, by level."""
        self.whole: list[tuple[int, int]] = []
        """The lines of items, definitions and directives, which may leave whole."""

    def read(self) -> list[Found]:
        self._regions.append(Region(list(_lines(self._text))))
        while self._regions:
            self._read_region(self._regions.pop())
        return self._found

    def _nest(self, region: Region) -> None:
        """Leaves lines of the region that is read for later, as a region of their own."""
        if self._depth >= _DEEPEST < len(region.lines):
            raise SourceError("nested too deeply", line=region.lines[0].number)
        self._regions.append(region._replace(depth=self._depth + 1))

    def _read_region(self, region: Region) -> None:
        self._depth, lines = region.depth, region.lines
        columns = [line.column for line in lines if line.start < line.end]
        base = min(columns, default=0)
        index = 0
        while index < len(lines):
            if lines[index].start == lines[index].end:
                index += 1
            elif lines[index].column > base:
                end = _indented_end(lines, index, base)
                self._nest(Region(lines[index:end], "quote" if region.type == "paragraph" else region.type))
                index = end
            else:
                index = self._read_block(region, index, base)

    def _read_block(self, region: Region, index: int, base: int) -> int:
        """Reads the block that begins at a line; returns the index behind it."""
        lines = region.lines
        written = self._written(lines[index])
        end = _indented_end(lines, index + 1, base)
        if mark := EXPLICIT.match(written):
            self._read_explicit([_behind(lines[index], mark.end()), *lines[index + 1 : end]])
            if not _FOOTNOTE.match(written, mark.end()) and "replace::" not in written:  # others name these
                self._leave(lines[index:end])
            return end
        if not region.depth and (stop := self._read_title(lines, index)):
            return stop
        if len(written) >= 4 and ADORNMENT.match(written) and (index + 1 == len(lines) or _blank(lines[index + 1])):
            return index + 1
        if _GRID_TABLE.match(written) or written.startswith((">>> ", "__ ")):
            return _paragraph_end(lines, index, base)
        if _SIMPLE_TABLE.match(written):
            return self._table_end(lines, index)
        if written.startswith("| "):
            self._add([_behind(lines[index], 2)], region.type)
            self.whole.append(line_span(self._text, lines[index].start, lines[index].end, joins=False))
            return index + 1
        if mark := self._list_mark(lines, index, base):
            kind: UnitType = "paragraph" if written[0] in ":-/" and not BULLET.match(written) else "list-item"
            self._nest(Region(_body(_behind(lines[index], mark.end()), lines[index + 1 : end]), kind))
            self._leave(lines[index:end])
            return end
        if end > index + 1 and not _blank(lines[index + 1]) and lines[index + 1].column > base:
            term = re.split(r"[ \t]+:[ \t]+", written, maxsplit=1)[0]
            self._add([lines[index]._replace(end=lines[index].start + len(term))], "term", WORD_JOINER)
            self._nest(Region(lines[index + 1 : end]))
            self._leave(lines[index:end])
            return end
        return self._read_paragraph(lines, index, base, region.type)

    def _list_mark(self, lines: Sequence[Line], index: int, base: int) -> re.Match[str] | None:
        written = self._written(lines[index])
        for pattern in (BULLET, FIELD, OPTION):
            if mark := pattern.match(written):
                return mark
        mark = ENUMERATOR.match(written)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not mark or following is None or _blank(following) or following.column > base:
            return mark
        return mark if ENUMERATOR.match(self._written(following)) else None

    def _read_title(self, lines: Sequence[Line], index: int) -> int:
        """Reads a title with its adornment, if one begins here."""
        first, second, third = [*lines[index : index + 3], *[Line(0, 0, 0, 0)] * 3][:3]
        over, under = self._written(first), self._written(second)
        if ADORNMENT.match(over) and not _blank(second) and over == self._written(third):
            self._add_title([first, second, third], second)
            return index + 3
        adorned = ADORNMENT.match(under) and not ADORNMENT.match(over) and first.column == 0 == second.column
        if adorned and len(under) >= min(4, width(over)):
            self._add_title([first, second], first)
            return index + 2
        return 0

    def _add_title(self, lines: Sequence[Line], title: Line) -> None:
        kind: UnitType = "heading" if self._styles else "title"
        style = self._written(lines[-1])[0], len(lines) == 3
        self._styles += [style] if style not in self._styles else []
        level = self._styles.index(style) + 1
        text = self._written(title)
        self._found.append(Found(lines[0].start, lines[-1].end, text, kind, TITLE, title.number, level))

    def _read_paragraph(self, lines: Sequence[Line], index: int, base: int, kind: UnitType) -> int:
        end = _paragraph_end(lines, index, base)
        last = lines[end - 1]
        literal = self._written(last).endswith("::")
        if literal:
            last = last._replace(end=last.start + len(self._written(last)[:-2].rstrip()))
        self._add([*lines[index : end - 1], last], kind)
        if not literal:
            return end
        start = end
        while start < len(lines) and _blank(lines[start]):
            start += 1
        if start < len(lines) and lines[start].column > base:
            return _indented_end(lines, start, base)
        mark = self._text[lines[start].start] if start < len(lines) else ""
        while start < len(lines) and mark in _QUOTES and self._written(lines[start]).startswith(mark) and mark:
            start += 1
        return start

    def _table_end(self, lines: Sequence[Line], index: int) -> int:
        """Where a simple table ends: behind a border that a blank line follows."""
        for place in range(index + 1, len(lines)):
            border = _SIMPLE_TABLE.match(self._written(lines[place]))
            if border and (place + 1 == len(lines) or _blank(lines[place + 1])):
                return place + 1
        return len(lines)

    def _read_explicit(self, lines: Sequence[Line]) -> None:
        """Reads what follows `..`: a footnote, a directive; or a comment, a link target."""
        first = self._written(lines[0])
        if mark := _FOOTNOTE.match(first):
            self._nest(Region(_body(_behind(lines[0], mark.end()), lines[1:])))
        elif mark := _DIRECTIVE.match(first):
            self._read_directive(
                mark[1].split(":")[-1].lower(), ":" in mark[1], _behind(lines[0], mark.end()), lines[1:]
            )
        elif _NOTE.match(first):
            line = lines[0]
            self._found.append(Found(line.start, line.end, first, "front-matter", "", line.number))

    def _read_directive(self, name: str, domain: bool, argument: Line, lines: Sequence[Line]) -> None:
        if name in _BODY:
            self._nest(Region(_body(argument, self._read_options(lines))))
            return
        head = next((index for index, line in enumerate(lines) if _blank(line) or self._is_field(line)), len(lines))
        if name.startswith(("version", "deprecated")):
            head = 0
        if name in _TITLED:
            left = WORD_JOINER if name in _NAMED_BY_TEXT else ""
            self._add([line for line in (argument, *lines[:head]) if not _blank(line)], _TITLED[name], left)
        body = self._read_options(lines[head:])
        if name in _CONTAINERS or domain:
            self._nest(Region(body, "caption" if name == "figure" else "paragraph"))

    def _leave(self, lines: Sequence[Line]) -> None:
        """Notes lines that may leave whole: the first of them has nothing but its mark before it."""
        if is_alone(self._text, lines[0].start, lines[-1].end):
            last = max(line.end for line in lines if not _blank(line))
            self.whole.append(line_span(self._text, lines[0].start, last))

    def _is_field(self, line: Line) -> bool:
        return FIELD.match(self._written(line)) is not None

    def _read_options(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Reads the options at the head of a directive's lines; returns the lines behind them."""
        index = 0
        while index < len(lines) and self._is_field(lines[index]):
            if mark := _TEXT_OPTION.match(self._written(lines[index])):
                alone = index + 1 == len(lines) or _blank(lines[index + 1]) or self._is_field(lines[index + 1])
                if alone:
                    kind: UnitType = "alt" if "alt" in mark[0] else "caption"
                    self._add([_behind(lines[index], mark.end())], kind, "" if kind == "alt" else WORD_JOINER)
            index += 1
        return lines[index:]

    def _add(self, lines: Sequence[Line], kind: UnitType, left: str = "") -> None:
        if lines and lines[0].start < (end := lines[-1].end):
            start = lines[0].start
            text = " ".join(self._written(line) for line in lines).strip()
            self._found.append(Found(start, end, text, kind, "", lines[0].number, 0, left))

    def _written(self, line: Line) -> str:
        return self._text[line.start : line.end]


_QUOTES = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def _lines(text: str) -> Iterator[Line]:
    start = body_start(text)
    for number, line in enumerate(split_lines(text[start:]), 1):
        stripped = line.strip(" \t\r\n\v\f")
        indent = line[: len(line) - len(line.lstrip(" \t\v\f"))] if stripped else ""
        begin = start + len(indent)
        yield Line(begin, begin + len(stripped), len(indent.expandtabs(8)), number)
        start += len(line)


def _blank(line: Line) -> bool:
    return line.start == line.end


def _behind(line: Line, length: int) -> Line:
    """The rest of a line behind a mark at its head."""
    return line._replace(start=min(line.start + length, line.end), column=line.column + length)


def _body(first: Line, rest: Sequence[Line]) -> list[Line]:
    """The lines of a body that begins behind a mark: its first line is no further in than the others."""
    column = min((line.column for line in rest if not _blank(line)), default=first.column)
    return [first._replace(column=min(first.column, column)), *rest]


def _indented_end(lines: Sequence[Line], index: int, base: int) -> int:
    """The index behind lines that are blank or indented deeper than `base`, without blank lines at the end."""
    end = index
    while index < len(lines) and (_blank(lines[index]) or lines[index].column > base):
        index += 1
        end = index if not _blank(lines[index - 1]) else end
    return end


def _paragraph_end(lines: Sequence[Line], index: int, base: int) -> int:
    while index < len(lines) and not _blank(lines[index]) and lines[index].column <= base:
        index += 1
    return index


RST = Format("rst", parse_rst, encode_rst, rst_codes, keeps=rst_keeps, styles={"*": "em", "**": "strong"})
