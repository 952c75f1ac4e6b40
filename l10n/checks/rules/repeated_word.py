"""One word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko.words import PARTICLE, words
from l10n.model import Diagnostic, Severity
from l10n.text.prose import prose, spaced_words
from l10n.translatable import Text

_PUNCTUATION = ".,;:!?…。、，！？\"'“”‘’()[]*_"
_REDUPLICATING = frozenset("af id ms st tn nso xh zu sw tl jv su vi hi bn ta te th lo km my tr fa ur ht".split(" "))
"""Languages that double words to say "each", "very" or a plural."""
_PAIRED = {
    "de": "die das der dem den sie ihr",
    "nl": "die dat zij haar",
    "fr": "nous vous",
    "en": "that had",
    "it": "via piano così",
    "es": "poco muy",
    "pt": "pouco muito",
}
"""Words that grammar may put twice in a row."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A word stands twice in a row, and in the source none does."""
    text = prose(pair.target)
    starts = [word[:2] for word in text.split()]
    if not any(map(eq, starts, starts[1:])) or pair.language in _REDUPLICATING:
        return
    same = _same_korean if pair.language == "ko" else _same
    allowed = _PAIRED.get(pair.language, "").split()
    for (at, first), (next_at, second) in pairwise(spaced_words(text)):
        if first[0] == second[0] and same(first, second) and first.casefold() not in allowed:
            if not _repeats(pair.source):
                end = next_at + len(second)
                said = Text("repeated: {word}", word=first)
                yield Diagnostic("repeated-word", Severity.WARNING, said, at, end)
            return


def _same(first: str, second: str) -> bool:
    """Whether these are one word; punctuation between them makes two sentences, or a list."""
    word = first.lstrip(_PUNCTUATION)
    return len(word) > 1 and word.isalpha() and word.casefold() == second.rstrip(_PUNCTUATION).casefold()


_HANGUL = re.compile(r"[가-힣]{2,}\Z")


def _same_korean(first: str, second: str) -> bool:
    """Whether these are one noun, the second time perhaps with a particle. Adverbs and counted things are doubled for
    emphasis or for "each" (아주 아주, 조금씩 조금씩)."""
    if not _HANGUL.match(first) or first in words("doubled") or first.endswith(("씩", "히", "이", "게")):
        return False
    rest = second.rstrip(_PUNCTUATION).removeprefix(first)
    return second.startswith(first) and (not rest or bool(PARTICLE.fullmatch(rest)))


def _repeats(text: str) -> bool:
    return any(_same(first, second) for (_, first), (_, second) in pairwise(spaced_words(prose(text))))


CHECK = Check("repeated-word", Severity.WARNING, run, drafts="ignored")
