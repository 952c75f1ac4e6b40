"""Mail addresses."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.text.addresses import mail_addresses
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The mail addresses are those of the source."""
    found = set(mail_addresses(pair.target))
    missing = [address for address in mail_addresses(pair.source) if address not in found]
    if missing:
        text = Text("missing: {what}", what=", ".join(dict.fromkeys(missing)))
        yield Diagnostic("email", Severity.WARNING, text)


CHECK = Check("email", Severity.WARNING, run, drafts="ignored", needs=frozenset("@"))
