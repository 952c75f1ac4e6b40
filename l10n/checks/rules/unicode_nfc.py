"""Composed characters."""

import unicodedata
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko.letters import LOOSE_LETTERS, compose
from l10n.languages.scripts import scripts_of
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has decomposed characters, which search and fonts trip over (Unicode normalization form C), or
    Hangul letters that are a syllable together."""
    if pair.target.isascii():
        return
    if not unicodedata.is_normalized("NFC", pair.target):
        composed = unicodedata.normalize("NFC", pair.target)
        start = next((at for at, (old, new) in enumerate(zip(pair.target, composed, strict=False)) if old != new), 0)
        end = min(start + 3, len(pair.target))
        yield Diagnostic("unicode-nfc", Severity.WARNING, Text("decomposed characters"), start, end, composed)
    elif "Hangul" in scripts_of(pair.locale) and (match := LOOSE_LETTERS.search(pair.target)):
        text = Text("letters for a syllable: {letters}", letters=match[0])
        yield Diagnostic("unicode-nfc", Severity.WARNING, text, *match.span(), compose(pair.target))


CHECK = Check("unicode-nfc", Severity.WARNING, run, drafts="ignored")
