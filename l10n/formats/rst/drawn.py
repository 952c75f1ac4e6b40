"""What is written together: the cells of a table that is drawn, and the headwords of an entry of a glossary."""

import re
from collections.abc import Sequence
from dataclasses import replace

from l10n.formats.format import Target
from l10n.formats.rst.codes import rst_codes
from l10n.formats.rst.encode import BLOCK_START, HEADWORD, encode_rst, width
from l10n.formats.rst.leaving import Found
from l10n.formats.rst.reader import Reader
from l10n.formats.rst.tables import Cell, Table, draw
from l10n.model import InlineCode, Unit
from l10n.text.identifiers import is_identifier
from l10n.text.inline import has_words, starts_plainly


def is_offered(found: Found) -> bool:
    """Whether there are words in what was found."""
    if starts_plainly(found.text):
        return True
    codes = rst_codes(found.text)
    return has_words(found.text, codes) and not is_identifier(found.text, codes)


def table_pieces(found: Sequence[Found], start: int, end: int) -> list[tuple[int, int]]:
    """The span of a drawn table in as many pieces as there are texts in it. Texts of several lines stand side by side,
    so that the pieces are not theirs."""
    return [(start + number, start + number + 1) for number in range(len(found) - 1)] + [(start + len(found) - 1, end)]


def write_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """A table, or the headwords of an entry, with these translations."""
    texts = [
        target if isinstance(target, str) and target != unit.text else None
        for unit, target in zip(units, targets, strict=True)
    ]
    if units[0].syntax == HEADWORD:
        return _write_headwords(units, texts)
    raw = "".join(unit.raw for unit in units)
    indent = re.search(r"(?:\r\n|\r|\n)([ \t]*)", raw)
    text = (indent[1] if indent else "") + raw
    reader = Reader(text)
    found = sorted(filter(is_offered, reader.read()), key=lambda each: (each.cell or (0, 0), each.start))
    table = reader.tables[0][2]
    contents: dict[int, list[str]] = {}
    for each, unit, target in reversed(list(zip(found, units, texts, strict=True))):
        if target is not None and each.cell:
            number = each.cell[1]
            cell = table.cells[number]
            written = contents.setdefault(number, list(cell.written))
            _put(table, cell, written, each, encode_rst(unit, target))
    newline = re.search(r"\r\n|\r|\n", raw)
    return f"{newline[0] if newline else ''}{indent[1] if indent else ''}".join(draw(table, contents))


def _put(table: Table, cell: Cell, written: list[str], found: Found, text: str) -> None:
    """Writes a text in the place of the one that was found in a cell's lines."""
    first = next(number for number, line in enumerate(cell.lines) if line.start <= found.start < line.end)
    last = next(number for number, line in enumerate(cell.lines) if line.start < found.end <= line.end)
    before = written[first][: len(written[first]) - (cell.lines[first].end - found.start)]
    behind = written[last][len(written[last]) - (cell.lines[last].end - found.end) :]
    indent = written[last][: len(written[last]) - len(written[last].lstrip())] if last > first else " " * width(before)
    room = sum(table.widths[cell.left : cell.right]) - table.is_grid
    rows = [text]
    if (table.is_grid or cell.left > 0) and (last > first or table.is_grid):
        rows = list(_wrapped(text, rst_codes(text), max(room - max(width(before), len(indent)), 8)))
    written[first : last + 1] = [
        f"{indent if number else before}{row}{behind if number == len(rows) - 1 else ''}"
        for number, row in enumerate(rows)
    ]


def _wrapped(text: str, codes: Sequence[InlineCode], room: int) -> list[str]:
    """The text in lines of this width where it has blanks outside of codes that are markup as a whole; no line begins
    like a block."""
    whole = [code for code in codes if code.kind not in ("open", "close")]
    inside = {place for code in whole for place in range(code.start, code.end)}
    rows: list[str] = []
    start = stop = size = 0
    for match in re.finditer(r" |\Z", text):
        place = match.start()
        size += width(text[stop:place])
        if size > room and stop > start and not BLOCK_START.match(text, stop + 1):
            rows.append(text[start:stop])
            start, size = stop + 1, width(text[stop + 1 : place])
        if place not in inside:
            stop = place
        else:
            size -= width(text[stop:place])
    return [*rows, text[start:]]


def _write_headwords(units: Sequence[Unit], targets: Sequence[str | None]) -> str:
    """The terms of an entry, as substitutions that are defined where the entry says what they mean: Sphinx registers a
    term by the name of the substitution, so that `:term:` finds it, and shows what stands for it."""
    terms: list[str] = []
    defined: list[str] = []
    for unit, target in zip(units, targets, strict=True):
        if target is None:
            terms.append(unit.raw)
            continue
        terms.append(f"|{unit.text}|{unit.raw.removeprefix(unit.text)}")
        defined.append(f"{unit.newline}.. |{unit.text}| replace:: {encode_rst(replace(unit, syntax=''), target)}")
    line_end = units[0].newline.rstrip(" \t")
    return "".join([*terms, *defined, *([line_end] if defined else [])])
