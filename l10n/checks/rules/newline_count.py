"""Line ends within a text."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many lines as the source."""
    wanted, found = _lines(pair.source), _lines(pair.target)
    if wanted != found:
        # In a program's text of one line a line end may be intended.
        severity = Severity.ERROR if pair.format or wanted > 1 else Severity.INFO
        text = Text("{found} lines, the source has {wanted}", found=found, wanted=wanted)
        yield Diagnostic("newline-count", severity, text)


def _lines(text: str) -> int:
    return text.strip().replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


CHECK = Check("newline-count", Severity.ERROR, run, drafts="ignored", needs=frozenset("\r\n"))
