"""Mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity
from l10n.text.prose import mail_addresses


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The mail addresses are those of the source."""
    found = set(mail_addresses(pair.target))
    missing = [address for address in mail_addresses(pair.source) if address not in found]
    if missing:
        yield Diagnostic("email", Severity.WARNING, f"missing: {', '.join(dict.fromkeys(missing))}")


CHECK = Check("email", Severity.WARNING, run, needs=frozenset("@"))
