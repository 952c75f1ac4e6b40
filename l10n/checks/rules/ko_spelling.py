"""Korean words that are often misspelled."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko import CODE
from l10n.languages.ko.spelling import misspelled
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A loan word or a word that is often misspelled (컨텐츠, 메세지, 몇일); the glossary's words are right."""
    agreed = [term.target for term in pair.terms if not term.forbidden]
    for found in misspelled(pair.prose(pair.target)):
        written = pair.target[found.start : found.end]
        if not any(written in target for target in agreed):
            text = Text("{written} is spelled {right}", written=written, right=found.right)
            yield Diagnostic("ko-spelling", Severity.WARNING, text, found.start, found.end)


CHECK = Check("ko-spelling", Severity.WARNING, run, drafts="language", languages=frozenset({CODE}))
