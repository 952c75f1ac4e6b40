"""The differences between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

Piece = tuple[Literal["same", "del", "ins"], str]

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]")
_MOST = 4000
"""Texts with more words are shown whole, since comparing them would take too long."""


def word_diff(old: str, new: str) -> list[Piece]:
    """The two texts as pieces in reading order: joining `same` and `del` gives `old`, `same` and `ins` gives `new`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _MOST:
        whole: tuple[Piece, ...] = (("del", old), ("ins", new))
        return [piece for piece in whole if piece[1]]
    pieces: list[Piece] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(("del", "".join(before[start:end])))
        if stop > begin:
            pieces.append(("ins", "".join(after[begin:stop])))
    return pieces
