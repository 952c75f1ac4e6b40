"""Brackets and quotation marks: which opening mark belongs to which closing one. No sentence ends between them."""

from __future__ import annotations

import re
from typing import NamedTuple

# A mark and the marks that may close what it opens. Several close what another language opens with: “ opens in
# English and closes in German, » opens in French and closes in Danish, ” does both in Swedish.
_CLOSED_BY: dict[str, str | tuple[str, ...]] = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "｛": "｝",
    "【": "】",
    "〔": "〕",
    "〈": "〉",
    "《": "》",
    "「": "」",
    "『": "』",
    "“": ("”",),
    "”": ("”",),
    "„": ("“", "”"),
    "‟": ("”",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹",),
    '"': ('"',),
    "'": ("'",),
    "`": ("'", "`"),
    "``": ("''", "``"),
    "''": ("''",),
    ",,": ("“", "”", "''"),
}
_BRACKETS = "([{（［｛【〔〈《「『"
_CLOSING_ONLY = ")]}）］｝】〕〉》」』"
_TOKEN = re.compile(r"''|``|,,(?=\w)|[\"'`“”„‟‘’‚«»‹›()\[\]{}（）［］｛｝【】〔〕〈〉《》「」『』]")

# Words that begin with an apostrophe, and decades ('80s); nothing is quoted there.
_ELISION = re.compile(r"\d|(?:bout|cause|em|n|round|til|tis|twas|nineties|eighties|seventies|sixties|fifties)\b", re.I)

_LONGEST = 1500  # characters; a pair longer than that is two strays
_DEEPEST = 12  # how far down the open marks a closing mark may look

MARKS = "".join(sorted(set("".join(_CLOSED_BY) + _CLOSING_ONLY + "’”»›“") - {","}))
"""Every character that may open or close a pair."""


class Pair(NamedTuple):
    """The offset of an opening mark, and the offset just behind its closing mark."""

    start: int
    end: int


class _Open(NamedTuple):
    token: str
    start: int


def find_pairs(text: str) -> list[Pair]:
    """All pairs of one paragraph, by the offset of their opening mark; marks without a partner are left out.

    An apostrophe inside a word is no quotation mark, nor is a straight mark with a space on either side, whose
    direction nobody can tell.
    """
    pairs: list[Pair] = []
    stack: list[_Open] = []
    for match in _TOKEN.finditer(text):
        token, start, end = match[0], match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if token not in _BRACKETS and _may_close(token, before, after):
            depth = _partner(stack, token)
            if depth >= 0:
                opened = stack[depth]
                del stack[depth:]
                if end - opened.start <= _LONGEST:
                    pairs.append(Pair(opened.start, end))
                continue
        if token in _CLOSED_BY and _may_open(token, before, after, text, end):
            stack.append(_Open(token, start))
    pairs.sort()
    return pairs


def outermost(pairs: list[Pair]) -> list[Pair]:
    """The pairs that lie in no other."""
    result: list[Pair] = []
    for pair in pairs:
        if not result or pair.start >= result[-1].end:
            result.append(pair)
    return result


def _partner(stack: list[_Open], token: str) -> int:
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
        if token in _CLOSED_BY[stack[depth].token]:
            return depth
        if stack[depth].token in _BRACKETS and token not in _CLOSING_ONLY:
            return -1  # a quotation inside brackets ends inside them
    return -1


def _may_close(token: str, before: str, after: str) -> bool:
    if token in _CLOSING_ONLY or token in "»›«‹”":
        return True
    if token in ("'", "’", "`"):
        return not before.isspace() and not after.isalnum()
    if token in ('"', "''", "``"):
        return not before.isspace()
    return token in "“‘"


def _may_open(token: str, before: str, after: str, text: str, end: int) -> bool:
    if token in _BRACKETS or token in "“„‟‘‚«‹":
        return True
    if token in ('"', "''", "``", "`", ",,", "'"):
        if before.isalnum() or (after.isspace() and end > len(token)):
            return False
        return token != "'" or not _ELISION.match(text, end)
    return token in "”»›" and not before.isalnum() and not after.isspace()
