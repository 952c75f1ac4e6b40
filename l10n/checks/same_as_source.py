"""A translation that is the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.english import common_words
from l10n.checks.pair import Check, Pair
from l10n.checks.text import prose
from l10n.model import Diagnostic, Severity

_WORD = re.compile(r"(?<![\w.@#/\\:+-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/\\+]|\.\w)")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation equals the source though that has words; names, numbers, addresses and code alone may."""
    if pair.source != pair.target or pair.language == pair.source_language:
        return
    kept = {word for term in pair.terms if term.do_not_translate for word in term.source.split()}
    words = [word for word in _WORD.findall(prose(pair.source)) if word not in kept]
    if any(_is_word(word) for word in words):
        yield Diagnostic("same-as-source", Severity.WARNING, "the same as the source")


def _is_word(word: str) -> bool:
    if len(word) < 3 or word.isupper():
        return False
    return word.islower() or word.lower() in common_words()


CHECK = Check("same-as-source", Severity.WARNING, run)
