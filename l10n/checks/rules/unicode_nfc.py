"""Composed characters."""

import re
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
    if not unicodedata.is_normalized("NFC", pair.target) and not _is_source_sign(pair):
        composed = unicodedata.normalize("NFC", pair.target)
        start = next((at for at, (old, new) in enumerate(zip(pair.target, composed, strict=False)) if old != new), 0)
        end = min(start + 3, len(pair.target))
        # A sign that has a twin (the Kelvin sign, a K) may be what the text is about.
        certain = not _TWINS.search(pair.target)
        found = Diagnostic("unicode-nfc", Severity.WARNING, Text("decomposed characters"), start, end)
        yield found.repaired(composed, certain=certain)
    elif "Hangul" in scripts_of(pair.locale) and (match := LOOSE_LETTERS.search(pair.target)):
        text = Text("letters for a syllable: {letters}", letters=match[0])
        yield Diagnostic("unicode-nfc", Severity.WARNING, text, *match.span(), suggestion=compose(pair.target))


_TWINS = re.compile(
    r"[\u0340-\u0343\u0374\u037e\u0387\u1f71-\u1fff\u2000-\u2001\u2126-\u212b\u2329\u232a\uf900-\ufaff]"
)
"""Single characters that the normal form replaces with another one."""


def _is_source_sign(pair: Pair) -> bool:
    """Whether all that is not composed are signs with a twin that the source has, too."""
    kept = _TWINS.sub(lambda match: "" if match[0] in pair.source else match[0], pair.target)
    return unicodedata.is_normalized("NFC", kept)


CHECK = Check("unicode-nfc", Severity.WARNING, run, drafts="ignored")
