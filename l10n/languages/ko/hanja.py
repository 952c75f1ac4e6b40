"""Chinese characters in Korean text."""

import re

from l10n.languages.ko.words import is_particle

COUNTRIES = frozenset("美中日北韓南英佛獨露印臺伊")
"""How headlines name countries, alone and together."""


_HEADLINE_SIGNS = COUNTRIES | frozenset(
    "前現新舊故與野檢警軍靑女男老反親對脫非無未全總大小高低最多初再外內每約第甲乙丙無有上下左右東西中民官公私産學硏"
    "朴李金文尹安崔鄭盧張姜趙林申權黃韓吳徐洪柳高宋全朱"
)
"""Signs with which headlines begin a word: countries, 前 for the former, surnames of presidents."""


_SUFFIXES = frozenset("市省社郡派系黨")
_HANGUL = re.compile("[가-힣]+")


def mixes(text: str, start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` are a part of a word in Hangul (정府, 法國부), not a headline's sign
    before it (美대통령) or the countries of a pair (한美)."""
    hanja = text[start:end]
    if set(hanja) <= COUNTRIES:
        return False
    rest = _HANGUL.match(text, end)
    ends = rest is None or is_particle(rest[0])
    if "가" <= text[start - 1 : start] <= "힣":
        return not (ends and hanja in _SUFFIXES)
    return not ends and len(hanja) == 1 and hanja not in _HEADLINE_SIGNS


def is_korean_hanja(hanja: str) -> bool:
    """Whether the characters are among the Hanja of KS X 1001, which simplified Chinese ones are not."""
    try:
        return bool(hanja.encode("euc_kr"))
    except UnicodeEncodeError:
        return False
