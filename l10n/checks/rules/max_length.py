"""The length that a unit may have."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation is longer than the unit's limit (the flag `max-length:N`), in characters."""
    limits = [int(flag[11:]) for flag in pair.flags if flag.startswith("max-length:") and flag[11:].isdecimal()]
    if pair.max_length is not None:
        limits.append(pair.max_length)
    if limits and len(pair.target) > min(limits):
        limit = min(limits)
        text = Text("{count} characters, {limit} are allowed", count=len(pair.target), limit=limit)
        yield Diagnostic("max-length", Severity.ERROR, text, limit, len(pair.target))


CHECK = Check("max-length", Severity.ERROR, run, drafts="ignored")
