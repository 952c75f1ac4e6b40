"""The blocks of an AsciiDoc document, read line by line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from l10n.formats.asciidoc.codes import asciidoc_codes
from l10n.formats.asciidoc.encode import (
    ADMONITION,
    ATTRIBUTES,
    CAPTION,
    CODE_STYLE,
    COMMENT,
    ENTRY,
    IMAGE,
    LIST,
    MACRO,
    PROSE_BLOCK,
    TERM,
    TITLE,
    TITLE_END,
    UNDERLINE,
    UNDERLINED,
    VERBATIM,
)
from l10n.formats.directives import Standing
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.omission import line_span
from l10n.model import Unit, UnitType
from l10n.text.inline import has_words, starts_plainly


class Line(NamedTuple):
    """The span of a line without white space around it, whether it is indented, and its number."""

    start: int
    end: int
    indented: bool
    number: int


_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
"""How deep a title with a line of marks below it lies."""
_EMPTY = "{empty}"


class Reader:
    """Reads the lines of a document once."""

    def __init__(self, text: str) -> None:
        self.parts: list[str | Unit] = []
        self.done = 0
        self.whole: list[tuple[int, int]] = []
        """The lines that may leave whole: those of an item, of a term with its description, of a block."""
        self._text = text
        self._newline = line_end(text)
        self._lines = _lines(text)
        self._standing = Standing()
        self._titled = False
        self._code_next = False
        """Whether the attributes above the next block make it code."""
        self._in_list = False
        """Whether the line after an item can be a term."""
        self._term_open = False
        """Whether a term waits for its description, which may be indented."""
        self._begin = 0
        """Where the block that is read begins: at the attributes above it, if there are some."""
        self._above = -1
        """Where the attributes begin that stand right above; -1 where none do."""
        self._item = self._joined = self._term = -1
        """Where an item begins that `+` joins more to, where that `+` is, and where an open term begins; else -1."""
        self._fences: list[tuple[str, int]] = []
        """The blocks of prose that are open, and where they begin."""

    def read(self) -> None:
        index = 0
        while index < len(self._lines):
            index = self._read_block(index)

    def _read_block(self, index: int) -> int:
        """Reads the block that begins at a line; returns the index behind it."""
        line = self._lines[index]
        written = self._written(line)
        self._begin, self._above = self._above if self._above >= 0 else line.start, -1
        if not written:
            return index + 1
        if COMMENT.match(written):
            self._standing = self._standing.after(f"<!-- {written[2:].strip()} -->")
            return index + 1
        if not line.indented:
            if fence := VERBATIM.match(written):
                self._code_next = False
                return self._behind_fence(index, re.match(r"`+", fence[1])[0] if fence[1][0] == "`" else fence[1])  # type: ignore[index]
            if (stop := self._read_title(index)) or (stop := self._read_mark(index)):
                return stop
        elif not self._term_open and not LIST.match(written) and not TERM.match(written):
            return self._blank_after(index)  # a literal paragraph
        return self._read_text(index)

    def _read_title(self, index: int) -> int:
        line, written = self._lines[index], self._written(self._lines[index])
        kind: UnitType = "heading" if self._titled else "title"
        following = self._lines[index + 1] if index + 1 < len(self._lines) else Line(0, 0, False, 0)
        under = self._written(following)
        if mark := TITLE.match(written):
            end = TITLE_END.search(written)
            level = len(mark[1])
            author = not self._titled and not _ends_header(self._written(following))
            left = _EMPTY if author else ""
            self._add(
                line.start + mark.end(),
                line.start + end.start() if end else line.end,
                kind,
                line.number,
                level=level,
                left=left,
            )
            if not author:
                self._leave(line.end)
            stop = index + 1
        elif (
            UNDERLINE.match(under)
            and not following.indented
            and abs(len(under) - len(written)) <= 2
            and _is_words(written)
        ):
            self._add(line.start, following.end, kind, line.number, UNDERLINED, written, _LEVELS[under[0]])
            self._leave(following.end)
            stop = index + 2
        else:
            return 0
        if not self._titled:  # the author and revision lines
            while stop < len(self._lines) and self._written(self._lines[stop]):
                if _ends_header(self._written(self._lines[stop])):
                    break
                stop += 1
        self._titled, self._in_list, self._code_next = True, False, False
        return stop

    def _read_mark(self, index: int) -> int:
        """Reads a line that is not part of a paragraph: attributes, macros, captions, the fences of prose blocks."""
        line, written = self._lines[index], self._written(self._lines[index])
        if ATTRIBUTES.match(written):
            self._code_next = CODE_STYLE.match(written) is not None
            self._above = -1 if _ANCHOR.match(written) else self._begin
            return index + 1
        if PROSE_BLOCK.match(written):
            if self._code_next:
                self._code_next = False
                return self._behind_fence(index, written)
            self._in_list = self._in_list and written == "--"
            if self._fences and self._fences[-1][0] == written:
                self._begin = self._fences.pop()[1]
                self._leave(line.end)
            else:
                self._fences.append((written, self._begin))
            return index + 1
        if image := IMAGE.match(written):
            self._add(line.start + image.start(1), line.start + image.end(1), "alt", line.number)
            return index + 1
        if written == "+" or MACRO.match(written):
            self._joined = line.start if written == "+" else -1
            return index + 1
        if ENTRY.match(written):
            while written.endswith("\\") and index + 1 < len(self._lines):
                index += 1
                written = self._written(self._lines[index])
            return index + 1
        if (caption := CAPTION.match(written)) and not LIST.match(written):
            self._add(line.start + caption.end(), line.end, "caption", line.number)
            self._leave(line.end)
            return index + 1
        return 0

    def _read_text(self, index: int) -> int:
        """Reads a paragraph, a list item, or a term with what follows it on its line."""
        line, written = self._lines[index], self._written(self._lines[index])
        kind: UnitType = "paragraph"
        start = line.start
        described, self._term_open = self._term_open, False
        if mark := LIST.match(written):
            kind, start, self._in_list = "list-item", line.start + mark.end(), True
        elif (mark := TERM.match(written)) and mark[1] and not self._code_next:
            self._in_list = True
            self._add(line.start, line.start + mark.end(1), "term", line.number, left=_EMPTY)
            start = line.start + mark.end()
            self._term = self._begin
            if start >= line.end:
                self._term_open = True
                return index + 1
        elif mark := ADMONITION.match(written):
            start = line.start + mark.end()
        elif not described and self._after_blank(index):
            self._in_list = False
        stop = self._paragraph_end(index)
        if not self._code_next:
            of_term = self._term >= 0 and kind == "paragraph"
            self._add_lines(start, self._lines[index:stop], kind, _EMPTY if of_term or kind == "list-item" else "")
            self._leave_text(self._lines[stop - 1].end, kind, stop)
        self._code_next = False
        self._term = -1
        return stop

    def _leave_text(self, end: int, kind: UnitType, stop: int) -> None:
        """Notes what may leave with a text that ends before a line; what `+` joins to an item holds the item."""
        joins = stop < len(self._lines) and self._written(self._lines[stop]) == "+"
        if kind == "list-item" and joins:
            self._item = self._begin
        elif self._term >= 0:
            self._begin = self._term
            self._leave(end)
        elif self._joined >= 0:
            self._begin = self._joined
            self._leave(end)
            self._begin = self._item
            if self._item >= 0 and not joins:
                self._leave(end, glued=False)
        else:
            self._leave(end, glued=kind != "list-item")
        self._joined = -1
        self._item = self._item if joins else -1

    def _leave(self, end: int, *, glued: bool = True) -> None:
        """Notes that the lines from where the block begins to the one that ends here may leave whole."""
        self.whole.append(line_span(self._text, self._begin, end, joins=glued))

    def _blank_after(self, index: int) -> int:
        while index < len(self._lines) and self._written(self._lines[index]):
            index += 1
        return index

    def _after_blank(self, index: int) -> bool:
        return index == 0 or not self._written(self._lines[index - 1])

    def _paragraph_end(self, index: int) -> int:
        """The index behind a paragraph: it ends at a blank line, a fence, another item, attributes, a directive."""
        index += 1
        while index < len(self._lines) and (written := self._written(self._lines[index])):
            line = self._lines[index]
            if (
                written == "+"
                or LIST.match(written)
                or COMMENT.match(written)
                or (TERM.match(written) and self._in_list)
            ):
                break
            if not line.indented and (
                VERBATIM.match(written)
                or PROSE_BLOCK.match(written)
                or MACRO.match(written)
                or ATTRIBUTES.match(written)
            ):
                break
            index += 1
        return index

    def _behind_fence(self, index: int, fence: str) -> int:
        for place in range(index + 1, len(self._lines)):
            if self._written(self._lines[place]) == fence and not self._lines[place].indented:
                return place + 1
        return len(self._lines)

    def _add_lines(self, start: int, lines: Sequence[Line], kind: UnitType, left: str) -> None:
        text = self._text[start : lines[0].end]
        for before, line in pairwise(lines):
            gap = "\n" if self._text.endswith(" +", before.start, before.end) else " "
            text += gap + self._written(line)
        self._add(start, lines[-1].end, kind, lines[0].number, "", text, left=left)

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
        standing = self._standing
        if start < end and not standing.off and (starts_plainly(text) or has_words(text, asciidoc_codes(text))):
            raw = self._text[start:end]
            self.parts += [self._text[self.done : start]] if self.done < start else []
            unit = Unit(text, raw, kind, self._newline, syntax, standing.note, standing.context, line=number)
            self.parts.append(replace(unit, level=level, left=left))
            self.done = end
            self._standing = standing.spent()

    def _written(self, line: Line) -> str:
        return self._text[line.start : line.end]


_ANCHOR = re.compile(r"\[(?:\[|#)")


def _ends_header(written: str) -> bool:
    """Whether a line below a document's title is neither its author's nor its revision's."""
    return not written or bool(ENTRY.match(written) or COMMENT.match(written))


def _lines(text: str) -> list[Line]:
    start = body_start(text)
    lines: list[Line] = []
    for number, line in enumerate(split_lines(text[start:]), 1):
        stripped = line.strip(" \t\r\n")
        indent = len(line) - len(line.lstrip(" \t")) if stripped else 0
        lines.append(Line(start + indent, start + indent + len(stripped), indent > 0, number))
        start += len(line)
    return lines


def _is_words(text: str) -> bool:
    """Whether a line can be a title with marks below: it has a word, and is no other kind of line."""
    return bool(re.search(r"[^\W_]", text)) and not any(each.match(text) for each in _NO_TITLE)


_NO_TITLE = (re.compile(r"[.+|]|//"), ATTRIBUTES, ENTRY, LIST, MACRO)
