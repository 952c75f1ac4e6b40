"""Workbooks (XLSX): the strings of cells, comments, headers and footers, prompts, and what is drawn on sheets.

Formulas, numbers, dates and the names of sheets stay. So does a string by which the workbook finds something: the
heading of a table's or a pivot's column, a value that a filter, a list of choices or a formula compares with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise

from l10n.formats import archive
from l10n.formats.html.codes import inline_codes
from l10n.formats.html.text import value_text
from l10n.formats.office.member import Member, read_member
from l10n.formats.office.styles import CodeStyles
from l10n.formats.xml_text import escape_xml
from l10n.model import Document, Unit
from l10n.text.inline import has_words

WORKBOOK_MEMBERS = re.compile(
    r"xl/(?:workbook|sharedStrings|worksheets/[^/]+|comments[0-9]*|comments/[^/]+|tables/[^/]+"
    r"|pivotCache/pivotCacheDefinition[0-9]*|drawings/drawing[0-9]*|charts/chart[0-9]*)\.xml|docProps/core\.xml"
)
HEADER_TEXT = "header"
"""Syntax of a part of a header or footer."""
_NO_STRINGS = re.compile(r"xl/(?:workbook|tables/|pivotCache/)")
"""Members that only say by which strings the workbook finds something."""
_SHEETS = re.compile(r"xl/worksheets/")
_FORMULA = re.compile(r"<(?:x:)?(?:f|formula[12]?|definedName)(?=[\s>])[^<>]*>([^<>]*)<")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_NAMED = re.compile(r"<(?:x:)?(?:tableColumn|cacheField|filter|customFilter)(?=\s)([^<>]*)>")
_NAME = re.compile(r"""\s(?:name|val|totalsRowLabel)=(?:"([^"]*)"|'([^']*)')""")
_INLINE = re.compile(
    r"<(?P<prefix>(?:x:)?)is>(?:(?!<(?:x:)?is>).)*?</(?P=prefix)is>|<(?:x:)?dataValidation(?=\s)[^<>]*>", re.DOTALL
)
"""What of a sheet may hold text: strings in cells, and the prompts of choices."""
_HEADER = re.compile(r"<(?:x:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^<>]*)?>([^<>]+)<")
_SECTION = re.compile(r"&amp;[LCR]")
_CODE = re.compile(
    r'&amp;(?:"[^"<>]*"|&quot;(?:(?!&quot;)[^<>])*&quot;|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|[A-Z])'
)
"""A font, colour or size, or a field: `&P` is the page's number (ECMA-376, 18.3.1.46)."""
_FIELD = re.compile(r"&amp;[PNDTZFAG]\Z")
_SHOWN = re.compile(r"\s*\S")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_MARK = re.compile(r"<x([0-9]{1,4})/>")


def parse_workbook(text: str) -> Document:
    """The text of a workbook -> its units."""
    members = archive.split_members(text)
    keys = frozenset(key for _, content in members for key in _keys(content))
    parts: list[str | Unit] = []
    for member, content in members:
        parts.append(archive.join_members([(member, "")]))
        if _NO_STRINGS.match(member):
            parts.append(content)
            continue
        found = _sheet(content) if _SHEETS.match(member) else Member(content, CodeStyles(()), cached=False).units()
        free = ((start, unit) for start, unit in found if not _is_key(unit, keys))
        parts += read_member(content, free)
    return Document("xlsx", tuple(part for part in parts if part))


def _is_key(unit: Unit, keys: frozenset[str]) -> bool:
    """Whether the workbook finds something by a string, or it has characters that XML cannot hold."""
    shown = unescape(_MARK.sub("", re.sub(r"</?g[0-9]+>", "", unit.text)))
    return shown in keys or _ESCAPED.search(shown) is not None


def _keys(xml: str) -> Iterator[str]:
    """The strings by which a member finds something."""
    for formula in _FORMULA.finditer(xml):
        for literal in _LITERAL.finditer(unescape(formula[1])):
            value = literal[1].replace('""', '"')
            yield value
            yield from value.split(",")
    for named in _NAMED.finditer(xml):
        for name in _NAME.finditer(named[1]):
            yield _ESCAPED.sub("\n", unescape(name[1] if name[1] is not None else name[2]))


def _sheet(xml: str) -> Iterator[tuple[int, Unit]]:
    """The units of a sheet, whose cells are mostly numbers: only what may hold text is read."""
    line_ends = [match.end() for match in re.finditer(r"\n", xml)]
    for fragment in _INLINE.finditer(xml):
        for start, unit in Member(fragment[0], CodeStyles(())).units():
            place = start + fragment.start()
            kind = "table-cell" if unit.type == "paragraph" else unit.type
            yield place, replace(unit, type=kind, line=bisect_right(line_ends, place) + 1)
    for header in _HEADER.finditer(xml):
        for start, unit in _header(xml, *header.span(1)):
            yield start, replace(unit, line=bisect_right(line_ends, start) + 1)


def _header(xml: str, start: int, end: int) -> Iterator[tuple[int, Unit]]:
    """The units of a header or footer: one for each of its three parts. Fields within the words are codes."""
    sections = _SECTION.finditer(_masked(xml[start:end]))
    for begin, behind in pairwise([start, *(start + section.start() for section in sections), end]):
        words = [span for span in _words(xml, begin, behind) if _SHOWN.match(xml, *span)]
        if not words:
            continue
        raw = xml[words[0][0] : words[-1][1]]
        lead = len(raw) - len(raw.lstrip())
        raw = raw.strip()
        pieces: list[str] = []
        done = 0
        for number, code in enumerate(_CODE.finditer(_masked(raw)), start=1):
            pieces += [value_text(f"|{raw[done : code.start()]}|")[1:-1], f"<x{number}/>"]
            done = code.end()
        pieces.append(value_text("|" + raw[done:])[1:])
        text = "".join(pieces).replace("&amp;&amp;", "&amp;")
        if has_words(text, inline_codes(text)):
            yield words[0][0] + lead, Unit(text, raw, "caption", syntax=HEADER_TEXT)


def _words(xml: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of a header's words and fields, without the codes of sections, fonts and colours."""
    done = start
    for code in _CODE.finditer(_masked(xml[start:end])):
        yield done, start + code.start()
        done = start + code.end()
        if _FIELD.match(code[0]):
            yield start + code.start(), done
    yield done, end


def _masked(header: str) -> str:
    """A header without its doubled ampersands, which begin no code, in as many characters."""
    return header.replace("&amp;&amp;", "\0" * 10)


def encode_header(unit: Unit, target: str) -> str:
    """A translation of a part of a header: each field once, and no `&` that begins a code."""
    codes = [match[0] for match in _CODE.finditer(_masked(unit.raw))]
    pieces: list[str] = []
    used: set[int] = set()
    done = 0
    for mark in _MARK.finditer(target):
        number = int(mark[1])
        if 0 < number <= len(codes) and number not in used:
            pieces += [_header_words(unit, target[done : mark.start()], pieces), codes[number - 1]]
            used.add(number)
            done = mark.end()
    pieces.append(_header_words(unit, _MARK.sub("", target[done:]), pieces))
    pieces += [code for number, code in enumerate(codes, start=1) if number not in used]
    return "".join(pieces)


def _header_words(unit: Unit, words: str, before: list[str]) -> str:
    text = escape_xml(unit, " ".join(unescape(_MARK.sub("", words)).split("\n")).replace("&", "&&"))
    behind_number = before[-1][-1:].isdigit() if before else not unit.raw[:1].isdigit()
    return f" {text}" if text[:1].isdigit() and behind_number else text
