"""Marks: where a sentence may end. A mark is a run of terminators, with what closes behind it and the space after."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from l10n.segmentation.pairs import MARKS as PAIR_MARKS

# Sentence_Break=STerm or ATerm (Unicode 16, SentenceBreakProperty.txt) of the scripts in use, and the ellipsis. The
# Burmese little section ၊ is left out: it is a comma.
_SPACED = ".!?…։؝؞؟۔܀܁܂߹‼‽⁇⁈⁉⸮"
_UNSPACED = "।॥။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖﹗！．？。｡"
UNSPACED = frozenset(_UNSPACED)
"""Terminators that end a sentence whatever follows, with no space needed: 。 in Chinese, । in Hindi."""

TRANSPARENT = "\u2060"
"""Stands for inline markup, which is neither a word nor a space."""

OPAQUE = "ƻ"
"""Stands for a code, a link or a placeholder: a word in a script without capitals."""

_POPS = "\u202c\u2069"  # close a run of text in the other direction
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068" + _POPS
_CLOSERS = frozenset(")]}）］｝】〕〗〉》」』”’»›“«‘\"'`*_" + TRANSPARENT + _POPS)
_SPACED_QUOTE = re.compile(r" (''|'|\")(?=\s)")
_NOTE_IN_BRACKETS = re.compile(r"(?:[ ]?\[\d{1,3}\])+|[⁰¹²³⁴-⁹]+")
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:[ ,–]\d{1,3}){0,5}(?=\s+[^\W\d_a-z])")
_BLANKS = re.compile(r"\s+")
# What may stand before the first letter of a sentence: opening marks, markup, an ellipsis, a dash, Spanish ¿ and ¡.
_LEAD = re.compile(rf"(?:[\s{TRANSPARENT}¿¡*_#\-–—―‐{re.escape(PAIR_MARKS)}]|,,|\.\.\.|…){{0,12}}")
_HEAD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WORD_EDGES = '“”"„«»‘‚([{（「『<>—–*' + TRANSPARENT + _DIRECTIONS
_TO_LAST_EDGE = re.compile(rf".*[\s{re.escape(_WORD_EDGES)}]", re.DOTALL)
_REACH = 32  # characters; no word that the rules know is longer
_QUOTE_REACH = 2000  # characters; how far back a quotation mark between spaces looks for its partner


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
    """Just behind the quotation marks, brackets and notes that close with it."""
    end: int
    """Just behind the white space: where the next sentence would begin. There is text at `end`."""
    opening: int
    """Where the outermost quotation or bracket opens that closes here, or -1."""
    run: str
    """The terminators."""
    word: str
    """The word before them, back to a space or an opening mark, 32 characters at most."""
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

    @property
    def attached(self) -> bool:
        """Whether the next character follows the terminators at once."""
        return self.end == self.stop

    @property
    def lead(self) -> str:
        """What stands in the sentence before the quotation or bracket that closes here."""
        return self.text[self.begin : self.opening].rstrip()


@cache
def _pattern(ends: str) -> re.Pattern[str]:
    # A run goes on over spaces when what follows is an ellipsis or more marks with nothing attached: `. . .`, `! !`.
    # `word. . . . Next` is a period and an ellipsis (The Chicago Manual of Style, 13.53).
    one = f"[{re.escape(_SPACED + _UNSPACED + ends)}]"
    goes_on = r"[ \u00a0]{1,2}(?:\.\.\.|[….]|[!?]+)(?![\w.…])"
    return re.compile(rf"{one}(?:(?<=\w\.)(?= \. \. \. [^\W\d_a-z])|{one}*(?:{goes_on}){{0,60}})")


def find_runs(text: str, ends: str) -> Iterator[re.Match[str]]:
    """The runs of terminators of one paragraph; `ends` are those of its language alone."""
    return _pattern(ends).finditer(text)


def mark_at(text: str, begin: int, start: int, stop: int, opens: Mapping[int, int], closes: Mapping[int, int]) -> Mark:
    """The mark of one run, in a sentence that began at `begin`.

    `opens` maps the offset of each opening mark to that of its closing mark, and `closes` the other way round.
    """
    close = _closed(text, stop, opens, closes)
    while stop < close < len(text) and text[close] in ".!?":  # `“No.”.`
        stop = close + 1
        close = _closed(text, stop, opens, closes)
    before = text[max(begin, start - 4) : start]
    if close == stop and text[stop - 1] == "." and (before[-1:] in _CLOSERS or (before.isalpha() and len(before) == 4)):
        note = _NOTE_NUMBER.match(text, close)
        close = note.end() if note else close
    blanks = _BLANKS.match(text, close)
    end = blanks.end() if blanks else close
    lead = _LEAD.match(text, end)
    after = lead.end() if lead else end
    head = _HEAD.match(text, after, after + _REACH)
    return Mark(
        text=text,
        begin=begin,
        start=start,
        stop=stop,
        close=close,
        end=end,
        opening=min((closes[at] for at in range(stop, close) if at in closes), default=-1),
        run=text[start:stop],
        word=_word_before(text, begin, start),
        after=after,
        head=head[0] if head else "",
    )


def _word_before(text: str, begin: int, end: int) -> str:
    before = text[max(begin, end - _REACH) : end].rstrip(_DIRECTIONS)
    edge = _TO_LAST_EDGE.match(before)
    return before[edge.end() :] if edge else before


def _closed(text: str, at: int, opens: Mapping[int, int], closes: Mapping[int, int]) -> int:
    """The offset behind everything that closes with the terminators that stop at `at`."""
    while at < len(text):
        char = text[at]
        if at in closes or (char in _CLOSERS and at not in opens):
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


def _closes(text: str, at: int, quote: str) -> bool:
    """Whether a straight quotation mark between spaces, behind terminators, closes: one is open, or it is the only one.

    So stand the marks in text that a program has cut into words: `' Maistre Boursier . ' He published`.
    """
    spaced = f" {quote} "
    low = max(0, at - _QUOTE_REACH)
    count = text.count(spaced, low, at + 1) + text.startswith(spaced[1:], low)
    return count % 2 == 1 or (not count and text.find(spaced, at + len(quote) + 1, at + _QUOTE_REACH) < 0)
