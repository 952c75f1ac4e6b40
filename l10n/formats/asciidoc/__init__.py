"""AsciiDoc, for documents of prose: titles, paragraphs, lists, descriptions, admonitions, captions, cells of tables,
the prose in quote, example, sidebar and open blocks, attributes that readers see. Code, macros and comments are
skeleton.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from l10n.formats.asciidoc.codes import asciidoc_codes, asciidoc_keeps
from l10n.formats.asciidoc.encode import encode_asciidoc
from l10n.formats.asciidoc.reader import Reader
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.omission import with_regions
from l10n.formats.slugs import asciidoctor_id, numbered
from l10n.model import Document, Unit


def parse_asciidoc(text: str, options: ParseOptions) -> Document:
    """An AsciiDoc document -> its units. Unknown syntax is skeleton."""
    reader = Reader(text)
    reader.read()
    parts = [*reader.parts, text[reader.done :]] if reader.done < len(text) else reader.parts
    return Document("asciidoc", with_regions(_with_names(parts, text), reader.whole, _LEAVING))


_NATURAL = re.compile(r"<<([^<>,\n]*[ A-Z][^<>,\n]*)[,>]")
"""A cross reference that names a section by its title: Asciidoctor takes it so where it has a blank or a capital."""


def _with_names(parts: Sequence[str | Unit], text: str) -> Sequence[str | Unit]:
    """The parts, where sections that are referred to by their titles state their ids, which the references name."""
    named = {match[1] for match in _NATURAL.finditer(text)}
    if not named:
        return parts
    made, stated = _ids(parts, text)
    ids: dict[str, str] = {}
    result = list(parts)
    for index, place in _places(parts):
        part = parts[index]
        if isinstance(part, Unit) and part.text in named and part.text not in ids and place in {**made, **stated}:
            ids[part.text] = stated.get(place) or made[place]
            result[index] = part if place in stated else replace(part, labels=(made[place],))
    for index, part in enumerate(result):
        if isinstance(part, Unit) and "<<" in part.text and not part.level:
            names = dict.fromkeys(match[1] for match in _NATURAL.finditer(part.text) if match[1] in ids)
            result[index] = replace(part, labels=tuple(f"{name}\n{ids[name]}" for name in names))
    return result


_LEAVING = re.compile(
    r"(?:\s|(?:=+|#+|>|\*+|\.{1,5}|_{4,}|--|[-•+]|:{2,4}|;;)(?=\s|\Z)|\.\Z|(?:[0-9]{1,4}|[a-zA-Z])\.(?=\s|\Z)"
    r"|[ivxIVX]{1,6}\)(?=\s|\Z)|<[0-9.]{1,3}>|\[[^\[\]\r\n]*\]|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|TODO):)*"
)
"""Marks of titles, items, terms, captions, admonitions and blocks, and the attributes above them."""


_STATED_ID = re.compile(r"\[(?:\[([^\[\],]+)[^\[\]]*\]|[^\[\]#]*#([^\[\].%,]+)[^\[\]]*)\]\s*(?:={2,6}|#{2,6})[ \t]+\Z")
"""`[#id]` or `[[id]]` above a section's title."""


_OWN_ID = re.compile(r"\[\[([^\[\],]+)()[^\[\]]*\]\]")
_PREFIX = re.compile(r"^:idprefix:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_SEPARATOR = re.compile(r"^:idseparator:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_NO_IDS = re.compile(r"^:(?:!sectids|sectids!):", re.MULTILINE)


def heading_ids(text: str) -> dict[int, str]:
    """Position of a section title's text -> the id that Asciidoctor makes of its words. Left out are titles that state
    an id, or get one from the references to them, the document's own title, which has none, and titles with a line of
    marks below."""
    parts = parse_asciidoc(text, ParseOptions()).parts
    found = {place: parts[index] for index, place in _places(parts)}
    ids = {} if _NO_IDS.search(text) else _ids(parts, text)[0]
    return {place: id for place, id in ids.items() if not (found[place].syntax or found[place].labels)}  # type: ignore[union-attr]  # these places are those of units


def _places(parts: Sequence[str | Unit]) -> Iterator[tuple[int, int]]:
    """The units' numbers among the parts, and where their text begins."""
    place = 0
    for index, part in enumerate(parts):
        if isinstance(part, Unit):
            yield index, place
        place += len(part if isinstance(part, str) else part.raw)


def _ids(parts: Sequence[str | Unit], text: str) -> tuple[dict[int, str], dict[int, str]]:
    """Position of a section title's text -> its id; those that are made of the title, and those that are stated."""
    found: list[tuple[int, str]] = []
    stated: dict[int, str] = {}
    for index, place in _places(parts):
        part, before = parts[index], parts[index - 1] if index else ""
        if not isinstance(part, Unit) or not isinstance(before, str) or not (part.level > 1 or part.type == "heading"):
            continue
        if match := _OWN_ID.search(part.text) or _STATED_ID.search(before[-200:]):
            stated[place] = match[1] or match[2]
        else:
            found.append((place, _seen(part.text)))
    prefix, separator = _PREFIX.search(text), _SEPARATOR.search(text)
    mark = separator[1] if separator else "_"
    slug = partial(asciidoctor_id, prefix=prefix[1] if prefix else "_", separator=mark)
    ids = numbered((words for _, words in found), slug, mark, 2)
    return {place: id for (place, _), id in zip(found, ids, strict=True)}, stated


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
    has_tags=False,
    keeps=asciidoc_keeps,
)
