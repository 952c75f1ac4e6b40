"""AsciiDoc, for documents of prose: titles, paragraphs, lists, descriptions, admonitions, captions, and the prose in
quote, example, sidebar and open blocks. Tables, code, macros, comments and attributes are skeleton.
"""

from __future__ import annotations

import re

from l10n.formats.asciidoc.codes import asciidoc_codes, asciidoc_keeps
from l10n.formats.asciidoc.encode import encode_asciidoc
from l10n.formats.asciidoc.reader import Reader
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.omission import with_regions
from l10n.formats.slugs import asciidoctor_id, numbered
from l10n.model import Document


def parse_asciidoc(text: str, options: ParseOptions) -> Document:
    """An AsciiDoc document -> its units. Unknown syntax is skeleton."""
    reader = Reader(text)
    reader.read()
    parts = [*reader.parts, text[reader.done :]] if reader.done < len(text) else reader.parts
    return Document("asciidoc", with_regions(parts, reader.whole, _LEAVING))


_LEAVING = re.compile(
    r"(?:\s|(?:=+|#+|\*+|\.{1,5}|_{4,}|--|[-•+]|:{2,4}|;;)(?=\s|\Z)|\.\Z|(?:[0-9]{1,4}|[a-zA-Z])\.(?=\s|\Z)"
    r"|[ivxIVX]{1,6}\)(?=\s|\Z)|<[0-9.]{1,3}>|\[[^\[\]\r\n]*\]|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|TODO):)*"
)
"""Marks of titles, items, terms, captions, admonitions and blocks, and the attributes above them."""


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
