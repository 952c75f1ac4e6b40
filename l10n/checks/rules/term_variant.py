"""One term of an article with several translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import ArticleCheck
from l10n.glossary.recurring import Rendering, recurring_terms
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """A name or a term that recurs in an article is translated in another way than elsewhere in it; found by alignment,
    in drafts only unless the rule is asked for."""
    texts = [(pair.prose(pair.source), pair.prose(pair.target)) for pair in pairs]
    if not pairs:
        return
    for found in recurring_terms(texts, (pairs[0].source_locale, pairs[0].locale)):
        usual, *others = found.renderings or (Rendering("", (), ()),)
        if usual.count < 2:
            continue  # none is usual
        for other in others:
            for index, (start, end) in zip(other.units, other.spans, strict=True):
                text = Text("{term} is {usual} elsewhere", term=found.term, usual=usual.text)
                yield index, Diagnostic("term-variant", Severity.WARNING, text, start, end)


ARTICLE_CHECK = ArticleCheck("term-variant", Severity.WARNING, run, drafts_only=True)
