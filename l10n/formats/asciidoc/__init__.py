"""AsciiDoc, for documents of prose: titles, paragraphs, lists, descriptions, admonitions, captions, and the prose in
quote, example, sidebar and open blocks. Tables, code, macros, comments and attributes are skeleton.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from l10n.formats.asciidoc.codes import asciidoc_codes, asciidoc_keeps, separate_markup
from l10n.formats.directives import Standing
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.slugs import asciidoctor_id, numbered
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words, starts_plainly


class Line(NamedTuple):
    """The span of a line without white space around it, whether it is indented, and its number."""

    start: int
    end: int
    indented: bool
    number: int


UNDERLINED = "asciidoc-title"
"""Syntax of a title with a line of marks below it. Both lines must have the same length."""

_TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
_TITLE_END = re.compile(r"[ \t]+(={1,6}|#{1,6})\Z")
_UNDERLINE = re.compile(r"(?:={2,}|-{2,}|~{2,}|\^{2,}|\+{2,})\Z")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}[\w,+-]*|[|,:!]={3,})\Z")
_PROSE_BLOCK = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)\Z")
_ATTRIBUTES = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\Z")
_CODE_STYLE = re.compile(r"\[(?:source|listing|literal|verse|stem|latexmath|asciimath|pass|%?[a-z]*,?(?=\s*format=))\b")
_ENTRY = re.compile(r":!?[\w-]+!?:(?:[ \t]|\Z)")
_MACRO = re.compile(r"(?:[a-z]\w*)::\S*\[.*\]\Z|(?:<<<+|'''+|---|\*\*\*)\Z")
_IMAGE = re.compile(r"image::\S*?\[([^\[\]=,\"]+)")
_CAPTION = re.compile(r"\.(?=[^\s.])")
_LIST = re.compile(
    r"(?:\*{1,5}|-|\.{1,5}|[0-9]{1,4}\.|[a-zA-Z]\.|[ivxIVX]{1,6}\)|<[0-9.]{1,3}>|•)[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)"
)
_TERM = re.compile(r"(.*?\S)?[ \t]*(?::{2,4}|;;)(?:[ \t]+(?=\S)|\Z)")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|TODO):[ \t]+(?=\S)")
_COMMENT = re.compile(r"//(?!/)")


def parse_asciidoc(text: str, options: ParseOptions) -> Document:
    """An AsciiDoc document -> its units. Unknown syntax is skeleton."""
    reader = _Reader(text)
    reader.read()
    return Document(
        "asciidoc", tuple([*reader.parts, text[reader.done :]] if reader.done < len(text) else reader.parts)
    )


class _Reader:
    """Reads the lines of a document once."""

    def __init__(self, text: str) -> None:
        self.parts: list[str | Unit] = []
        self.done = 0
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

    def read(self) -> None:
        index = 0
        while index < len(self._lines):
            index = self._read_block(index)

    def _read_block(self, index: int) -> int:
        """Reads the block that begins at a line; returns the index behind it."""
        line = self._lines[index]
        written = self._written(line)
        if not written:
            return index + 1
        if _COMMENT.match(written):
            self._standing = self._standing.after(f"<!-- {written[2:].strip()} -->")
            return index + 1
        if not line.indented:
            if fence := _VERBATIM.match(written):
                self._code_next = False
                return self._behind_fence(index, re.match(r"`+", fence[1])[0] if fence[1][0] == "`" else fence[1])  # type: ignore[index]
            if (stop := self._read_title(index)) or (stop := self._read_mark(index)):
                return stop
        elif not self._term_open and not _LIST.match(written) and not _TERM.match(written):
            return self._blank_after(index)  # a literal paragraph
        return self._read_text(index)

    def _read_title(self, index: int) -> int:
        line, written = self._lines[index], self._written(self._lines[index])
        kind: UnitType = "heading" if self._titled else "title"
        following = self._lines[index + 1] if index + 1 < len(self._lines) else Line(0, 0, False, 0)
        under = self._written(following)
        if mark := _TITLE.match(written):
            end = _TITLE_END.search(written)
            self._add(line.start + mark.end(), line.start + end.start() if end else line.end, kind, line.number)
            stop = index + 1
        elif (
            _UNDERLINE.match(under)
            and not following.indented
            and abs(len(under) - len(written)) <= 2
            and _is_words(written)
        ):
            self._add(line.start, following.end, kind, line.number, UNDERLINED, written)
            stop = index + 2
        else:
            return 0
        if not self._titled:  # the author and revision lines
            while stop < len(self._lines) and self._written(self._lines[stop]):
                if _ENTRY.match(self._written(self._lines[stop])) or _COMMENT.match(self._written(self._lines[stop])):
                    break
                stop += 1
        self._titled, self._in_list, self._code_next = True, False, False
        return stop

    def _read_mark(self, index: int) -> int:
        """Reads a line that is not part of a paragraph: attributes, macros, captions, the fences of prose blocks."""
        line, written = self._lines[index], self._written(self._lines[index])
        if _ATTRIBUTES.match(written):
            self._code_next = _CODE_STYLE.match(written) is not None
            return index + 1
        if _PROSE_BLOCK.match(written):
            if self._code_next:
                self._code_next = False
                return self._behind_fence(index, written)
            self._in_list = self._in_list and written == "--"
            return index + 1
        if image := _IMAGE.match(written):
            self._add(line.start + image.start(1), line.start + image.end(1), "alt", line.number)
            return index + 1
        if written == "+" or _MACRO.match(written):
            return index + 1
        if _ENTRY.match(written):
            while written.endswith("\\") and index + 1 < len(self._lines):
                index += 1
                written = self._written(self._lines[index])
            return index + 1
        if (caption := _CAPTION.match(written)) and not _LIST.match(written):
            self._add(line.start + caption.end(), line.end, "caption", line.number)
            return index + 1
        return 0

    def _read_text(self, index: int) -> int:
        """Reads a paragraph, a list item, or a term with what follows it on its line."""
        line, written = self._lines[index], self._written(self._lines[index])
        kind: UnitType = "paragraph"
        start = line.start
        described, self._term_open = self._term_open, False
        if mark := _LIST.match(written):
            kind, start, self._in_list = "list-item", line.start + mark.end(), True
        elif (mark := _TERM.match(written)) and mark[1] and not self._code_next:
            self._in_list = True
            self._add(line.start, line.start + mark.end(1), "term", line.number)
            start = line.start + mark.end()
            if start >= line.end:
                self._term_open = True
                return index + 1
        elif mark := _ADMONITION.match(written):
            start = line.start + mark.end()
        elif not described and self._after_blank(index):
            self._in_list = False
        stop = self._paragraph_end(index)
        if not self._code_next:
            self._add_lines(start, self._lines[index:stop], kind)
        self._code_next = False
        return stop

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
                or _LIST.match(written)
                or _COMMENT.match(written)
                or (_TERM.match(written) and self._in_list)
            ):
                break
            if not line.indented and (
                _VERBATIM.match(written)
                or _PROSE_BLOCK.match(written)
                or _MACRO.match(written)
                or _ATTRIBUTES.match(written)
            ):
                break
            index += 1
        return index

    def _behind_fence(self, index: int, fence: str) -> int:
        for place in range(index + 1, len(self._lines)):
            if self._written(self._lines[place]) == fence and not self._lines[place].indented:
                return place + 1
        return len(self._lines)

    def _add_lines(self, start: int, lines: Sequence[Line], kind: UnitType) -> None:
        text = self._text[start : lines[0].end]
        for before, line in pairwise(lines):
            gap = "\n" if self._text.endswith(" +", before.start, before.end) else " "
            text += gap + self._written(line)
        self._add(start, lines[-1].end, kind, lines[0].number, "", text)

    def _add(self, start: int, end: int, kind: UnitType, number: int, syntax: str = "", text: str = "") -> None:
        text = text or self._text[start:end]
        standing = self._standing
        if start < end and not standing.off and (starts_plainly(text) or has_words(text, asciidoc_codes(text))):
            raw = self._text[start:end]
            self.parts += [self._text[self.done : start]] if self.done < start else []
            self.parts.append(
                Unit(text, raw, kind, self._newline, syntax, standing.note, standing.context, line=number)
            )
            self.done = end
            self._standing = standing.spent()

    def _written(self, line: Line) -> str:
        return self._text[line.start : line.end]


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


_NO_TITLE = (re.compile(r"[.+|]|//"), _ATTRIBUTES, _ENTRY, _LIST, _MACRO)

_BLOCK_START = re.compile(
    rf"{_TITLE.pattern}|{_LIST.pattern}|{_ENTRY.pattern}|{_CAPTION.pattern}|{_ADMONITION.pattern}|{_MACRO.pattern}"
    r"|//|\||\+\Z|(?:-{2,}|={4,}|\*{4,}|_{4,}|\.{4,}|\+{4,}|`{3,}.*|<<<+|'''+)\Z|\[.*\]\Z"
)
_TERM_MARK = re.compile(r"(?<=\S)(?::{2,4}|;;)(?=[ \t]|\Z)")


def encode_asciidoc(unit: Unit, target: str) -> str:
    """A translation on one line (hard breaks keep their line ends), escaped where it would begin another block."""
    lines = [" ".join(line.split()) for line in target.split("\n") if line.strip()]
    lines = [line + " +" if hard and not line.endswith(" +") else line for line, hard in _with_breaks(lines)]
    text = separate_markup(unit.newline.join(lines))
    text = _TERM_MARK.sub(lambda match: "{two-colons}" if match[0] == "::" else "&#58;" + match[0][1:], text)
    if _BLOCK_START.match(text):
        text = "{empty}" + text
    if unit.syntax != UNDERLINED:
        return text
    marks = re.split(r"(\r\n|\r|\n)", unit.raw)
    return "".join([text, *marks[1:2], marks[2][0] * max(len(text), 2)])


def _with_breaks(lines: Sequence[str]) -> list[tuple[str, bool]]:
    return [(line, index + 1 < len(lines) and line.endswith(" +")) for index, line in enumerate(lines)]


_STATED_ID = re.compile(r"\[(?:\[[^\[\]]+\]|[^\[\]]*#[^\[\]]+)\]\s*(?:={2,6}|#{2,6})[ \t]+\Z")
"""`[#id]` or `[[id]]` above a section's title."""


def heading_ids(text: str) -> dict[int, str]:
    """Position of a section title's text -> the id that Asciidoctor makes of its words. Left out are titles that state
    an id, the document's own title, which has none, and titles with a line of marks below."""
    found: list[tuple[int, str]] = []
    place, before = 0, ""
    for part in parse_asciidoc(text, ParseOptions()).parts:
        if isinstance(part, str):
            before = part
        elif part.type == "heading" and not (part.syntax or "[[" in part.text or _STATED_ID.search(before[-200:])):
            found.append((place, _seen(part.text)))
        place += len(part if isinstance(part, str) else part.raw)
    ids = numbered((words for _, words in found), asciidoctor_id, "_", 2)
    return {place: id for (place, _), id in zip(found, ids, strict=True)}


def _seen(text: str) -> str:
    """The text as a reader sees it, without inline marks."""
    for code in reversed(asciidoc_codes(text)):
        shown = text[code.start : code.end].strip("`+") if code.kind == "code" else ""
        text = text[: code.start] + shown + text[code.end :]
    return text


def write_id(heading: str, id: str, html: bool) -> str:
    """A section's title with its id, always in AsciiDoc's own syntax."""
    return f"{heading} [[{id}]]"


ASCIIDOC = Format(
    "asciidoc",
    parse_asciidoc,
    encode_asciidoc,
    asciidoc_codes,
    Page(heading_ids=heading_ids, write_id=write_id),
    styles={"**": "strong", "__": "em", "*": "strong", "_": "em", "~": "sub", "^": "sup", "#": "mark", "##": "mark"},
    keeps=asciidoc_keeps,
)
