"""Office files: documents (DOCX, ODT), slides (PPTX) and workbooks (XLSX). A paragraph or a cell is a unit.

If a paragraph holds others, in a footnote or a text box, the text before, inside and behind them are separate units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from l10n.errors import SourceError
from l10n.formats import archive
from l10n.formats.format import Format, Package, Page, ParseOptions
from l10n.formats.html.codes import inline_codes
from l10n.formats.office.member import Member, read_member
from l10n.formats.office.styles import CodeStyles, Style, read_styles
from l10n.formats.office.text import encode_office
from l10n.formats.office.workbook import HEADER_TEXT, WORKBOOK_MEMBERS, encode_header, parse_workbook
from l10n.formats.xml_text import encode_xml
from l10n.model import Document, Unit

_DRAWN = r"(?:charts/chart[0-9]*|diagrams/(?:data|drawing)[0-9]*)\.xml"
"""Charts, and diagrams (SmartArt): their data, and the drawing made of it."""
_DOCX_MEMBERS = re.compile(
    r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes|styles)\.xml|docProps/core\.xml" rf"|word/{_DRAWN}"
)
_ODT_MEMBERS = re.compile(r"content\.xml|styles\.xml|meta\.xml")
_PPTX_MEMBERS = re.compile(
    r"ppt/(?:slides/slide|notesSlides/notesSlide|slideMasters/slideMaster|slideLayouts/slideLayout)[0-9]*\.xml"
    rf"|ppt/{_DRAWN}|docProps/core\.xml"
)
_STYLES = re.compile(r"(?:word/)?styles\.xml")
_PROMPTS = re.compile(r"ppt/slide(?:Masters|Layouts)/")
_TRACKED = re.compile(r"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel)(?=[\s/>])")
"""What Word writes for insertions and deletions that nobody has accepted yet."""


def parse_docx(text: str, options: ParseOptions) -> Document:
    """The text of a DOCX file -> its units. Raises SourceError if it has tracked changes: what is their text nobody
    can know before they are accepted."""
    if _TRACKED.search(text):
        raise SourceError(
            "this document has tracked changes",
            hint="Accept or reject the changes first; in Word: Review, Accept, Accept All Changes.",
        )
    defined = _defined(text)
    code = CodeStyles(options.code_styles, defined)
    return _document("docx", text, lambda name, xml: None if _STYLES.fullmatch(name) else Member(xml, code))


def parse_odt(text: str, options: ParseOptions) -> Document:
    """The text of an ODT file -> its units."""
    defined = _defined(text)  # each member has styles of its own, too
    names = options.code_styles
    return _document("odt", text, lambda name, xml: Member(xml, CodeStyles(names, read_styles(xml), defined)))


def parse_pptx(text: str, options: ParseOptions) -> Document:
    """The text of a PPTX file -> its units: slides, their notes, charts and diagrams. What a layout asks people to
    write in its places is no text of a slide."""
    code = CodeStyles(())
    return _document("pptx", text, lambda name, xml: Member(xml, code, prompts=bool(_PROMPTS.match(name))))


def parse_xlsx(text: str, options: ParseOptions) -> Document:
    """The text of an XLSX file -> its units; see `parse_workbook`."""
    return parse_workbook(text)


def _defined(text: str) -> Mapping[str, Style]:
    """The styles that a document defines for all of its members."""
    defined: dict[str, Style] = {}
    for member, content in archive.split_members(text):
        if _STYLES.fullmatch(member):
            defined |= read_styles(content)
    return defined


def _document(name: str, text: str, read: Callable[[str, str], Member | None]) -> Document:
    """A document of the units of each member; `read` takes a member's name and text."""
    parts: list[str | Unit] = []
    for member, content in archive.split_members(text):
        reader = read(member, content)
        parts.append(archive.join_members([(member, "")]))
        parts += read_member(content, reader.units()) if reader else [content]
    return Document(name, tuple(part for part in parts if part))


def encode(unit: Unit, target: str) -> str:
    """A translation as XML in the unit's place."""
    if unit.syntax == HEADER_TEXT:
        return encode_header(unit, target)
    return encode_xml(unit, target) if not unit.syntax or unit.type == "alt" else encode_office(unit, target)


def label_office(text: str, fields: Mapping[str, str]) -> str:
    """Replaces the language in the document's properties (`dc:language`), if they state one."""
    if "lang" not in fields:
        return text
    return re.sub(r"(<dc:language>)[^<>]*(?=</)", lambda match: match[1] + fields["lang"], text)


def _format(name: str, members: re.Pattern[str], parse: Callable[[str, ParseOptions], Document]) -> Format:
    """The format of packages whose text is in these members."""

    def unpack(data: bytes) -> str:
        return archive.unpack(data, lambda package: [each for each in package.namelist() if members.fullmatch(each)])

    return Format(name, parse, encode, inline_codes, Page(label_office), Package(unpack, archive.pack))


DOCX = _format("docx", _DOCX_MEMBERS, parse_docx)
ODT = _format("odt", _ODT_MEMBERS, parse_odt)
PPTX = _format("pptx", _PPTX_MEMBERS, parse_pptx)
XLSX = _format("xlsx", WORKBOOK_MEMBERS, parse_xlsx)
