"""One source text with several translations."""

from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import ArticleCheck
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """One source text has two approved translations, in an article or in the locale."""
    first: dict[tuple[str, str], str] = {}
    for index, pair in enumerate(pairs):
        if pair.target:
            before = first.setdefault((pair.context, pair.source), pair.target)
            if before != pair.target:
                text = Text("elsewhere translated as {other!r}", other=before)
                yield index, Diagnostic("inconsistent", Severity.WARNING, text)


CHECK = ArticleCheck("inconsistent", Severity.WARNING, run)
