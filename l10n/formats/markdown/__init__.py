"""Markdown: CommonMark with GFM's tables, strikethrough and task lists, front matter, footnotes, definition lists,
admonitions, and the shortcodes and JSX of site generators.

One walk over the block tokens finds the spans of text in the original; everything else is skeleton, untouched.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from l10n.formats.directives import Standing
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.front_matter import FrontMatter, find_front_matter, front_matter_scalars, label, omission
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.markdown.account import markdown_stretches
from l10n.formats.markdown.blocks import parse_blocks
from l10n.formats.markdown.codes import bare_references, inline_codes
from l10n.formats.markdown.dialect import GFM, Dialect
from l10n.formats.markdown.encode import FLOW, LINK_TITLE, encode_markdown, fold_label
from l10n.formats.markdown.page import add_notice, heading_ids, page_files, page_ids, page_links, render, write_id
from l10n.formats.markdown.raw_html import RawHtml, html_units
from l10n.formats.markdown.source import Source
from l10n.formats.markdown.spans import Region, Span, walk
from l10n.formats.omission import line_span, reach, with_regions
from l10n.model import Document, Unit
from l10n.text.identifiers import is_code
from l10n.text.inline import has_words, starts_plainly


def parse_markdown(text: str, options: ParseOptions, dialect: Dialect = GFM) -> Document:
    """A Markdown document -> its units: front-matter fields, headings, paragraphs, list items, table cells, terms."""
    matter = find_front_matter(text)
    parts: list[str | Unit] = []
    done = 0
    regions: list[tuple[int, int]] = []
    for start, end, unit in [
        *_front_matter_units(text, matter, options, dialect),
        *_body_units(text, matter, regions, options, dialect),
    ]:
        if done < start:
            parts.append(text[done:start])
        parts.append(unit)
        done = end
    if done < len(text):
        parts.append(text[done:])
    return Document(dialect.name, with_regions(parts, regions, _MARKS))


_OWN_KEYS = frozenset(ParseOptions().front_matter)
_MARKS = re.compile(
    r"(?:[\s>*+\-.):~]|[0-9]{1,9}[.)]|\[[ xX]\]|\[![A-Za-z][\w-]*\][+-]?"
    r'|(?:!!!|\?\?\?\+?|===[+!]?)(?: +[\w-]+)*(?: +"")?[ \t]*(?=[\r\n]))*'
)
"""Marks of items, tasks, quotes, callouts and definitions."""
_QUOTES = re.compile(r"[ \t>#]*\Z|[ \t>]*\*\[[^\[\]]+\] ?:[ \t]*\Z")
"""What stands before a block whose line is its own: the marks of a heading or quote, or of an abbreviation."""


def _front_matter_units(
    text: str, matter: FrontMatter | None, options: ParseOptions, dialect: Dialect
) -> Iterator[tuple[int, int, Unit]]:
    if not matter:
        return
    keys = frozenset(options.front_matter)
    if keys == _OWN_KEYS:
        keys |= frozenset(dialect.front_matter)
    line, counted = 2, matter.start
    for scalar in front_matter_scalars(text, matter):
        if scalar.key in keys and has_words(scalar.value, inline_codes(scalar.value, dialect)):
            line += len(split_lines(text[counted : scalar.start] + "|")) - 1
            counted = scalar.start
            raw = text[scalar.start : scalar.end]
            newline = line_end(text) + scalar.indent
            unit = Unit(scalar.value, raw, "front-matter", newline, scalar.syntax, line=line)
            leaves, left = omission(text, matter, scalar)
            yield scalar.start, scalar.end, replace(unit, leaves=leaves, left=left)


def _body_units(
    text: str, matter: FrontMatter | None, regions: list[tuple[int, int]], options: ParseOptions, dialect: Dialect
) -> Iterator[tuple[int, int, Unit]]:
    """The units of the body with their places; the spans of its containers are added to `regions`."""
    source = Source(text, matter.end if matter else body_start(text), dialect.hard_lines)
    tokens, env = parse_blocks(source.normalized, dialect, frozenset(options.attributes))
    codes = partial(inline_codes, dialect=dialect)
    defined = frozenset(map(fold_label, env.get("references", ())))
    standing = Standing()
    first = True
    for found in walk(tokens, source, lambda text: dialect.parts(text, codes, env["attributes"]), dialect.tail):
        if isinstance(found, str):
            standing = standing.after(found)
        elif isinstance(found, RawHtml):
            readable = dialect.has_html and not standing.off
            for start, read in html_units(source, found, options) if readable else ():
                is_title = first and read.type == "heading" and read.level == 1
                note, context = read.note or standing.note, read.context or standing.context
                named = replace(read, type="title" if is_title else read.type, note=note, context=context)
                yield start, start + len(read.raw), named
                standing = standing.spent()
                first = False
            standing = standing.after(found.content)
        elif isinstance(found, Region):
            regions.append(_lines_of(source, found.first, found.behind))
        elif not standing.off and (unit := _unit(source, found, standing, defined, first, dialect)):
            yield found.pieces[0][0], found.pieces[-1][1], unit
            standing = standing.spent()
            first = False


def _lines_of(source: Source, first: int, behind: int) -> tuple[int, int]:
    """The span of lines from one to another, blank ones at the end left out; see `line_span`."""
    while behind > first + 1 and not source.lines[behind - 1].strip(" \t>\r\n"):
        behind -= 1
    following = source.lines[behind] if behind < len(source.lines) else ""
    return line_span(source.text, source.starts[first], source.ends(behind - 1), joins=not _ITEM.match(following))


_ITEM = re.compile(r"[ \t>]*(?:[*+-]|[0-9]{1,9}[.)])[ \t]")


def _own_lines(source: Source, span: Span, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The lines of a block that has them to itself, as its `leaves`."""
    if span.syntax == LINK_TITLE:
        before = source.text[source.starts[span.line] : start]
        return ((len(before) - len(before.rstrip(" \t")), 0),)
    if span.last_line < 0 or not _QUOTES.match(source.text, source.starts[span.line], start):
        return ()
    return (reach(start, end, _lines_of(source, span.line, span.last_line + 1)),)


def _unit(
    source: Source, span: Span, standing: Standing, defined: frozenset[str], first: bool, dialect: Dialect
) -> Unit | None:
    """The unit that a span of text makes, or None if it has no words to translate. `defined` are the link labels."""
    words = source.join(span.pieces)
    if span.syntax == LINK_TITLE:
        words = words[1:-1]
    codes = inline_codes(words, dialect)
    if not (starts_plainly(words) or has_words(words, codes)) or is_code(words, codes):
        return None
    start, end = span.pieces[0][0], span.pieces[-1][1]
    references = bare_references(words, dialect) if defined else ()
    return Unit(
        text=words,
        raw=source.text[start:end],
        type="title" if first and span.type == "heading" and span.level == 1 else span.type,
        newline=source.newline(span.line, start if span.block < 0 else span.block) if span.syntax == FLOW else "\n",
        syntax=span.syntax,
        note=standing.note,
        context=standing.context,
        labels=(
            *(reference.label for reference in references if fold_label(reference.label) in defined),
            *dialect.names(words),
        ),
        line=span.line + source.first_line,
        level=span.level,
        leaves=_own_lines(source, span, start, end),
        left=span.left,
    )


_STYLES = {"**": "strong", "__": "strong", "*": "em", "_": "em", "![": "em", "~~": "strike", "~": "strike"}


def markdown_format(dialect: Dialect) -> Format:
    """The format of a dialect's files."""
    page = Page(
        label,
        partial(page_links, dialect=dialect),
        partial(page_files, dialect=dialect),
        partial(page_ids, dialect=dialect),
        partial(heading_ids, dialect=dialect),
        partial(write_id, dialect=dialect),
        partial(add_notice, dialect=dialect),
        render=render,
    )
    return Format(
        dialect.name,
        partial(parse_markdown, dialect=dialect),
        partial(encode_markdown, dialect=dialect),
        partial(inline_codes, dialect=dialect),
        page,
        styles=_STYLES,
        stretches=partial(markdown_stretches, dialect=dialect),
        keeps=dialect.keeps,
    )


MARKDOWN = markdown_format(GFM)
