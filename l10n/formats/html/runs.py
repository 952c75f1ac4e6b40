"""A run of text and inline tags between two block boundaries, cut into the spans that people translate."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import accumulate
from typing import Literal, NamedTuple

from l10n.formats.html.codes import pair_tags
from l10n.formats.html.elements import VOID
from l10n.formats.html.text import strip_span
from l10n.formats.html.tokens import Token

_WORD = re.compile(r"[^\W\d_]")
_WORD_OR_NUMBER = re.compile(r"\w")
_SEPARATORS = re.compile(r"[\s\xa0|/·•‧∙⋅›»«‹→←>—–\-:]*\Z")


class Piece(NamedTuple):
    """A token of a run."""

    token: Token
    state: Literal["prose", "protected", "off"]
    """`protected` stays unchanged in every translation; `off` does, too, and is left out of units where possible."""
    inner: tuple[Token, ...] = ()
    """The tokens between the tags of a whole `svg` or `math` element."""


class Span(NamedTuple):
    """The span of a unit's characters, and the range of pieces, `first` to `last`, that holds them."""

    start: int
    end: int
    first: int
    last: int


def find_spans(text: str, pieces: Sequence[Piece]) -> Iterator[Span]:
    """The spans of a run that hold words, in order, each without surrounding markup. Linear in the run's length."""
    if any(_has_words(text, piece) for piece in pieces):
        yield from _Run(text, pieces).spans()


def _has_words(text: str, piece: Piece) -> bool:
    return piece.token.kind == "text" and piece.state == "prose" and has_letter(text, piece.token)


def has_letter(text: str, token: Token) -> bool:
    """Whether a text token holds a letter, literally or as a character reference."""
    return bool(_WORD.search(_visible(text, token)))


def _visible(text: str, token: Token) -> str:
    shown = text[token.start : token.end]
    return unescape(shown) if "&" in shown else shown


class _Run:
    """A run, with counts of each kind of piece before each index, so that questions about ranges are cheap."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._text = text
        self._pieces = pieces
        self._partners = pair_tags([piece.token for piece in pieces])
        self._words = _sums(_has_words(text, piece) for piece in pieces)
        self._shown = _sums(self._is_shown(piece) for piece in pieces)
        self._named = _sums(self._is_named(piece) for piece in pieces)

    def spans(self) -> Iterator[Span]:
        first = 0
        for index in self._splits():
            yield from self._segment(first, index)
            first = index + 1
        yield from self._segment(first, len(self._pieces))

    def _splits(self) -> Iterator[int]:
        """The pieces that separate units: outside of all elements, a tag without a partner or a second line break."""
        depth = 0
        break_before = False
        for index, piece in enumerate(self._pieces):
            token, partner = piece.token, self._partners[index]
            if partner >= 0:
                depth += 1 if partner > index else -1
                break_before = False
            elif depth:
                continue
            elif token.name == "br" and token.kind == "start":
                if break_before:
                    yield index
                break_before = True
            elif token.kind == "end" or (token.kind == "start" and not self._is_standalone(index)):
                yield index
                break_before = False
            elif token.kind != "comment" and not self._is_blank(piece):
                break_before = False

    def _segment(self, first: int, last: int) -> Iterator[Span]:
        first, last = self._unwrap(first, last)
        if self._words[last] == self._words[first]:
            return
        for begin, end in self._links(first, last) or [(first, last)]:
            begin, end = self._unwrap(begin, end)
            start = self._pieces[begin].token.start
            stop = self._pieces[end - 1].token.end
            start, stop = strip_span(self._text, start, stop)
            yield Span(start, stop, begin, end)

    def _unwrap(self, first: int, last: int) -> tuple[int, int]:
        """The range without pieces at its edges that show no text, and without elements that enclose all of it."""
        while first < last:
            if (end := self._end_of_blank(first)) and end <= last:
                first = end
            elif (start := self._start_of_blank(last - 1)) is not None and start >= first:
                last = start
            elif self._partners[first] == last - 1:
                first, last = first + 1, last - 1
            else:
                break
        return first, last

    def _end_of_blank(self, index: int) -> int:
        """The index behind the piece or element that begins at `index`, if it shows no text; else 0."""
        partner = self._partners[index]
        if partner < 0:
            return index + 1 if self._is_blank(self._pieces[index]) or self._is_standalone(index) else 0
        return partner + 1 if partner > index and self._is_blank_element(index, partner) else 0

    def _start_of_blank(self, index: int) -> int | None:
        """The first index of the piece or element that ends at `index`, if it shows no text; else None."""
        partner = self._partners[index]
        if partner < 0:
            return index if self._is_blank(self._pieces[index]) or self._is_standalone(index) else None
        return partner if partner < index and self._is_blank_element(partner, index) else None

    def _is_blank_element(self, first: int, last: int) -> bool:
        """Whether an element shows no text. A link without word or number, such as `¶`, is only an anchor."""
        counts = self._named if self._pieces[first].token.name == "a" else self._shown
        return counts[last] == counts[first]

    def _is_standalone(self, index: int) -> bool:
        """Whether a piece is a tag that never has content, or a picture."""
        token = self._pieces[index].token
        if token.kind == "start":
            return token.name in VOID or token.self_closing
        return token.kind == "raw" and token.name == "svg"

    def _is_blank(self, piece: Piece) -> bool:
        if piece.token.kind != "text":
            return piece.token.kind in ("comment", "doctype")
        return not self._is_shown(piece)

    def _is_shown(self, piece: Piece) -> bool:
        token = piece.token
        if token.kind != "text":
            return token.kind in ("raw", "cdata") and token.name != "svg"
        start, end = strip_span(self._text, token.start, token.end)
        return start < end and piece.state != "off"

    def _is_named(self, piece: Piece) -> bool:
        return self._is_shown(piece) and (
            piece.token.kind != "text" or bool(_WORD_OR_NUMBER.search(_visible(self._text, piece.token)))
        )

    def _links(self, first: int, last: int) -> list[tuple[int, int]]:
        """The links of a menu or a breadcrumb: a row of links with nothing but separators between; else none."""
        links: list[tuple[int, int]] = []
        index = first
        while index < last:
            piece, partner = self._pieces[index], self._partners[index]
            if partner > index:
                if self._words[partner] > self._words[index]:
                    if piece.token.name != "a":
                        return []
                    links.append((index, partner + 1))
                index = partner
            elif piece.token.kind == "text" and not _SEPARATORS.match(_visible(self._text, piece.token)):
                return []
            index += 1
        return links


def _sums(values: Iterator[bool]) -> list[int]:
    return [0, *accumulate(map(int, values))]
