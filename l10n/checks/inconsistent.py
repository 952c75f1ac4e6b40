"""One source text with several translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity


def run(pair: Pair) -> Iterator[Diagnostic]:
    """One source text has two approved translations, in the article or in the locale."""
    return iter(())  # a single pair cannot show it


def across(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """The pairs whose source was translated in another way before."""
    first: dict[tuple[str, str], str] = {}
    for index, pair in enumerate(pairs):
        key = pair.locale, pair.source
        before = first.setdefault(key, pair.target)
        if before != pair.target:
            yield index, Diagnostic("inconsistent", Severity.WARNING, f"elsewhere translated as {before!r}")


CHECK = Check("inconsistent", Severity.WARNING, run)
