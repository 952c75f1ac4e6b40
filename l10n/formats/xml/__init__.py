"""XML for manuals: DocBook and DITA, by tables of ITS rules of what is text, what flows within it, and what is code.

White space is as it is rendered. Entities, `xi:include` and keys stay; nothing outside the file is read. Files that end
in `.xml` are read where the setting `formats` says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from l10n.formats.directives import Standing
from l10n.formats.embedded import with_units
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.html.elements import same_language
from l10n.formats.html.text import resolve
from l10n.formats.lines import line_end
from l10n.formats.xml.codes import PRESERVED, encode_xml_text, encode_xml_value, xml_codes
from l10n.formats.xml.rules import Rules, rules
from l10n.formats.xml.tree import Node, attributes, markup, read_tree
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words

_SPACES = re.compile(r"[ \t\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"&[^;\s]*;")
_LANGUAGE = ("xml:lang", "lang")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in an element."""

    type: UnitType = "paragraph"
    translate: bool = True
    preserve: bool = False


class _Walk:
    """One walk over a document's tree."""

    def __init__(self, text: str, table: Rules) -> None:
        self._text = text
        self._rules = table
        self._newline = line_end(text)
        self._standing = Standing()
        self._language = ""
        self.found: list[tuple[int, Unit]] = []

    def read(self, root: Node) -> list[tuple[int, Unit]]:
        self._language = root.attribute(self._text, *_LANGUAGE) or ""
        self._element(root, _State())
        return self.found

    def _element(self, node: Node, outer: _State) -> None:
        """Finds the units of an element that is no part of a text."""
        name = node.name
        state = self._state_of(node, outer)
        self._attributes(node, state)
        if name in self._rules.skeleton or name in self._rules.code:
            return
        run: list[Node] = []
        mixed = any(child.kind == "text" and self._has_letters(child) for child in node.children)
        for child in node.children:
            if child.kind == "element" and not self._flows(child, mixed):
                self._flush(run, state)
                run = []
                self._element(child, state)
            elif child.kind == "other" and "l10n:" in self._text[child.start : child.end]:
                self._flush(run, state)
                run = []
                self._standing = self._standing.after(self._text[child.start : child.end])
            else:
                run.append(child)
        self._flush(run, state)

    def _state_of(self, node: Node, outer: _State) -> _State:
        stated = node.attribute(self._text, "translate", "its:translate")
        language = node.attribute(self._text, *_LANGUAGE)
        translate = outer.translate
        if stated in ("yes", "no"):
            translate = stated == "yes"
        elif language:
            translate = same_language(language, self._language)
        space = node.attribute(self._text, "xml:space")
        return _State(
            self._rules.types.get(node.name, outer.type),
            translate,
            space == "preserve" or node.name in self._rules.preserve or (outer.preserve and space != "default"),
        )

    def _flows(self, node: Node, mixed: bool) -> bool:
        """Whether an element is part of the text around it. One that no rule names is, where it holds text alone and
        stands within text."""
        table = self._rules
        if node.name in table.within or node.name in table.code or node.name in table.nested:
            return True
        alone = all(child.kind != "element" for child in node.children)
        apart = node.name in table.skeleton or node.name in table.types or node.name in table.block
        return mixed and alone and not apart

    def _flush(self, run: Sequence[Node], state: _State) -> None:
        """Finds the unit of nodes in a row, and those of what is at its edges and a text of its own."""
        first, behind = 0, len(run)
        while first < behind and self._is_edge(run[first]):
            first += 1
        while first < behind and self._is_edge(run[behind - 1]):
            behind -= 1
        middle = run[first:behind]
        for node in run[:first]:
            self._edge(node, state)
        if len(middle) == 1 and middle[0].kind == "element" and middle[0].name in self._rules.within:
            self._element(middle[0], state)
        elif middle:
            self._unit(middle, state)
        for node in run[behind:]:
            self._edge(node, state)

    def _is_edge(self, node: Node) -> bool:
        """Whether a node at the edge of a text is no part of it: blanks, comments, a text of its own."""
        if node.kind == "element":
            return node.name in self._rules.nested
        return node.kind == "other" or not self._text[node.start : node.end].strip()

    def _edge(self, node: Node, state: _State) -> None:
        if node.kind == "element" and node.name in self._rules.nested:
            self._element(node, state)
        elif node.kind == "element":
            self._attributes(node, state)
            for child in node.children:
                self._edge(child, state)

    def _has_letters(self, node: Node) -> bool:
        """Whether there are letters in a text beside its entities."""
        return any(map(str.isalpha, _ENTITY.sub("", self._text[node.start : node.end])))

    def _unit(self, nodes: Sequence[Node], state: _State) -> None:
        """Finds the unit of nodes in a row; where they hold no words, those of what is a text of its own in them."""
        start = nodes[0].start
        raw = self._text[start : nodes[-1].end]
        stripped = raw.strip()
        start += len(raw) - len(raw.lstrip())
        text = _shown(stripped, state.preserve)
        if not state.translate or self._standing.off or not has_words(text, xml_codes(text, self._rules)):
            for node in nodes:
                self._edge(node, state)
            return
        kind: UnitType = "title" if state.type == "heading" and not self.found else state.type
        syntax = PRESERVED if state.preserve else ""
        self._add(start, Unit(text, stripped, kind, self._newline, syntax))

    def _add(self, start: int, unit: Unit) -> None:
        note, context = self._standing.note, self._standing.context
        self.found.append((start, replace(unit, note=note, context=context)))
        self._standing = self._standing.spent()

    def _attributes(self, node: Node, state: _State) -> None:
        """Finds the units in the attributes of an element that is no part of a text."""
        if not state.translate or self._standing.off or node.name in self._rules.skeleton:
            return
        for name, start, end, _ in attributes(self._text, node):
            value = self._text[start:end]
            words = resolve(_SPACES.sub(" ", value)).strip()
            if name in self._rules.attributes and has_words(words, xml_codes(words, self._rules)):
                self._add(start, Unit(words, value, "attribute", syntax="xml-attribute"))


def _shown(raw: str, preserve: bool) -> str:
    """A unit's text: white space as it is rendered, references to letters as letters."""
    if preserve:
        return _LINE_END.sub("\n", raw)
    pieces: list[str] = []
    done = 0
    for match in markup(raw):
        tag = match["start"] is not None or match["end"] is not None
        written = _SPACES.sub(" ", match[0]) if tag else _LINE_END.sub("\n", match[0])
        pieces += [resolve(_SPACES.sub(" ", raw[done : match.start()])), written]
        done = match.end()
    return "".join([*pieces, resolve(_SPACES.sub(" ", raw[done:]))])


def parse_xml_article(text: str, options: ParseOptions, *, vocabulary: str) -> Document:
    """A document -> its units. Raises SourceError as `read_tree` does."""
    root = read_tree(text)
    found = _Walk(text, rules(vocabulary)).read(root)
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    return Document(vocabulary, with_units(text, found, starts))


def encode(unit: Unit, target: str) -> str:
    """A translation as XML in the unit's place."""
    return encode_xml_value(unit, target) if unit.syntax == "xml-attribute" else encode_xml_text(unit, target)


def label_xml(text: str, fields: Mapping[str, str]) -> str:
    """States the language in the root element, in the attribute that is there or in `xml:lang`."""
    if "lang" not in fields:
        return text
    root = read_tree(text)
    stated = [each for each in attributes(text, root) if each[0] in _LANGUAGE]
    if stated:
        _, start, end, _ = stated[0]
        return text[:start] + fields["lang"] + text[end:]
    place = root.start + 1 + len(root.name)
    return f'{text[:place]} xml:lang="{fields["lang"]}"{text[place:]}'


def _format(name: str) -> Format:
    codes = partial(xml_codes, rules=rules(name))
    return Format(name, partial(parse_xml_article, vocabulary=name), encode, codes, Page(label_xml))


DOCBOOK = _format("docbook")
DITA = _format("dita")
