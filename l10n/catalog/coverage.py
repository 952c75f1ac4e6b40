"""An account of a document's words: how many that a reader sees are in units, and what is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from l10n.catalog.stats import count_words
from l10n.formats.format import Format, Stretch, StretchKind
from l10n.formats.lines import split_lines
from l10n.model import Document, InlineCode, Unit

KEPT: frozenset[StretchKind | str] = frozenset({"code", "formula", "off"})
"""Kinds of words that readers see and that are the same in every language."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words on a line of a document that are in no unit."""

    line: int
    """From 1."""
    kind: StretchKind | str
    """A kind of stretch, or `unexplained`."""
    words: int
    text: str
    """The words, at most 80 characters of them."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of one document."""

    offered: int
    """The words in units, inline code aside."""
    left: tuple[LeftOut, ...]

    @property
    def seen(self) -> int:
        """The words of prose that a reader sees; what is the same in every language aside."""
        return self.offered + sum(item.words for item in self.left if item.kind not in KEPT)


def coverage(document: Document, form: Format, locale: str) -> Coverage | None:
    """The account of a document in a language; None for a format whose markup is not known well enough."""
    if form.stretches is None:
        return None
    text = document.raw
    lines = [0, *accumulate(map(len, split_lines(text)))]
    stretches = list(form.stretches(text))
    left: list[LeftOut] = []
    offered, pos, first = 0, 0, 0
    for part in document.parts:
        raw = part.raw if isinstance(part, Unit) else part
        if isinstance(part, Unit):
            offered += sum(count_words(words, locale) for words in _prose(part.text, form.codes(part.text)))
        else:
            while first < len(stretches) and stretches[first].end <= pos:
                first += 1
            for start, end, kind in _pieces(pos, pos + len(raw), stretches, first):
                left += _left(text, start, end, kind, form, locale, lines)
        pos += len(raw)
    return Coverage(offered, tuple(_joined(left)))


def _pieces(
    start: int, end: int, stretches: Sequence[Stretch], first: int
) -> Iterator[tuple[int, int, StretchKind | str]]:
    """The pieces of the document between two positions that a reader may see, with their kinds."""
    for index in range(first, len(stretches)):
        stretch = stretches[index]
        if stretch.start >= end:
            break
        if start < stretch.start:
            yield start, stretch.start, "unexplained"
        if stretch.kind != "hidden":
            yield max(start, stretch.start), min(end, stretch.end), stretch.kind
        start = max(start, stretch.end)
    if start < end:
        yield start, end, "unexplained"


def _left(
    text: str, start: int, end: int, kind: StretchKind | str, form: Format, locale: str, lines: Sequence[int]
) -> Iterator[LeftOut]:
    """The words of a piece, line by line; in what may be prose, inline codes do not count."""
    for row in split_lines(text[start:end]):
        words = list(_prose(row, form.codes(row))) if kind == "unexplained" else [row]
        words = [piece for piece in words if any(map(str.isalpha, piece))]
        if number := sum(count_words(piece, locale) for piece in words):
            yield LeftOut(bisect_right(lines, start), kind, number, " ".join(" ".join(words).split())[:80])
        start += len(row)


def _joined(left: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """What is left out, pieces on one line and lines in a row of code joined."""
    for (line, kind), items in groupby(left, lambda item: (item.line, item.kind)):
        pieces = list(items)
        yield LeftOut(line, kind, sum(item.words for item in pieces), " ".join(item.text for item in pieces)[:80])


def _prose(text: str, codes: Sequence[InlineCode]) -> Iterator[str]:
    """The stretches of a text between its codes."""
    end = 0
    for code in codes:
        yield text[end : code.start]
        end = code.end
    yield text[end:]
