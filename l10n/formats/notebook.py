"""Jupyter notebooks (nbformat 3 and 4): their Markdown cells, headings, and front matter in a raw cell.

Outputs, code, attachments and metadata stay as they are, and so does the JSON around the text of a cell. A source may
be one string or a list of lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from l10n.errors import SourceError
from l10n.formats.embedded import Embedded, with_units
from l10n.formats.format import Format, ParseOptions
from l10n.formats.front_matter import find_front_matter
from l10n.formats.lines import body_start, split_lines
from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.pandoc import FORMULAS, formula_blocks
from l10n.formats.strings.json_text import json_string
from l10n.model import Document, Unit

_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")([ \t\r\n]*:)?|[{}\[\]]')
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BETWEEN = re.compile(r'"[ \t\r\n]*,[ \t\r\n]*"')
"""What stands between two lines of a source; no string holds it, since its quotes have a backslash before them."""
_CELL_PLACES = (["{", "[cells", "{"], ["{", "[worksheets", "{", "[cells", "{"])
"""The brackets around what is in a cell, each with its key: nbformat 4, and 3."""
_HEADING = "# "
_MARKDOWN_TYPES = ("text/markdown", "text/x-markdown")


_MARKDOWN = markdown_format(Dialect("notebook", formula_blocks, inline=FORMULAS))


@dataclass(slots=True)
class _Cell:
    kind: str = ""
    mime: str = ""
    """What a raw cell says that its text is."""
    source: list[tuple[int, int]] = field(default_factory=list)
    """The spans of the strings of its source, without quotes."""


def parse_notebook(text: str, options: ParseOptions) -> Document:
    """A notebook -> the units of its cells. Raises SourceError, with the line, where it is no JSON or no notebook."""
    found: list[tuple[int, Unit]] = []
    for number, cell in enumerate(_cells(text)):
        embedded = _embedded(text, cell, first=number == 0)
        if not embedded:
            continue
        between = _BETWEEN.search(text, embedded.starts[0], embedded.starts[-1])
        joint = between[0] if between else ""
        document = _MARKDOWN.parse(embedded.text, options)
        for place, unit in embedded.moved(text, document, partial(_newline, joint)):
            second_title = unit.type == "title" and found
            found.append((place, replace(unit, type="heading") if second_title else unit))
    starts = [0]
    for line in split_lines(text):
        starts.append(starts[-1] + len(line))
    return Document("notebook", with_units(text, found, starts))


def _cells(text: str) -> Iterator[_Cell]:
    """The cells, in order."""
    start = body_start(text)
    try:
        notebook = json.loads(text[start:], parse_int=str)  # Python makes no integers of more than 4,300 digits
    except json.JSONDecodeError as error:
        raise SourceError(
            "this is not JSON: {reason}", reason=error.msg, line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise SourceError("the brackets of this JSON file are too deep") from error
    if not isinstance(notebook, dict) or not any(
        isinstance(notebook.get(key), list) for key in ("cells", "worksheets")
    ):
        raise SourceError("this is no Jupyter notebook: it has no cells", line=1)
    opened: list[str] = []
    cell, key = _Cell(), ""
    depth = 0
    """How many brackets are open where the current cell's own keys are; 0 outside of cells."""
    for match in _TOKEN.finditer(text, start):
        bracket = match[0]
        if match[2]:
            key = json.loads(match[1])
            if key == "source" and len(opened) == depth:
                cell.source = []
        elif match[1]:
            if depth:
                _read_value(cell, key, opened[depth:], match)
        elif bracket in "{[":
            opened.append(bracket + key)
            key = ""
            if opened in _CELL_PLACES:
                cell, depth = _Cell(), len(opened)
        else:
            if len(opened) == depth:
                yield cell
                depth = 0
            opened.pop()
            key = ""


def _read_value(cell: _Cell, key: str, inside: list[str], match: re.Match[str]) -> None:
    """Takes down a string of a cell, which stands under `key`, in brackets `inside` of it."""
    if inside == ["[source"] or (not inside and key == "source"):
        cell.source.append((match.start(1) + 1, match.end(1) - 1))
    elif not inside and key == "cell_type":
        cell.kind = json.loads(match[1])
    elif inside == ["{metadata"] and key in ("raw_mimetype", "format"):
        cell.mime = json.loads(match[1])


def _embedded(text: str, cell: _Cell, first: bool) -> Embedded | None:
    """The text of a cell, if it is one for readers. A heading of nbformat 3 gets its mark, and a cell that only begins
    like front matter an empty line before it."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in cell.source:
        for match in _CHARACTER.finditer(text, start, end):
            characters.append(match[0] if len(match[0]) == 1 else json.loads(f'"{match[0]}"'))
            starts.append(match.start())
            ends.append(match.end())
    inner = "".join(characters)
    if not inner.strip() or _SURROGATE.search(inner):
        return None
    lead = _lead(cell, inner, first)
    if lead is None:
        return None
    made = [starts[0]] * len(lead)
    return Embedded(lead + inner, [*made, *starts, ends[-1]], [*made, *ends])


def _lead(cell: _Cell, text: str, first: bool) -> str | None:
    """What the text of a cell needs before it to be read as Markdown; None if it is no text for readers."""
    matter = find_front_matter(text)
    if cell.kind == "heading":
        return _HEADING
    if cell.kind == "raw":
        return "" if (first and matter) or cell.mime in _MARKDOWN_TYPES else None
    if cell.kind != "markdown":
        return None
    return "\n" if matter and not first else ""


def _newline(joint: str, newline: str) -> str:
    """A line end and what stands before the next line, as `_written` has them within a text."""
    return _written(f"{newline}|", joint)[:-1]


def _written(text: str, joint: str) -> str:
    """Text as it stands in a string of JSON; with a `joint`, each of its lines in a string of its own."""
    return joint.join(json_string(line)[1:-1] for line in (split_lines(text) if joint else [text]))


def _plain(written: str) -> str:
    """The inverse of `_written`."""
    return "".join(json.loads(f'["{written}"]'))


def encode(unit: Unit, target: str) -> str:
    """A translation as Markdown, written as JSON in the unit's place."""
    between = _BETWEEN.search(unit.newline)
    inner = replace(unit, raw=_plain(unit.raw), newline=_plain(unit.newline))
    return _written(_MARKDOWN.encode(inner, target), between[0] if between else "")


NOTEBOOK = Format("notebook", parse_notebook, encode, _MARKDOWN.codes, styles=_MARKDOWN.styles, keeps=_MARKDOWN.keeps)
