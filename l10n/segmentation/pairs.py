"""Brackets and quotation marks: which opening mark belongs to which closing one. No sentence ends between them."""

import re
from typing import NamedTuple

# A mark and the marks that may close what it opens. Several close what another language opens with: “ opens in
# English and closes in German, » opens in French and closes in Danish, ” does both in Swedish.
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    "(": (")",),
    "[": ("]",),
    "{": ("}",),
    "（": ("）", ")"),
    "［": ("］",),
    "｛": ("｝",),
    "【": ("】",),
    "〔": ("〕",),
    "〈": ("〉",),
    "《": ("》",),
    "「": ("」",),
    "『": ("』",),
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
_BRACKETS = frozenset("([{（［｛【〔〈《「『")
_CLOSING_BRACKETS = frozenset(")]}）］｝】〕〉》」』")
_OPENING_QUOTES = frozenset("“„‟‘‚«‹")
_CLOSING_QUOTES = frozenset("“”‘«»‹›")
_STRAIGHT = frozenset(('"', "'", "`", "``", "''", ",,"))

MARKS = "".join(sorted({char for mark, closed_by in _CLOSED_BY.items() for char in mark + "".join(closed_by)} - {","}))
"""Every character that may open or close a pair."""

_TOKEN = re.compile(rf"''|``|,,(?=\w)|[{re.escape(MARKS)}]")
# Words that begin with an apostrophe, and decades (’80s): nothing is quoted there.
_ELISION = re.compile(r"\d|(?:bout|cause|em|n|round|til|tis|twas|\w+ties)\b", re.IGNORECASE)

_LONGEST = 1500  # characters; a pair longer than that is two strays
_DEEPEST = 12  # how far down the open marks a closing mark may look


class Pair(NamedTuple):
    """The offsets of an opening mark and of the last character of its closing mark."""

    start: int
    end: int


class _Open(NamedTuple):
    token: str
    start: int


def find_pairs(text: str) -> list[Pair]:
    """All pairs of one paragraph, by the offset of their opening mark; marks without a partner are left out. An
    apostrophe inside a word is no quotation mark, nor is a straight mark with a space on either side, whose direction
    nobody can tell."""
    pairs: list[Pair] = []
    stack: list[_Open] = []
    for match in _TOKEN.finditer(text):
        token, start, end = match[0], match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        depth = _partner(stack, token) if _may_close(token, before, after) else -1
        if depth >= 0:
            opened = stack[depth]
            del stack[depth:]
            if end - opened.start <= _LONGEST:
                pairs.append(Pair(opened.start, end - 1))
        elif _may_open(token, before, after, start) and not (token == "'" and _ELISION.match(text, end)):
            stack.append(_Open(token, start))
    pairs.sort()
    return pairs


def outermost(pairs: list[Pair]) -> list[Pair]:
    """The pairs that lie in no other."""
    result: list[Pair] = []
    for pair in pairs:
        if not result or pair.start > result[-1].end:
            result.append(pair)
    return result


def _partner(stack: list[_Open], token: str) -> int:
    """The place in the stack of the mark that a closing mark closes, or -1."""
    for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
        opened = stack[depth].token
        if token in _CLOSED_BY[opened]:
            return depth
        if opened in _BRACKETS and token not in _CLOSING_BRACKETS:
            return -1  # a quotation that opened outside brackets does not close inside them
    return -1


def _may_close(token: str, before: str, after: str) -> bool:
    if token in ("'", "’", "`"):
        return not before.isspace() and not _is_apostrophe(before, after)
    if token in _STRAIGHT:
        return not before.isspace()
    return token in _CLOSING_BRACKETS or token in _CLOSING_QUOTES


def _is_apostrophe(before: str, after: str) -> bool:
    """Whether a mark stands inside a word: `don’t`; a Korean particle behind a quotation, ‘…’은, has no capitals."""
    return after.isdigit() or (before.isalnum() and after.lower() != after.upper())


def _may_open(token: str, before: str, after: str, start: int) -> bool:
    if token in _STRAIGHT:
        return not before.isalnum() and (not after.isspace() or start == 0)
    if token in "”»›":
        return not before.isalnum() and not after.isspace()
    return token in _BRACKETS or token in _OPENING_QUOTES
