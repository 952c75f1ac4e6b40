"""The rules of punctuation, in the order in which they speak. The first that has something to say about a mark decides.

A rule answers SPLIT (a sentence ends here), JOIN (none does) or None (this rule cannot tell). Where all are silent,
`sentencex` decides, with its abbreviations for some three hundred languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from l10n.segmentation.language import Language
from l10n.segmentation.lists import is_marker, starts_with_marker
from l10n.segmentation.marks import OPAQUE, UNSPACED, Mark

Verdict: TypeAlias = bool | None
SPLIT, JOIN = True, False
Rule: TypeAlias = Callable[[Mark, Language], Verdict]

_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\.(?:[ \u00a0]{1,2}\.){2})[!?]*\Z")
_QUOTES = frozenset("”’\"'」』»")
_ZONE = re.compile(r"(?:[A-Z][a-z]+ ){1,2}[Tt]ime\b|(?:[A-Z]{1,3}[DS]T|[CEMP]T|GMT|UTC)\b")
_NUMERAL = re.compile(r"\d|[IVXLC]+\Z|[A-Z]\d*\Z")
_CONSONANTS = re.compile(r"(?:\A|\.)[ก-ฮ]{1,4}\Z")
_YEAR = re.compile(r"['’‘]?(?:\d{4}|\d\d)\Z")
_MONTH_AND_DAY = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|\D)")
_DATE = re.compile(r"(?:\A|\D)(?:\d{4}|\d\d)\. ?\d{1,2}\.(?: ?\d{1,2}\.)?\Z")
_NOTE_ENDS = frozenset("]0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")
_OPENS = re.compile(r"[\"'“«(—–-]?\s?[¿¡]|(?:\.\.\.|…)\w|\. \. \. [^\W\d_a-z]")
_CONTINUES = frozenset(",;:،؛、，；：·)]}）」』%/")
_SPACED_INITIAL = re.compile(r"(?<!\w)\w\. ?\w\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
_ADDRESS = re.compile(r"[/@\\_=&]|\Awww\.|\.[a-z]{2,6}(?:\W|\Z)")


def a_terminator_may_begin_a_word(mark: Mark, language: Language) -> Verdict:
    """`.50`, `.jpeg`, `!Kung`, `...and then`: behind a space and before a letter it belongs to what follows."""
    if mark.end != mark.stop or mark.stop == len(mark.text):
        return None
    if mark.start > 0 and not mark.text[mark.start - 1].isspace():
        return None
    return JOIN if mark.text[mark.stop].isalnum() else None


def alone_in_brackets(mark: Mark, language: Language) -> Verdict:
    """`[...]`, `(!)`: an omission or a remark, not an end."""
    return JOIN if mark.start and mark.text[mark.start - 1] in "([（［" and mark.close > mark.stop else None


def punctuation_goes_on(mark: Mark, language: Language) -> Verdict:
    """`"Leave me alone!", he said`: a comma, a colon or a closing bracket behind it belongs to the same sentence."""
    following = mark.text[mark.end : mark.end + 1]
    if following in ".!?" and mark.spaced:
        return JOIN if mark.text[mark.end + 1 : mark.end + 2] not in ".!?" else None
    return JOIN if following in _CONTINUES else None


def never_in_this_language(mark: Mark, language: Language) -> Verdict:
    """The Armenian period is a colon."""
    return JOIN if language.never_ends and all(char in language.never_ends for char in mark.run) else None


def quotation_goes_on(mark: Mark, language: Language) -> Verdict:
    """`“좋다.”라고 말했다`, `「行く。」と言った`: the sentence that quotes goes on with a particle.

    In a verb-final language a quotation that began inside a sentence has the verb of that sentence still to come.
    """
    if "verb-final" not in language.traits or mark.quotation < 0 or mark.text[mark.close - 1] not in _QUOTES:
        return None
    if "unspaced" in language.traits:
        attached = mark.head.startswith(tuple(language.particles)) and not mark.head.startswith(tuple(language.starters))
    else:
        attached = (bool(mark.head) and not mark.spaced) or mark.head in language.particles
    return JOIN if attached or _lead(mark)[-1:] not in ("", ":", "：") else None


def enclosure_goes_on(mark: Mark, language: Language) -> Verdict:
    """`会談（電話だ。）は短い`, `看《你好吗？》了`: without spaces, what opened inside a sentence closes inside it.

    Titles in 《》 always do; quotations that a colon or a comma introduces end with their sentence.
    """
    if "unspaced" not in language.traits or mark.quotation < 0 or mark.spaced:
        return None
    if mark.text[mark.close - 1] in "》〉":
        return JOIN
    return JOIN if _lead(mark)[-1:] not in ("", ":", "：", ",", "，", *UNSPACED) else None


def _lead(mark: Mark) -> str:
    """What stands in the sentence before the quotation or bracket that closes with the terminators."""
    return mark.text[mark.begin : mark.quotation].rstrip()


def unspaced_terminators_end(mark: Mark, language: Language) -> Verdict:
    """`。`, `！`, `।` end a sentence without a space behind them, but not between the digits of a wide number."""
    if mark.run[-1] not in UNSPACED:
        return None
    return JOIN if mark.run == "．" and mark.word[-1:].isdigit() and mark.next.isdigit() else SPLIT


def number_is_not_over(mark: Mark, language: Language) -> Verdict:
    """`3.5`, `10.30`: a period between digits."""
    if mark.spaced or mark.close != mark.stop:
        return None
    return JOIN if mark.word[-1:].isdigit() and mark.next.isdigit() else None


def lower_case_goes_on(mark: Mark, language: Language) -> Verdict:
    """A sentence begins with a capital, where the script has any; `iPhone` and `eBay` are capitals in disguise."""
    head = mark.head
    if not head or not head[0].islower():
        return None
    if head[1:2].isupper() or starts_with_marker(mark.text, mark.end):
        return None
    sloppy = mark.run == "." and mark.close == mark.stop and not head[0].isascii() and len(mark.word) > 5
    return None if sloppy else JOIN


def word_and_word_without_a_space(mark: Mark, language: Language) -> Verdict:
    """`world.Today` may lack a space; `example.Com/a`, `U.S.A`, `Node.js` and `3.a` lack none."""
    if mark.spaced or mark.close != mark.stop or not mark.next:
        return None
    before, head = mark.word, mark.head
    if not before or not head:
        return JOIN
    if before[-1].isdigit() and _begins(mark, language):
        return SPLIT
    if not before[-1].isalpha() or len(before) < 2 or not all(part.isalpha() for part in re.split(r"['’\-.]", before)):
        return JOIN
    if before[-1].isupper() or head[0].islower() or head[0].isdigit():
        return JOIN
    if head[1:2].isupper() and before[-1].isascii() == head[0].isascii():
        return JOIN
    reach = mark.text[max(mark.begin, mark.start - 60) : mark.stop + 60]
    at = mark.start - max(mark.begin, mark.start - 60)
    token = reach[:at].rpartition(" ")[2] + reach[at:].partition(" ")[0]
    return JOIN if _ADDRESS.search(token) else None


def date_goes_on(mark: Mark, language: Language) -> Verdict:
    """`2025. 6. 7.`, `2025.6.7.`: the periods of a date stand for year, month and day, the last one too."""
    if "dates" not in language.traits or mark.run != "." or not mark.word[-1:].isdigit():
        return None
    if _YEAR.match(mark.word) and _MONTH_AND_DAY.match(mark.text, mark.end):
        return JOIN
    return JOIN if _DATE.search(mark.text[max(mark.begin, mark.start - 14) : mark.stop]) else None


def list_marker_opens(mark: Mark, language: Language) -> Verdict:
    """`1. The first item`: the period belongs to the marker with which the sentence begins."""
    if mark.run != "." or not mark.spaced:
        return None
    return JOIN if is_marker(mark.text[mark.begin : mark.start], mark.close > mark.stop) else None


def sentence_begins_with_a_marker(mark: Mark, language: Language) -> Verdict:
    """`Hello world. (b) Hello again.`"""
    return SPLIT if mark.spaced and starts_with_marker(mark.text, mark.end) else None


def opening_mark_begins(mark: Mark, language: Language) -> Verdict:
    """`¿Cómo está?`, `...and then`: marks that only a sentence begins with."""
    if not mark.spaced:
        return None
    return SPLIT if _OPENS.match(mark.text, mark.end) and not _ELLIPSIS.search(mark.run) else None


def ordinal_goes_on(mark: Mark, language: Language) -> Verdict:
    """`am 7. Januar`, `der 2. Weltkrieg`."""
    if mark.run != "." or not mark.word.lstrip("-").isdigit() or not mark.spaced:
        return None
    if mark.head.casefold() in language.months:
        return JOIN
    if "ordinals" in language.traits and len(mark.word) <= 2 and mark.head[:1].isalpha():
        return None if _begins(mark, language) else JOIN
    return None


def title_stands_before_a_name(mark: Mark, language: Language) -> Verdict:
    """`Mr. Smith`, `Mt. Fuji`: such an abbreviation never ends a sentence."""
    return JOIN if mark.run == "." and _listed(mark.word, language.titles) else None


def hour_has_its_zone(mark: Mark, language: Language) -> Verdict:
    """`10 p.m. Seoul time`, `6 a.m. GMT`."""
    return JOIN if mark.word.casefold() in ("a.m", "p.m") and _ZONE.match(mark.text, mark.end) else None


def reference_stands_before_a_number(mark: Mark, language: Language) -> Verdict:
    """`No. 5`, `Fig. IV`, `p. [12]`."""
    if mark.run != "." or not _listed(mark.word, language.references) or _begins(mark, language):
        return None
    return JOIN if _NUMERAL.match(mark.head) else None


def starter_begins(mark: Mark, language: Language) -> Verdict:
    """`Jane and Co. They left`: an abbreviation that may end a sentence ends one before a word that begins one."""
    if mark.run != "." or not mark.spaced:
        return None
    if _listed(mark.word, language.abbreviations):
        return SPLIT if _begins(mark, language) else JOIN
    if _DOTTED.match(mark.word) and _begins(mark, language):
        return SPLIT
    return None


def initial_stands_before_a_name(mark: Mark, language: Language) -> Verdict:
    """`J. R. R. Tolkien`, `z. B.`: a letter with a period, unless a word follows that begins a sentence."""
    if mark.run != "." or len(mark.word) != 1 or not mark.word.isalpha() or not mark.spaced:
        return None
    if mark.word == OPAQUE or mark.word.isupper() == mark.word.islower():
        return None
    if mark.word.islower() and not _SPACED_INITIAL.search(mark.text[max(mark.begin, mark.start - 6) : mark.start]):
        return JOIN
    if mark.begin == mark.start - 1 or not _begins(mark, language):
        return JOIN
    return SPLIT


def name_ends_in_a_terminator(mark: Mark, language: Language) -> Verdict:
    """`Yahoo! Research`."""
    return JOIN if language.names and mark.word + mark.run in language.names else None


def note_is_attached(mark: Mark, language: Language) -> Verdict:
    """`lies open.[12] The`, `(type 2).10 This`: the number of a note behind the period, and none inside the sentence."""
    return SPLIT if mark.spaced and mark.close > mark.stop and mark.text[mark.close - 1] in _NOTE_ENDS else None


def ellipsis_before_a_capital(mark: Mark, language: Language) -> Verdict:
    """`Happy... No one` ends a sentence; `I thought... I would go` does not: I is always a capital.
    One with which the sentence begins ends nothing."""
    if not _ELLIPSIS.search(mark.run) or not mark.spaced:
        return None
    if not mark.text[mark.begin : mark.start].strip():
        return JOIN
    if re.split(r"['’]", mark.head)[0] in language.always_capital:
        return JOIN
    return SPLIT if mark.next.isupper() else None


def period_is_no_full_stop(mark: Mark, language: Language) -> Verdict:
    """Thai sentences carry no period: one behind a few consonants marks an abbreviation."""
    if "no-period" not in language.traits or mark.run != ".":
        return None
    return JOIN if _CONSONANTS.search(mark.word) else None


def _begins(mark: Mark, language: Language) -> bool:
    """Whether a word follows that usually begins a sentence; `A.` is an initial."""
    head = mark.head
    if len(head) == 1:
        return head in language.starters and mark.text[mark.after + 1 : mark.after + 2] != "."
    return (head.capitalize() if head.isupper() else head) in language.starters


def _listed(word: str, words: frozenset[str]) -> bool:
    """Whether a list has a word: in small letters for any case, with a capital for one that has it."""
    return word in words or word.lower() in words or (word.isupper() and word.capitalize() in words)


RULES: tuple[Rule, ...] = (
    a_terminator_may_begin_a_word,
    alone_in_brackets,
    opening_mark_begins,
    punctuation_goes_on,
    never_in_this_language,
    quotation_goes_on,
    enclosure_goes_on,
    number_is_not_over,
    unspaced_terminators_end,
    word_and_word_without_a_space,
    date_goes_on,
    list_marker_opens,
    ordinal_goes_on,
    title_stands_before_a_name,
    hour_has_its_zone,
    reference_stands_before_a_number,
    name_ends_in_a_terminator,
    lower_case_goes_on,
    sentence_begins_with_a_marker,
    ellipsis_before_a_capital,
    period_is_no_full_stop,
    starter_begins,
    initial_stands_before_a_name,
    note_is_attached,
)
"""In order: what a mark is attached to, what it belongs to, then what stands on either side."""


def decide(mark: Mark, language: Language) -> Verdict:
    """What the first rule says that can tell."""
    for rule in RULES:
        verdict = rule(mark, language)
        if verdict is not None:
            return verdict
    return None
