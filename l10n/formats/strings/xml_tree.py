"""An XML file of strings as elements with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from l10n.errors import SourceError
from l10n.formats.lines import body_start
from l10n.safe_xml import Events, read_xml

_MARKUP = re.compile(
    r"<!--(?P<comment>.*?)-->|(?P<cdata><!\[CDATA\[.*?\]\]>)|<\?.*?\?>|(?P<doctype><!DOCTYPE)"
    r"|</(?P<end>[^\s>]+)\s*>"
    r"|<(?P<start>[^\s/>]+)(?P<attributes>(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(?P<empty>/?)>",
    re.DOTALL,
)
_DOCTYPE_PART = re.compile(r"<!--.*?-->|<\?.*?\?>|\"[^\"]*\"|'[^']*'|[\[\]>]", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARATION = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(slots=True)
class Element:
    """An element, or the document itself, which has no name."""

    name: str
    """As written, with its prefix."""
    start: int
    opened: int
    """Behind the start tag."""
    closed: int = -1
    """Before the end tag; the same as `opened` where there is none (`<a/>`)."""
    end: int = -1
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    comment: str = ""
    """The comment before it, with nothing but blanks between."""

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these local names below it, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            if element.local in names:
                yield element
            waiting += reversed(element.children)

    def child(self, name: str) -> Element | None:
        return next((element for element in self.children if element.local == name), None)


class _Nothing:
    """Takes the parts of a document whose form alone matters."""

    def start(self, name: str, attributes: dict[str, str], /) -> None: ...

    def end(self, name: str, /) -> None: ...

    def data(self, text: str, /) -> None: ...


def xml_tree(text: str, *, own_entities: bool = False) -> Element:
    """The elements of a text, below one that is the document. Raises SourceError, with line and column, where the text
    is not well-formed, or has entities of its own without `own_entities`."""
    start = body_start(text)
    events: Events = _Nothing()
    utf8 = _DECLARATION.sub(r"\1", text[start : start + 300]) + text[start + 300 :]
    read_xml(utf8.encode("utf-8", "surrogatepass"), "", events, SourceError, own_entities=own_entities)
    return xml_elements(text, start)


def xml_elements(text: str, start: int = 0) -> Element:
    """The elements of a text that is known to be well-formed, or a piece of one."""
    document = Element("", start, start, len(text), len(text))
    opened = [document]
    comment, comment_end = "", -1
    place = start
    while match := _MARKUP.search(text, place):
        place = match.end() if match["doctype"] is None else _behind_doctype(text, match.end())
        if match["comment"] is not None:
            near = comment and not text[comment_end : match.start()].strip()
            comment = f"{comment}\n{match['comment'].strip()}" if near else match["comment"].strip()
            comment_end = match.end()
        elif match["end"] is not None:
            element = opened.pop()
            element.closed, element.end = match.start(), match.end()
        elif match["start"] is not None:
            attributes = {
                found[1]: unescape_xml(found[2] if found[2] is not None else found[3])
                for found in _ATTRIBUTE.finditer(match["attributes"])
            }
            before = comment if comment and not text[comment_end : match.start()].strip() else ""
            element = Element(match["start"], match.start(), match.end(), attributes=attributes, comment=before)
            comment = ""
            opened[-1].children.append(element)
            if match["empty"]:
                element.closed = element.end = match.end()
            else:
                opened.append(element)
    return document


def _behind_doctype(text: str, place: int) -> int:
    """Behind a document type declaration, with the declarations in its brackets."""
    inside = False
    for match in _DOCTYPE_PART.finditer(text, place):
        if match[0] == ">" and not inside:
            return match.end()
        inside = match[0] == "[" or (inside and match[0] != "]")
    return len(text)


def unescape_xml(text: str) -> str:
    """A text without CDATA, with XML's own references resolved; those of entities of a file's own stay."""

    def character(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED[match[3]]
        code = int(match[1] or match[2], 10 if match[1] else 16)
        return chr(code) if code < 0x110000 else match[0]

    return _REFERENCE.sub(character, text) if "&" in text else text


_SECTION = re.compile(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def character_data(written: str) -> str:
    """The text of an element without children, as written -> as it is."""
    pieces: list[str] = []
    done = 0
    for match in _SECTION.finditer(written):
        pieces += [unescape_xml(written[done : match.start()]), match[1] or ""]
        done = match.end()
    return "".join([*pieces, unescape_xml(written[done:])])


def escape_text(text: str) -> str:
    """A text as character data; what XML cannot hold is left out."""
    return escape(_FORBIDDEN.sub("", text))
