"""Marks: the places where a sentence may end. A mark is a run of terminators with what closes it and the space behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from l10n.segmentation.pairs import MARKS as PAIR_MARKS
from l10n.segmentation.pairs import Pair

# Sentence_Break=STerm or ATerm (Unicode 16, SentenceBreakProperty.txt) of the scripts in use, and the ellipsis.
TERMINATORS = ".!?…։؝؞؟۔܀܁܂߹।॥။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇⁈⁉⸮꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖﹗！．？。｡"
WIDE = frozenset("。｡！？．﹒﹖﹗")
"""Terminators that carry their space inside; the next sentence follows at once."""

TRANSPARENT = "\u2060"
"""Stands for inline markup, which is neither a word nor a space."""

OPAQUE = "ƻ"
"""Stands for a code, a link or a placeholder: a word without case."""

_CLOSERS = frozenset(")]}）］｝】〕〗〉》」』”’»›\"'`" + TRANSPARENT)
_REFERENCE = re.compile(r"(?:[ ]?\[\d{1,3}\])+|[⁰¹²³⁴-⁹]+")
_SPACED_QUOTE = re.compile(r" (''|'|\")(?=\s)")
_BLANKS = re.compile(r"\s+")
# What may stand before the first letter of a sentence: opening marks, markup, an ellipsis, a dash, Spanish ¿ and ¡.
_LEAD = re.compile(rf"(?:[\s{TRANSPARENT}¿¡*_#\-–—―‐{re.escape(PAIR_MARKS)}]|,,|\.\.\.|…){{0,12}}")
_HEAD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_WORD_EDGE = " \t\r\n\u00a0\u202f" + _INVISIBLE + '“”"„«»‘‚([{（「『<>/—–' + TRANSPARENT
_WORD_REACH = 32


class Mark(NamedTuple):
    """One place where a sentence may end, with what there is to know about it. Offsets are offsets in `text`."""

    text: str
    begin: int
    """Where the sentence begins that may end here."""
    start: int
    """The first terminator."""
    stop: int
    """Just behind the last terminator."""
    close: int
    """Just behind the quotation marks, brackets and note numbers that close with it."""
    end: int
    """Just behind the white space: where the next sentence would begin."""
    run: str
    """The terminators."""
    word: str
    """What stands before them, up to the last space or opening mark, 32 characters at most."""
    after: int
    """The first character behind `end` that is no opening mark, dash or markup."""
    head: str
    """The word there, or nothing."""

    @property
    def next(self) -> str:
        """The character at `after`, or nothing at the end of the text."""
        return self.text[self.after : self.after + 1]

    @property
    def spaced(self) -> bool:
        """Whether white space stands behind the mark."""
        return self.end > self.close


@cache
def _pattern(ends: str) -> re.Pattern[str]:
    # A run goes on over spaces when what follows is an ellipsis or more marks with nothing attached: `. . .`, `! !`.
    one = f"[{re.escape(TERMINATORS + ends)}]"
    return re.compile(rf"{one}+(?:[ \u00a0]{{1,2}}(?:\.\.\.|[….]|[!?]+)(?![\w.…])){{0,60}}")


def find_runs(text: str, ends: str) -> Iterator[re.Match[str]]:
    """The runs of terminators of one paragraph; `ends` are those of its language alone."""
    return _pattern(ends).finditer(text)


def mark_at(text: str, begin: int, start: int, stop: int, pairs: dict[int, Pair], closes: dict[int, Pair]) -> Mark:
    """The mark of one run. `pairs` are keyed by the offset of the opening mark, `closes` by the last offset inside."""
    close = _closed(text, stop, pairs, closes)
    while stop < close < len(text) and text[close] in ".!?":  # `"No.".`
        stop = close + 1
        close = _closed(text, stop, pairs, closes)
    blanks = _BLANKS.match(text, close)
    end = blanks.end() if blanks else close
    lead = _LEAD.match(text, end)
    after = lead.end() if lead else end
    head = _HEAD.match(text, after, after + _WORD_REACH)
    return Mark(
        text,
        begin,
        start,
        stop,
        close,
        end,
        text[start:stop],
        _word_before(text, begin, start),
        after,
        head[0] if head else "",
    )


def _word_before(text: str, begin: int, start: int) -> str:
    low = max(begin, start - _WORD_REACH)
    left = start
    while left > low and text[left - 1] not in _WORD_EDGE:
        left -= 1
    return text[left:start]


def _closes(text: str, at: int, quote: str) -> bool:
    """Whether a straight quotation mark between spaces, behind terminators, closes: one is open, or none follows."""
    spaced = f" {quote} "
    count = text.count(spaced, 0, at + 1) + text.startswith(spaced[1:])
    return count % 2 == 1 or text.find(spaced, at + len(quote) + 1) < 0


def _closed(text: str, stop: int, pairs: dict[int, Pair], closes: dict[int, Pair]) -> int:
    """The offset behind everything that closes with the terminators."""
    at = stop
    length = len(text)
    while at < length:
        char = text[at]
        if at in closes or (char in _CLOSERS and at not in pairs):
            at += 1
        elif char in "“«‘" and at not in pairs:
            at += 1
        elif char in _INVISIBLE and char in "\u202c\u2069":
            at += 1
        elif char == " " and at + 1 in closes:
            at += 2
        elif char == " " and (quote := _SPACED_QUOTE.match(text, at)) and _closes(text, at, quote[1]):
            at = quote.end(1)
        elif char in " [⁰¹²³⁴⁵⁶⁷⁸⁹" and (reference := _REFERENCE.match(text, at)):
            at = reference.end()
        else:
            break
    return at
