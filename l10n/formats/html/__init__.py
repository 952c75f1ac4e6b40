"""HTML: blocks of text with their inline markup, and the attributes and metadata that people read.

One walk over the tokens finds the spans of text in the original; everything else is skeleton, untouched. The walk
knows as much of tree construction as the spans need: which tags end a block, which end tags are implied, and what an
element says about the language and the translation of its content.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from l10n.formats.directives import Standing, find_directives
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.front_matter import encode_scalar, find_front_matter, front_matter_scalars, omission
from l10n.formats.html.account import html_stretches
from l10n.formats.html.codes import inline_codes
from l10n.formats.html.elements import (
    BOUNDARIES,
    HARD_SCOPES,
    IMPLIED_END,
    KEPT_BY_P,
    LEAVING,
    OPAQUE,
    SCOPES,
    SEEN,
    TABLE_PARTS,
    TYPES,
    VOID,
    language_of,
    same_language,
    text_attributes,
    translate_state,
)
from l10n.formats.html.label import XML, label_html
from l10n.formats.html.leaving import with_elements
from l10n.formats.html.linked_data import JSON_LD, encode_linked_data, is_linked_data, linked_data
from l10n.formats.html.page import add_notice, page_files, page_ids, page_links, state_siblings
from l10n.formats.html.runs import Piece, find_spans, has_letter
from l10n.formats.html.text import ATTRIBUTE, RCDATA, encode_html, flow_text, strip_span, value_text
from l10n.formats.html.tokens import Token, html_tokens, join_pictures
from l10n.formats.lines import line_end
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words, starts_plainly

_DOCUMENTS = frozenset({"html", "body", "main", "article"})
"""Elements whose language is the document's, if no text comes before them."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINE_END = re.compile(r"\r\n|\r|\n")


def parse_html(text: str, options: ParseOptions) -> Document:
    """An HTML document or fragment -> its units, in the order of the text. Any text is HTML: nothing is refused."""
    return _document(text, options, bool(XML.match(text)))


def parse_xhtml(text: str, options: ParseOptions) -> Document:
    """An XHTML document -> its units; a tag that ends in `/>` has no content, and CDATA is known."""
    return _document(text, options, True)


def _document(text: str, options: ParseOptions, xml: bool) -> Document:
    parts: list[str | Unit] = []
    done = 0
    walk = _Walk(text, options, xml)
    for start, unit in with_elements(text, walk.units(), walk.elements, walk.shown, walk.borders):
        if done < start:
            parts.append(text[done:start])
        parts.append(unit)
        done = start + len(unit.raw)
    if done < len(text):
        parts.append(text[done:])
    return Document("html", tuple(parts))


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element, and the properties of its content."""

    name: str
    type: UnitType
    translate: bool = True
    """Whether it is in the document's language and to be translated."""
    opaque: bool = False
    block: bool = True
    """Whether it is, or lies in, a block of prose."""
    start: int = 0
    """Where its start tag begins."""

    @property
    def prose(self) -> bool:
        return self.translate and not self.opaque


class _Walk:
    """One walk over a document."""

    def __init__(self, text: str, options: ParseOptions, xml: bool) -> None:
        self._text = text
        self._options = options
        self._xml = xml
        self._language = ""
        self._newline = line_end(text)
        self._line_ends = [match.end() for match in _LINE_END.finditer(text)]
        self._open: list[_Element] = [_Element("", "paragraph")]
        self._places: dict[str, list[int]] = {}
        """Name -> the indices of its elements in `_open`; -1 marks a scope that hides those before it."""
        self._hard: list[int] = [0]
        """The indices in `_open` of elements that only their own end tag or a table's part closes."""
        self._run: list[Piece] = []
        self._worded = False
        """Whether there may be words in the run."""
        self._script = False
        """Whether the last start tag opened a script of structured data."""
        self._standing = Standing()
        self._later = ""
        """Directives behind the first words of a run; they apply to the next unit."""
        self._units: list[tuple[int, Unit]] = []
        self.elements: list[tuple[int, int]] = []
        """The elements that may leave with the text in them."""
        self.shown: list[int] = []
        """The positions of everything visible: text, a picture, a field."""
        self.borders: list[int] = []
        """The positions of the tags that end a block of text."""

    def units(self) -> list[tuple[int, Unit]]:
        """Each unit with its place, in the order of their places."""
        body = self._read_front_matter()
        for token, inner in join_pictures(html_tokens(self._text, body, xml=self._xml)):
            self._read(token, inner)
        self._flush()
        return sorted(self._units, key=lambda found: found[0])

    def _read_front_matter(self) -> int:
        """Reads front matter, which some site generators allow in HTML. Returns the position behind it."""
        matter = find_front_matter(self._text)
        if not matter:
            return 0
        for scalar in front_matter_scalars(self._text, matter):
            if scalar.key in self._options.front_matter:
                newline = self._newline + scalar.indent
                self._add(scalar.start, scalar.end, scalar.value, "front-matter", scalar.syntax, newline)
                start, unit = self._units[-1]
                leaves, left = omission(self._text, matter, scalar)
                self._units[-1] = start, replace(unit, leaves=leaves, left=left)
        return matter.end

    def _read(self, token: Token, inner: tuple[Token, ...]) -> None:
        kind = token.kind
        self.borders += [token.start] if token.name in BOUNDARIES else []
        if kind in ("raw", "cdata", "rcdata") or (kind == "start" and token.name in SEEN):
            self.shown.append(token.start)
        if kind == "text":
            start, end = strip_span(self._text, token.start, token.end)
            self.shown += [start] if start < end else []
            piece = Piece(token, self._state(self._open[-1]))
            self._run.append(piece)
            self._worded = self._worded or (piece.state == "prose" and has_letter(self._text, token))
        elif kind == "start":
            self._start(token)
        elif kind == "end":
            self._end(token)
        elif kind == "comment":
            self._comment(token)
        elif kind == "cdata":
            self._run.append(Piece(token, "off" if self._standing.off else "protected"))
        elif kind == "raw" and self._script and not self._standing.off:
            for value in linked_data(self._text, token.start, token.end):
                self._add(value.start, value.end, value.text, "attribute", JSON_LD)
        elif kind == "raw" and token.foreign:
            self._run.append(Piece(token, self._state(replace(self._child(token), opaque=False)), inner))
        elif kind == "rcdata" and token.name == "title" and self._state(self._open[-1]) == "prose":
            self._value(token.start, token.end, "title", RCDATA)

    def _state(self, element: _Element) -> Literal["prose", "protected", "off"]:
        """The state of the text directly in an element."""
        if self._standing.off or not (element.block or element.prose):
            return "off"
        return "prose" if element.prose else "protected"

    def _comment(self, token: Token) -> None:
        comment = self._text[token.start : token.end]
        if "l10n:" in comment:
            self.shown.append(token.start)
            switches = any(directive.name in ("on", "off") for directive in find_directives(comment))
            if switches or not self._worded:
                self._standing = self._standing.after(comment)
            else:
                self._later += comment
        self._run.append(Piece(token, "off" if self._standing.off else "protected"))

    def _start(self, token: Token) -> None:
        name = token.name
        if name in BOUNDARIES:
            self._flush()
            for ended in IMPLIED_END.get(name, ()):
                self._close(ended, token.start)
        if name in _DOCUMENTS and not self._units:
            self._language = self._language or language_of(self._text, token)
        element = self._child(token)
        self._script = element.translate and not self._xml and is_linked_data(self._text, token)
        if name not in BOUNDARIES:
            self._run.append(Piece(token, self._state(element)))
        elif element.translate and not self._standing.off:
            self._attributes(token)
        if name not in VOID and not (token.self_closing and (self._xml or name not in BOUNDARIES)):
            self._push(replace(element, start=token.start))

    def _end(self, token: Token) -> None:
        if token.name in BOUNDARIES:
            self._flush()
        else:
            self._run.append(Piece(token, self._state(self._open[-1])))
        self._close(token.name, token.end)

    def _child(self, token: Token) -> _Element:
        """The element that a start tag opens in the innermost one that is open."""
        parent, name = self._open[-1], token.name
        kind = TYPES.get(name, parent.type)
        if name == "p" and parent.type not in KEPT_BY_P:
            kind = "paragraph"
        translate = translate_state(self._text, token)
        language = language_of(self._text, token)
        if translate is None and language:
            translate = same_language(language, self._language)
        translate = parent.translate if translate is None else translate
        opaque = parent.opaque or name in OPAQUE
        block = translate and not opaque if name in BOUNDARIES else parent.block
        return _Element(name, kind, translate, opaque, block)

    def _push(self, element: _Element) -> None:
        name, place = element.name, len(self._open)
        self._open.append(element)
        self._places.setdefault(name, []).append(place)
        for hidden in SCOPES.get(name, ()):
            self._places.setdefault(hidden, []).append(-1)
        if name in HARD_SCOPES:
            self._hard.append(place)

    def _close(self, name: str, end: int) -> None:
        """Close the innermost open element of that name, and all in it, if there is one in scope."""
        places = self._places.get(name)
        if not places or places[-1] < 0 or (places[-1] < self._hard[-1] and name not in TABLE_PARTS):
            return
        for element in reversed(self._open[places[-1] :]):
            self._open.pop()
            parent = self._open[-1].name
            if element.name in LEAVING and (element.name not in BOUNDARIES or parent in BOUNDARIES or not parent):
                self.elements.append((element.start, end))  # a block in a link parts it; without it, it is one text
            self._places[element.name].pop()
            for hidden in SCOPES.get(element.name, ()):
                self._places[hidden].pop()
            if element.name in HARD_SCOPES:
                self._hard.pop()

    def _flush(self) -> None:
        """Ends a block: finds the units in its run."""
        pieces, self._run, self._worded = self._run, [], False
        done = 0
        for span in find_spans(self._text, pieces):
            tokens = [piece.token for piece in pieces[span.first : span.last]]
            written = flow_text(self._text, tokens, span.start, span.end)
            if starts_plainly(written) or has_words(written, inline_codes(written)):
                self._markup(pieces[done : span.first])
                self._add(span.start, span.end, written, self._open[-1].type)
                done = span.last
        self._markup(pieces[done:])
        if self._later:
            self._standing, self._later = self._standing.after(self._later), ""

    def _markup(self, pieces: Sequence[Piece]) -> None:
        """Adds the units in the skeleton of a run: in attributes of tags, and in pictures."""
        for piece in pieces:
            if piece.state == "prose" and piece.token.kind in ("start", "raw"):
                self._attributes(piece.token)
                if piece.token.name == "svg":
                    self._picture(piece.inner)

    def _picture(self, tokens: Sequence[Token]) -> None:
        """Adds the titles, descriptions and labels of an `svg` element, its only text besides style and script."""
        shown = True
        for token in tokens:
            if token.kind in ("start", "end") and token.name in ("style", "script", "metadata"):
                shown = token.kind == "end" or token.self_closing
            elif token.kind == "text" and shown:
                self._value(token.start, token.end, "caption", "")

    def _attributes(self, token: Token) -> None:
        for attribute in text_attributes(self._text, token):
            if attribute.value_start < attribute.value_end:
                kind: UnitType = "alt" if attribute.name == "alt" else "attribute"
                self._value(attribute.value_start, attribute.value_end, kind, ATTRIBUTE[attribute.quote])

    def _value(self, start: int, end: int, kind: UnitType, syntax: str) -> None:
        """Adds a unit of text without markup, if the text has words."""
        start, end = strip_span(self._text, start, end)
        value = value_text(self._text[start:end])
        if starts_plainly(value) or has_words(value, inline_codes(value)):
            self._add(start, end, value, kind, syntax)

    def _add(self, start: int, end: int, text: str, kind: UnitType, syntax: str = "", newline: str = "") -> None:
        raw, line = self._text[start:end], bisect_right(self._line_ends, start) + 1
        note, context = self._standing.note, self._standing.context
        level = _HEADINGS.get(self._open[-1].name, 0) if kind == "heading" else 0
        left = raw if syntax == RCDATA else '""' if syntax == ATTRIBUTE[""] else ""  # a document has a title
        unit = Unit(text, raw, kind, newline or self._newline, syntax, note, context, line=line, level=level, left=left)
        self._units.append((start, unit))
        self._standing = self._standing.spent()


def encode(unit: Unit, target: str) -> str:
    """A translation as it is written in the unit's place; see `encode_html`, and for front matter `encode_scalar`."""
    if unit.syntax == JSON_LD:
        return encode_linked_data(target)
    return encode_scalar(unit, target) if unit.type == "front-matter" else encode_html(unit, target)


HTML = Format(
    "html",
    parse_html,
    encode,
    inline_codes,
    Page(label_html, page_links, page_files, page_ids, notice=add_notice, head=state_siblings, render=str),
    stretches=html_stretches,
)
