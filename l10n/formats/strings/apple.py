"""Apple's `.strings` files, in UTF-8 or UTF-16. The comment before a key is a note."""

from __future__ import annotations

import re
from dataclasses import replace

from l10n.formats.format import Format, ParseOptions
from l10n.formats.lines import body_start
from l10n.formats.strings.codes import directive_codes
from l10n.formats.strings.encoding import UTF16
from l10n.formats.strings.resource import Entry, leaving, malformed, resource_document, text_unit
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_STRING = r'"(?:[^"\\]|\\[\s\S])*"'
_COMMENT = r"/\*[\s\S]*?\*/|//[^\r\n]*"
_TOKEN = re.compile(
    rf"(?P<blank>\s+)|(?P<comment>{_COMMENT})|(?P<key>{_STRING}|'(?:[^'\\]|\\[\s\S])*'|[\w.$/:-]+)"
    rf"(?:(?:\s|{_COMMENT})*=(?:\s|{_COMMENT})*(?P<value>{_STRING}))?(?:\s|{_COMMENT})*;"
)
_ESCAPE = re.compile(r"\\(?:[Uu]([0-9a-fA-F]{4})|([0-7]{1,3})|([\s\S]))")
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NO_COMMENT = "No comment provided by engineer."


def parse_apple(text: str, options: ParseOptions) -> Document:
    """A `.strings` file -> its texts. Raises SourceError, with the line, where it is malformed."""
    entries = []
    comment = ""
    place = body_start(text)
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise malformed(text, place, "strings", 'an entry is written "key" = "value";')
        place = match.end()
        if match["blank"] is not None:
            comment = "" if re.search(r"(?:\r\n|\r|\n)[ \t]*(?:\r|\n)", match[0]) else comment
        elif match["comment"] is not None:
            comment = "\n".join(filter(None, (comment, _said(match["comment"]))))
        else:
            key, value = (unescape_apple(match[name] or "") for name in ("key", "value"))
            if match["value"] and has_words(value, directive_codes(value)):
                leaves = leaving(text, *match.span("value"), match.span())
                unit = replace(text_unit(value, note=comment), leaves=leaves)
                entries.append(Entry(key, *match.span("value"), [unit]))
            comment = ""
    return resource_document("apple", text, entries, options.contexts)


def _said(comment: str) -> str:
    body = comment[2:].removesuffix("*/") if comment.startswith("/*") else comment[2:]
    said = "\n".join(filter(None, (line.strip(" \t*") for line in body.split("\n"))))
    return "" if said == _NO_COMMENT else said


def unescape_apple(written: str) -> str:
    """A key or a value as written, quotes included, -> the text that it is."""
    quoted = written[:1] in ('"', "'")

    def character(match: re.Match[str]) -> str:
        if match[1] or match[2]:
            return chr(int(match[1] or match[2], 16 if match[1] else 8))
        return _CONTROL.get(match[3], match[3])

    text = _ESCAPE.sub(character, written[1:-1] if quoted else written)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\\" in written else text


def encode_apple(unit: Unit, target: str) -> str:
    """A translation as a string."""
    written = re.sub(r'[\\"\n\t\r]', lambda match: _WRITTEN[match[0]], target)
    return f'"{written}"'


APPLE = Format("apple", parse_apple, encode_apple, directive_codes, package=UTF16)
