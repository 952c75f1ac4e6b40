"""Line ends written as an escape."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity


def run(pair: Pair) -> Iterator[Diagnostic]:
    r"""The translation has as many line ends written as `\n` as the source."""
    wanted, found = pair.source.count("\\n"), pair.target.count("\\n")
    if wanted != found:
        yield Diagnostic(
            "escaped-newline", Severity.ERROR, f"\\n stands there {found} times, in the source {wanted} times"
        )


CHECK = Check("escaped-newline", Severity.ERROR, run, needs=frozenset("\\"))
