"""Quarto (`.qmd`) and R Markdown (`.Rmd`): Pandoc's Markdown with chunks of code, of which the captions are text.

Captions stand in YAML comments at the top of a chunk (`#| fig-cap: "A map"`) and among the options on its first line
(`{r, fig.cap="A map"}`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from l10n.errors import SourceError
from l10n.formats.directives import Standing
from l10n.formats.embedded import Embedded, with_units
from l10n.formats.format import Format, ParseOptions
from l10n.formats.lines import line_end, split_lines
from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.pandoc import INLINE, STARTS, attribute_parts, pandoc_blocks
from l10n.formats.scalars import empty_scalar
from l10n.formats.scalars.yaml import yaml_scalars
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words

FRONT_MATTER = (
    *("abstract", "abstract-title", "code-summary", "description-meta", "footer", "image-alt", "pagetitle", "thanks"),
    *("title", "subtitle", "toc-title", "format.html.code-summary", "format.html.toc-title", "about.links.text"),
    *("code-links.text", "format-links.text", "other-links.text", "format.revealjs.footer"),
)
"""The keys of the header whose values people read, beside those of the project."""
_CAPTIONS = (
    "code-summary|fig-alt|fig-cap|fig-scap|fig-subcap|lst-cap|tbl-alt|tbl-cap|tbl-scap|tbl-subcap|title"
    "|fig.alt|fig.cap|fig.scap|fig.subcap|tab.cap"
)
"""The options of a chunk that are text for readers."""
_CAPTION = re.compile(_CAPTIONS.replace(".", r"\."))
_STRING = r"\"(?P<double>(?:[^\"\\\r\n]|\\.)*)\"|'(?P<single>(?:[^'\\\r\n]|\\.)*)'"
_HEADER_CAPTION = re.compile(
    rf"(?<=[ \t,{{])(?:{_CAPTION.pattern})[ \t]*=[ \t]*(?:{_STRING})(?=[ \t]*[,}}]|[ \t]+[\w.-]+[ \t]*=)"
)
_FENCE = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})(?P<header>[^\r\n]*)")
_CHUNK = re.compile(r"[ \t]*\{[ \t]*(?:[A-Za-z][\w-]*|\.\w[\w.-]*|#\w[\w-]*)[^\r\n]*\}[ \t]*\Z")
_OPTION = re.compile(r"[ \t>]*(?:#|//|--|%%|%|;|\*|'|!|c)\|[ \t]?")
"""What stands before an option of a chunk: its language's mark of a comment, and a bar."""
_R_STRING = {"double": "r-double", "single": "r-single"}
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}

_DIALECT = Dialect("quarto", pandoc_blocks, STARTS, INLINE)
_MARKDOWN = markdown_format(_DIALECT)


def parse_quarto(text: str, options: ParseOptions) -> Document:
    """A Quarto or R Markdown document -> its units: those of its Markdown, and the captions of its chunks."""
    keys = tuple(dict.fromkeys((*options.front_matter, *FRONT_MATTER)))
    document = _MARKDOWN.parse(text, replace(options, front_matter=keys))
    parts: list[str | Unit] = []
    chunks = _Chunks(text)
    place = 0
    for part in document.parts:
        if isinstance(part, str):
            parts += chunks.read(place, part)
        else:
            parts.append(part)
        place += len(part if isinstance(part, str) else part.raw)
    return replace(document, parts=tuple(parts))


class _Chunks:
    """A walk over what is between the units of a document, which holds all its code."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = [0]
        for line in split_lines(text):
            self._line_starts.append(self._line_starts[-1] + len(line))
        self._fence = ""
        """The mark of the block of code that is open."""
        self._standing = Standing()

    def read(self, place: int, part: str) -> list[str | Unit]:
        """A piece of skeleton with the captions in it as units."""
        found: list[tuple[int, Unit]] = []
        options: list[tuple[int, int]] | None = None
        behind = place + len(part)
        start = place
        for line in split_lines(part):
            end = start + len(line)
            fence = _FENCE.match(line)
            if options is not None:
                option = _OPTION.match(line)
                if option:
                    options.append((start + option.end(), end))
                else:
                    found += self._options(options)
                    options = None
            if self._fence:
                closing = fence and not fence["header"].strip() and fence["mark"].startswith(self._fence)
                self._fence = "" if closing else self._fence
            elif fence and not (fence["mark"][0] == "`" and "`" in fence["header"]):
                self._fence = fence["mark"]
                if _CHUNK.match(fence["header"]) and not self._standing.off:
                    options = []
                    found += self._header(start + fence.start("header"), start + fence.end("header"))
            else:
                self._standing = self._standing.after(line)
            start = end
        if options:
            found += self._options(options)
        parts: list[str | Unit] = []
        done = place
        for start, unit in found:
            parts += [self._text[done:start], replace(unit, line=bisect_right(self._line_starts, start))]
            done = start + len(unit.raw)
        return [piece for piece in (*parts, self._text[done:behind]) if piece]

    def _header(self, start: int, end: int) -> Iterator[tuple[int, Unit]]:
        """The captions among the options on a chunk's first line."""
        for match in _HEADER_CAPTION.finditer(self._text, start, end):
            kind = "double" if match["double"] is not None else "single"
            value = re.sub(r"\\(.)", lambda escape: _SHORT.get(escape[1], escape[1]), match[kind])
            if has_words(value, _MARKDOWN.codes(value)):
                unit_type: UnitType = "alt" if "alt" in match[0].partition("=")[0] else "caption"
                yield match.start(kind), Unit(value, match[kind], unit_type, syntax=_R_STRING[kind])

    def _options(self, lines: list[tuple[int, int]]) -> Iterator[tuple[int, Unit]]:
        """The captions in the YAML of a chunk's comments, whose spans are given."""
        places = [place for start, end in lines for place in range(start, end)]
        if not places:
            return
        inner = "".join(self._text[start:end] for start, end in lines)
        embedded = Embedded(inner, [*places, places[-1] + 1], [place + 1 for place in places])
        begin = self._text.rfind("\n", 0, places[0]) + 1
        prefix = line_end(self._text) + self._text[max(begin, self._text.rfind("\r", 0, places[0]) + 1) : places[0]]
        found: list[tuple[int, Unit]] = []
        try:
            for scalar in yaml_scalars(inner, 0, len(inner)):
                name = scalar.key.rpartition(".")[2] if scalar.key.count(".") > 1 else scalar.key
                if not _CAPTION.fullmatch(name) or not has_words(scalar.value, _MARKDOWN.codes(scalar.value)):
                    continue
                leaves, left = empty_scalar(inner, scalar)
                kind: UnitType = "alt" if "alt" in name else "caption"
                raw, indent = inner[scalar.start : scalar.end], scalar.indent
                unit = Unit(scalar.value, raw, kind, prefix + indent, scalar.syntax, leaves=leaves, left=left)
                found.append((scalar.start, unit))
        except SourceError:  # the options of a chunk that cannot run; the document itself is read all the same
            return
        yield from embedded.moved(self._text, Document("yaml", with_units(inner, found, [0])), str)


def encode(unit: Unit, target: str) -> str:
    """A translation as it is written in the unit's place: Markdown, YAML, or a string of R."""
    if unit.syntax in _R_STRING.values():
        quote = '"' if unit.syntax == _R_STRING["double"] else "'"
        escaped = target.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\t", "\\t")
        return re.sub(r"\r\n|\r|\n", r"\\n", escaped)
    for before, behind in attribute_parts(unit.text):
        start = target.find(before) + len(before)
        end = target.find(behind, start) if start >= len(before) else -1
        following = re.compile(r"\"(?=[ \t\n}])").search(target, start) if end >= 0 else None
        if following:
            value = target[start : following.start()].replace('"', "&quot;")
            target = target[:start] + value + target[following.start() :]
    return _MARKDOWN.encode(unit, target)


QUARTO = Format(
    "quarto",
    parse_quarto,
    encode,
    _MARKDOWN.codes,
    _MARKDOWN.page,
    styles=_MARKDOWN.styles,
    stretches=_MARKDOWN.stretches,
    keeps=_MARKDOWN.keeps,
)
