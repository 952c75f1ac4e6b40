"""How Korean sentences end before their mark."""

import re

from l10n.languages.ko.words import words

_INTERROGATIVE = re.compile(r"(?:까|까요|나요|가요|는가|은가|ㄴ가|인가|던가|느냐|으냐|지요|죠)\Z")


def is_word_like_ending(text: str) -> bool:
    """Whether the last word is a noun that ends like a verb: 바다."""
    return text.split()[-1] in words("ends like a verb")


def may_end(text: str) -> bool:
    """Whether a text may be a sentence; noun-like ones (있음, 하기) count."""
    last = text[-1:]
    coda = (ord(last) - 0xAC00) % 28 if "가" <= last <= "힣" else 0
    return not "가" <= last <= "힣" or last in "다요까오라자죠네군나지니냐기것중대게" or coda == 16


def asks(text: str) -> bool:
    """Whether a text is a question by its ending."""
    return bool(_INTERROGATIVE.search(text))
