"""Agreed terms."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.glossary.usage import term_used
from l10n.model import Diagnostic, Severity


def run(pair: Pair) -> Iterator[Diagnostic]:
    """An agreed term of the glossary is missing, in whatever inflection and with whatever particle, or a forbidden one
    is used."""
    agreed: dict[str, list[str]] = {}
    for term in pair.terms:
        if term.forbidden:
            if term_used(pair.target, term.target, pair.locale):
                start = max(pair.target.find(term.target), 0)
                text = f"{term.target} must not be used for {term.source}"
                yield Diagnostic("glossary", Severity.ERROR, text, start, start + len(term.target))
        elif not term.do_not_translate:
            agreed.setdefault(term.source, []).append(term.target)
    for source, targets in agreed.items():
        if not any(term_used(pair.target, target, pair.locale) for target in targets):
            yield Diagnostic("glossary", Severity.WARNING, f"{source} is {' or '.join(targets)} in the glossary")


CHECK = Check("glossary", Severity.WARNING, run)
