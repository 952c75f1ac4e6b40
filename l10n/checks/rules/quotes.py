"""Quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.text.prose import COVER, prose
from l10n.translatable import Text

_MARKS = "\"'“”„‟«»‘’‚‛‹›「」『』《》〈〉＂"
_DOUBLE = re.compile(r"[\"“”„‟＂]")
_ANGLED = re.compile(r"[«»‹›]")
_CORNERS = re.compile(r"[「『《〈]")
# A single mark opens before a word and closes behind one; within a word it is an apostrophe. Hangul may follow at
# once, since particles do.
_SINGLE = re.compile(
    r"(?<![^\W\d_가-힣])(?<!\d)['‘‚`](?=\S)"
    r"[^'‘’`\n]{1,300}?(?:(?<=\w)['’](?=\w)[^'‘’`\n]{1,100}?){0,5}"
    r"(?<=\S)['’‘](?![^\W\d_가-힣]|\d)"
)
_VALUE = re.compile(rf"[\"'“‘«„「`]\s?(?:{COVER}+|[^\w\s])[.,]?\s?[\"'”’»“」]")
_GUILLEMETS = frozenset({"fr", "fa"})
"""Languages that write « » alone, and whose readers see other marks as foreign."""
_ENGLISH_ORDER = frozenset({"en", "ko", "ja", "zh", "es", "pt", "vi", "th", "tr", "id", "ms", "hi", "ar", "it"})
"""Languages where “ opens and ” closes."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many pairs of quotation marks as the source, whatever their form; they open and close as
    the locale writes them."""
    source, target = prose(pair.source, pair.flags), prose(pair.target, pair.flags)
    wanted, found = _pairs(source), _pairs(target)
    titles = len(_CORNERS.findall(target))  # 「 」 may stand for the italics of a title
    if found < wanted or found - titles > wanted:
        # How a placeholder or a sign is set off is a matter of style.
        style = _VALUE.search(target if found > wanted else source)
        severity = Severity.INFO if style else Severity.WARNING
        had, has = _pairs_of(wanted), _pairs_of(found)
        text = Text("{found} of quotation marks, the source has {wanted}", found=has, wanted=had)
        yield Diagnostic("quotes", severity, text)
    elif problem := _misuse(target, found, pair.language):
        yield Diagnostic("quotes", Severity.WARNING, problem)


def _pairs_of(number: int) -> Text:
    if number > 1:
        return Text("{count} pairs", count=number)
    return Text("one pair") if number else Text("no pair")


@lru_cache(maxsize=64)
def _pairs(text: str) -> int:
    """How many pairs of quotation marks a text has; an odd mark is an inch, or belongs to the next paragraph."""
    doubles, angled = len(_DOUBLE.findall(text)), len(_ANGLED.findall(text))
    return doubles // 2 + angled // 2 + len(_CORNERS.findall(text)) + len(_SINGLE.findall(text))


def _misuse(text: str, pairs: int, language: str) -> Text | None:
    """What is wrong with the marks themselves; None when nothing is."""
    if language in _ENGLISH_ORDER and not re.search('["„‟«»]', text):
        marks = re.findall("[“”]", text)
        if marks and (marks[0] == "”" or 2 * marks.count("“") != len(marks)):
            return Text("a quotation mark is turned the wrong way")
    if language in _GUILLEMETS and pairs and not _ANGLED.search(text):
        apostrophes = language == "fr" and not _DOUBLE.search(text)
        return None if apostrophes else Text("this language writes « »")
    return None


CHECK = Check("quotes", Severity.WARNING, run, drafts="ignored", needs=frozenset(_MARKS))
