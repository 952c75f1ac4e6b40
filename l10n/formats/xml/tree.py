"""An XML document as a tree in which each part has its place in the text. Nothing is read but the text itself: entities
stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from l10n.errors import SourceError
from l10n.formats.lines import body_start
from l10n.safe_xml import MAX_DEPTH

_NAME = r"[^\s<>/=\"'!?&;]+"
_MARKUP = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</(?P<end>{_NAME})\s*>"
    rf"|<(?P<start>{_NAME})(?P<attributes>(?:\s+{_NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(?P<empty>/?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME})\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_REFERENCE = re.compile(r"&([^#;&\s][^;&\s]*);")
_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z+.-]*:|[/\\])")
_MAX_EXPANSION = 100_000
"""The most characters that a declared entity may stand for, with all that it refers to."""


@dataclass(slots=True)
class Node:
    """A part of a document."""

    kind: Literal["element", "text", "other"]
    """`other` is a comment, a processing instruction or CDATA."""
    start: int
    end: int
    name: str = ""
    inner: int = 0
    """Where an element's start tag ends."""
    outer: int = 0
    """Where its end tag begins; `inner` if it has none."""
    children: list[Node] = field(default_factory=list)

    def attribute(self, text: str, *names: str) -> str | None:
        """The value of the first of these attributes that it has, as written."""
        found = {name: text[start:end] for name, start, end, _ in attributes(text, self)}
        return next((found[name] for name in names if name in found), None)


def attributes(text: str, node: Node) -> Iterator[tuple[str, int, int, str]]:
    """The attributes of an element: name, the span of the value, and the quote around it."""
    for match in _ATTRIBUTE.finditer(text, node.start + len(node.name) + 1, node.inner):
        group = "double" if match["double"] is not None else "single"
        yield match["name"], *match.span(group), '"' if group == "double" else "'"


def markup(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The tags, comments, instructions and CDATA of a text, in order."""
    pos = text.find("<", start)
    endless: set[str] = set()  # what is not closed once is not closed later
    while pos >= 0:
        opening = next((each for each in ("<!--", "<![CDATA[", "<?") if text.startswith(each, pos)), "")
        match = None if opening in endless else _MARKUP.match(text, pos)
        if match:
            yield match
        elif opening:
            endless.add(opening)
        pos = text.find("<", match.end() if match else pos + 1)


def read_tree(text: str) -> Node:
    """The root element of a document. Raises SourceError, with line and column, when it is not well-formed, not UTF-8,
    nested too deep, or declares entities that stand for too much or lead out of its folder."""
    start = _check(text)
    root = Node("element", start, len(text))
    opened = [root]
    done = start
    for match in markup(text, start):
        if done < match.start():
            opened[-1].children.append(Node("text", done, match.start()))
        done = match.end()
        if match["end"] is not None:
            node = opened.pop()
            node.outer, node.end = match.start(), match.end()
            continue
        if match["start"] is None:
            opened[-1].children.append(Node("other", match.start(), match.end()))
            continue
        node = Node("element", match.start(), match.end(), match["start"], match.end(), match.end())
        opened[-1].children.append(node)
        if not match["empty"]:
            opened.append(node)
    return next(child for child in root.children if child.kind == "element")


def _check(text: str) -> int:
    """Refuses what is no XML or unsafe; the position where the root element begins."""
    begin = body_start(text)
    encoding = _ENCODING.match(text, begin)
    if encoding and encoding[1].lower() not in ("utf-8", "us-ascii", "ascii"):
        raise SourceError("this XML file says that it is not UTF-8: {encoding}", encoding=encoding[1], line=1)
    data = text[begin:].encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.UseForeignDTD(True)  # an entity that is not declared here may be declared elsewhere
    parser.DefaultHandler = lambda text: None  # which keeps entities from being expanded
    parser.ExternalEntityRefHandler = lambda *_: 1
    entities = _Entities()
    parser.EntityDeclHandler = entities.declare
    depth = first = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, first
        first = first or parser.CurrentByteIndex + 1
        depth += 1
        if depth > MAX_DEPTH:
            raise SourceError("elements are nested more than {limit} deep", limit=MAX_DEPTH)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise SourceError(
            "not well-formed XML: {reason}", reason=reason, line=error.lineno, column=error.offset + 1
        ) from error
    except SourceError as error:
        error.line, error.column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise
    return begin + len(data[: first - 1].decode("utf-8", "surrogatepass"))


class _Entities:
    """The entities that a document declares, as far as they are dangerous."""

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}

    def declare(
        self, name: str, is_parameter: bool, value: str | None, base: str | None, system: str | None, *_: str | None
    ) -> None:
        if value is None:
            if not is_parameter and _ELSEWHERE.match(system or ""):
                raise SourceError(
                    "the entity {name!r} is refused",
                    name=name,
                    hint="It leads to a file outside of the document's folder.",
                )
            return
        size = len(value) + sum(self._sizes.get(each, 0) for each in _REFERENCE.findall(value))
        self._sizes.setdefault(name, size)
        if size > _MAX_EXPANSION:
            raise SourceError(
                "the entity {name!r} is refused", name=name, hint="It stands for more text than any document needs."
            )
