"""Marks: where a sentence may end. A mark is a run of terminators, with what closes behind it and the space after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from l10n.segmentation.pairs import MARKS as PAIR_MARKS
from l10n.segmentation.pairs import Pair

# Sentence_Break=STerm or ATerm (Unicode 16, SentenceBreakProperty.txt) of the scripts in use, and the ellipsis. The
# Burmese little section ၊ is left out: it is a comma.
_SPACED = ".!?…։؝؞؟۔܀܁܂߹‼‽⁇⁈⁉⸮"
_UNSPACED = "।॥။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖﹗！．？。｡"
TERMINATORS = _SPACED + _UNSPACED
UNSPACED = frozenset(_UNSPACED)
"""Terminators that end a sentence whatever follows, with no space needed: 。 in Chinese, । in Hindi."""

TRANSPARENT = "\u2060"
"""Stands for inline markup, which is neither a word nor a space."""

OPAQUE = "ƻ"
"""Stands for a code, a link or a placeholder: a word without case."""

_POPS = "\u202c\u2069"  # close a run of embedded right-to-left or left-to-right text
_CLOSERS = frozenset(")]}）］｝】〕〗〉》」』”’»›“«‘\"'`*_" + TRANSPARENT + _POPS)
_NOTE_IN_BRACKETS = re.compile(r"(?:[ ]?\[\d{1,3}\])+|[⁰¹²³⁴-⁹]+")
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:[ ,–]\d{1,3}){0,5}(?=\s+[^\W\d_a-z])")
_SPACED_QUOTE = re.compile(r" (''|'|\")(?=\s)")
_BLANKS = re.compile(r"\s+")
# What may stand before the first letter of a sentence: opening marks, markup, an ellipsis, a dash, Spanish ¿ and ¡.
_LEAD = re.compile(rf"(?:[\s{TRANSPARENT}¿¡*_#\-–—―‐{re.escape(PAIR_MARKS)}]|,,|\.\.\.|…){{0,12}}")
_HEAD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_WORD_EDGE = " \t\r\n\u00a0\u202f" + _DIRECTIONS + '“”"„«»‘‚([{（「『<>—–' + TRANSPARENT
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
    quotation: int
    """Where the quotation or bracket opens that closes with the terminators, or -1."""

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
    # `word. . . . Next` is a period and an ellipsis (The Chicago Manual of Style, 13.53).
    one = f"[{re.escape(TERMINATORS + ends)}]"
    return re.compile(rf"(?<=\w)\.(?= \. \. \. [^\W\d_a-z])|{one}+(?:[ \u00a0]{{1,2}}(?:\.\.\.|[….]|[!?]+)(?![\w.…])){{0,60}}")


def find_runs(text: str, ends: str) -> Iterator[re.Match[str]]:
    """The runs of terminators of one paragraph; `ends` are those of its language alone."""
    return _pattern(ends).finditer(text)


def mark_at(text: str, begin: int, start: int, stop: int, pairs: dict[int, Pair], closes: dict[int, Pair]) -> Mark:
    """The mark of one run. `pairs` are keyed by the offset of the opening mark, `closes` by the last offset inside."""
    close = _closed(text, stop, pairs, closes)
    while stop < close < len(text) and text[close] in ".!?":  # `"No.".`
        stop = close + 1
        close = _closed(text, stop, pairs, closes)
    if stop == close and text[stop - 1] == "." and (text[start - 1 : start] in _CLOSERS or text[start - 4 : start].isalpha()):
        note = _NOTE_NUMBER.match(text, close)
        close = note.end() if note else close
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
        min((closes[at].start for at in range(stop, close) if at in closes), default=-1),
    )


def _word_before(text: str, begin: int, start: int) -> str:
    low = max(begin, start - _WORD_REACH)
    while start > low and text[start - 1] in _DIRECTIONS:
        start -= 1
    left = start
    while left > low and text[left - 1] not in _WORD_EDGE:
        left -= 1
    return text[left:start]


def _closes(text: str, at: int, quote: str) -> bool:
    """Whether a straight quotation mark between spaces, behind terminators, closes: one is open, or it is the only one."""
    spaced = f" {quote} "
    count = text.count(spaced, 0, at + 1) + text.startswith(spaced[1:])
    return count % 2 == 1 or (not count and text.find(spaced, at + len(quote) + 1) < 0)


def _closed(text: str, stop: int, pairs: dict[int, Pair], closes: dict[int, Pair]) -> int:
    """The offset behind everything that closes with the terminators."""
    at = stop
    length = len(text)
    while at < length:
        char = text[at]
        if at in closes or (char in _CLOSERS and at not in pairs):
            at += 1
        elif char == " " and at + 1 in closes:
            at += 2
        elif char == " " and (quote := _SPACED_QUOTE.match(text, at)) and _closes(text, at, quote[1]):
            at = quote.end(1)
        elif char in " [⁰¹²³⁴⁵⁶⁷⁸⁹" and (note := _NOTE_IN_BRACKETS.match(text, at)):
            at = note.end()
        else:
            break
    return at
