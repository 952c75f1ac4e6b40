"""How foreign names are spelled in Hangul, as far as their consonants tell.

By the standard for loanwords (외래어 표기법, 제2장 표 1): each consonant of a name has few ways to be written, while
its vowels have many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from l10n.languages.ko.words import is_particle

_LATIN = re.compile("sch|sh|ch|th|ph|gh|ck|qu|tz|ts|ng|[bcdfghjklmnpqrstvxz]")
_SOUNDS = {
    **dict.fromkeys(("b", "f", "p", "ph", "v"), "P"),
    **dict.fromkeys(("d", "t", "th"), "TS"),
    **dict.fromkeys(("k", "ck", "q", "qu"), "K"),
    **{"c": "KSJ", "g": "KJ", "gh": "K", "h": "H", "j": "JHS", "l": "L", "r": "L", "m": "M", "n": "N", "ng": "N"},
    **{"s": "SJT", "sh": "S", "sch": "S", "z": "SJ", "ch": "JKS", "tz": "J", "ts": "J", "x": "KSJ"},
}
"""The classes of Korean letters that may stand for a consonant; one for each letter or pair."""
_SILENT = frozenset({"h", "gh", "r", "t", "s", "d", "b", "k", "g", "c", "ng"})
"""Consonants that may not be heard."""
_LEADS = dict(zip("ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄌᄍᄎᄏᄐᄑᄒ", "KKNTTLMPPSSJJJKTPH", strict=True))
_CODAS = dict(zip("ᆨᆫᆮᆯᆷᆸᆺᆼ", "KNTLMPTN", strict=True))
_JOINED = frozenset("가 강 구 군 도 산 섬 시 씨 어 인 주 측 현 호".split())
_WORST = 0.34
"""The share of a name's consonants that may differ."""


@lru_cache(maxsize=65536)
def spells(name: str, hangul: str) -> bool:
    """Whether a Hangul word may be how a name in Latin letters is spelled: Trump, 트럼프."""
    wanted = [match[0] for match in _LATIN.finditer(_plain(name))]
    found = list(_consonants(hangul))
    if len(wanted) < 2 or len(found) < 2 or abs(len(wanted) - len(found)) > max(2, len(wanted) // 2):
        return False
    return _distance(wanted, found) <= _WORST * max(len(wanted), len(found))


def varies(one: str, other: str) -> bool:
    """Whether two words spell one name in two ways: they differ in a letter or two, and not by what is joined to names
    (씨, 주, a particle)."""
    from rapidfuzz.distance import Levenshtein

    shorter, longer = sorted((one, other), key=len)
    rest = longer.removeprefix(shorter)
    if rest != longer and (rest in _JOINED or is_particle(rest)):
        return False
    return Levenshtein.distance(one, other) <= max(1, len(one) // 3) and one[0] == other[0]


def _plain(name: str) -> str:
    """A name in small letters without accents, doubled letters once."""
    letters = "".join(
        char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char)
    )
    return re.sub(r"(.)\1", r"\1", letters)


def _consonants(hangul: str) -> Iterator[str]:
    """The classes of a word's consonants in order; ㄹㄹ is one."""
    before = ""
    for letter in unicodedata.normalize("NFD", hangul):
        found = _LEADS.get(letter) or _CODAS.get(letter, "")
        if found and not (found == before == "L"):
            yield found
        if found or letter != "ᄋ":
            before = found


def _distance(wanted: list[str], found: list[str]) -> float:
    """How many consonants differ, after Levenshtein; one that may be silent counts a quarter."""
    row = [float(index) for index in range(len(found) + 1)]
    for consonant in wanted:
        skipped = 0.25 if consonant in _SILENT else 1.0
        before, row[0] = row[0], row[0] + skipped
        for index, written in enumerate(found, 1):
            same = 0.0 if written in _SOUNDS[consonant] else 1.0
            before, row[index] = row[index], min(before + same, row[index] + skipped, row[index - 1] + 1.0)
    return row[-1]
