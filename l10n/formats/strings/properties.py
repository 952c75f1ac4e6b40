"""Java's `.properties` files, in ISO 8859-1 or UTF-8: the values of keys, and ICU messages in them.

Escapes and continued lines are read as `java.util.Properties` reads them. A translation is written with `\\uXXXX` where
the source has only ASCII, which every version of Java reads. Comments above a key are notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.lines import body_start
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.encoding import LATIN, escaped
from l10n.formats.strings.icu import icu_leaves, write_icu
from l10n.formats.strings.resource import Entry, leaving, malformed, message_units, resource_document, selects
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_LINE = re.compile(
    r"[ \t\f]*(?:(?P<comment>[#!][^\r\n]*)"
    r"|(?P<key>(?:\\(?:\r\n|[\s\S])|[^\\\r\n:= \t\f])*)(?:(?:[ \t\f]|\\(?:\r\n|\r|\n)[ \t\f]*)*[:=]?)"
    r"(?:[ \t\f]|\\(?:\r\n|\r|\n)[ \t\f]*)*(?P<value>(?:\\(?:\r\n|[\s\S])|[^\\\r\n])*\\?))(?:\r\n|\r|\n|\Z)"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(?P<join>(?:\r\n|\r|\n)[ \t\f]*)|(?P<char>[\s\S]))|\\\Z")
_BAD_ESCAPE = re.compile(r"(?:[^\\]|^)(?:\\\\)*(\\u(?![0-9a-fA-F]{4}))")
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"}


def parse_properties(text: str, options: ParseOptions) -> Document:
    """A file of properties -> its values. Raises SourceError, with the line, for an escape that is none."""
    if bad := _BAD_ESCAPE.search(text):
        raise malformed(text, bad.start(1), "properties", r"\u needs four hexadecimal digits")
    syntax = "properties-ascii" if text.isascii() else "properties"
    entries = []
    comments: list[str] = []
    place = body_start(text)
    while place < len(text) and (match := _LINE.match(text, place)):
        place = max(match.end(), place + 1)
        if match["comment"]:
            comments.append(match["comment"].lstrip("#! \t").rstrip())
            continue
        key, value = unescape_properties(match["key"] or ""), unescape_properties(match["value"])
        if key and (has_words(value, string_codes(value)) or icu_leaves(value)) and selects(options.strings, key):
            leaves = leaving(text, *match.span("value"), (match.start("key"), match.end("value")))
            units = message_units(value, note="\n".join(filter(None, comments)), syntax=syntax)
            units = [replace(unit, leaves=leaves if len(units) == 1 else ()) for unit in units]
            entries.append(Entry(key, *match.span("value"), units))
        comments = []
    return resource_document("properties", text, entries, options.contexts)


def unescape_properties(written: str) -> str:
    """A key or value as written -> the text that it is."""

    def character(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return "" if match["join"] or not match["char"] else _CONTROL.get(match["char"], match["char"])

    text = _ESCAPE.sub(character, written)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\\u" in written else text


def encode_properties(unit: Unit, target: str) -> str:
    """A translation as a value."""
    return _written(target, unit.syntax)


def _written(text: str, syntax: str) -> str:
    kept = "\x00-\x7f" if syntax == "properties-ascii" else "\x00-\x7f\xa0-\ud7ff\ue000-\U0010ffff"
    text = re.sub(r"[\\\t\n\r\f]", lambda match: _WRITTEN[match[0]], text)
    return re.sub(rf"[^{kept}]|[\x00-\x1f\x7f]", lambda match: escaped(match[0]), re.sub(r"\A ", r"\\ ", text))


def encode_properties_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The texts of an ICU message as a value."""
    pattern = unescape_properties("".join(unit.raw for unit in units))
    return _written(write_icu(pattern, targets, locale), units[0].syntax)


PROPERTIES = Format(
    "properties",
    parse_properties,
    encode_properties,
    string_codes,
    package=LATIN,
    encode_together=encode_properties_together,
)
