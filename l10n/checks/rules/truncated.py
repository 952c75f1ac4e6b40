"""The end of a sentence that is missing."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.checks.rules.end_punctuation import ending_of
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity
from l10n.translatable import Text

_ENOUGH = 6
"""Words of a source; shorter ones may be phrases with a stop."""
_SURELY_A_SENTENCE = 12
"""Words of a source; for shorter ones, translators write phrases that end in a noun."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The source ends like a sentence; the translation has no final mark and does not end as sentences of its language
    do."""
    if not pair.language.endings or pair.type in UNSPLIT_TYPES or len(pair.source.split()) < _ENOUGH:
        return
    wanted, found = ending_of(pair, source=True), ending_of(pair, source=False)
    if not wanted.kinds or not wanted.kinds <= _FINAL or found.kinds or found.open or wanted.open:
        return
    if len(pair.source.split()) < _SURELY_A_SENTENCE and not found.before.endswith(pair.language.unfinished):
        return
    if not pair.language.is_sentence(found.before) and found.before[-1:].isalpha():
        end = len(pair.target.rstrip())
        yield Diagnostic("truncated", Severity.WARNING, Text("ends in the middle of a sentence"), max(0, end - 1), end)


_FINAL = frozenset(".?!")

CHECK = Check("truncated", Severity.WARNING, run, drafts="language")
