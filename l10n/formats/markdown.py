"""Markdown: CommonMark with GFM's tables, strikethrough and task lists, front matter, footnotes, definition lists,
admonitions, and the shortcodes and JSX of site generators.

One walk over the block tokens finds the spans of text in the original; everything else is skeleton, untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from l10n.formats.directives import Standing
from l10n.formats.format import Format, ParseOptions
from l10n.formats.front_matter import FrontMatter, find_front_matter, front_matter_scalars, label
from l10n.formats.inline import has_words, starts_plainly
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.markdown_blocks import parse_blocks
from l10n.formats.markdown_encode import CELL, FIRST_CELL, FLOW, HEADING, LINE, TITLE, encode_markdown, fold_label
from l10n.formats.markdown_inline import bare_references, inline_codes
from l10n.model import Document, Unit, UnitType

if TYPE_CHECKING:
    from markdown_it.token import Token

_TYPES: dict[str, UnitType] = {
    "heading": "heading",
    "blockquote": "quote",
    "list_item": "list-item",
    "th": "table-cell",
    "td": "table-cell",
    "dt": "term",
    "dd": "paragraph",
    "footnote_reference": "paragraph",
    "admonition": "paragraph",
}
"""The type of the text directly in a container, by the container's token."""

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[![A-Za-z][\w-]*\][+-]?[ \t]*")
_HEADING_ID = re.compile(r"[ \t]*(?:\{[#.:][^{}]*\}|\{/\*[^{}]*\*/\})\Z")
_BACKSLASH_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_BROKEN_DESTINATION = re.compile(r"\]\([ \t]*<[^<>]*\Z")
"""A link's destination may hold spaces and no line end: joining the lines would make a link of what is none."""
_CLOSING_TAGS = re.compile(r"(?:</[A-Za-z][A-Za-z0-9-]*>[ \t]*)+\Z")
_CELL_END = re.compile(r"(?<!\\)\|")
_CONTAINER_PREFIX = re.compile(r"(?:[ \t>*+-]|[0-9]{1,9}[.)]|[:~][ \t]|\[\^[^\]\s]+\]:)*\Z")


@dataclass(frozen=True, slots=True)
class _Span:
    """A unit in the making: where its lines are."""

    pieces: tuple[tuple[int, int], ...]
    type: UnitType
    syntax: str
    line: int
    """The line it begins in, from 0."""
    level: int = 0
    """Of a heading."""


def parse_markdown(text: str, options: ParseOptions) -> Document:
    """A Markdown document -> its units: front-matter fields, headings, paragraphs, list items, table cells, terms."""
    matter = find_front_matter(text)
    parts: list[str | Unit] = []
    done = 0
    for start, end, unit in [*_front_matter_units(text, matter, options), *_body_units(text, matter)]:
        if done < start:
            parts.append(text[done:start])
        parts.append(unit)
        done = end
    if done < len(text):
        parts.append(text[done:])
    return Document("markdown", tuple(parts))


def _front_matter_units(
    text: str, matter: FrontMatter | None, options: ParseOptions
) -> Iterator[tuple[int, int, Unit]]:
    if not matter:
        return
    keys = frozenset(options.front_matter)
    line, counted = 2, matter.start
    for scalar in front_matter_scalars(text, matter):
        if scalar.key in keys and has_words(scalar.value, inline_codes(scalar.value)):
            line += len(split_lines(text[counted : scalar.start] + "|")) - 1
            counted = scalar.start
            raw = text[scalar.start : scalar.end]
            newline = line_end(text) + scalar.indent
            yield scalar.start, scalar.end, Unit(scalar.value, raw, "front-matter", newline, scalar.syntax, line=line)


def _body_units(text: str, matter: FrontMatter | None) -> Iterator[tuple[int, int, Unit]]:
    source = _Source(text, matter.end if matter else body_start(text))
    tokens, env = parse_blocks(source.normalized)
    defined = {fold_label(name) for name in env.get("references", ())}
    standing = Standing()
    first = True
    for found in _walk(tokens, source):
        if isinstance(found, str):
            standing = standing.after(found)
            continue
        words = source.join(found.pieces)
        if standing.off or not (starts_plainly(words) or has_words(words, inline_codes(words))):
            continue
        start, end = found.pieces[0][0], found.pieces[-1][1]
        references = bare_references(words) if defined else ()
        yield (
            start,
            end,
            Unit(
                words,
                text[start:end],
                "title" if first and found.type == "heading" and found.level == 1 else found.type,
                source.newline(found.line, start) if found.syntax == FLOW else "\n",
                found.syntax,
                standing.note,
                standing.context,
                tuple(reference.label for reference in references if fold_label(reference.label) in defined),
                found.line + source.first_line,
            ),
        )
        standing = standing.spent()
        first = False


class _Source:
    """A document's body as lines, for finding in it what the block parser reports."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.first_line = len(split_lines(text[:start])) + 1 if start > 1 else 1
        self.lines = split_lines(text[start:])
        self.starts = [start, *(start + end for end in accumulate(map(len, self.lines)))]
        self.normalized = text[start:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        self._end = line_end(text)

    def locate(self, line: int, content: str) -> tuple[tuple[int, int], ...] | None:
        """The spans of a block's content, a line each, from `line` on; None if it is not there as it stands."""
        pieces: list[tuple[int, int]] = []
        for number, row in enumerate(content.split("\n"), line):
            words = row.strip()
            place = self.lines[number].replace("\0", "\ufffd").rfind(words)
            if place < 0:
                return None
            if words:
                start = self.starts[number] + place
                pieces.append((start, start + len(words)))
        return tuple(pieces) or None

    def join(self, pieces: tuple[tuple[int, int], ...]) -> str:
        """The text of spans, a line each: soft-wrapped lines joined by a space, a hard break kept."""
        text = self.text
        if len(pieces) == 1:
            return text[pieces[0][0] : pieces[0][1]]
        words: list[str] = []
        for (start, end), (following, _) in pairwise(pieces):
            words.append(text[start:end])
            blanks = re.split(r"[\r\n]", text[end:following], maxsplit=1)[0]
            spaces = len(blanks) - len(blanks.rstrip(" "))
            if spaces >= 2:
                words.append(" " * spaces + "\n")
            elif (not blanks and _BACKSLASH_BREAK.search(words[-1])) or _BROKEN_DESTINATION.search(words[-1]):
                words.append("\n")
            else:
                words.append(" ")
        words.append(text[pieces[-1][0] : pieces[-1][1]])
        return "".join(words)

    def newline(self, line: int, start: int) -> str:
        """What begins a further line of a paragraph that begins at `start`: quote marks stay, a list's is blank."""
        row = self.lines[line]
        prefix = self.text[self.starts[line] : start]
        end = row[len(row.rstrip("\r\n")) :] or self._end
        return end + re.sub(r"[^>\t]", " ", prefix) if prefix else end


def _walk(tokens: list[Token], source: _Source) -> Iterator[_Span | str]:
    """The texts among block tokens, and the raw HTML, which may hold directives, in order."""
    containers: list[UnitType] = []
    cells: list[Token] = []
    for index, token in enumerate(tokens):
        name = token.type
        if name == "inline":
            if tokens[index - 1].type in ("td_open", "th_open"):
                cells.append(token)
            else:
                yield from _spans(tokens, index, containers[-1] if containers else "paragraph", source)
        elif token.nesting == 1:
            if name == "tr_open":
                cells = []
            elif kind := _TYPES.get(name.removesuffix("_open")):
                containers.append(kind)
        elif token.nesting == -1:
            if name == "tr_close":
                yield from _row(cells, source)
            elif name.removesuffix("_close") in _TYPES:
                containers.pop()
        elif name == "html_block":
            yield token.content
        elif name == "title" and token.content and (pieces := source.locate(_first_line(token), token.content)):
            yield _Span(pieces, "heading", TITLE, _first_line(token))


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _spans(tokens: list[Token], index: int, kind: UnitType, source: _Source) -> Iterator[_Span]:
    """The text of one inline token: usually one span, two where a callout's title shares the first line."""
    token = tokens[index]
    line = _first_line(token)
    pieces = source.locate(line, token.content)
    if not pieces:
        return
    start, end = pieces[0]
    opening = tokens[index - 1]
    container = tokens[index - 2].type if index > 1 else ""
    if opening.type == "heading_open":
        first, last = pieces[-1]
        if heading_id := _HEADING_ID.search(source.text, first, last):
            pieces = (*pieces[:-1], (first, heading_id.start()))
        if pieces[-1][0] < pieces[-1][1]:
            syntax = FLOW if opening.markup in "=-" else HEADING
            yield _Span(pieces, "heading", syntax, line, int(opening.tag[1:]))
        return
    if opening.type == "dt_open":
        yield _Span(pieces, kind, LINE, line)
        return
    if container == "list_item_open" and (task := _TASK.match(source.text, start, end)):
        pieces = ((task.end(), end), *pieces[1:])
    elif container == "blockquote_open" and (alert := _ALERT.match(source.text, start, end)):
        if alert.end() < end:
            yield _Span(((alert.end(), end),), "heading", LINE, line)
        pieces, line = pieces[1:], line + 1
    while len(pieces) > 1 and _closes_outer_tags(source.text, pieces):
        pieces = pieces[:-1]
    if pieces:
        yield _Span(pieces, kind, FLOW, line)


def _closes_outer_tags(text: str, pieces: tuple[tuple[int, int], ...]) -> bool:
    """Whether a paragraph's last line is closing tags alone, of elements that began outside of the paragraph."""
    if not _CLOSING_TAGS.match(text, *pieces[-1]):
        return False
    names = re.findall(r"[A-Za-z][A-Za-z0-9-]*", text[slice(*pieces[-1])])
    return not any(f"<{name}" in text[pieces[0][0] : pieces[-1][0]] for name in names)


def _row(cells: list[Token], source: _Source) -> Iterator[_Span]:
    """The cells of a table's row, found between its line's pipes."""
    line = _first_line(cells[0])
    start = source.starts[line]
    row = source.lines[line].rstrip("\r\n").replace("\0", "\ufffd")
    bars = [match.start() for match in _CELL_END.finditer(row)]
    columns = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(row)], strict=True))
    for skipped in (1, 0):
        if _fits(cells, row, columns[skipped:], exact=skipped == 1):
            break
    else:
        return
    for number, (cell, (left, right)) in enumerate(zip(cells, columns[skipped:], strict=False)):
        words = row[left:right].rstrip(" \t")
        begin = left + len(words) - len(words.lstrip(" \t"))
        first = number == 0 and skipped == 0
        if first:
            begin = len(words) - len(cell.content.replace("|", "\\|"))
        if begin < left + len(words):
            yield _Span(
                ((start + begin, start + left + len(words)),), "table-cell", FIRST_CELL if first else CELL, line
            )


def _fits(cells: list[Token], row: str, columns: list[tuple[int, int]], exact: bool) -> bool:
    """Whether the cells' contents are those between the pipes; the first need only end its column if a container's
    marks may stand before it."""
    for number, (cell, (left, right)) in enumerate(zip(cells, columns, strict=False)):
        words = row[left:right].strip(" \t").replace("\\|", "|")
        if not (words == cell.content or (number == 0 and not exact and words.endswith(cell.content))):
            return False
    return not exact or _CONTAINER_PREFIX.match(row[: columns[0][0] - 1]) is not None if columns else False


MARKDOWN = Format("markdown", (".md", ".markdown", ".mdx"), parse_markdown, encode_markdown, inline_codes, label)
