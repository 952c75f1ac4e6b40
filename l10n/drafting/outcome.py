"""What becomes of a sentence: the questions that engines are asked, and what is made of their answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from l10n.drafting.engine import Engine, Request
from l10n.glossary.terms import TermMatch


@dataclass(frozen=True, slots=True)
class Question:
    """What one engine is asked."""

    engine: Engine
    request: Request


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sentence."""

    text: str
    """Its translation; empty when there is none worth keeping."""
    origin: str = ""
    """As in a draft's mark: `mt argos-en-ko@1.9`."""
    cost: int = 0
    """How much the checks find in it; 0 for nothing."""
    unusable: bool = False
    """Whether there was an answer, but one that lost or invented codes, or that is worthless."""
    drifted: bool = False
    """Whether some pair of codes stands around far less, or far more, than it did."""
    failed: frozenset[str] = frozenset()
    """The rules that find something."""
    natural: bool = True


Asking = Generator[list[Question], list[str], Outcome]
"""A sentence on its way: it yields questions to one engine, is sent their answers in order, and returns the outcome."""


Way = Callable[[Sequence[TermMatch]], Asking]
"""A way to have a sentence translated, given the terms that the engine is not to see."""


def better(one: Outcome, other: Outcome) -> Outcome:
    """The cheaper of two outcomes. One with a text beats one without; the first wins where both cost the same."""
    if one.text and other.text:
        return other if other.cost < one.cost else one
    return one if one.text else other


def capitalized(text: str, source: str) -> str:
    """The text with a capital where the source begins like a sentence; words such as `iPhone` stay."""
    like_a_sentence = source[:1].isupper() and not source[1:2].isupper()
    if like_a_sentence and text[:1].islower() and not text[1:2].isupper() and len(text[0].upper()) == 1:
        return text[0].upper() + text[1:]
    return text


def drifted(before: Sequence[tuple[str, float]], after: Sequence[tuple[str, float]]) -> bool:
    """Whether pairs of codes with the same opening hold shares of their texts that differ by a factor of 3."""
    pairs = zip(sorted(before), sorted(after), strict=False)
    return any(one[0] == other[0] and not 1 / 3 < other[1] / one[1] < 3 for one, other in pairs if one[1])


_BLANKS = re.compile(r"[ \t\r\n\v\f\u2028\u2029\x85]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffd]")


def tidy(answer: str) -> str:
    """An engine's answer on one line, composed (NFC), without control and invisible characters and double spaces."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", answer))).strip()
