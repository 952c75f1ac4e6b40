"""Office documents: DOCX (WordprocessingML) and ODT (OpenDocument text). A paragraph is a unit.

If a paragraph holds others, in a footnote or a text box, the text before, inside and behind them are separate units.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from l10n.errors import SourceError
from l10n.formats import archive
from l10n.formats.format import Format, Package, Page, ParseOptions
from l10n.formats.html.codes import inline_codes, pair_tags
from l10n.formats.html.elements import attribute_value
from l10n.formats.html.text import strip_span, value_text
from l10n.formats.html.tokens import Token, html_tokens
from l10n.formats.office.descriptions import descriptions
from l10n.formats.office.styles import CodeStyles, Style, read_styles
from l10n.formats.office.text import DOCX_TEXT, ODT_TEXT, encode_office, office_text
from l10n.formats.omission import reach
from l10n.formats.xml_text import encode_xml
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words

_DOCX_MEMBERS = re.compile(
    r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes|styles)\.xml|docProps/core\.xml"
)
_STYLES = re.compile(r"(?:word/)?styles\.xml")
_ODT_MEMBERS = re.compile(r"content\.xml|styles\.xml|meta\.xml")
_PARAGRAPHS = frozenset({"w:p", "text:p", "text:h"})
_CONTAINERS = frozenset(
    {"w:hyperlink", "w:sdt", "w:sdtcontent", "w:smarttag", "text:span", "text:a", "text:meta", "text:ruby"}
)
"""Elements of a paragraph that are searched for text of their own when they hold other paragraphs."""
_TITLES: dict[str, UnitType] = {"dc:title": "title", "dc:description": "paragraph", "dc:subject": "paragraph"}
_PASSED_OVER = frozenset({"text:tracked-changes", "office:annotation"})
"""Elements that readers do not see."""
_CONTAINER_TYPES: dict[str, UnitType] = {
    **dict.fromkeys(("w:tc", "table:table-cell"), "table-cell"),
    "text:list-item": "list-item",
    **dict.fromkeys(("text:note-body", "draw:text-box", "w:txbxcontent"), "paragraph"),
}
"""Element -> the type of the paragraphs in it, unless their own style states one."""
_BODIES = frozenset({"w:body", "office:body", "office:text", "text:section"})
"""Elements that need no paragraph in them."""
_NOTHING = re.compile(r"\s*(?:<w:pPr\b[^<>]*/>|<w:pPr\b[^<>]*>.*?</w:pPr>)?(?:\s|<w:proofErr\b[^<>]*/>)*", re.DOTALL)
"""What of a paragraph is none of its content."""
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_RUN_STYLES = re.compile(r'(?:<w:rStyle w:val|text:style-name)="([^"]*)"')
_TRACKED = re.compile(r"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)(?=[\s/>])")
"""What Word writes for insertions and deletions that nobody has accepted yet."""
_DOCX_TYPES: tuple[tuple[str, UnitType], ...] = (
    ("title", "title"), ("heading", "heading"), ("caption", "caption"), ("quote", "quote"), ("list", "list-item"),
)  # fmt: skip


def unpack_docx(data: bytes) -> str:
    """A DOCX file -> the text that people read in it. Raises SourceError."""
    return archive.unpack(data, lambda package: _members(package, _DOCX_MEMBERS))


def unpack_odt(data: bytes) -> str:
    """An ODT file -> the text that people read in it. Raises SourceError."""
    return archive.unpack(data, lambda package: _members(package, _ODT_MEMBERS))


def _members(package: zipfile.ZipFile, pattern: re.Pattern[str]) -> list[str]:
    return [name for name in package.namelist() if pattern.fullmatch(name)]


def parse_docx(text: str, options: ParseOptions) -> Document:
    """The text of a DOCX file -> its units. Raises SourceError if it has tracked changes: what is their text nobody
    can know before they are accepted."""
    if _TRACKED.search(text):
        raise SourceError(
            "this document has tracked changes",
            hint="Accept or reject the changes first; in Word: Review, Accept, Accept All Changes.",
        )
    return _parse("docx", text, options)


def parse_odt(text: str, options: ParseOptions) -> Document:
    """The text of an ODT file -> its units."""
    return _parse("odt", text, options)


def _parse(name: str, text: str, options: ParseOptions) -> Document:
    parts: list[str | Unit] = []
    members = archive.split_members(text)
    defined: dict[str, Style] = {}
    for member, content in members:
        if _STYLES.fullmatch(member):
            defined |= read_styles(content)
    code = CodeStyles(options.code_styles, defined)
    for member, content in members:
        parts.append(archive.join_members([(member, "")]))
        done = 0
        if not (name == "docx" and _STYLES.fullmatch(member)):
            if name == "odt":  # whose members have styles of their own
                code = CodeStyles(options.code_styles, read_styles(content), defined)
            for start, unit in sorted(_Member(content, code).units(), key=lambda found: found[0]):
                if start >= done:  # a description inside of a paragraph is part of its text
                    parts += [content[done:start], unit]
                    done = start + len(unit.raw)
        parts.append(content[done:])
    return Document(name, tuple(part for part in parts if part))


class _Member:
    """One XML member of a package."""

    def __init__(self, text: str, code: CodeStyles) -> None:
        self._text = text
        self._code = code
        """The styles whose text is code."""
        self._tokens = list(html_tokens(text, xml=True))
        self._partners = pair_tags(self._tokens)
        self._paragraphs = [0, *accumulate(token.name in _PARAGRAPHS for token in self._tokens)]
        self._parents: list[int] = []
        """For each token, the start tag of the element it is in; -1 at the top."""
        inside: list[int] = []
        for index, token in enumerate(self._tokens):
            while inside and self._partners[inside[-1]] <= index:
                inside.pop()
            self._parents.append(inside[-1] if inside else -1)
            if token.kind == "start" and self._partners[index] > index:
                inside.append(index)
        self._line_ends = [match.end() for match in re.finditer(r"\n", text)]

    def units(self) -> Iterator[tuple[int, Unit]]:
        kinds: list[tuple[int, UnitType]] = []  # the ends of the elements that set a type for their paragraphs
        skipped = 0
        for index, token in enumerate(self._tokens):
            end = self._partners[index]
            while kinds and kinds[-1][0] < index:
                kinds.pop()
            if token.kind != "start" or end < 0 or index < skipped:
                continue
            if token.name in _PASSED_OVER:
                skipped = end
            elif kind := _CONTAINER_TYPES.get(token.name):
                kinds.append((end, kind))
            elif token.name in _PARAGRAPHS and self._is_code(index, end):
                skipped = end
            elif token.name in _PARAGRAPHS:
                found = list(self._paragraph(index, end, kinds[-1][1] if kinds else "paragraph"))
                yield from self._leaving(index, end, found)
            elif token.name in _TITLES and end == index + 2:
                yield from self._value(self._tokens[index + 1], _TITLES[token.name])
        for described in descriptions(self._text, self._tokens):
            written = self._text[described.start : described.end]
            line = self._line(described.start)
            yield described.start, Unit(described.text, written, "alt", syntax=described.syntax, line=line)

    def _paragraph(self, first: int, last: int, kind: UnitType) -> Iterator[tuple[int, Unit]]:
        docx = self._tokens[first].name == "w:p"
        kind = self._docx_type(first, last, kind) if docx else "heading" if self._is_heading(first) else kind
        regions = [(first + 1, last)]
        while regions:
            index, end = regions.pop()
            run: list[tuple[int, int]] = []
            while index < end:
                token, stop = self._tokens[index], max(index, self._partners[index])
                if self._paragraphs[stop] > self._paragraphs[index]:
                    yield from self._segment(run, kind, docx)
                    run = []
                    if token.name in _CONTAINERS:
                        regions.append((index + 1, stop))
                elif not docx or token.kind != "text":
                    run.append((index, stop))
                index = stop + 1
            yield from self._segment(run, kind, docx)

    def _leaving(self, first: int, last: int, found: list[tuple[int, Unit]]) -> list[tuple[int, Unit]]:
        """The units of a paragraph; one that is all of it leaves with it where nothing needs a paragraph there."""
        if len(found) != 1 or self._paragraphs[last] > self._paragraphs[first + 1]:
            return found
        (start, unit), outer = found[0], self._parents[first]
        end = start + len(unit.raw)
        parent = self._tokens[outer].name if outer >= 0 else ""
        around = self._text[self._tokens[first].end : start] + self._text[end : self._tokens[last].start]
        if not _NOTHING.fullmatch(around) or "w:sectPr" in around:
            return found
        if parent == "text:list-item" and (outer, self._partners[outer]) == (first - 1, last + 1):
            first, last = first - 1, last + 1
        elif parent not in _BODIES:
            return found
        leaves = (reach(start, end, (self._tokens[first].start, self._tokens[last].end)),)
        return [(start, replace(unit, leaves=leaves))]

    def _segment(self, run: Sequence[tuple[int, int]], kind: UnitType, docx: bool) -> Iterator[tuple[int, Unit]]:
        """The unit of consecutive elements and text of a paragraph, from the first that holds text to the last."""
        texts = [place for place, (first, last) in enumerate(run) if self._holds_text(first, last, docx)]
        if not texts:
            return
        start, end = self._tokens[run[texts[0]][0]].start, self._tokens[run[texts[-1]][1]].end
        start, end = strip_span(self._text, start, end)
        xml = self._text[start:end]
        used = sorted(style for style in set(_RUN_STYLES.findall(xml)) if self._code.holds(style))
        syntax = "\n".join([DOCX_TEXT if docx else ODT_TEXT, *used])
        text = office_text(xml, syntax)
        if has_words(text, inline_codes(text)):
            yield start, Unit(text, xml, kind, syntax=syntax, line=self._line(start))

    def _holds_text(self, first: int, last: int, docx: bool) -> bool:
        index = first
        while index <= last:
            token = self._tokens[index]
            inside = not docx or (index > 0 and self._tokens[index - 1].name == "w:t")
            drawn = token.name.startswith("draw:") and token.kind == "start"
            index = max(index, self._partners[index]) + 1 if drawn else index + 1
            if token.kind == "text" and inside and self._text[token.start : token.end].strip():
                return True
        return False

    def _is_code(self, first: int, last: int) -> bool:
        """Whether a paragraph has a style that holds code."""
        token = self._tokens[first]
        if token.name != "w:p":
            return self._code.holds(attribute_value(self._text, token, "text:style-name") or "")
        style = _STYLE.search(self._properties(first, last))
        return style is not None and self._code.holds(style[1])

    def _properties(self, first: int, last: int) -> str:
        """The beginning of a paragraph of WordprocessingML, which states its style."""
        return self._text[self._tokens[first].end : self._tokens[min(first + 40, last)].start]

    def _docx_type(self, first: int, last: int, kind: UnitType) -> UnitType:
        style = _STYLE.search(self._properties(first, last))
        named = style[1].lower() if style else ""
        return next((found for word, found in _DOCX_TYPES if word in named), kind)

    def _is_heading(self, index: int) -> bool:
        return self._tokens[index].name == "text:h"

    def _value(self, token: Token, kind: UnitType) -> Iterator[tuple[int, Unit]]:
        start, end = strip_span(self._text, token.start, token.end)
        value = value_text(self._text[start:end])
        if token.kind == "text" and has_words(value, inline_codes(value)):
            yield start, Unit(value, self._text[start:end], kind, line=self._line(start))

    def _line(self, start: int) -> int:
        return bisect_right(self._line_ends, start) + 1


def encode(unit: Unit, target: str) -> str:
    """A translation as XML in the unit's place."""
    return encode_xml(unit, target) if not unit.syntax or unit.type == "alt" else encode_office(unit, target)


def label_office(text: str, fields: Mapping[str, str]) -> str:
    """Replaces the language in the document's properties (`dc:language`), if they state one."""
    if "lang" not in fields:
        return text
    return re.sub(r"(<dc:language>)[^<>]*(?=</)", lambda match: match[1] + fields["lang"], text)


_PAGE = Page(label_office)
DOCX = Format("docx", parse_docx, encode, inline_codes, _PAGE, Package(unpack_docx, archive.pack))
ODT = Format("odt", parse_odt, encode, inline_codes, _PAGE, Package(unpack_odt, archive.pack))
