"""One source text with several translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n.checks.pair import ArticleCheck, Pair
from l10n.model import Diagnostic, Severity


def run(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """One source text has two approved translations, in an article or in the locale."""
    first: dict[tuple[str, str], str] = {}
    for index, pair in enumerate(pairs):
        if pair.target:
            before = first.setdefault((pair.context, pair.source), pair.target)
            if before != pair.target:
                yield index, Diagnostic("inconsistent", Severity.WARNING, f"elsewhere translated as {before!r}")


CHECK = ArticleCheck("inconsistent", Severity.WARNING, run)
