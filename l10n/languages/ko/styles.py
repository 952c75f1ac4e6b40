"""The plain style of Korean newspapers (해라체): machines write polite sentences (합니다체); these get plain endings
where the grammar leaves no doubt.

Verbs and adjectives have the same polite ending, but different plain ones (간다, 크다; 받는다, 같다), and a word with
하다 may be either (발표한다, 필요하다). Where neither the sound of the stem nor a list decides, the ending stays.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from l10n.languages.ko.particles import choose_particle
from l10n.languages.ko.sounds import final_sound

Kind = Literal["verb", "adjective"]

_ENDING_OR_QUOTE = re.compile(r"([가-힣]{0,20})([가-힣])니다(?=[.!…]+(?:\s|\Z)|\s*\Z)|[\"“”‘’「」『』]")
"""The polite ending of a statement, or a quotation mark: words between quotation marks are somebody's own and stay, as
does a sentence that ends before a closing mark."""
_CLOSING = {'"': '"', "“": "”", "‘": "’", "「": "」", "『": "』"}
_ENOUGH = 100
"""How many characters before a word are looked at."""
_OBJECT = re.compile(r"[가-힣](?:을|를)\s+(?:[가-힣]+(?:게|히|로|에|에서)\s+)?\Z")
"""Only a verb has an object; it stands right before, or with one adverb between."""
_AUXILIARY = re.compile(r"(?:고|려고|려|야|도록|로|게|곤|려는|으면|면|싶어)\s+\Z")
"""The text before a 하다 that is a verb by itself."""
_WORTH = re.compile(r"[갈날달들만말물볼알줄쓸을할될]만\Z")
"""볼만하다, 먹을만하다; 자만하다 and 기만하다 are verbs."""
_NEGATED = re.compile(r"([가-힣]+)지(?:는|도|를)?\s+\Z")
"""A stem before 않다 or 못하다: these are verbs or adjectives as the stem is."""
_OTHERWISE: Mapping[str, re.Pattern[str]] = {
    "크": re.compile(r"(?:잘|빨리|쑥쑥|무럭무럭|[고며서로])\s+\Z"),  # grows, not: is big
    "부르": re.compile(r"배(?:가|는|도)\s+\Z"),  # is full, not: calls
}
"""A stem -> the text before it that makes it a word of the other kind than usual."""
_MODIFIER = re.compile(r"[가-힣]+(?<!잘)\s+\Z")
"""The text that may stand before 겁니다 in the sense of 것입니다."""


def plain_style(text: str) -> str:
    """The text with plain endings in place of polite ones. Quotations stay, and so do endings whose plain form is not
    certain."""
    pieces: list[str] = []
    done, closing = 0, ""
    for match in _ENDING_OR_QUOTE.finditer(text):
        if not match[2]:
            closing = ("" if match[0] == closing else closing) if closing else _CLOSING.get(match[0], "")
            continue
        before = text[max(0, match.start() - _ENOUGH) : match.start()]
        plain = None if closing else _plain(before, match[1], match[2])
        if plain is not None:
            pieces += text[done : match.start()], plain
            done = match.end()
    return "".join([*pieces, text[done:]])


def _plain(before: str, stem: str, last: str) -> str | None:
    """The plain form of a last word that is `stem` + `last` + 니다, where it is certain."""
    if _coda(last) != "ᆸ":
        return None
    if last == "습":
        kind = _kind_with_coda(before, stem) if stem else None
        return None if kind is None else stem + ("다" if kind == "adjective" else "는다")
    if stem + last in _WHOLE:
        return _WHOLE[stem + last]
    if last == "겁" and (thing := _is_thing(before, stem)) is not False:
        return stem + "것이다" if thing else None
    if last == "입" and _has("nouns, or verbs in 이", stem) and not _OBJECT.search(before):
        return None
    if last == "입" and not (_has("verbs in 이", stem) or _has("nouns, or verbs in 이", stem)):
        sound = final_sound(before + stem) if stem or not before.endswith(" ") else None
        return stem + (choose_particle("이다", sound) if sound else "이다")
    kind = _kind_with_vowel(before, stem, last)
    if kind == "adjective":
        ell = _with_coda(last, "ᆯ")
        return stem + (ell if _has("adjectives in ㄹ", stem + ell) else _with_coda(last, "")) + "다"
    return stem + _with_coda(last, "ᆫ") + "다" if kind else None


def _is_thing(before: str, stem: str) -> bool | None:
    """Whether 겁니다 is 것입니다 (할 겁니다), not a form of 걸다 (기대를 겁니다); None when it may be either."""
    if stem:
        return _coda(stem[-1]) in ("ᆫ", "ᆯ")
    found = _MODIFIER.search(before)
    word = found[0].rstrip() if found else " "
    if word.endswith("를"):
        return False
    if word.endswith("을"):  # 먹을, 있을; or an object: 희망을
        return True if word[:-1] and _kind_with_coda("", word[:-1]) else None
    return True if _coda(word[-1]) in ("ᆫ", "ᆯ") else None


_WHOLE: Mapping[str, str] = {"바랍": "바란다", "자랍": "자란다", "모자랍": "모자란다"}
_UNCERTAIN = frozenset("답랍십쌉셉")
"""간답니다 and 간다랍니다 are hearsay, 하십니다 is honorific; 쌉니다 and 셉니다 may be either kind of word."""


def _kind_with_coda(before: str, stem: str) -> Kind | None:
    coda = _coda(stem[-1])
    if coda == "ᆻ" or _has("adjectives with a coda", stem):  # 있다, 했다, 겠다: past tenses do not differ
        return "adjective"
    if stem == "않":
        negated = _NEGATED.search(before)
        return _kind_of_stem(before[: negated.start()], negated[1]) if negated else None
    if coda in ("ᆸ", "ᇂ"):
        return "verb" if _has("verbs in ㅂ", stem) or _has("verbs in ㅎ", stem) else "adjective"
    return "verb" if _has("verbs with another coda", stem) else None


def _kind_of_stem(before: str, stem: str) -> Kind | None:
    """The kind of a whole stem: 가, 필요하, 받."""
    coda = _coda(stem[-1])
    if not coda:
        return _kind_with_vowel(before, stem[:-1], _with_coda(stem[-1], "ᆸ"))
    if _has("adjectives in ㄹ", stem):
        return "adjective"
    return "verb" if coda == "ᆯ" else _kind_with_coda(before, stem)


def _kind_with_vowel(before: str, stem: str, last: str) -> Kind | None:
    """The kind of a word whose stem ends in a vowel or ㄹ; the polite ending merges with both."""
    base = _with_coda(last, "")
    word = stem + base
    if last in _UNCERTAIN or word == "이르":
        return None
    if base == "하":
        return _kind_in_ha(before, stem)
    if _has("verbs or adjectives", word):
        return "verb" if _OBJECT.search(before) else None
    if word in _OTHERWISE and _OTHERWISE[word].search(before):
        return None
    if _has("adjectives with a vowel", word) or _has("adjectives in ㄹ", stem + _with_coda(last, "ᆯ")):
        return None if _OBJECT.search(before) else "adjective"
    return "verb"


def _kind_in_ha(before: str, root: str) -> Kind | None:
    if not root:
        return "verb" if _AUXILIARY.search(before) or _OBJECT.search(before) else None
    if root.endswith("못"):
        negated = _NEGATED.search(before)
        if root != "못" or not negated or negated[1] in ("있", "하"):
            return None
        return _kind_of_stem(before[: negated.start()], negated[1])
    if _has("adjectives in 하", root) or root in ("만", "뻔") or root.endswith("듯") or _WORTH.search(root):
        return None if _OBJECT.search(before) else "adjective"
    known = _has("verbs in 하", root) or root.endswith(("화", "어", "아", "워", "해"))
    return "verb" if known or _OBJECT.search(before) else None


def _has(section: str, stem: str) -> bool:
    """Whether a section has the stem, or a hyphen and an end of the stem."""
    words = _words(section)
    return stem in words or any("-" + stem[start:] in words for start in range(len(stem)))


@cache
def _words(section: str) -> frozenset[str]:
    return _sections()[section]


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    """The lists of `plain_style.txt`, by their titles."""
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    titles = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)[1:]
    return {title: frozenset(words.split()) for title, words in zip(titles[::2], titles[1::2], strict=True)}


def _coda(syllable: str) -> str:
    """The final consonant of a Hangul syllable as a jamo; empty where it has none (Unicode Standard, 3.12)."""
    jamo = unicodedata.normalize("NFD", syllable)
    return jamo[2] if len(jamo) == 3 else ""


def _with_coda(syllable: str, coda: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable)[:2] + coda)
