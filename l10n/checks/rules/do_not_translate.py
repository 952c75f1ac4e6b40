"""Protected terms."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A term that the glossary protects stands in the translation exactly as in the glossary."""
    for term in pair.terms:
        if term.do_not_translate and term.target not in pair.target:
            yield Diagnostic("do-not-translate", Severity.WARNING, f"{term.target} must stay as it is")


CHECK = Check("do-not-translate", Severity.WARNING, run)
