"""Negation: whether a translation says the opposite."""

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The source is negated (not, never, without), and nothing in the translation negates; a warning for drafts."""
    negated = _pattern(pair.source_language.negators)
    negates = _pattern(pair.language.negation)
    if not (negated and negates):
        return
    source = pair.prose(pair.source)
    if not _anywhere(pair.source_language.negators).search(source.lower()):
        return
    found = negated.search(source)  # first, since this settles most texts: every affirmation has a negator
    if found and (affirmed := _pattern(pair.source_language.affirmations)):
        found = negated.search(affirmed.sub(" ", source))
    if found and not negates.search(pair.target):
        severity = Severity.WARNING if pair.is_draft else Severity.INFO
        yield Diagnostic("negation", severity, Text("nothing negates, as {what} does in the source", what=found[0]))


@lru_cache(maxsize=32)
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str] | None:
    """Matches any of these expressions; None if there are none."""
    return re.compile("|".join(listed), re.IGNORECASE) if listed else None


@lru_cache(maxsize=32)
def _anywhere(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Matches in small letters where any of these expressions may match, within words too: without the edge of a word
    before its first letters a pattern is ten times as fast."""
    loose = "|".join(expression.removeprefix(r"\b") for expression in listed)
    return re.compile(loose if loose == loose.lower() else "")


CHECK = Check("negation", Severity.WARNING, run, drafts="language")
