"""Loops: what a translation model writes when it is stuck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.checks.pair import Check, Pair
from l10n.checks.text import spaced_words
from l10n.model import Diagnostic, Severity

_LONGEST = 24  # words in a phrase that is looked for


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A phrase is repeated over and over, as a translation model does when it is stuck."""
    loop = _loop(pair.target) or (_unspaced_loop(pair.target) if pair.language in _UNSPACED else None)
    if loop and not _loop(pair.source) and not _unspaced_loop(pair.source):
        start, end, phrase = loop
        yield Diagnostic("repetition-loop", Severity.ERROR, f"repeated over and over: {phrase}", start, end)


def _loop(text: str) -> tuple[int, int, str] | None:
    """Where a loop begins and ends, and what is repeated."""
    words = spaced_words(text)
    keys = [word.strip(".,;:!?…。、，") for _, word in words]
    if len(keys) > 2 and len(set(keys)) < len(keys):
        for period in range(1, min(_LONGEST, len(keys) // 2) + 1):
            if found := _periodic(keys, period):
                first, last = found
                return (
                    words[first][0],
                    words[last][0] + len(words[last][1]),
                    " ".join(w for _, w in words[first : first + period]),
                )
    return None


_UNSPACED = frozenset("ja zh yue th lo km my".split(" "))
_RUN = re.compile(r"(\w{2,4}?)\1{3,}|(\S{5,14}?)\2{2,}|(\S{15,40}?)\3+")


def _unspaced_loop(text: str) -> tuple[int, int, str] | None:
    """Where a loop begins and ends in a text without spaces between words, and what is repeated."""
    pieces = [text[at : at + 4] for at in range(len(text) - 3)]
    if len(pieces) - len(set(pieces)) < 4:
        return None
    for match in _RUN.finditer(text):
        phrase = match[1] or match[2] or match[3]
        if len(set(phrase)) > 1 and any(map(str.isalpha, phrase)):
            return *match.span(), phrase
    return None


def _periodic(keys: Sequence[str], period: int) -> tuple[int, int] | None:
    """The first stretch that repeats with this period long enough to be a loop: its first and last index."""
    # One word four times; a short phrase two and a half times, since the last round is often another form of it; a
    # long one twice.
    needed = 3 if period == 1 else -(-3 * period // 2) if period < 6 else period
    run_length = 0
    for index in range(period, len(keys)):
        run_length = run_length + 1 if keys[index] == keys[index - period] and any(map(str.isalpha, keys[index])) else 0
        if run_length >= needed:
            return index - run_length - period + 1, index
    return None


CHECK = Check("repetition-loop", Severity.ERROR, run)
