"""Character references of HTML that stand for characters of the prose: `&rsquo;`, `&#8212;`, `&amp;`.

Markup may hold references, too (`<a href="?a&amp;b">`): which of a text's references are prose is for its inline codes
to say. A reference of the prose is a code of its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from html.entities import codepoint2name

from l10n.model import InlineCode

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = frozenset("<>`*_[]\\{}|#~")
"""Characters that would become markup when they are written as themselves."""
_MARKS = frozenset("‘’‚‛“”„‟«»‹›–—…")
_SPACES = frozenset("\u00a0\u202f\u2009")


def character(reference: str) -> str:
    """The character of the prose that a reference stands for; empty when it is markup, or no reference."""
    if not _REFERENCE.fullmatch(reference):
        return ""
    char = html.unescape(reference)
    return char if len(char) == 1 and char not in _MARKUP and char != "\ufffd" else ""


def resolve_references(text: str, codes: Sequence[InlineCode]) -> tuple[str, tuple[InlineCode, ...]]:
    """The text with the prose's characters for their references, and its other codes where they stand now.

    An `&amp;` that would begin another reference when it is resolved stays.
    """
    pieces: list[str] = []
    kept: list[InlineCode] = []
    end = size = 0
    for code in codes:
        written = text[code.start : code.end]
        char = character(written)
        if char == "&" and _REFERENCE.match("&" + text[code.end : code.end + 40]):
            char = ""
        pieces += text[end : code.start], char or written
        size += code.start - end
        if not char:
            kept.append(InlineCode(size, size + len(written), code.kind))
        size += len(char or written)
        end = code.end
    return "".join([*pieces, text[end:]]), tuple(kept)


def references(text: str, codes: Sequence[InlineCode]) -> Mapping[str, str]:
    """The characters of the prose that a text writes as references -> how it writes them. Where marks of quotations
    and dashes are among them, all such marks are; and so are spaces."""
    pairs = ((character(text[code.start : code.end]), text[code.start : code.end]) for code in codes)
    written = {char: reference for char, reference in pairs if char}
    for family in (_MARKS, _SPACES):
        if not family.isdisjoint(written):
            names = {char: codepoint2name.get(ord(char), f"#{ord(char)}") for char in sorted(family)}
            written = {char: f"&{name};" for char, name in names.items()} | written
    return written


def write_references(text: str, codes: Sequence[InlineCode], written: Mapping[str, str]) -> str:
    """The text with references for some characters outside of its codes; the other way round than resolving."""
    if not written:
        return text
    pieces: list[str] = []
    end = 0
    for code in (*codes, InlineCode(len(text), len(text), "tag")):
        pieces += "".join(written.get(char, char) for char in text[end : code.start]), text[code.start : code.end]
        end = code.end
    return "".join(pieces)
