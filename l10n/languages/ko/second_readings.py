"""How else the end of a text may be read: where two readings are in use, a particle is right if it fits one of them.

Numbers behind a name are read in English, too (아이폰 6 is 식스); acronyms that sound like a word, as that word (GET is
겟); some names with another ending, or in full (GitHub is 깃헙, WSJ 월스트리트저널); and a Latin word by the Korean in
brackets behind it.
"""

import re

from l10n.languages.ko.sounds import Coda, final_sound, reading_of

_ENGLISH = {"1": Coda.OTHER, "7": Coda.OTHER, "9": Coda.OTHER}  # 원, 세븐, 나인; the other digits end in a vowel
_NAMED = re.compile(r"(?:[A-Za-z]{2}[-. ]?|[A-Za-z][- ]|#|[가-힣][ ’”]?|[”’»」』)\"'] )(\d+(?:\.\d+)*)\Z")
_OTHERWISE = re.compile("[은는이가을를과와로에의도만서고며면한된할] \\Z")
_WORDLIKE = re.compile(
    r"(?:[^AEIOU\W]{1,2}[AEIOU]{1,2}[^AEIOU\WHLMNSFVXZ]|[AEIOU](?:N[DTGK]|S[TK])|[AEIOU][^AEIOU]+E)\Z|\A(?:OR|AT|UP|OUT|ALT)\Z"
)
"""A word in capitals that may be read as a word, with another end than its last letter's name."""
_TIME = re.compile(r"\d:\d\d\Z")
"""Read 세 시, 삼 시, 삼 시 정각 or by the digits."""
_CAPITALS = re.compile(r"[A-Z]{2,6}\Z")
_ASIDE = re.compile(r"\s\(([^()]{1,200})\)[”’\"'*_`]*\Z")
_GLOSS = re.compile(r"[A-Za-z][”’\"'*_`]*\s?\(([^()]*[가-힣])\)[”’\"'*_]*\Z")


def other_sounds(text: str) -> tuple[Coda, ...]:
    """The other final sounds that the end of a text may have; none where only one reading is in use."""
    bare = text[-300:].rstrip("”’\"'*_»」』)]")
    if _TIME.search(bare):
        return (Coda.NONE, Coda.RIEUL, Coda.OTHER)
    if aside := _ASIDE.search(text[-300:]):
        # Behind a space, the bracket may be what the sentence speaks of: the pair (a, b).
        sound = final_sound(aside[1])
        return (sound,) if sound else (Coda.NONE, Coda.RIEUL, Coda.OTHER)
    if gloss := _GLOSS.search(text[-300:]):
        sound = final_sound(gloss[1])
        return (sound,) if sound else ()
    if (number := _NAMED.search(bare)) and not _OTHERWISE.search(bare[: number.start(1)]):
        return (english_sound(number[1]),)
    if reading := reading_of("either", bare):
        sound = final_sound(reading)
        return (sound,) if sound else ()
    capitals = _CAPITALS.search(bare)
    if capitals and _WORDLIKE.search(capitals[0]) and not reading_of("words", bare):
        return (Coda.RIEUL, Coda.OTHER, Coda.NONE)
    return ()


def english_sound(text: str) -> Coda:
    """How the number at the end of a text, which may be quoted, ends when it is read in English."""
    number = re.split(r"\D", re.sub(r"\D+\Z", "", text[-40:]))[-1] or "0"
    if number[-2:-1] == "1":
        return Coda.NONE if number[-1] == "2" else Coda.OTHER  # 트웰브; 텐, 일레븐, 서틴
    return _ENGLISH.get(number[-1], Coda.NONE)  # 제로, 트웬티, 헌드레드 end in a vowel, too
