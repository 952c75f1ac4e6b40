"""How English words sound, from the ISLE dictionary, which the package pysle carries (MIT); it has surnames, too.

The dictionary is American. The standards for loanwords go by British sounds, so these are restored from the spelling:
an r that no vowel follows is silent, the a of Scott is an o, a t between vowels is no d, `new` has a y in it. A faint
vowel is what the letter says where a standard of transcription asks for that (see `_faint`).
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_PLAIN = dict(zip("ɵ ɾ i u ei ɑɪ ɔi ɔ ɝ ɚ".split(), "θ t iː uː eɪ aɪ ɔɪ ɔː ɜː əː".split(), strict=True))
"""The dictionary's letters for sounds and those of the standards."""
_VOWELS = frozenset("ɪ ə əː ɑ ɑː ɛ æ oʊ eɪ aɪ iː uː ʌ ɔː ʊ ɜː aʊ ɔɪ".split())
_OPEN = frozenset((*_VOWELS, *_PLAIN, "n̩", "l̩")) - {"ɵ", "ɾ"}
"""Vowels as the dictionary writes them."""
_BROAD = {"ɑ": "ɑː", "ɔː": "ɔː", "oʊ": "ɔː", "ə": "əː", "ɜː": "ɜː"}
_RHOTIC = {"ə̯": "ə"}
"""The faint vowel in place of a silent r, which has no letters of its own."""
_NAME = "nnp_"
"""What the tags of first names, surnames, towns and the like begin with."""
_GROUP = re.compile(r"[aeiouy]+[wr]?(?![aeiouy])|[aeiouy]+")
_HIATUS = re.compile(r"(?<=[iyu])(?=[aeo])|(?<=e)(?=o)|(?<=[ao])(?=e)|(?<=o)(?=a)|(?<=[oa])(?=i)")


@lru_cache(maxsize=4096)
def sounds(word: str) -> tuple[str, ...]:
    """The sounds of a name in the International Phonetic Alphabet; none when the dictionary has no such name, or there
    is no dictionary (pysle is not installed)."""
    lower = word.lower()
    ways = [way for line in _lines(lower) if "#" not in line and (way := _Way.of(lower, line))]
    return max(ways, key=_Way.likeness, default=_Way(lower, (), (), 0)).british()


def _lines(word: str) -> Iterator[str]:
    """The dictionary's sounds for a name, as it writes them: `clinton(nnp,nnp_surname_0.007) # k l ˈɪ n . t n̩ #`."""
    data = _dictionary()
    if data is None or not re.fullmatch(r"[a-z']+", word):
        return
    key = f"\n{word}(".encode()
    at = data.find(key)
    while at >= 0:
        end = data.find(b"\n", at + 1)
        tags, _, said = data[at + 1 : end if end >= 0 else len(data)].decode("utf-8").partition("#")
        if _NAME in tags:
            yield said.strip(" #\r\n")
        at = data.find(key, max(end, at + 1))


@cache
def _dictionary() -> mmap.mmap | bytes | None:
    """The dictionary's file, 14 MB, which is searched where it lies: what is asked for are a few names an article."""
    found = find_spec("pysle")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder, "data", "ISLEdict.txt")
        if path.is_file():
            with path.open("rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to say a word."""

    word: str
    sounds: tuple[str, ...]
    letters: tuple[str, ...]
    """The letters of each vowel, empty for other sounds and when they cannot be told apart."""
    stress: int
    """How many syllables are before the stress."""

    @staticmethod
    def of(word: str, line: str) -> _Way:
        """The way that a line of the dictionary has."""
        spread: list[str] = []
        plain = [sound.strip("ˈˌ") for sound in line.split() if sound != "."]
        for index, sound in enumerate(plain):
            opens = index + 1 < len(plain) and plain[index + 1] in _OPEN
            if sound in ("n̩", "l̩"):
                spread += "ə", sound[0]
            elif sound in ("ɚ", "ɝ"):
                spread += [_PLAIN[sound], "ɹ"] if opens else [_PLAIN[sound]]
            elif sound == "ɹ" and not opens:
                _silence(spread)
            else:
                spread.append(_PLAIN.get(sound, sound))
        vowels = [index for index, sound in enumerate(spread) if sound in _VOWELS]
        groups = dict(zip(vowels, _groups(word, len(vowels)), strict=False))
        return _Way(
            word,
            tuple(spread),
            tuple(groups.get(index, "") for index in range(len(spread))),
            line.partition("ˈ")[0].count("."),
        )

    def likeness(self) -> tuple[bool, bool, int, int, int]:
        """How near the way is to the spelling, and to what the British say."""
        near = 0
        for index, (sound, letters) in enumerate(zip(self.sounds, self.letters, strict=True)):
            before_r = self.sounds[index + 1 : index + 2] == ("ɹ",)
            near += (sound, letters[:1]) in (("ɪ", "e"), ("ɔː", "o"), ("ɔː", "a"))
            near += before_r and (sound, letters.rstrip("r")) == ("æ", "a")
        odd = self.sounds[:2] == ("h", "w") and not self.word.startswith("wh")
        return any(self.letters), not odd, near, -self.stress, len(self.sounds)

    def british(self) -> tuple[str, ...]:
        """The sounds as the British say them."""
        return tuple(said for index in range(len(self.sounds)) for said in self._said(index))

    def _said(self, index: int) -> Sequence[str]:
        sound, letters, word = self.sounds[index], self.letters[index], self.word
        before = self.sounds[index - 1] if index else ""
        after = self.sounds[index + 1 :]
        if sound in ("ə", "əː"):
            return self._faint(index, letters, before, after)
        if sound in ("ɑ", "ɑː"):
            if letters == "o" and sound == "ɑ":
                return ("ɒ",)
            return ("ɔː",) if before == "w" or "o" in letters or letters[:2] in ("au", "aw") else ("ɑː",)
        if sound == "ɔː" and not after and word.endswith("ore"):
            return "ɔː", "ə"
        if sound == "ɔː" and letters == "o":
            return ("ɒ",)
        if (
            sound == "ɛ"
            and letters.rstrip("r") == "a"
            and after[:1] == ("ɹ",)
            and not re.search("aar|ar(?:y|ah?|i?e)$", word)
        ):
            return ("æ",)
        if sound == "uː" and before in ("t", "d", "n") and letters[:1] in ("u", "e"):
            return "j", "uː"
        if sound == "j" and after[:1] == ("ə",) and word.endswith("ia"):
            return ("ɪ",)
        if sound == "iː" and not after:
            return ("ɪ",)
        if sound == "w" and not index and word.startswith("wh"):
            return "h", "w"
        if sound == "z" and not after and word.endswith("s") and before != "d":
            return ("s",)
        if word.endswith("ham") and index > 2 and (sound, *after) in (("h", "æ", "m"), ("æ", "m")):
            return ("ə",) if sound == "æ" else ()
        return (_RHOTIC.get(sound, sound),)

    def _faint(self, index: int, letters: str, before: str, after: Sequence[str]) -> Sequence[str]:
        """What stands for a faint vowel."""
        word = self.word
        if index == 1 and re.match("ma?c[^eiy]", word):
            return ("æ",)
        if letters in ("i", "y"):
            return ("ɪ",)
        if after == ("n",) and letters[:1] in ("e", "o") and before in ("d", "s", "z", "v"):
            return ()  # Biden, Jackson, Steven
        if after[:1] == ("l",) and (re.search("[bcdfgkpstz]le(?:[^aeiouy]|$)", word) or word.endswith("ael")):
            return ()
        if not after and word.endswith("a"):
            return ("ɑː",)
        if after == ("l",) and word.endswith("ell") and before not in ("aʊ", "n"):
            return ("ɛ",)
        return (self.sounds[index],)


def _silence(spread: list[str]) -> None:
    """Make an r silent: the vowel before it is long, or a faint one follows it."""
    last = spread[-1] if spread else ""
    if last in _BROAD:
        spread[-1] = _BROAD[last]
    elif last in ("ɪ", "iː", "ɛ", "ʊ", "uː", "aɪ", "aʊ"):
        spread.append(next(iter(_RHOTIC)))


def _groups(word: str, wanted: int) -> list[str]:
    """The letters of each vowel of a word; none when they cannot be told apart."""
    bare = re.sub("^mc", "mac", word)
    bare = re.sub(r"(?<=q)u|(?<=g)u(?=[aei])|^y(?=[aeiou])", "", bare)
    for text in (
        bare,
        re.sub(r"(?<=[^aeiouy])e(?=s?$)", "", bare),
        re.sub(r"(?<=[^aeiouy])e(?=[^aeiouy]+$)", "", bare),
    ):
        groups = _GROUP.findall(text)
        for parts in (groups, [part for group in groups for part in _HIATUS.split(group)]):
            if len(parts) == wanted:
                return parts
    return []
