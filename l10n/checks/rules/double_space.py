"""Runs of spaces."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_RUN = re.compile(r"(?<=\S) {2,}(?=[^\s|])")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Two spaces stand in the translation where the source never has two."""
    if "  " not in pair.target or _RUN.search(pair.source):
        return
    runs = [match.span() for match in _RUN.finditer(pair.without_code(pair.target))]
    if runs:
        fix = pair.target
        for start, end in reversed(runs):
            fix = fix[:start] + " " + fix[end:]
        # HTML and Markdown show a single space; how a program shows its text is not known.
        severity = Severity.WARNING if pair.format == "text" else Severity.INFO
        found = Diagnostic("double-space", severity, Text("two spaces"), *runs[0])
        yield found.repaired(fix, certain=severity is Severity.WARNING)


CHECK = Check("double-space", Severity.WARNING, run, drafts="ignored")
