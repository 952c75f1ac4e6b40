"""Agreed terms."""

from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.glossary.usage import term_used
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """An agreed term of the glossary is missing, in whatever inflection and with whatever particle, or a forbidden one
    is used."""
    agreed: dict[str, list[str]] = {}
    for term in pair.terms:
        if term.forbidden:
            if term_used(pair.target, term.target, pair.locale):
                start = max(pair.target.find(term.target), 0)
                text = Text("{target} must not be used for {source}", target=term.target, source=term.source)
                yield Diagnostic("glossary", Severity.ERROR, text, start, start + len(term.target))
        elif not term.do_not_translate:
            agreed.setdefault(term.source, []).append(term.target)
    for source, targets in agreed.items():
        if not any(term_used(pair.target, target, pair.locale) for target in targets):
            text = Text("{source} is {targets} in the glossary", source=source, targets=_any_of(targets))
            yield Diagnostic("glossary", Severity.WARNING, text)


def _any_of(targets: Sequence[str]) -> str | Text:
    *others, last = targets
    return Text("{first} or {second}", first=_any_of(others), second=last) if others else last


CHECK = Check("glossary", Severity.WARNING, run, drafts="language")
