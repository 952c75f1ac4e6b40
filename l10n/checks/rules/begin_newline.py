"""Line ends at the beginning of a text."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.checks.rules.edges import compare_edge
from l10n.model import Diagnostic, Severity


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation begins with the same line ends as the source."""
    return compare_edge(pair, "begin", "line ends", "begin-newline", Severity.ERROR)


CHECK = Check("begin-newline", Severity.ERROR, run, needs=frozenset("\r\n"))
