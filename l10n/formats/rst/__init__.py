"""reStructuredText, for documents of prose: titles, paragraphs, lists, definitions, quotes, and the text of the
directives of docutils, Sphinx and their extensions, tables of every form, glossaries. Comments and code are skeleton.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from l10n.formats.directives import Standing
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.lines import line_end, split_lines
from l10n.formats.omission import line_span, reach, with_regions
from l10n.formats.rst.codes import fold_name, referenced_names, rst_codes, rst_keeps, seen_text
from l10n.formats.rst.drawn import is_offered, table_pieces, write_together
from l10n.formats.rst.encode import TITLE, encode_rst
from l10n.formats.rst.leaving import MARKS, WORD_JOINER, Found, is_alone, with_sections
from l10n.formats.rst.reader import Reader
from l10n.formats.rst.references import explicit_names, label_for, links, make_id, substitutions
from l10n.model import Document, Unit

_REFERENCE = re.compile(r"[\w`]_(?!\w)")


def parse_rst(text: str, options: ParseOptions) -> Document:
    """A reStructuredText document -> its units. Unknown syntax is skeleton."""
    reader = Reader(text)
    blocks, sections = with_sections(sorted(reader.read()), text)
    builder = _Builder(text, reader, blocks)
    for _, group in groupby(blocks, _together):
        builder.add(list(group))
    parts = [*builder.parts, text[builder.done :]]
    return Document("rst", with_regions([part for part in parts if part], [*reader.whole, *sections], MARKS))


def _together(found: Found) -> object:
    """What founds have in common that are written together; all others are different."""
    return found.cell[0] if found.cell else (found.entry,) if found.entry >= 0 else found


class _Builder:
    """Makes units of what was found in a document."""

    def __init__(self, text: str, reader: Reader, blocks: Sequence[Found]) -> None:
        self.parts: list[str | Unit] = []
        self.done = 0
        self._text = text
        self._reader = reader
        self._newline = line_end(text)
        self._standing = Standing()
        self._substitutions = substitutions(text)
        self._ways, self._labels = _references(text, blocks)

    def add(self, group: Sequence[Found]) -> None:
        """Makes units of one block, or of those that are written together."""
        first = group[0]
        if first.type == "front-matter":  # a comment with a directive
            self._standing = self._standing.after(f"<!-- {first.text} -->")
            return
        offered = [found for found in group if is_offered(found)]
        if self._standing.off or not offered:
            return
        if first.cell:
            start, end, _ = self._reader.tables[first.cell[0]]
            offered.sort(key=lambda found: (found.cell or (0, 0), found.start))
            for found, piece in zip(offered, table_pieces(offered, start, end), strict=True):
                self._add(found, *piece, together=f"table {start}")
        elif first.entry >= 0 and self._is_entry(offered):
            ends = [found.start for found in offered[1:]] + [group[-1].end]
            for found, end in zip(offered, ends, strict=True):
                self._add(found, found.start, end, together=f"entry {first.start}", alone=len(offered) == 1)
        else:
            for found in offered:
                end = found.start + len(found.text) if found.entry >= 0 else found.end
                self._add(found._replace(syntax="" if found.entry >= 0 else found.syntax), found.start, end)

    def _is_entry(self, terms: Sequence[Found]) -> bool:
        """Whether the terms of an entry can be written as substitutions: there is a place to define them, and their
        names are free and nothing but words."""
        free = all(
            not (found.text in self._substitutions or "|" in found.text or rst_codes(found.text)) for found in terms
        )
        return free and bool(self._reader.entries[terms[0].entry])

    def _add(self, found: Found, start: int, end: int, together: str = "", alone: bool = True) -> None:
        text, standing = self._text, self._standing
        self.parts.append(text[self.done : start])
        raw = text[start:end]
        newline = self._newline + (self._reader.entries[found.entry] if found.entry >= 0 and together else "")
        note, context = standing.note, standing.context
        labels = self._labels.get(found.start, ())
        if found.syntax != TITLE and _REFERENCE.search(found.text):
            named = dict.fromkeys(name for name in referenced_names(found.text) if name in self._ways)
            labels = tuple(f"{name}\n{self._ways[name]}" for name in named)
        unit = Unit(found.text, raw, found.type, newline, found.syntax, note, context, labels, found.line, found.level)
        if found.cell:
            first, last, _ = self._reader.tables[found.cell[0]]
            lines = line_span(text, first, last) if is_alone(text, first, last) else (first, last)
            unit = replace(unit, leaves=(reach(start, end, lines),), together=together)
        elif not alone:
            unit = replace(unit, left=raw, together=together)
        else:
            stands = not found.left and is_alone(text, start, end)
            leaves = (reach(start, end, line_span(text, start, end)),) if stands else ()
            left = encode_rst(unit, WORD_JOINER) if found.left == TITLE else found.left
            unit = replace(unit, leaves=leaves, left=left, together=together)
        self.parts.append(unit)
        self._standing = standing.spent()
        self.done = end


def _references(text: str, blocks: Sequence[Found]) -> tuple[dict[str, str], dict[int, tuple[str, ...]]]:
    """Where the words lead that references of the document name: to a title, or to where a link with these words does;
    and the names that titles state for that, by the titles' places."""
    referring = [found.text for found in blocks if _REFERENCE.search(found.text) and is_offered(found)]
    named = {name for words in referring for name in referenced_names(words)}
    # a literal, or a reference that is a text alone, leads to a title by its words
    kept = [found.text for found in blocks if not is_offered(found) and _REFERENCE.search(found.text)]
    if "parsed-literal" in text:
        kept += split_lines(text)
    alone = {name for words in kept for name in referenced_names(words)}
    stated = explicit_names(text)
    ways = {words: url for found in blocks for words, url in links(found.text) if words in named - stated}
    labels: dict[int, tuple[str, ...]] = {}
    for found in blocks:
        name = fold_name(seen_text(found.text))
        if not found.level or name in ways or name in stated:
            continue
        if name in alone:
            labels[found.start] = (seen_text(found.text),)
        elif name in named:
            label = label_for(seen_text(found.text), text)
            ways[name] = f"{label}_"
            labels[found.start] = (label,)
    return ways, labels


def heading_ids(text: str) -> dict[int, str]:
    """Position of a title -> a name of which docutils makes the title's id. Left out are titles that have such a name
    already, and those whose id docutils counts."""
    found: dict[int, str] = {}
    place = 0
    given = {make_id(name) for name in explicit_names(text)}
    for part in parse_rst(text, ParseOptions()).parts:
        if isinstance(part, Unit) and part.level:
            id = make_id(seen_text(part.text))
            if id and id not in given and not part.labels:
                found[place] = label_for(seen_text(part.text), text)
            given.add(id)
        place += len(part if isinstance(part, str) else part.raw)
    return found


def write_id(heading: str, id: str, html: bool) -> str:
    """A title with a name above it."""
    return f".. _`{id}`:{line_end(heading) * 2}{heading}"


RST = Format(
    "rst",
    parse_rst,
    encode_rst,
    rst_codes,
    Page(heading_ids=heading_ids, write_id=write_id, ids_unseen=True),
    styles={"*": "em", "**": "strong"},
    has_tags=False,
    keeps=rst_keeps,
    encode_together=write_together,
)
