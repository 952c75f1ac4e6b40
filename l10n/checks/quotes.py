"""Quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n.checks.pair import Check, Pair
from l10n.checks.text import COVER, prose
from l10n.model import Diagnostic, Severity

_MARK = re.compile(r"[\"'“”„‟«»‘’‚‛‹›「」『』《》〈〉＂]|&quot;")
_DOUBLE = re.compile(r"[\"“”„‟＂]|&quot;")
_ANGLED = re.compile(r"[«»‹›]")
_CORNERS = re.compile(r"[「『《〈]")
# A single mark opens before a word and closes behind one; within a word it is an apostrophe. Hangul may follow at
# once, since particles do.
_SINGLE = re.compile(
    r"(?<![^\W\d_가-힣])(?<!\d)['‘‚`](?=\S)([^'‘’`\n]{1,300}?(?:(?<=\w)['’](?=\w)[^'‘’`\n]{1,100}?){0,5})(?<=\S)['’‘](?![^\W\d_가-힣]|\d)"
)
_VALUE = re.compile(rf"[\"'“‘«„「`]\s?(?:{COVER}+|[^\w\s])[.,]?\s?[\"'”’»“」]")
_GUILLEMETS = frozenset({"fr", "fa"})
"""Languages that write « » alone, and whose readers see other marks as foreign."""
_ENGLISH_ORDER = frozenset({"en", "ko", "ja", "zh", "es", "pt", "vi", "th", "tr", "id", "ms", "hi", "ar", "it"})
"""Languages where “ opens and ” closes."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many pairs of quotation marks as the source, whatever their form; they open and close as
    the locale writes them."""
    if not _MARK.search(pair.target):
        if _MARK.search(pair.source) and (wanted := _pairs(pair.source, pair.flags)):
            yield _finding(f"missing: {_count(wanted)}", _around_value(pair, added=False))
        return
    wanted, found = _pairs(pair.source, pair.flags), _pairs(pair.target, pair.flags)
    titles = len(_CORNERS.findall(prose(pair.target, pair.flags)))
    if found < wanted or found - titles > wanted:
        yield _finding(f"{_count(found)}, the source has {_count(wanted)}", _around_value(pair, found > wanted))
    elif problem := _order(pair):
        yield problem


def _count(number: int) -> str:
    return "1 pair" if number == 1 else f"{number} pairs"


@lru_cache(maxsize=64)
def _pairs(text: str, flags: frozenset[str]) -> int:
    """How many pairs of quotation marks a text has; an odd mark is an inch, or belongs to the next paragraph."""
    text = prose(text, flags)
    doubles, angled = len(_DOUBLE.findall(text)), len(_ANGLED.findall(text))
    return doubles // 2 + angled // 2 + len(_CORNERS.findall(text)) + len(_SINGLE.findall(text))


def _order(pair: Pair) -> Diagnostic | None:
    text = prose(pair.target, pair.flags)
    if pair.language in _ENGLISH_ORDER:
        marks = re.findall("[“”]", text)
        if marks and (marks[0] == "”" or marks.count("“") != marks.count("”")) and not re.search('["„‟«»]', text):
            return _finding("a quotation mark is turned the wrong way")
    if pair.language in _GUILLEMETS and _pairs(pair.target, pair.flags) and not _ANGLED.search(text):
        if _DOUBLE.search(text) or (pair.language == "fa" and _SINGLE.search(text)):
            return _finding("this language writes « »")
    return None


def _around_value(pair: Pair, added: bool) -> bool:
    """Whether the text with more quotes sets off a placeholder or a sign with them, which is a matter of style."""
    text = prose(pair.target, pair.flags) if added else prose(pair.source, pair.flags)
    return bool(_VALUE.search(text))


def _finding(message: str, style: bool = False) -> Diagnostic:
    return Diagnostic("quotes", Severity.INFO if style else Severity.WARNING, message)


CHECK = Check("quotes", Severity.WARNING, run)
