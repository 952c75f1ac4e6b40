"""The blocks of an AsciiDoc document, read line by line."""

import re

from l10n.formats.asciidoc.attributes import block_texts, media_texts
from l10n.formats.asciidoc.collector import BY, EMPTY, Collector, Line, lines_of
from l10n.formats.asciidoc.encode import (
    ABOVE,
    ADMONITION,
    ATTRIBUTES,
    CAPTION,
    CELL,
    CODE_STYLE,
    COMMENT,
    ENTRY,
    LIST,
    MACRO,
    PROSE_BLOCK,
    TERM,
    TITLE,
    TITLE_END,
    UNDERLINE,
    UNDERLINED,
    VALUE,
    VERBATIM,
)
from l10n.formats.asciidoc.tables import BLOCKS, CODE_STYLES, FENCE, Cell, cells, table_of
from l10n.formats.omission import line_span
from l10n.model import UnitType

_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
"""How deep a title with a line of marks below it lies."""
_DEEPEST = 5
"""How deep cells and quotations are read within others; what is deeper is skeleton."""
_VERSE = re.compile(r"\[verse\b")


class Reader(Collector):
    """Reads the lines of a document once."""

    def __init__(self, text: str, lines: list[Line] | None = None) -> None:
        super().__init__(text, lines)
        self.whole: list[tuple[int, int]] = []
        """The lines that may leave whole: those of an item, of a term with its description, of a block."""
        self._titled = False
        self._code_next = False
        """Whether the attributes above the next block make it code."""
        self._attributes = ""
        """What stands between brackets above the next block."""
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
        self._depth = 0

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
            if FENCE.match(written):
                return self._read_table(index, written)
            if fence := VERBATIM.match(written):
                self._code_next, self._attributes = False, ""
                return self._behind_fence(index, fence[1] or fence[2])
            if written.startswith("> ") or written == ">":
                return self._read_quoted(index)
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
            left = EMPTY if author else ""
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
        self._titled, self._in_list, self._code_next, self._attributes = True, False, False, ""
        return stop

    def _read_mark(self, index: int) -> int:
        """Reads a line that is not part of a paragraph: attributes, macros, captions, the fences of prose blocks."""
        line, written = self._lines[index], self._written(self._lines[index])
        if ATTRIBUTES.match(written):
            self._code_next = CODE_STYLE.match(written) is not None
            self._attributes += written
            for text in block_texts(written):
                self._add(line.start + text.start, line.start + text.end, text.type, line.number, text.syntax)
            self._above = -1 if _ANCHOR.match(written) else self._begin
            return index + 1
        if PROSE_BLOCK.match(written):
            if self._code_next:
                self._code_next, self._attributes = False, ""
                return self._behind_fence(index, written)
            self._in_list = self._in_list and written == "--"
            if self._fences and self._fences[-1][0] == written:
                self._begin = self._fences.pop()[1]
                self._leave(line.end)
            else:
                self._fences.append((written, self._begin))
            return index + 1
        if written == "+" or MACRO.match(written):
            for text in media_texts(written):
                self._add(line.start + text.start, line.start + text.end, text.type, line.number, text.syntax)
            self._joined = line.start if written == "+" else -1
            self._term_open = self._term_open and written != "+"
            return index + 1
        if ENTRY.match(written):
            first = index
            while written.endswith("\\") and index + 1 < len(self._lines):
                index += 1
                written = self._written(self._lines[index])
            self._add_entry(self._lines[first : index + 1])
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
            self._add(line.start, line.start + mark.end(1), "term", line.number, left=EMPTY)
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
        lines = self._lines[index:stop]
        if _VERSE.search(self._attributes):
            self._add_verses(lines)
        elif kind == "paragraph" and len(lines) > 1 and _is_said(written, *map(self._written, lines[-2:])):
            self._add_lines(start + 1, [*lines[:-2], lines[-2]._replace(end=lines[-2].end - 1)], kind, EMPTY)
            self._add_author(lines[-1])
        elif not self._code_next:
            held = self._term >= 0 or kind == "list-item" or (self._delimiters and start > line.start)
            under = self._written(self._lines[stop]) if stop < len(self._lines) else ""
            above = ABOVE + str(len(under)) if UNDERLINE.match(under) and not self._delimiters else ""
            self._add_lines(start, lines, kind, EMPTY if held else "", above)
            self._leave_text(self._lines[stop - 1].end, kind, stop)
        self._code_next, self._attributes = False, ""
        self._term = -1
        return stop

    def _read_quoted(self, index: int) -> int:
        """Reads a quotation with Markdown's marks."""
        stop = index
        lines: list[Line] = []
        while stop < len(self._lines) and (written := self._written(self._lines[stop])):
            line = self._lines[stop]
            marks = re.match(r"(?:>[ \t]?)?", written)
            lines.append(line._replace(start=min(line.start + (marks.end() if marks else 0), line.end)))
            stop += 1
        last = lines[-1] if BY.match(self._written(lines[-1])) else None
        self._read_inside(lines[:-1] if last else lines)
        if last:
            self._add_author(last)
        self._attributes, self._code_next = "", False
        return stop

    def _read_table(self, index: int, fence: str) -> int:
        stop = self._behind_fence(index, fence)
        table = table_of(fence, self._attributes)
        self._attributes, self._code_next = "", False
        closed = self._written(self._lines[stop - 1]) == fence and stop - 1 > index
        start = self._lines[index].end
        end = self._lines[stop - 1].start if closed else self._lines[-1].end
        number, place = self._lines[index].number, start
        before, self._delimiters = self._delimiters, self._delimiters + table.separator * (table.form != "csv")
        for cell in cells(self._text, start, end, table):
            number, place = number + self._text.count("\n", place, cell.start), cell.start
            lines = lines_of(self._text, cell.start, cell.end, number)
            if table.form == "csv":
                self._add_lines(cell.start, lines, "table-cell", *_value_syntax(cell, table.separator))
            elif cell.style == BLOCKS:
                begin = self._text.rfind("\n", start, cell.start) + 1
                alone = begin and not self._text[begin : cell.start].strip()  # an indented line may be code
                self._read_inside(lines_of(self._text, begin, cell.end, number) if alone else lines)
            elif cell.style not in CODE_STYLES:
                self._read_paragraphs(lines, CELL + self._delimiters, table.form)
        self._delimiters = before
        return stop

    def _read_inside(self, lines: list[Line]) -> None:
        """Reads the blocks in a cell or a quotation, as a document of its own."""
        if self._depth >= _DEEPEST:
            return
        inner = Reader(self._text, lines)
        inner._depth = self._depth + 1
        inner.parts, inner.whole, inner.done = self.parts, self.whole, self.done
        inner._standing, inner._delimiters, inner._titled = self._standing, self._delimiters, True
        inner.read()
        self.done, self._standing = inner.done, inner._standing

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
                or FENCE.match(written)
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


def _value_syntax(cell: Cell, separator: str) -> tuple[str, str]:
    """What stays of a value of CSV, and its syntax."""
    return ("", VALUE) if cell.quoted else ('""', VALUE + separator)


_ANCHOR = re.compile(r"\[(?:\[|#)")


def _is_said(first: str, last: str, author: str) -> bool:
    """Whether the lines of a paragraph are what somebody says, between quotation marks, and who."""
    return first.startswith('"') and last.endswith('"') and len(last) > 1 and BY.match(author) is not None


def _ends_header(written: str) -> bool:
    """Whether a line below a document's title is neither its author's nor its revision's."""
    return not written or bool(ENTRY.match(written) or COMMENT.match(written))


def _is_words(text: str) -> bool:
    """Whether a line can be a title with marks below: it has a word, and is no other kind of line."""
    return bool(re.search(r"[^\W_]", text)) and not any(each.match(text) for each in _NO_TITLE)


_NO_TITLE = (re.compile(r"[.+|]|//"), ATTRIBUTES, ENTRY, LIST, MACRO)
