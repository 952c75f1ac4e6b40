"""Raw HTML in a Markdown document: its blocks are read by the walker of HTML, in the lines that are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from l10n.formats.embedded import Embedded
from l10n.formats.format import ParseOptions
from l10n.formats.html import parse_html
from l10n.formats.html.text import encode_html
from l10n.formats.markdown.source import Source
from l10n.model import Unit

HTML = "html"
"""Syntax of a text between tags; those of attributes and titles are HTML's own (`html-double`)."""


@dataclass(frozen=True, slots=True)
class RawHtml:
    """A block of raw HTML that is not in an element that stays as it is."""

    content: str
    """Its lines without the marks of containers."""
    line: int
    """The line it begins in, from 0."""


def html_units(source: Source, block: RawHtml, options: ParseOptions) -> Iterator[tuple[int, Unit]]:
    """The units of a block, each with its place in the document; none if its lines are not found there."""
    if not any(map(str.isalpha, block.content)) or not (embedded := _embedded(source, block)):
        return
    document = parse_html(embedded.text, options)
    for start, unit in embedded.moved(source.text, document, lambda newline: " "):
        end = start + len(unit.raw)
        leaves = tuple(
            (before + _prefix(source.text, start - before, end + after), after) for before, after in unit.leaves
        )
        line = unit.line - 1 + block.line + source.first_line
        yield start, replace(unit, syntax=unit.syntax or HTML, line=line, leaves=leaves)


def _prefix(text: str, start: int, end: int) -> int:
    """How many characters of quote marks and blanks stand before a stretch that is whole lines but for these."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    whole = end == len(text) or text[end - 1] in "\r\n"
    return start - line if whole and not text[line:start].strip(" \t>") else 0


def _embedded(source: Source, block: RawHtml) -> Embedded | None:
    rows = block.content.split("\n")
    starts: list[int] = []
    for number, row in enumerate(rows, block.line):
        if number == len(source.lines):
            break
        end = source.ends(number)
        begin = end - len(row)
        if begin < source.starts[number] or source.text[begin:end].replace("\0", "\ufffd") != row:
            return None
        starts += range(begin, end + 1)
    if not starts:
        return None
    text = block.content[: len(starts)]
    starts = starts[: len(text)]
    ends = [start + 1 for start in starts]
    return Embedded(text, [*starts, ends[-1]], ends)


def encode_raw(unit: Unit, target: str) -> str:
    """A translation as HTML in its unit's place, on one line: a blank one would end the block."""
    syntax = "" if unit.syntax == HTML else unit.syntax
    return encode_html(replace(unit, syntax=syntax, newline=" "), target.strip())
