"""One XML member of an office package: its paragraphs as units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from l10n.formats.html.codes import inline_codes, pair_tags
from l10n.formats.html.elements import attribute_value
from l10n.formats.html.text import strip_span, value_text
from l10n.formats.html.tokens import Token, html_tokens
from l10n.formats.office.descriptions import descriptions
from l10n.formats.office.styles import CodeStyles
from l10n.formats.office.text import CELL_TEXT, DOCX_TEXT, DRAWING_TEXT, ODT_TEXT, PREFIXED_CELL_TEXT, RUNS, office_text
from l10n.formats.omission import reach
from l10n.model import Unit, UnitType
from l10n.text.inline import has_words

_PARAGRAPHS = {
    "w:p": DOCX_TEXT,
    **dict.fromkeys(("text:p", "text:h"), ODT_TEXT),
    "a:p": DRAWING_TEXT,
    **dict.fromkeys(("si", "is", "text"), CELL_TEXT),
    **dict.fromkeys(("x:si", "x:is", "x:text"), PREFIXED_CELL_TEXT),
}
"""The elements of text, and how they write it: documents, slides and drawings, shared and inline strings, comments."""
_SHAPES = frozenset({"p:sp", "xdr:sp"})
_TITLE_PLACES = frozenset({"title", "ctrTitle"})
_NO_TEXT = frozenset({"a:fld", "rph", "x:rph"})
"""Elements of a paragraph whose text is no text for translators: fields, and how words are read aloud."""
_CONTAINERS = frozenset(
    {"w:hyperlink", "w:sdt", "w:sdtcontent", "w:smarttag", "text:span", "text:a", "text:meta", "text:ruby"}
)
"""Elements of a paragraph that are searched for text of their own when they hold other paragraphs."""
_TITLES: dict[str, UnitType] = {"dc:title": "title", "dc:description": "paragraph", "dc:subject": "paragraph"}
_PASSED_OVER = frozenset({"text:tracked-changes", "office:annotation"})
"""Elements that readers do not see."""
_CONTAINER_TYPES: dict[str, UnitType] = {
    **dict.fromkeys(("w:tc", "table:table-cell", "a:tc", "sst", "x:sst"), "table-cell"),
    "c:title": "caption",
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

_DOCX_TYPES: tuple[tuple[str, UnitType], ...] = (
    ("title", "title"), ("heading", "heading"), ("caption", "caption"), ("quote", "quote"), ("list", "list-item"),
)  # fmt: skip


def read_member(xml: str, found: Iterable[tuple[int, Unit]]) -> list[str | Unit]:
    """The units of a member, each with its place, and what is between them. Of two that overlap the first counts: a
    description inside of a paragraph is part of its text."""
    parts: list[str | Unit] = []
    done = 0
    for start, unit in sorted(found, key=lambda each: each[0]):
        if start >= done:
            parts += [xml[done:start], unit]
            done = start + len(unit.raw)
    return [*parts, xml[done:]]


class Member:
    """One XML member of a package."""

    def __init__(self, text: str, code: CodeStyles, *, prompts: bool = False, cached: bool = True) -> None:
        """`code` are the styles whose text is code. With `prompts`, places for text hold nothing but what asks for it,
        as on the master of slides. With `cached`, a chart's own copy of its words is what people see."""
        self._text = text
        self._code = code
        self._prompts = prompts
        self._cached = cached
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
            elif token.name in _SHAPES and (place := self._place_of(index, end)) is not None:
                if self._prompts:
                    skipped = end
                elif place in _TITLE_PLACES:
                    kinds.append((end, "heading"))
            elif kind := _CONTAINER_TYPES.get(token.name):
                kinds.append((end, kind))
            elif token.name in _PARAGRAPHS and self._is_code(index, end):
                skipped = end
            elif token.name in _PARAGRAPHS:
                found = list(self._paragraph(index, end, kinds[-1][1] if kinds else "paragraph"))
                yield from self._leaving(index, end, found)
            elif end == index + 2 and (token.name in _TITLES or self._is_cached(index)):
                yield from self._value(self._tokens[index + 1], _TITLES.get(token.name, "table-cell"))
        for described in descriptions(self._text, self._tokens):
            written = self._text[described.start : described.end]
            line = self._line(described.start)
            yield described.start, Unit(described.text, written, "alt", syntax=described.syntax, line=line)

    def _paragraph(self, first: int, last: int, kind: UnitType) -> Iterator[tuple[int, Unit]]:
        name = self._tokens[first].name
        syntax = _PARAGRAPHS[name]
        kind = "heading" if name == "text:h" else self._docx_type(first, last, kind) if name == "w:p" else kind
        regions = [(first + 1, last)]
        while regions:
            index, end = regions.pop()
            run: list[tuple[int, int]] = []
            while index < end:
                token, stop = self._tokens[index], max(index, self._partners[index])
                if self._paragraphs[stop] > self._paragraphs[index]:
                    yield from self._segment(run, kind, syntax)
                    run = []
                    if token.name in _CONTAINERS:
                        regions.append((index + 1, stop))
                elif syntax == ODT_TEXT or token.kind != "text":
                    run.append((index, stop))
                index = stop + 1
            yield from self._segment(run, kind, syntax)

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

    def _segment(self, run: Sequence[tuple[int, int]], kind: UnitType, syntax: str) -> Iterator[tuple[int, Unit]]:
        """The unit of consecutive elements and text of a paragraph, from the first that holds text to the last."""
        texts = [place for place, (first, last) in enumerate(run) if self._holds_text(first, last, syntax)]
        if not texts:
            return
        opening = self._tokens[run[texts[0]][0]]
        if syntax.endswith(CELL_TEXT) and opening.name == RUNS[syntax].text:  # a string without runs
            yield from self._value(self._tokens[run[texts[0]][0] + 1], kind, "\n")
            return
        start, end = strip_span(self._text, opening.start, self._tokens[run[texts[-1]][1]].end)
        xml = self._text[start:end]
        used = sorted(style for style in set(_RUN_STYLES.findall(xml)) if self._code.holds(style))
        syntax = "\n".join([syntax, *used])
        text = office_text(xml, syntax)
        if has_words(text, inline_codes(text)):
            yield start, Unit(text, xml, kind, syntax=syntax, line=self._line(start))

    def _holds_text(self, first: int, last: int, syntax: str) -> bool:
        runs = RUNS.get(syntax)
        index = first
        while index <= last:
            token = self._tokens[index]
            inside = not runs or (index > 0 and self._tokens[index - 1].name == runs.text)
            passed = token.kind == "start" and (token.name.startswith("draw:") or token.name in _NO_TEXT)
            index = max(index, self._partners[index]) + 1 if passed else index + 1
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

    def _is_cached(self, index: int) -> bool:
        """Whether an element holds a string of a chart."""
        if not self._cached or self._tokens[index].name != "c:v":
            return False
        point = self._parents[index]
        outer = self._parents[point] if point >= 0 else -1
        return outer >= 0 and self._tokens[outer].name in ("c:strcache", "c:lvl")

    def _place_of(self, index: int, end: int) -> str | None:
        """The type of the place for text that a shape fills; None if it fills none."""
        for token in self._tokens[index : min(end, index + 40)]:
            if token.name == "p:ph" and token.kind == "start":
                return attribute_value(self._text, token, "type") or ""
            if token.name == "p:sppr":
                return None
        return None

    def _value(self, token: Token, kind: UnitType, line_end: str = " ") -> Iterator[tuple[int, Unit]]:
        start, end = strip_span(self._text, token.start, token.end)
        lines = re.split(r"\r\n|\r|\n", self._text[start:end])
        value = line_end.join(map(value_text, lines)) if line_end != " " else value_text(self._text[start:end])
        if token.kind == "text" and has_words(value, inline_codes(value)):
            yield start, Unit(value, self._text[start:end], kind, line=self._line(start))

    def _line(self, start: int) -> int:
        return bisect_right(self._line_ends, start) + 1
