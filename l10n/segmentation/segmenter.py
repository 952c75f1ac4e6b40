"""Blocks to sentences: marks, rules, lists and lines put together, with `sentencex` where the rules cannot tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from l10n.segmentation.language import Language, language
from l10n.segmentation.lists import item_starts
from l10n.segmentation.marks import OPAQUE, TRANSPARENT, Mark, find_runs, mark_at
from l10n.segmentation.pairs import MARKS, find_pairs, outermost
from l10n.segmentation.rules import SPLIT, decide

_BLANK_LINES = re.compile(r"(?:\r\n|[\n\r\u2028\u0085])[ \t\u3000]*(?:\r\n|[\n\r\u2028\u0085])\s*|\u2029\s*")
_PAIR_MARKS = re.compile(rf"[{re.escape(MARKS)}<>{TRANSPARENT}](?<!\w['’](?=\w))")
_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:[\s/>]|\Z)(?!/)|\]")
_PIECE = 3000  # characters; sentencex drops blank lines over 10 KiB, and a character may take three bytes


def sentences(
    text: str,
    lang: str,
    *,
    protected: Sequence[tuple[int, int]] = (),
    abbreviations: Iterable[str] = (),
) -> list[str]:
    """The sentences of one block; each carries its trailing white space, and joined they are the text again.

    `lang` is a locale tag in any spelling; an unknown one gets the rules that all languages share. `protected` are
    half-open spans of characters (inline codes, placeholders) that are never cut. `abbreviations`, with or without
    their final period, are a project's own: they end a sentence only before a word that usually begins one.
    """
    if not text:
        return []
    known = _with_abbreviations(language(lang), abbreviations)
    spans = _merged(protected, len(text))
    shadow = _shadow(text, spans)
    ends: list[int] = []
    begin = 0
    for blank in _BLANK_LINES.finditer(shadow):
        ends.extend(_paragraph_ends(shadow[begin : blank.start()], known, lang, begin))
        begin = blank.end()
        ends.append(begin)
    ends.extend(_paragraph_ends(shadow[begin:], known, lang, begin))
    return _cut(text, _outside(ends, spans))


def _paragraph_ends(text: str, known: Language, lang: str, offset: int) -> list[int]:
    """The offsets in the block where the sentences of one paragraph end, its own end left out."""
    pairs = find_pairs(text)
    opens = {pair.start: pair for pair in pairs}
    closes = {pair.end - 1: pair for pair in pairs}
    outer = outermost(pairs)
    outer_starts = [pair.start for pair in outer]

    def inside(start: int, end: int) -> bool:
        at = bisect_right(outer_starts, start) - 1
        return at >= 0 and start > outer[at].start and end < outer[at].end

    items = [start for start in item_starts(text) if not inside(start, start)]
    votes = _votes(text, lang)
    plain_votes: list[int] = []
    ends: list[int] = []
    begin = 0
    upcoming = 0
    for run in find_runs(text, known.ends):
        while upcoming < len(items) and items[upcoming] <= run.start():
            begin = items[upcoming]
            ends.append(begin)
            upcoming += 1
        if run.end() <= begin:
            continue
        mark = mark_at(text, begin, run.start(), run.end(), opens, closes)
        if mark.end >= len(text):
            break
        if inside(mark.start, mark.close):
            continue
        verdict = decide(mark, known)
        if verdict is None:
            verdict = _voted(votes, mark.start, mark.after)
            if not verdict and _is_plain(mark) and _PAIR_MARKS.search(text):
                plain_votes = plain_votes or _votes(_PAIR_MARKS.sub(" ", text), lang)
                verdict = _voted(plain_votes, mark.start, mark.after)
        if verdict is SPLIT:
            begin = mark.end
            ends.append(begin)
    ends.extend(items[upcoming:])
    return [offset + end for end in ends]


def _votes(text: str, lang: str) -> list[int]:
    """Where sentencex would end sentences."""
    from sentencex import segment

    plain = text
    votes: list[int] = []
    start = 0
    while start < len(plain):
        piece = plain[start : start + _PIECE]
        if start + _PIECE < len(plain) and (cut := piece.rfind(" ", _PIECE // 2)) > 0:
            piece = piece[: cut + 1]
        at = start
        for sentence in segment(lang, piece):
            at += len(sentence)
            votes.append(at)
        votes.pop()
        start += len(piece)
    return votes


def _is_plain(mark: Mark) -> bool:
    """Whether a mark stands between a whole word and a capital, so that nothing but a stray quotation mark can veto it."""
    return mark.spaced and (mark.word.isalpha() or not (mark.word or mark.text[mark.start - 1].isspace())) and not mark.next.islower()


def _voted(votes: list[int], start: int, end: int) -> bool:
    at = bisect_right(votes, start)
    return at < len(votes) and votes[at] <= end


def _with_abbreviations(known: Language, abbreviations: Iterable[str]) -> Language:
    own = {word.strip().removesuffix(".").lower() for word in abbreviations} - {""}
    return replace(known, abbreviations=known.abbreviations | own) if own else known


def _merged(protected: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    spans = sorted((max(0, start), min(length, end)) for start, end in protected)
    return [(start, end) for start, end in spans if start < end]


def _shadow(text: str, spans: list[tuple[int, int]]) -> str:
    """The text as the rules see it: the same length, its protected spans replaced by what they stand for."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        start = max(start, at)
        if start < end:
            code = text[start:end]
            parts += [text[at:start], (TRANSPARENT if _is_markup(code) else OPAQUE) * len(code)]
            at = end
    return "".join(parts) + text[at:]


def _is_markup(code: str) -> bool:
    """Whether an inline code only marks up: a tag, the end of a link, or no letter and no digit at all."""
    return bool(_TAG.match(code)) or not any(char.isalnum() for char in code)


def _outside(ends: list[int], spans: list[tuple[int, int]]) -> Iterator[int]:
    """The ends that cut no protected span."""
    at = 0
    reach = 0
    for end in ends:
        while at < len(spans) and spans[at][0] < end:
            reach = max(reach, spans[at][1])
            at += 1
        if end >= reach:
            yield end


def _cut(text: str, ends: Iterable[int]) -> list[str]:
    """The pieces between the ends; one with nothing but white space stays with its neighbour."""
    pieces: list[str] = []
    begin = 0
    last = len(text.rstrip())
    for end in ends:
        if end < last and text[begin:end].strip():
            pieces.append(text[begin:end])
            begin = end
    return [*pieces, text[begin:]]
