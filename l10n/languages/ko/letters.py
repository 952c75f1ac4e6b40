"""Hangul letters that were typed one by one, and the syllables that they make."""

import re

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
LOOSE_LETTERS = re.compile(f"([{_LEADS}])([{_VOWELS}])(?:([{_CODAS}])(?![{_VOWELS}]))?")
"""Letters that are a syllable together."""


SINGLE_LETTER = re.compile("[ㄱ-ㅣ\uffa0-\uffdc]")
STRAY_LETTERS = re.compile(
    "[\uffa0-\uffdc]+"  # half-width forms, of old terminals
    "|(?<=[가-힣])[ㄱ-ㅎㅏ-ㅣ]+(?![ㄱ-ㅎㅏ-ㅣ]*(?:[자·,/)]|받침))"  # within a word or at its end
    "|(?<![ㄱ-ㅣ])([ㅋㅎㅠㅜㅇㄷㄴㅂ])\\1+(?![ㄱ-ㅣ])"  # ㅋㅋ, ㅠㅠ
)
"""Single letters that are no writing of Korean prose: half-width ones, those left in a word, and those of chats."""


LAUGHTER = re.compile(r"\b(?:a?(?:ha|he){2,}h?|lol|lmao|rofl)\b|[:;]['’]?-?[()D]", re.IGNORECASE)
"""What chats write in English for ㅋㅋ and ㅠㅠ."""


def compose(text: str) -> str:
    """The text with loose letters composed into syllables (Unicode Standard, 3.12)."""

    def syllable(match: re.Match[str]) -> str:
        coda = _CODAS.index(match[3]) + 1 if match[3] else 0
        return chr(0xAC00 + (_LEADS.index(match[1]) * 21 + _VOWELS.index(match[2])) * 28 + coda)

    return LOOSE_LETTERS.sub(syllable, text)
