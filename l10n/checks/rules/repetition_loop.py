"""Loops: the repeated text that a translation model writes when it is stuck."""

import re
from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.text.prose import spaced_words
from l10n.translatable import Text

_LONGEST = 24
"""The most words of a phrase that is searched for."""
_RUN = re.compile(r"(\w{2,4}?)\1{3,}|(\S{5,14}?)\2{2,}|(\S{15,40}?)\3+")
"""A short piece of text four times, a longer one three times, a long one twice."""
_PUNCTUATION = ".,;:!?…。、，"

_Loop = tuple[int, int, str]
"""A loop's start and end, and the repeated text."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A phrase is repeated over and over, as a translation model does when it is stuck."""
    loop = _loop_of_words(pair.prose(pair.target))
    if not loop and pair.language.unspaced:
        loop = _loop_of_characters(pair.target)
    if loop and not _loop_of_words(pair.source) and not _loop_of_characters(pair.source):
        start, end, phrase = loop
        text = Text("repeated over and over: {phrase}", phrase=phrase)
        yield Diagnostic("repetition-loop", Severity.ERROR, text, start, end)


def _loop_of_words(text: str) -> _Loop | None:
    words = text.split()
    if len(set(words)) > len(words) - 2:
        return None  # most texts repeat at most one word
    keys = [word.strip(_PUNCTUATION) for word in words]
    if len({*zip(keys, keys[1:], keys[2:], strict=False)}) >= len(keys) - 2:
        return None  # in a loop, some three words in a row occur again
    for period in range(1, min(_LONGEST, len(keys) // 2) + 1):
        if found := _periodic(keys, period):
            first, last = (spaced_words(text)[index] for index in found)
            phrase = " ".join(word for _, word in spaced_words(text)[found[0] : found[0] + period])
            return first[0], last[0] + len(last[1]), phrase
    return None


def _periodic(keys: Sequence[str], period: int) -> tuple[int, int] | None:
    """The first stretch that repeats with this period long enough to be a loop: its first and last index."""
    # One word four times; a short phrase two and a half times, since its last round often has another form; a long one
    # twice.
    needed = 3 if period == 1 else -(-3 * period // 2) if period < 6 else period
    repeated = 0
    for index in range(period, len(keys)):
        same = keys[index] == keys[index - period] and any(map(str.isalpha, keys[index]))
        repeated = repeated + 1 if same else 0
        if repeated == needed:
            return index - repeated - period + 1, index
    return None


def _loop_of_characters(text: str) -> _Loop | None:
    """A loop in a text without spaces between words."""
    pieces = [text[at : at + 4] for at in range(len(text) - 3)]
    if len(pieces) - len(set(pieces)) < 4:
        return None
    for match in _RUN.finditer(text):
        phrase = match[match.lastindex or 0]
        if len(set(phrase)) > 1 and any(map(str.isalpha, phrase)):
            return *match.span(), phrase
    return None


CHECK = Check("repetition-loop", Severity.ERROR, run, drafts="fatal")
