"""A sentence without its inline codes, and its translation with them.

Engines are trained on plain text. What is no word of a sentence is taken out of it: pairs of codes (emphasis, links),
and what only stands beside a word (footnote marks, images, emoji). Code, addresses and placeholders are words of the
sentence and stay; `masking` makes them something that an engine copies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from l10n.languages.language import language
from l10n.model import CodeKind, InlineCode

_WORDS: frozenset[CodeKind] = frozenset({"code", "link", "url", "placeholder"})
"""Codes that are words of their sentence."""


@dataclass(frozen=True, slots=True)
class Span:
    """A pair of codes and what stood between them."""

    start: int
    """In the plain text, like `end`; without the blanks at its edges."""
    end: int
    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Point:
    """A code that stands beside a word."""

    position: int
    """In the plain text."""
    text: str
    before: bool
    """Whether it goes before the word that follows it, and not behind the one before it."""
    blank: str
    """The blank between it and that word."""
    inside: Span | None = None
    """The innermost pair that it stands in."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A sentence as plain text, and what was taken out of it."""

    text: str
    codes: tuple[InlineCode, ...]
    """Those that stay, with their positions in the plain text."""
    spans: tuple[Span, ...]
    """Those that hold others come before them."""
    points: tuple[Point, ...]
    """In order."""
    pieces: tuple[tuple[int, int], ...]
    """Where each piece of the text between codes begins, in the sentence and in the plain text."""

    def moved(self, position: int) -> int:
        """Where a character of the sentence that is no code's stands in the plain text."""
        before, after = next(piece for piece in reversed(self.pieces) if piece[0] <= position)
        return after + position - before


def strip(text: str, codes: Sequence[InlineCode], source_locale: str) -> Stripped | None:
    """The sentence as plain text. None when a code stands within a word, or pairs cross: then nothing can be moved."""
    plain = ""
    kept: list[InlineCode] = []
    removed: list[tuple[int, InlineCode, bool]] = []  # where it stood, and whether a blank was before it
    pieces: list[tuple[int, int]] = []
    end = 0
    for code in (*codes, InlineCode(len(text), len(text), "tag")):
        piece = text[end : code.start]
        if not plain or (plain[-1].isspace() and removed and removed[-1][1].end == end):
            piece = piece.lstrip(" ")  # the blank on the other side of a code that went
        pieces.append((code.start - len(piece), len(plain)))
        plain += piece
        if code.kind in _WORDS:
            kept.append(InlineCode(len(plain), len(plain) + code.end - code.start, code.kind))
            plain += text[code.start : code.end]
        elif code.end > code.start:
            removed.append((len(plain), code, text[code.start - 1 : code.start].isspace()))
        end = code.end
    plain = plain.rstrip(" ")
    removed = [(min(position, len(plain)), code, blank) for position, code, blank in removed]
    if not language(source_locale).glued and any(_within_word(plain, position) for position, _, _ in removed):
        return None
    spans: list[Span] = []
    points: list[Point] = []
    opened: list[tuple[int, InlineCode, int, int]] = []
    for position, code, blank in removed:
        raw = text[code.start : code.end]
        if code.kind == "open":
            opened.append((position, code, len(spans), len(points)))
            continue
        if code.kind == "close" and opened:
            start, opening, inner_spans, inner_points = opened.pop()
            left, right = _trimmed(plain, start, position)
            if any(map(str.isalnum, plain[left:right])):
                span = Span(left, right, text[opening.start : opening.end], raw)
                spans.insert(inner_spans, span)
                within = points[inner_points:]
                points[inner_points:] = [point if point.inside else replace(point, inside=span) for point in within]
            elif inner_spans == len(spans):  # no word between them: one code
                del points[inner_points:]
                points.append(_point(plain, start, text[opening.start : code.end], blank))
            else:
                return None
            continue
        points.append(_point(plain, position, raw, blank))
    for start, code, _, _ in opened:
        points.append(_point(plain, start, text[code.start : code.end], text[code.start - 1 : code.start].isspace()))
    points.sort(key=lambda point: point.position)
    return Stripped(plain, tuple(kept), tuple(spans), tuple(points), tuple(pieces))


def _within_word(text: str, position: int) -> bool:
    return text[position - 1 : position].isalnum() and text[position : position + 1].isalnum()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, len(text))  # blanks at the end of the sentence went
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _point(plain: str, position: int, raw: str, blank: bool) -> Point:
    """A point; it belongs to the word that it touches, else to the one before it."""
    before, after = plain[:position], plain[position:]
    touches_next = bool(after) and not after[0].isspace() and after[0].isalnum()
    if not before.strip() or (blank and touches_next):
        return Point(position, raw, True, "" if touches_next else " " if after[:1].isspace() else "")
    return Point(position, raw, False, " " if blank else "")


@dataclass(frozen=True, slots=True)
class Insertion:
    """What is put where in a translation."""

    start: int
    end: int
    """The same as `start` for a point."""
    opening: str
    closing: str = ""
    inside: int = -1
    """For a point: the number of the insertion that it must stay in."""


def insert(text: str, insertions: Sequence[Insertion]) -> str:
    """The text with pairs of codes around their spans, and points at their places.

    Spans nest: of two with the same place the first is the outer one. A point at the edge of a span stands outside of
    it, unless it must stay in it.
    """
    events: list[tuple[int, int, float, int, str]] = []  # where, closing before points before opening, inner ones first
    for order, one in enumerate(insertions):
        if one.closing or one.end > one.start:
            events.append((one.start, 2, order, order, one.opening))
            events.append((one.end, 0, -order, order, one.closing))
            continue
        around = insertions[one.inside] if one.inside >= 0 else None
        place = min(max(one.start, around.start), around.end) if around else one.start
        if around and place == around.end:
            events.append((place, 0, -one.inside - 0.5, order, one.opening))
        elif around and place == around.start:
            events.append((place, 2, one.inside + 0.5, order, one.opening))
        else:
            events.append((place, 1, order, order, one.opening))
    pieces: list[str] = []
    end = 0
    for position, _, _, _, code in sorted(events):
        pieces += text[end:position], code
        end = position
    return "".join((*pieces, text[end:]))


_MARKS = re.compile(r"[^\w\s]+")


def with_marks(text: str, start: int, end: int, leading: int, trailing: int) -> tuple[int, int]:
    """A span from its first word to its last, with so many of the marks at its edges as the source's span has within
    it: `**Stop!**` becomes `**멈춰!**`."""
    if trailing > 0 and (match := _MARKS.match(text, end)):
        end += min(trailing, len(match[0]))
    while leading > 0 and start and not (text[start - 1].isalnum() or text[start - 1].isspace()):
        start, leading = start - 1, leading - 1
    return start, end
