"""Blocks to sentences: marks, rules, pairs and lists put together, with `sentencex` where the rules cannot tell."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from l10n.languages.language import Language, language
from l10n.segmentation.lists import item_starts
from l10n.segmentation.marks import OPAQUE, TRANSPARENT, Mark, find_runs, mark_at
from l10n.segmentation.pairs import MARKS, find_pairs, outermost
from l10n.segmentation.rules import SPLIT, decide

# Blank lines end a paragraph, and a tab begins one.
_PARAGRAPH_END = re.compile(
    r"(?:\r\n|[\n\r\u2028\u0085])(?:[ \t\u3000]*(?:\r\n|[\n\r\u2028\u0085])\s*|[ ]*\t[ \t]*)|\u2029\s*"
)
_QUOTES_AND_BRACKETS = re.compile(rf"[{re.escape(MARKS)}<>{TRANSPARENT}](?<!\w['’](?=\w))")
_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:[\s/>]|\Z)(?!/)|\]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCEX = {"none": "ru"}  # of the languages it knows, Russian has no abbreviations in Latin letters
_PIECE = 3000  # characters; sentencex drops blank lines over 10 KiB, and a character may take three bytes


def sentences(
    text: str, lang: str, *, protected: Sequence[tuple[int, int]] = (), abbreviations: Iterable[str] = ()
) -> list[str]:
    """The sentences of one block; each carries its trailing white space, and joined they are the text again.

    `lang` is a locale tag in any spelling; an unknown one gets the rules that all languages share. `protected` are
    half-open spans of characters (inline codes, placeholders) that are never cut. `abbreviations`, with or without
    their final period, are a project's own: they end a sentence only before a word that usually begins one.
    """
    known = _with_abbreviations(language(lang), abbreviations)
    spans = _normalized(protected, len(text))
    shadow = _shadow(text, spans)
    ends: list[int] = []
    begin = 0
    for blank in _PARAGRAPH_END.finditer(shadow):
        ends += (begin + end for end in _paragraph(shadow[begin : blank.start()], known, lang))
        begin = blank.end()
        ends.append(begin)
    ends += (begin + end for end in _paragraph(shadow[begin:], known, lang))
    return _cut(text, _uncut(ends, spans))


def _paragraph(text: str, known: Language, lang: str) -> list[int]:
    """The offsets where the sentences of one paragraph end, that of the last left out."""
    runs, starts = list(find_runs(text, known.ends)), item_starts(text)
    if not starts and (not runs or runs[0].end() >= len(text.rstrip())):
        return []  # one sentence, as most texts are
    pairs = find_pairs(text)
    opens = {pair.start: pair.end for pair in pairs}
    closes = {pair.end: pair.start for pair in pairs}
    outer = outermost(pairs)
    outer_starts = [pair.start for pair in outer]

    def inside(start: int, end: int) -> bool:
        at = bisect_right(outer_starts, start) - 1
        return at >= 0 and outer[at].start < start and end <= outer[at].end

    opinion = _Opinion(text, _SENTENCEX.get(known.sentencex, known.sentencex) or known.code)
    items = deque(start for start in starts if not inside(start, start))
    ends: list[int] = []
    begin = 0
    for run in runs:
        while items and items[0] <= run.start():
            if (item := items.popleft()) > begin:
                begin = item
                ends.append(begin)
        if run.end() <= begin:  # it closed with an earlier mark
            continue
        mark = mark_at(text, begin, run.start(), run.end(), opens, closes)
        if mark.end >= len(text):
            break
        if inside(mark.start, mark.close):
            continue
        verdict = decide(mark, known)
        if verdict is SPLIT or (verdict is None and opinion.splits(mark)):
            begin = mark.end
            ends.append(begin)
    return ends + [item for item in items if item > begin]


class _Opinion:
    """What sentencex thinks of a paragraph, asked when the first question comes up."""

    def __init__(self, text: str, code: str) -> None:
        self._text = text
        self._code = code
        self._ends: list[int] | None = None
        self._ends_without_pairs: list[int] | None = None

    def splits(self, mark: Mark) -> bool:
        """Whether a sentence ends at a mark. sentencex pairs quotation marks too, and a stray mark hides every sentence
        end up to the next one. So where only a pair can have kept sentencex from splitting, it is asked again without
        quotation marks and brackets."""
        if self._ends is None:
            self._ends = _sentencex_ends(self._text, self._code)
        if _within(self._ends, mark):
            return True
        if not mark.spaced or mark.next.islower() or not _stands_behind_a_word(mark):
            return False
        if self._ends_without_pairs is None:
            plain = _QUOTES_AND_BRACKETS.sub(" ", self._text)
            self._ends_without_pairs = self._ends if plain == self._text else _sentencex_ends(plain, self._code)
        return _within(self._ends_without_pairs, mark)


def _sentencex_ends(text: str, code: str) -> list[int]:
    from sentencex import segment

    text = _SURROGATES.sub("\ufffd", text)  # half a character cannot leave Python
    ends: list[int] = []
    start = 0
    while start < len(text):
        piece = text[start : start + _PIECE]
        if start + _PIECE < len(text) and (space := piece.rfind(" ", _PIECE // 2)) > 0:
            piece = piece[: space + 1]
        at = start
        for sentence in segment(_SURROGATES.sub("", code), piece):
            at += len(sentence)
            ends.append(at)
        start += len(piece)
        ends.pop()  # the end of the piece is none of a sentence
    return ends


def _within(ends: list[int], mark: Mark) -> bool:
    at = bisect_right(ends, mark.start)
    return at < len(ends) and ends[at] <= mark.after


def _stands_behind_a_word(mark: Mark) -> bool:
    return mark.word.isalpha() or not (mark.word or mark.text[mark.start - 1].isspace())


def _with_abbreviations(known: Language, abbreviations: Iterable[str]) -> Language:
    own = {word.strip().removesuffix(".").lower() for word in abbreviations} - {""}
    return replace(known, abbreviations=known.abbreviations | own) if own else known


def _normalized(protected: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spans in order, inside the text, none empty and none overlapping another."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(protected):
        start, end = max(0, start), min(length, end)
        if start >= end:
            continue
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _shadow(text: str, spans: list[tuple[int, int]]) -> str:
    """The text as the rules see it: as long as before, each protected span replaced by what it stands for."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        code = text[start:end]
        parts += (text[at:start], (TRANSPARENT if _is_markup(code) else OPAQUE) * len(code))
        at = end
    return "".join(parts) + text[at:]


def _is_markup(code: str) -> bool:
    """Whether an inline code only marks up: a tag, the end of a link, or no letter and no digit at all."""
    return bool(_TAG.match(code)) or not any(char.isalnum() for char in code)


def _uncut(ends: list[int], spans: list[tuple[int, int]]) -> Iterator[int]:
    """The ends that cut no protected span."""
    at = 0
    for end in ends:
        while at < len(spans) and spans[at][1] <= end:
            at += 1
        if at == len(spans) or end <= spans[at][0]:
            yield end


def _cut(text: str, ends: Iterable[int]) -> list[str]:
    """The pieces between the ends; one of white space alone stays with its neighbour."""
    pieces: list[str] = []
    begin = 0
    last = len(text.rstrip())
    for end in ends:
        if end < last and text[begin:end].strip():
            pieces.append(text[begin:end])
            begin = end
    return [*pieces, text[begin:]] if text else []
