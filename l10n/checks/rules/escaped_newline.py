"""Line ends written as an escape."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    r"""The translation has as many line ends written as `\n` as the source."""
    wanted, found = pair.source.count("\\n"), pair.target.count("\\n")
    if wanted != found:
        text = Text("\\n stands there {found} times, in the source {wanted} times", found=found, wanted=wanted)
        yield Diagnostic("escaped-newline", Severity.ERROR, text)


CHECK = Check("escaped-newline", Severity.ERROR, run, drafts="ignored", needs=frozenset("\\"))
