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
    """Quotation marks open and close as the locale writes them, and no quotation of the source is lost. A speech may be
    in one piece where the source has two, and run on in the next paragraph; titles may be marked."""
    source, target = (_plain(pair.prose(text)) for text in (pair.source, pair.target))
    wanted, found = _pairs(source), _pairs(target)
    style = _VALUE.search(target if found > wanted else source)
    if problem := _misuse(source, target, found, pair.language):
        yield Diagnostic("quotes", Severity.WARNING, problem)
    elif found < _fewest(source, wanted) or (found > wanted + _titles(target) and _is_label(pair.source)):
        # A speech may be told in other words; how a sign is set off is a matter of style.
        free = found < wanted and (found or _SPEECH.search(source))
        severity = Severity.INFO if style or free else Severity.WARNING
        had, has = _pairs_of(wanted), _pairs_of(found)
        text = Text("{found} of quotation marks, the source has {wanted}", found=has, wanted=had)
        yield Diagnostic("quotes", severity, text)


def _plain(text: str) -> str:
    """The text with doubled marks as single characters, and without the marks of feet and inches."""
    text = _FEET.sub(" ", text.replace("``", "“").replace("’’", "”").replace("''", '"'))
    return _INCHES.sub(" ", text, count=1) if text.count('"') % 2 else text


_FEET = re.compile(r"(?<=\d)['’′]\s?\d{1,2}(?:[\"”″]|(?=\s))")
_INCHES = re.compile(r'(?<=\d)"')


def _titles(text: str) -> int:
    """How many pairs may stand for the italics of a title."""
    return len(_CORNERS.findall(text)) + len(_ANGLES.findall(text))


_ANGLES = re.compile(rf"<[^<>\n]{{0,60}}[{HANGUL}][^<>\n]{{0,60}}>")
_SPEECH = re.compile("[,.?!…—-][\"”’']")
"""The end of a piece of speech."""


def _fewest(source: str, wanted: int) -> int:
    """How many pairs a translation has at least: English breaks a speech in two around its speaker."""
    return wanted - max(0, len(_SPEECH.findall(source)) - 1)


def _is_label(text: str) -> bool:
    """Whether a text is a short label of a program: no sentence, and not a title, whose words are capitals."""
    words = [word.strip(_MARKS) for word in text.split()]
    ends = text.rstrip(_MARKS)[-1:].isalpha() and "`" not in text
    return ends and len(words) <= 4 and any(word[:1].islower() for word in words)


def _pairs_of(number: int) -> Text:
    if number > 1:
        return Text("{count} pairs", count=number)
    return Text("one pair") if number else Text("no pair")


@lru_cache(maxsize=64)
def _pairs(text: str) -> int:
    """How many pairs of quotation marks a text has. An odd mark is an inch sign, or is closed in a later paragraph."""
    doubles, angled = len(_DOUBLE.findall(text)), len(_ANGLED.findall(text))
    singles = sum(not _POSSESSIVE.match(text, match.end() - 2) for match in _SINGLE.finditer(text))
    return doubles // 2 + angled // 2 + len(_CORNERS.findall(text)) + singles


_POSSESSIVE = re.compile("s['’] [a-z]")
"""An apostrophe behind a plural, which seems to close a quotation: students' rights."""


def _in_english_order(language: Language) -> bool:
    """Whether “ only ever opens and ” only ever closes."""
    pairs = language.typography.pairs
    return ("“", "”") in pairs and not any(opening == "”" or closing == "“" for opening, closing in pairs)


def _misuse(source: str, text: str, pairs: int, language: Language) -> Text | None:
    """The message about wrong marks; None if they are right."""
    if _in_english_order(language) and (not _runs_on(source) or not _DOUBLE.search(text)):
        curly = not re.search('["„‟«»]', text)
        marks = re.findall("[“”]", text)
        odd = marks and (marks[0] == "”" or 2 * marks.count("“") != len(marks))
        if _TURNED.search(text) or (curly and odd and not _is_at_edge(source, text)):
            return Text("a quotation mark is turned the wrong way")
        if not curly and len(_DOUBLE.findall(text)) % 2 and not _is_at_edge(source, text):
            return Text("a quotation mark is not closed, or not opened")
    if "guillemets-only" in language.traits and pairs and not _ANGLED.search(text):
        apostrophes = "elision" in language.traits and not _DOUBLE.search(text)
        return None if apostrophes else Text("this language writes « »")
    return None


_TURNED = re.compile(
    r"(?<![\w.,?!…’”)])’(?=[^\W\d_])[^‘’\n]{1,40}(?<=\w)‘(?!\w{3})|”[^“”\n]{1,60}(?<=\w)“(?=[^\W\d_]|\s|\Z)"
)


def _runs_on(source: str) -> bool:
    """Whether a quotation of the source begins before it or ends behind it: more marks open than close, or fewer."""
    if _DOUBLE.search(source):
        return bool(len(re.findall('["＂]', source)) % 2 or source.count("“") != source.count("”"))
    return len(_OPENS.findall(source)) != len(_CLOSES.findall(source))


_OPENS = re.compile(r"(?<![\w'‘])['‘](?=[^\W\d_])")
_CLOSES = re.compile(r"(?<=[\w.,?!…])(?<!s)['’](?![\w'’])|(?<=s)['’](?![\w'’]| [a-z])")


def _is_at_edge(source: str, text: str) -> bool:
    """Whether a quotation runs on in the next paragraph: its one mark begins or ends the text, the source has none."""
    return (
        len(_DOUBLE.findall(text)) == 1
        and not _DOUBLE.search(source)
        and not _OPENS.search(source)
        and bool(_EDGE.search(text))
    )


_EDGE = re.compile(r"\A\W{0,2}[“\"]|[”\"]\W{0,2}\Z")


CHECK = Check("quotes", Severity.WARNING, run, drafts="ignored", needs=frozenset(_MARKS + "`"))
