"""The lines of an AsciiDoc document, and the units that are found in them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from l10n.formats.asciidoc.attributes import is_shown
from l10n.formats.asciidoc.codes import asciidoc_codes
from l10n.formats.asciidoc.encode import BLOCK, ENTRY_VALUE, VALUE
from l10n.formats.directives import Standing
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.model import Unit, UnitType
from l10n.text.identifiers import is_identifier
from l10n.text.inline import has_words, starts_plainly


class Line(NamedTuple):
    """The span of a line without white space around it, whether it is indented, and its number."""

    start: int
    end: int
    indented: bool
    number: int


def lines_of(text: str, start: int, end: int, number: int) -> list[Line]:
    """The lines of a span of the text."""
    lines: list[Line] = []
    for each, line in enumerate(split_lines(text[start:end]), number):
        stripped = line.strip(" \t\r\n")
        indent = len(line) - len(line.lstrip(" \t")) if stripped else 0
        lines.append(Line(start + indent, start + indent + len(stripped), indent > 0, each))
        start += len(line)
    return lines


EMPTY = "{empty}"
BY = re.compile(r"--[ \t]+(?=\S)")
"""Before whom a quotation is by."""
_ASIDE = re.compile(r"(?:ifn?def|ifeval|endif|include)::[^\s\[]*\[|//(?!/)")
"""A line within a cell that is no text of it."""
_PASS = re.compile(r"pass:[a-z,-]*\[(.*)\]")
"""What a document's attribute is within, if it has inline markup."""
_BREAK = re.compile(r"\S \+\Z")


def _is_offered(text: str) -> bool:
    if starts_plainly(text):
        return True
    codes = asciidoc_codes(text)
    return has_words(text, codes) and not is_identifier(text, codes)


class Collector:
    """Collects the units of a document, in their order."""

    def __init__(self, text: str, lines: list[Line] | None) -> None:
        self.parts: list[str | Unit] = []
        self.done = 0
        self._text = text
        self._newline = line_end(text)
        self._lines = lines_of(text, body_start(text), len(text), 1) if lines is None else lines
        self._standing = Standing()
        self._delimiters = ""
        """The delimiters of the cells around, which are escaped in them."""
        self._used = frozenset(re.findall(r"\{([\w-]+)\}", text)) if lines is None else frozenset()
        """The names of attributes that the document uses."""

    def _add_verses(self, lines: Sequence[Line]) -> None:
        """Adds the lines of a verse, each for itself."""
        for line in lines:
            self._add_lines(line.start, [line], "paragraph")

    def _add_author(self, line: Line) -> None:
        """Adds whom a quotation is by: a line behind two dashes."""
        mark = BY.match(self._written(line))
        self._add(line.start + (mark.end() if mark else 0), line.end, "attribute", line.number, left=EMPTY)

    def _add_entry(self, lines: Sequence[Line]) -> None:
        """Adds the value of an attribute entry, if it is a text for readers."""
        pieces = [self._written(line).removesuffix("\\").rstrip() for line in lines]
        mark = re.match(r":[\w-]+:[ \t]+", pieces[0])
        if mark and is_shown(pieces[0], self._used):
            text = " ".join([pieces[0][mark.end() :], *pieces[1:]]).strip()
            start, end = lines[0].start + mark.end(), lines[-1].start + len(pieces[-1])
            if whole := _PASS.fullmatch(text):
                start, end, text = start + whole.start(1), end - 1, whole[1]
            self._add(start, end, "attribute", lines[0].number, ENTRY_VALUE, text)

    def _read_paragraphs(self, lines: Sequence[Line], syntax: str, form: str) -> None:
        """Reads the paragraphs in a cell. What includes another file, or depends on an attribute, stands between."""
        left = EMPTY if form == "dsv" or len(self._delimiters) > 1 else ""
        found: list[Line] = []
        for line in (*lines, Line(0, 0, False, 0)):
            written = self._written(line)
            if written and not _ASIDE.match(written):
                found.append(line)
            elif found:
                self._add_lines(found[0].start, found, "table-cell", left, syntax)
                found = []

    def _add_lines(self, start: int, lines: Sequence[Line], kind: UnitType, left: str = "", syntax: str = "") -> None:
        if _BREAK.search(self._written(lines[-1])):  # a hard break behind the last line stays there
            lines = [*lines[:-1], lines[-1]._replace(end=lines[-1].end - 2)]
        pieces = [self._text[start : lines[0].end]]
        for before, line in pairwise(lines):
            pieces += ["\n" if self._text.endswith(" +", before.start, before.end) else " ", self._written(line)]
        self._add(start, lines[-1].end, kind, lines[0].number, syntax, "".join(pieces), left=left)

    def _add(
        self,
        start: int,
        end: int,
        kind: UnitType,
        number: int,
        syntax: str = "",
        text: str = "",
        level: int = 0,
        left: str = "",
    ) -> None:
        text = text or self._text[start:end]
        if self._delimiters:
            syntax = syntax or BLOCK + self._delimiters
            text = re.sub(rf"\\(?=[{re.escape(self._delimiters)}])", "", text)
        elif syntax == VALUE:
            text = text.replace('""', '"')
        standing = self._standing
        if start < end and not standing.off and _is_offered(text):
            raw = self._text[start:end]
            self.parts += [self._text[self.done : start]] if self.done < start else []
            unit = Unit(text, raw, kind, self._newline, syntax, standing.note, standing.context, line=number)
            self.parts.append(replace(unit, level=level, left=left))
            self.done = end
            self._standing = standing.spent()

    def _written(self, line: Line) -> str:
        return self._text[line.start : line.end]
