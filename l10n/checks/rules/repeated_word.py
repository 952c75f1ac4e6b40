"""One word twice in a row."""

from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.text.prose import MARK, spaced_words
from l10n.translatable import Text

_PUNCTUATION = ".,;:!?…。、，！？\"'“”‘’()[]*_" + MARK


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A word stands twice in a row, and in the source none does."""
    text = pair.prose(pair.target)
    starts = [word[:2] for word in text.split()]
    if not any(map(eq, starts, starts[1:])) or "reduplicates" in pair.language.traits:
        return
    same = pair.language.grammar.is_repeated or _same
    allowed = pair.language.doubled
    for (at, first), (next_at, second) in pairwise(spaced_words(text)):
        if first[0] == second[0] and same(first, second.rstrip(_PUNCTUATION)) and first.casefold() not in allowed:
            if not _repeats(pair.prose(pair.source)):
                end = next_at + len(second)
                said = Text("repeated: {word}", word=first)
                yield Diagnostic("repeated-word", Severity.WARNING, said, at, end)
            return


def _same(first: str, second: str) -> bool:
    """Whether these are the same word. Punctuation between them makes two sentences, or a list."""
    word = first.lstrip(_PUNCTUATION)
    return len(word) > 1 and word.isalpha() and word.casefold() == second.casefold()


def _repeats(text: str) -> bool:
    words = pairwise(spaced_words(text))
    return any(_same(first, second.rstrip(_PUNCTUATION)) for (_, first), (_, second) in words)


CHECK = Check("repeated-word", Severity.WARNING, run, drafts="ignored")
