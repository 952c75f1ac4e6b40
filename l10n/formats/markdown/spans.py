"""The walk over a Markdown document's block tokens: finds their texts, with type and position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from l10n.formats.markdown.dialect import Part
from l10n.formats.markdown.encode import CELL, FIRST_CELL, FLOW, HEADING, LINE, LINK_TITLE, WORD_JOINER
from l10n.formats.markdown.islands import Island, island_after
from l10n.formats.markdown.protected import ABBREVIATION
from l10n.formats.markdown.raw_html import RawHtml
from l10n.formats.markdown.source import Pieces, Source
from l10n.model import UnitType

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
    "caption": "caption",
}
"""The type of the text directly in a container, by the container's token."""

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[![A-Za-z][\w-]*(?:\|[^\[\]\n]*)?\][+-]?[ \t]*")
HEADING_ID = re.compile(r"(?:\{[ \t]*[#.:][^{}]*\}|\{/\*[^{}]*\*/\})\Z")
"""Attributes at the end of a heading; they may state its id."""
_CLOSING_TAGS = re.compile(r"(?:</[A-Za-z][A-Za-z0-9-]*>[ \t]*)+\Z")
_OPEN_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LINK_TITLE = re.compile(
    r"""(?<=[ \t])(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|\((?:[^()\\\r\n]|\\.)*\))(?=[ \t]*[\r\n]|[ \t]*\Z)"""
)
_CELL_END = re.compile(r"(?<!\\)\|")
_CONTAINER_PREFIX = re.compile(r"(?:[ \t>*+-]|[0-9]{1,9}[.)]|[:~][ \t]|\[\^[^\]\s]+\]:)*\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """A unit in the making."""

    pieces: Pieces
    type: UnitType
    syntax: str
    line: int
    """The line it begins in, from 0."""
    level: int = 0
    """The level of a heading."""
    last_line: int = -1
    """Its last line, underline included, if it has its lines to itself; else -1."""
    left: str = ""
    """The text that replaces it if nothing leaves with it."""
    block: int = -1
    """Where the block begins that it is a part of; -1 if it is a whole block."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of a container or a term with its definition, which may leave a document whole."""

    first: int
    behind: int


_HELD = frozenset({"admonition_open", "title", "dd_open"})
"""Tokens before the first text of an admonition or a description, neither of which exists without text."""
Split = Callable[[str], Sequence[Part] | None]
"""A paragraph as written -> its parts that are units of their own, or None."""
_WHOLE = frozenset({"list_item_open", "blockquote_open", "admonition_open"})


def walk(
    tokens: list[Token], source: Source, split: Split | None = None, tail: re.Pattern[str] | None = None
) -> Iterator[Span | Region | RawHtml | str]:
    """The texts among block tokens, the regions they are in, and what is raw and may hold directives, in order.
    A `tail` is no part of a text that ends with it."""
    containers: list[UnitType] = []
    cells: list[Token] = []
    island: Island | None = None
    ends = _definition_ends(tokens)
    for index, token in enumerate(tokens):
        name = token.type
        if name == "html_block":
            yield token.content if island else RawHtml(token.content, _first_line(token))
            island = island_after(island, token.content)
        elif name == "protected":
            yield token.content
        elif island and name in ("inline", "definition", "title"):
            island = island_after(island, token.content)
        elif name == "inline":
            if tokens[index - 1].type in ("td_open", "th_open"):
                cells.append(token)
            else:
                for span in _spans(tokens, index, containers[-1] if containers else "paragraph", source):
                    if tail:
                        span = _without_tail(span, source.text, tail)
                    yield from _split(span, source, split) if split and span.syntax == FLOW else (span,)
        elif token.nesting == 1:
            if token.map and name in _WHOLE:
                yield Region(*token.map)
            elif token.map and index in ends:
                yield Region(token.map[0], ends[index])
            if kind := _TYPES.get(name.removesuffix("_open")):
                containers.append(kind)
        elif token.nesting == -1:
            if name.removesuffix("_close") in _TYPES:
                containers.pop()
            elif name == "tr_close":
                yield from _row(cells, source)
                cells = []
        elif name == "text" and not island:
            yield Span(
                source.between(*token.meta["from"], *token.meta["to"]),
                token.meta["type"],
                token.info,
                _first_line(token),
            )
        elif name == "definition" and token.meta["title"]:
            yield from _link_title(token, source)
        elif name == "title" and token.content:
            line = _first_line(token)
            end = source.ends(line) - token.meta["behind"]
            shown: UnitType = "attribute" if token.info == ABBREVIATION else "heading"
            alone = line if token.info == ABBREVIATION else -1
            yield Span(((end - len(token.content), end),), shown, token.info, line, last_line=alone)


def _without_tail(span: Span, text: str, tail: re.Pattern[str]) -> Span:
    start, end = span.pieces[-1]
    found = tail.search(text, start, end)
    if not found or not (stays := len(text[start : found.start()].rstrip())):
        return span
    return replace(span, pieces=(*span.pieces[:-1], (start, start + stays)), last_line=-1)


def _definition_ends(tokens: list[Token]) -> dict[int, int]:
    """Token that opens a term, or the first of several -> the line behind their definitions."""
    ends: dict[int, int] = {}
    behind: list[tuple[int, bool]] = []  # what is known of the lists that go on behind an inner one
    end, in_terms, first = 0, False, 0
    for index in range(len(tokens) - 1, -1, -1):
        name = tokens[index].type
        if name == "dl_close":
            behind.append((end, in_terms))
            end, in_terms = 0, False
        elif name == "dl_open" and not (index and tokens[index - 1].type == "dt_close"):
            end, in_terms = behind.pop()
        elif name == "dl_open":
            behind.pop()
        elif name == "dd_close" and in_terms:
            end, in_terms = 0, False
        elif name == "dd_open":
            end = max(end, (tokens[index].map or [0, 0])[1])
        elif name == "dt_open":
            if in_terms:
                ends.pop(first, None)
            ends[index] = max(end, (tokens[index].map or [0, 0])[1])
            in_terms, first = True, index
    return ends


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _spans(tokens: list[Token], index: int, kind: UnitType, source: Source) -> Iterator[Span]:
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
        if heading_id := HEADING_ID.search(source.text, first, last):
            last = first + len(source.text[first : heading_id.start()].rstrip())
            pieces = (*pieces[:-1], (first, last))
        if first < last:
            syntax = FLOW if opening.markup in "=-" else HEADING
            yield Span(pieces, "heading", syntax, line, int(opening.tag[1:]), (opening.map or [0, 1])[1] - 1)
        return
    if opening.type == "dt_open":
        yield Span(pieces, kind, LINE, line, left=WORD_JOINER)
        return
    if container == "list_item_open" and (task := _TASK.match(source.text, start, end)):
        pieces = ((task.end(), end), *pieces[1:])
    elif container == "blockquote_open" and (alert := _ALERT.match(source.text, start, end)):
        if alert.end() < end:
            yield Span(((alert.end(), end),), "heading", LINE, line)
        pieces, line = pieces[1:], line + 1
    if pieces:
        pieces = _without_outer_tags(source.text, pieces)
        last = -1 if container in _HELD else line + len(pieces) - 1
        yield Span(pieces, kind, FLOW, line, last_line=last, left=WORD_JOINER)


def _split(span: Span, source: Source, split: Split) -> Iterator[Span]:
    """The units of a paragraph: itself, or parts of it."""
    rows = [source.text[start:end] for start, end in span.pieces]
    parts = split("\n".join(rows)) if span.type != "heading" else None
    if parts is None:
        yield span
        return
    bounds = [0, *accumulate(len(row) + 1 for row in rows)]
    for part in parts:
        pieces = []
        for (start, end), bound in zip(span.pieces, bounds, strict=False):
            first, last = max(start, start + part.start - bound), min(end, start + part.end - bound)
            if first < last:
                pieces.append((first, last))
        line = span.line + bisect_right(bounds, part.start) - 1
        kind = span.type if part.type == "paragraph" else part.type
        left = WORD_JOINER if not part.syntax else ""
        yield Span(tuple(pieces), kind, part.syntax, line, left=left, block=span.pieces[0][0])


def _without_outer_tags(text: str, pieces: Pieces) -> Pieces:
    """A paragraph without last lines that only close elements from outside of it."""
    count = len(pieces)
    if count == 1 or not _CLOSING_TAGS.match(text, *pieces[-1]):
        return pieces
    opened = set(_OPEN_TAG.findall(text, pieces[0][0], pieces[-1][1]))
    while count > 1 and _CLOSING_TAGS.match(text, *pieces[count - 1]):
        if not opened.isdisjoint(_TAG_NAME.findall(text, *pieces[count - 1])):
            break
        count -= 1
    return pieces[:count]


def _link_title(token: Token, source: Source) -> Iterator[Span]:
    """The title of a link definition, if it is on one line."""
    from markdown_it.common.utils import unescapeAll

    line = (token.map or [0, 1])[1] - 1
    for match in _LINK_TITLE.finditer(source.lines[line]):
        if unescapeAll(match[0][1:-1]) == token.meta["title"]:
            start = source.starts[line]
            yield Span(((start + match.start(), start + match.end()),), "attribute", LINK_TITLE, line)
            return


def _row(cells: list[Token], source: Source) -> Iterator[Span]:
    """The cells of a table's row, found between its line's pipes."""
    if not cells:
        return
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
            piece = (start + begin, start + left + len(words))
            stays = WORD_JOINER if first or right == len(row) else ""
            yield Span((piece,), "table-cell", FIRST_CELL if first else CELL, line, left=stays)


def _fits(cells: list[Token], row: str, columns: list[tuple[int, int]], exact: bool) -> bool:
    """Whether the cells' contents equal those between the pipes. Unless `exact`, a container's marks may stand before
    the first cell's content."""
    for number, (cell, (left, right)) in enumerate(zip(cells, columns, strict=False)):
        words = row[left:right].strip(" \t").replace("\\|", "|")
        if not (words == cell.content or (number == 0 and not exact and words.endswith(cell.content))):
            return False
    return not exact or _CONTAINER_PREFIX.match(row[: columns[0][0] - 1]) is not None if columns else False
