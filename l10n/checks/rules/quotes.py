"""Quotation marks."""

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.language import Language
from l10n.languages.scripts import HANGUL
from l10n.model import Diagnostic, Severity
from l10n.text.prose import COVER, MARK
from l10n.translatable import Text

_MARKS = "\"'“”„‟«»‘’‚‛‹›「」『』《》〈〉＂"
_DOUBLE = re.compile(r"[\"“”„‟＂]")
_ANGLED = re.compile(r"[«»‹›]")
_CORNERS = re.compile(r"[「『《〈]")
# A single mark opens before a word and closes behind one; inside a word it is an apostrophe. Hangul may follow
# directly, as a particle.
_SINGLE = re.compile(
    rf"(?<![^\W\d_{HANGUL}])(?<!\d)['‘‚`](?=\S)"
    r"[^'‘’`\n]{1,300}?(?:(?<=\w)['’](?=\w)[^'‘’`\n]{1,100}?){0,5}"
    rf"(?<=\S)['’‘](?![^\W\d_{HANGUL}]|\d)"
)
_VALUE = re.compile(rf"[\"'“‘«„「`]\s?(?:[{COVER}{MARK}]+|[^\w\s])[.,]?\s?[\"'”’»“」]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many pairs of quotation marks as the source, whatever their form; they open and close as
    the locale writes them."""
    source, target = pair.prose(pair.source), pair.prose(pair.target)
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
    """How many pairs of quotation marks a text has. An odd mark is an inch sign, or is closed in a later paragraph."""
    doubles, angled = len(_DOUBLE.findall(text)), len(_ANGLED.findall(text))
    return doubles // 2 + angled // 2 + len(_CORNERS.findall(text)) + len(_SINGLE.findall(text))


def _in_english_order(language: Language) -> bool:
    """Whether “ only ever opens and ” only ever closes."""
    pairs = language.typography.pairs
    return ("“", "”") in pairs and not any(opening == "”" or closing == "“" for opening, closing in pairs)


def _misuse(text: str, pairs: int, language: Language) -> Text | None:
    """The message about wrong marks; None if they are right."""
    if _in_english_order(language) and not re.search('["„‟«»]', text):
        marks = re.findall("[“”]", text)
        if marks and (marks[0] == "”" or 2 * marks.count("“") != len(marks)):
            return Text("a quotation mark is turned the wrong way")
    if "guillemets-only" in language.traits and pairs and not _ANGLED.search(text):
        apostrophes = "elision" in language.traits and not _DOUBLE.search(text)
        return None if apostrophes else Text("this language writes « »")
    return None


CHECK = Check("quotes", Severity.WARNING, run, drafts="ignored", needs=frozenset(_MARKS))
