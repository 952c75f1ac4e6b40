"""The way an ellipsis is written."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_DOTS = re.compile(r"(?<![.\w/])\.{3}(?![./])|(?<=\w)\.{3}(?!\.)")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Three dots stand where the source has an ellipsis (…); a matter of style."""
    if "..." in pair.target and "…" in pair.source and (match := _DOTS.search(pair.without_code(pair.target))):
        yield Diagnostic("ellipsis", Severity.INFO, Text("three dots for an ellipsis"), *match.span())


CHECK = Check("ellipsis", Severity.INFO, run, drafts="ignored", needs=frozenset("…"))
