"""Protected terms."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A term that the glossary protects stands in the translation exactly as in the glossary."""
    for term in pair.terms:
        if term.do_not_translate and term.target not in pair.target:
            text = Text("{term} must stay as it is", term=term.target)
            yield Diagnostic("do-not-translate", Severity.WARNING, text)


CHECK = Check("do-not-translate", Severity.WARNING, run, drafts="language")
