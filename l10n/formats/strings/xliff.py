"""XLIFF 1.2 and 2.x as sources: an output has a target beside each source, and the language of its locale.

Inline elements are codes; notes are notes, and a size in characters (`maxwidth`, `slr:sizeRestriction`) is the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from l10n.errors import SourceError
from l10n.formats.format import Format, Page, ParseOptions, Target
from l10n.formats.strings.codes import codes_beside, string_codes
from l10n.formats.strings.icu import icu_leaves, write_icu
from l10n.formats.strings.resource import Entry, message_units, resource_document
from l10n.formats.strings.xml_tree import Element, character_data, escape_text, xml_elements, xml_tree
from l10n.formats.xml_text import encode_xml
from l10n.model import Document, InlineCode, Unit
from l10n.text.inline import has_words

_KEPT = re.compile(r"<(x|bx|ex|ph|bpt|ept|it|sc|ec|cp|m)\b[^<>]*?(?:/>|>[^<>]*</\1\s*>)")
"""An inline element that is code, with what it holds."""
_MARGIN = re.compile(r"(\r\n|\r|\n)([ \t]*)\Z")


def parse_xliff(text: str, options: ParseOptions) -> Document:
    """An XLIFF file -> its sources. Raises SourceError, with the line, where it is malformed."""
    root = next(iter(xml_tree(text).children))
    if root.local != "xliff":
        raise SourceError("this is no file of {kind}: {reason}", kind="XLIFF", reason=root.name, line=1)
    entries: list[Entry] = []
    for element in root.all("trans-unit", "unit"):
        if not _is_translatable(element):
            continue
        note = "\n".join(_notes(text, element))
        if element.local == "trans-unit":
            key = element.attributes.get("resname") or element.attributes.get("id", "")
            entries += _entry(text, key, note, element, _limit(element))
            continue
        segments = [child for child in element.children if child.local == "segment"]
        for segment in segments:
            ids = [element.attributes.get("name") or element.attributes.get("id", "")]
            ids += [segment.attributes.get("id", "")] if len(segments) > 1 else []
            entries += _entry(text, ".".join(filter(None, ids)), note, segment, _limit(element))
    return resource_document("xliff", text, entries, options.contexts)


def _is_translatable(element: Element) -> bool:
    return element.attributes.get("translate") != "no"


def _notes(text: str, element: Element) -> Iterator[str]:
    holders = [element, *(child for child in element.children if child.local == "notes")]
    for note in (child for holder in holders for child in holder.children if child.local == "note"):
        said = " ".join(character_data(text[note.opened : note.closed]).split())
        if said and note.attributes.get("category") != "location":
            yield said


def _limit(element: Element) -> int:
    """The most characters that the translation may have."""
    for name, value in element.attributes.items():
        counted = name == "maxwidth" and element.attributes.get("size-unit", "pixel") == "char"
        if (counted or name.rpartition(":")[2] == "sizeRestriction") and value.isascii() and value.isdigit():
            return int(value[:6])
    return 0


def _entry(text: str, key: str, note: str, element: Element, limit: int) -> Iterator[Entry]:
    source = element.child("source")
    if source is None or source.opened == source.closed:
        return
    last = element.child("target") or element.child("seg-source") or source
    start, end = source.start, max(last.end, source.end)
    written = text[source.opened : source.closed]
    syntax = "xliff-markup" if source.children else "xliff-text"
    value = written if source.children else character_data(written)
    if not has_words(value, xliff_codes(value)) and not icu_leaves(value):
        return
    margin = _MARGIN.search(text[max(0, start - 200) : start])
    newline = margin[0] if margin else ""
    units = message_units(value, note=note, syntax=syntax, left=text[start:end])
    yield Entry(key, start, end, [replace(unit, newline=newline, limit=limit) for unit in units])


def xliff_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a text: inline elements that are code, beside what any string may hold."""
    return codes_beside(text, _KEPT, string_codes)


def encode_xliff(unit: Unit, target: str) -> str:
    """A translation as the target beside its source."""
    source = _source(unit.raw)
    return _beside(unit, unit.raw, _content(replace(unit, text=unit.raw[source.opened : source.closed]), target))


def encode_message(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The texts of an ICU message as the target beside their source."""
    raw, unit = "".join(unit.raw for unit in units), units[0]
    source = _source(raw)
    written = raw[source.opened : source.closed]
    pattern = written if unit.syntax == "xliff-markup" else character_data(written)
    return _beside(unit, raw, _content(replace(unit, text=written), write_icu(pattern, targets, locale)))


def _source(raw: str) -> Element:
    return xml_elements(raw).children[0]


def _content(unit: Unit, target: str) -> str:
    if unit.syntax == "xliff-text":
        return escape_text(target)
    return encode_xml(replace(unit, newline="\n"), target)


def _beside(unit: Unit, raw: str, content: str) -> str:
    elements = xml_elements(raw).children
    source, last = elements[0], elements[-1]
    prefix = source.name.removesuffix("source")
    if last.local != "target":
        return f"{raw}{unit.newline}<{prefix}target>{content}</{prefix}target>"
    head = re.sub(r"\s+state(?:-qualifier)?\s*=\s*(?:\"[^\"]*\"|'[^']*')|\s*/?>\Z", "", raw[last.start : last.opened])
    return f"{raw[: last.start]}{head}>{content}</{last.name}>{raw[last.end :]}"


def label_xliff(text: str, fields: Mapping[str, str]) -> str:
    """The file with the language of its targets."""
    if "lang" not in fields:
        return text
    root = xml_elements(text).children[0]
    is_2 = root.attributes.get("version", "").startswith("2")
    name, behind = ("trgLang", "srcLang") if is_2 else ("target-language", "source-language")
    elements = [root] if is_2 else [child for child in root.children if child.local == "file"]
    pieces: list[str] = []
    done = 0
    for element in elements:
        head = text[element.start : element.opened]
        if name in element.attributes:
            head = re.sub(rf"(\s{name}\s*=\s*)(?:\"[^\"]*\"|'[^']*')", rf'\1"{fields["lang"]}"', head)
        else:
            head = re.sub(rf"(\s{behind}\s*=\s*(?:\"[^\"]*\"|'[^']*'))", rf'\1 {name}="{fields["lang"]}"', head)
        pieces += [text[done : element.start], head]
        done = element.opened
    return "".join([*pieces, text[done:]])


XLIFF = Format(
    "xliff",
    parse_xliff,
    encode_xliff,
    xliff_codes,
    page=Page(label=label_xliff),
    encode_together=encode_message,
    bilingual=True,
)
