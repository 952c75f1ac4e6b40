"""English sounds in Hangul, by the standard for loanwords (외래어 표기법, 제2장 표 1 and 제3장 제1절)."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.languages.ko.letters import compose

_VOWELS = {
    **dict.fromkeys(("i", "ɪ", "iː"), "ㅣ"),
    **dict.fromkeys(("e", "ɛ"), "ㅔ"),
    "æ": "ㅐ",
    **dict.fromkeys(("a", "ɑ", "ɑː"), "ㅏ"),
    **dict.fromkeys(("ʌ", "ə", "ɜː", "əː"), "ㅓ"),
    **dict.fromkeys(("ɔ", "ɒ", "ɔː", "o", "oʊ", "əʊ"), "ㅗ"),
    **dict.fromkeys(("u", "ʊ", "uː"), "ㅜ"),
    "aɪ": "ㅏㅇㅣ",
    "aʊ": "ㅏㅇㅜ",
    "eɪ": "ㅔㅇㅣ",
    "ɔɪ": "ㅗㅇㅣ",
}
"""A vowel of one letter is short (짧은 모음); 제8항: each part of a diphthong is written, but [ou] as 오."""
_LEADS = dict(
    zip(
        "p t k b d g f v θ ð s z ʃ ʒ tʃ dʒ m n l ɹ h".split(), "ㅍㅌㅋㅂㄷㄱㅍㅂㅅㄷㅅㅈㅅㅈㅊㅈㅁㄴㄹㄹㅎ", strict=True
    )
)
_STOPS = {"p": "ㅂ", "t": "ㅅ", "k": "ㄱ"}
_NASALS = {"m": "ㅁ", "n": "ㄴ", "ŋ": "ㅇ"}
_WITH_Y = dict(zip("ㅏㅐㅓㅔㅗㅜㅣ", "ㅑㅒㅕㅖㅛㅠㅣ", strict=True))
_WITH_W = dict(zip("ㅏㅐㅓㅔㅗㅜㅣ", "ㅘㅙㅝㅞㅝㅜㅟ", strict=True))
SOUNDS = frozenset((*_VOWELS, *_LEADS, *_NASALS, "ts", "dz", "j", "w"))
"""The sounds that `transcribe` knows, in the letters of the International Phonetic Alphabet."""


def transcribe(sounds: Sequence[str]) -> str:
    """The Hangul of a word's sounds: `("s", "t", "iː", "m")` gives 스팀. An `ɹ` that no vowel follows is silent.

    Raises ValueError for a sound that is not among SOUNDS.
    """
    if unknown := set(sounds) - SOUNDS:
        raise ValueError(f"no sounds of English: {' '.join(sorted(unknown))}")
    sounds, letters, index = list(sounds), "", 0
    while index < len(sounds):
        taken, written = _written(sounds, index, letters)
        letters += written
        index += taken
    return compose(letters)


def _written(sounds: Sequence[str], index: int, before: str) -> tuple[int, str]:
    """How many sounds are written next, and the letters for them behind those that stand before."""
    sound = sounds[index]
    following = sounds[index + 1] if index + 1 < len(sounds) else ""
    if sound in _VOWELS or sound in "jw":
        taken, vowel = _vowel(sounds, index)
        return taken, "ㅇ" + vowel
    if sound == "l" and (following in _VOWELS or following == "j"):
        taken, vowel = _vowel(sounds, index + 1, before="l")
        return taken + 1, _doubled(sounds, index, before) + vowel
    if sound in _LEADS and (following in _VOWELS or following == "j" or (following == "w" and sound in "gkh")):
        taken, vowel = _vowel(sounds, index + 1, before=sound)
        return taken + 1, _LEADS[sound] + (_softened(vowel) if sound == "ʃ" else vowel)
    return _without_vowel(sounds, index, before)


def _without_vowel(sounds: Sequence[str], index: int, before: str) -> tuple[int, str]:
    """A consonant at the end or before another one."""
    sound = sounds[index]
    following, third = (sounds[at] if at < len(sounds) else "" for at in (index + 1, index + 2))
    if sound in _NASALS:
        return 1, _coda(_NASALS[sound], before)
    if sound == "l":  # 제6항
        stands_alone = following in ("m", "n") and third not in _VOWELS and third not in ("j", "w")
        return 1, _coda("ㄹ", before) + ("ㄹㅡ" if stands_alone else "")
    if sound in ("t", "d") and following == {"t": "s", "d": "z"}[sound] and third not in (*_VOWELS, "j", "w", "n"):
        return 2, "ㅊㅡ" if sound == "t" else "ㅈㅡ"  # 제4항 1; but Watson is not 워츤
    if sound in ("ts", "dz"):
        return 1, "ㅊㅡ" if sound == "ts" else "ㅈㅡ"
    behind_short = index > 0 and len(sounds[index - 1]) == 1 and sounds[index - 1] in _VOWELS
    if sound in _STOPS and behind_short and following not in ("l", "ɹ", "m", "n", "w"):  # 제1항 1 and 2
        return 1, _STOPS[sound]
    if sound == "ʃ":  # 제3항 2
        return 1, "ㅅㅠ" if following else "ㅅㅣ"
    if sound in ("ʒ", "tʃ", "dʒ"):  # 제3항 3, 제4항 2
        return 1, _LEADS[sound] + "ㅣ"
    return 1, "" if sound in "ɹh" else _LEADS[sound] + "ㅡ"


def _vowel(sounds: Sequence[str], index: int, before: str = "") -> tuple[int, str]:
    """How many sounds a vowel takes with a half vowel before it (제9항), and its letters."""
    if (glide := sounds[index]) in _VOWELS:
        if glide == "aʊ" and sounds[index + 1 : index + 2] in (["ə"], ["əː"]):
            return 2, "ㅏㅇㅝ"
        return 1, _VOWELS[glide]
    vowel = _VOWELS.get(sounds[index + 1] if index + 1 < len(sounds) else "", "")
    if not vowel:
        return 1, "ㅣ" if glide == "j" else "ㅜ"
    if glide == "j" and before in ("d", "l", "n") and sounds[index + 1] in ("ə", "əː"):
        return 2, "ㅣㅇㅓ"
    if glide == "j" and before in ("ʃ", "ʒ", "tʃ", "dʒ"):
        return 2, vowel
    return 2, (_WITH_Y if glide == "j" else _WITH_W)[vowel[0]] + vowel[1:]


def _softened(vowel: str) -> str:
    return _WITH_Y.get(vowel[0], vowel[0]) + vowel[1:]


def _doubled(sounds: Sequence[str], index: int, before: str) -> str:
    """An [l] before a vowel: ㄹㄹ within a word, ㄹ at its beginning and behind [m] and [n] (제6항)."""
    return "ㄹ" if not index or sounds[index - 1] in _NASALS else _coda("ㄹ", before) + "ㄹ"


def _coda(letter: str, before: str) -> str:
    """The letter under the syllable before it, or under 으 where that has one already."""
    return letter if before[-1:] >= "ㅏ" else "ㅇㅡ" + letter
