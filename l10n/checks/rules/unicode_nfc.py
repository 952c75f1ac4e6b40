"""Composed characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_LETTERS = re.compile(f"([{_LEADS}])([{_VOWELS}])(?:([{_CODAS}])(?![{_VOWELS}]))?")


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
    elif pair.language == "ko" and (match := _LETTERS.search(pair.target)):
        text = Text("letters for a syllable: {letters}", letters=match[0])
        yield Diagnostic("unicode-nfc", Severity.WARNING, text, *match.span(), _compose(pair.target))


def _compose(text: str) -> str:
    """The text with letters that make syllables written as such (Unicode Standard, 3.12)."""

    def syllable(match: re.Match[str]) -> str:
        coda = _CODAS.index(match[3]) + 1 if match[3] else 0
        return chr(0xAC00 + (_LEADS.index(match[1]) * 21 + _VOWELS.index(match[2])) * 28 + coda)

    return _LETTERS.sub(syllable, text)


CHECK = Check("unicode-nfc", Severity.WARNING, run, drafts="ignored")
