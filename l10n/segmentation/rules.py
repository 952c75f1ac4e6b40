"""The rules of punctuation, in the order in which they speak: the first that has something to say about a mark decides.

A rule answers SPLIT (a sentence ends here), JOIN (none does) or None (this rule cannot tell). Where all are silent,
`sentencex` decides, with its abbreviations for some three hundred languages.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from l10n.languages.language import Language
from l10n.segmentation.lists import is_marker
from l10n.segmentation.marks import UNSPACED, Mark

Verdict: TypeAlias = bool | None
SPLIT, JOIN = True, False
Rule: TypeAlias = Callable[[Mark, Language], Verdict]

# --- What the mark itself is ------------------------------------------------------------------------------------------


def mark_stands_alone_in_brackets(mark: Mark, language: Language) -> Verdict:
    """`[...]`, `(!)`: an omission or a remark."""
    return JOIN if mark.close > mark.stop and mark.start > 0 and mark.text[mark.start - 1] in "([（［" else None


def mark_is_part_of_a_name(mark: Mark, language: Language) -> Verdict:
    """`Yahoo! Research`."""
    return JOIN if mark.word + mark.run in language.names else None


# --- What stands behind it --------------------------------------------------------------------------------------------

_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\.(?:[ \u00a0]{1,2}\.){2})[!?]*\Z")
_OPENING = re.compile(r"[\"'“«(—–-]?\s?[¿¡]|(?:\.\.\.|…)\w|\. \. \. [^\W\d_a-z]")
_CONTINUING = frozenset(",;:،؛、，；：·)]}）」』%/")


def opening_mark_follows(mark: Mark, language: Language) -> Verdict:
    """`¿Cómo está?`, `...and then`: marks with which only a sentence begins."""
    if not mark.spaced or _ELLIPSIS.search(mark.run):
        return None
    return SPLIT if _OPENING.match(mark.text, mark.end) else None


def punctuation_follows(mark: Mark, language: Language) -> Verdict:
    """`“Leave me alone!”, he said`, `7 p.m. : closed`, `American Dad ! .`"""
    following = mark.text[mark.end]
    if following in ".!?" and mark.spaced:
        return JOIN if mark.text[mark.end + 1 : mark.end + 2] not in (".", "!", "?") else None
    if following in "—–" and not mark.spaced:
        return JOIN
    return JOIN if following in _CONTINUING else None


# --- What closes with it ----------------------------------------------------------------------------------------------

_QUOTES = frozenset("”’\"'」』»")
_SPEAKER = re.compile(r"(?:[A-Z][\w.'’-]{0,30} ){1,3}?([a-z]{2,12})\b")


def quotation_goes_on(mark: Mark, language: Language) -> Verdict:
    """`“좋다.”라고 말했다`, `「行く。」と言った`: the sentence that quotes goes on with a particle.

    In a verb-final language a quotation that began inside a sentence has the verb of that sentence still to come.
    """
    if "verb-final" not in language.traits or mark.opening < 0 or mark.text[mark.close - 1] not in _QUOTES:
        return None
    head = mark.head
    if "unspaced" in language.traits:
        particle = head.startswith(tuple(language.particles)) and not head.startswith(tuple(language.starters))
    else:
        particle = head in language.particles or (head != "" and not mark.spaced)
    return JOIN if particle or mark.lead[-1:] not in ("", ":", "：") else None


def speaker_follows(mark: Mark, language: Language) -> Verdict:
    """`“Why?” Trump asked`: behind a question or a cry, a name and a verb of speech belong to the quotation."""
    if not language.speech or mark.opening < 0 or mark.run[-1] not in "?!" or not mark.spaced:
        return None
    speaker = _SPEAKER.match(mark.text, mark.end)
    return JOIN if speaker and speaker[1] in language.speech else None


def enclosure_goes_on(mark: Mark, language: Language) -> Verdict:
    """`会談（電話だ。）は短い`, `看《你好吗？》了`: without spaces, what opened inside a sentence closes inside it.

    Titles in 《》 always do; quotations that a colon or a comma introduces end with their sentence.
    """
    if "unspaced" not in language.traits or mark.opening < 0 or mark.spaced:
        return None
    if mark.text[mark.close - 1] in "》〉":
        return JOIN
    return JOIN if mark.lead[-1:] not in ("", ":", "：", ",", "，", *UNSPACED) else None


# --- Numbers, dates and addresses -------------------------------------------------------------------------------------

_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\Z")
_DAY = re.compile(r"\d{1,2}\.(?!\d)")
_YEAR = re.compile(r"['’‘]?(?:\d{4}|\d\d)\Z")
_MONTH_AND_DAY = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|\D)")
_DATE = re.compile(r"(?:\A|[^\d.])['’‘]?(?:(?:\d{4}|\d\d)\. ?)?\d{1,2}\. ?\d{1,2}\.\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s\Z")
_WORDS = re.compile(r"[^\W\d_]{2,}\Z|[^\W\d_]+(?:['’.-][^\W\d_]+)+\Z")
_ADDRESS = re.compile(r"[/@\\_=&]|\Awww\.|\.[a-z]{2,6}(?:\W|\Z)")
_ADDRESS_REACH = 60


def number_goes_on(mark: Mark, language: Language) -> Verdict:
    """`3.5`, `10.30`, `３．５`."""
    between = mark.attached and mark.run in (".", "．")
    return JOIN if between and mark.word[-1:].isdigit() and mark.next.isdigit() else None


def mark_needs_no_space(mark: Mark, language: Language) -> Verdict:
    """`。`, `！`, `।` end a sentence whatever follows."""
    return SPLIT if mark.run[-1] in UNSPACED else None


def word_is_attached(mark: Mark, language: Language) -> Verdict:
    """`world.Today` may lack a space; `example.Com/a`, `U.S.A`, `ASP.NET` and `3.a` lack none."""
    if not mark.attached:
        return None
    word, head = mark.word, mark.head
    if word[-1:].isdigit() and _begins(mark, language):
        return SPLIT
    if not _WORDS.match(word) or word[-1].isupper() or not head or head[0].islower() or head[0].isdigit():
        return JOIN
    if head[1:2].isupper() and head[0].isascii() == word[-1].isascii():
        return JOIN
    before = mark.text[max(0, mark.start - _ADDRESS_REACH) : mark.start].rpartition(" ")[2]
    behind = mark.text[mark.start : mark.start + _ADDRESS_REACH].partition(" ")[0]
    return JOIN if _ADDRESS.search(before + behind) else None


def address_is_over(mark: Mark, language: Language) -> Verdict:
    """`a.b@example.com. Write soon`: no abbreviation ends in an address."""
    if mark.run != "." or not mark.spaced or not mark.next or mark.next.islower():
        return None
    return SPLIT if "@" in mark.word or "://" in mark.word or mark.word.startswith("www.") else None


def date_goes_on(mark: Mark, language: Language) -> Verdict:
    """`2025. 6. 7.`, `3. 1.`, `2025.6.7.`: the periods stand for year, month and day, the last one too."""
    if "dates" not in language.traits or mark.run != "." or not mark.word[-1:].isdigit():
        return None
    if _YEAR.match(mark.word) and _MONTH_AND_DAY.match(mark.text, mark.end):
        return JOIN
    if _MONTH.match(mark.word) and _DAY.match(mark.text, mark.end):
        return JOIN
    return JOIN if _DATE.search(mark.text[max(mark.begin, mark.start - 14) : mark.stop]) else None


def marker_of_a_list_item(mark: Mark, language: Language) -> Verdict:
    """`1. The first item`: the period belongs to the marker with which the sentence begins."""
    if mark.run != "." or not mark.spaced:
        return None
    return JOIN if is_marker(mark.text[mark.begin : mark.start], enclosed=mark.close > mark.stop) else None


def ordinal_number(mark: Mark, language: Language) -> Verdict:
    """`am 7. Januar`, `der 2. Weltkrieg`; but `auf Seite 12. Mehr dazu`."""
    number = mark.word.lstrip("-")
    if mark.run != "." or not mark.spaced or not number.isdigit():
        return None
    if mark.head.lower() in language.months:
        return JOIN
    if "ordinals" not in language.traits or len(number) > 2 or not mark.head[:1].isalpha() or _begins(mark, language):
        return None
    reference = _WORD_BEFORE.search(mark.text[max(mark.begin, mark.start - 24) : mark.start - len(number)])
    return None if reference and _listed(reference[1], language.references) else JOIN


_YEAR_AND_VERB = re.compile(r"(?:1\d|20)\d\d [^\W\d_]*[a-zß-ÿ]\b")
_WHOLE_WORD = re.compile(r"[^\W\d_]{2,}(?:[aeiouyäöü][^\W\d_]{0,2})\Z", re.IGNORECASE)
"""A word that is cut off has no vowel at its end: Abschn., insg."""
_LEAST_WORD = 5


def year_begins_a_sentence(mark: Mark, language: Language) -> Verdict:
    """`… in Salzburg. 1538 warnte der Rat`: a year and the verb, in languages that put the verb second."""
    if "ordinals" not in language.traits or mark.run != "." or not mark.spaced or len(mark.word) < _LEAST_WORD:
        return None
    if not _WHOLE_WORD.match(mark.word) or not mark.text[mark.end : mark.end + 1].isdigit():
        return None
    following = _YEAR_AND_VERB.match(mark.text, mark.end)
    known = any(_listed(mark.word, listed) for listed in (language.references, language.titles, language.abbreviations))
    return SPLIT if following and following[0][5:6].islower() and not known else None


# --- Abbreviations ----------------------------------------------------------------------------------------------------

_NUMERAL = re.compile(r"\d|[IVXLC]+\Z|[A-Z]\d*\Z")
_ZONE = re.compile(r"(?:[A-Z][a-z]+ ){1,2}[Tt]ime\b|(?:[A-Z]{1,3}[DS]T|[CEMP]T|GMT|UTC|[A-Z][a-z]+day)\b")
_COMPOUND = re.compile(r"(?:[^\W\d_]{2,}\.)+[^\W\d_]{2,}\Z")
_DOUBLE_INITIAL = re.compile(r"(?:\w\.-)+\w\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
_INITIAL_BEFORE = re.compile(r"(?<!\w)\w\. ?\Z")
_NUMBER_BEFORE = re.compile(r"\d[ \u00a0°]{1,2}\Z")
_CONSONANTS = re.compile(r"(?:\A|\.)[ก-ฮ]{1,4}\Z")


def title_before_a_name(mark: Mark, language: Language) -> Verdict:
    """`Mr. Smith`, `Mt. Fuji`, `PGS.TS. Trần`: such an abbreviation never ends a sentence."""
    if mark.run != ".":
        return None
    last = mark.word.rpartition(".")[2] if _COMPOUND.match(mark.word) else mark.word
    return JOIN if _listed(mark.word, language.titles) or _listed(last, language.titles) else None


def hour_before_its_zone(mark: Mark, language: Language) -> Verdict:
    """`10 p.m. Seoul time`, `6 a.m. GMT`, `3 p.m. Tuesday`."""
    return JOIN if mark.word.lower() in ("a.m", "p.m") and _ZONE.match(mark.text, mark.end) else None


def reference_before_a_number(mark: Mark, language: Language) -> Verdict:
    """`No. 5`, `Fig. IV`, `p. 12`; without a number it is a word like others: `He said no. Trump agreed.`"""
    if mark.run != "." or not mark.spaced or not _listed(mark.word, language.references):
        return None
    if _NUMERAL.match(mark.head) and not _begins(mark, language):
        return JOIN
    return SPLIT if len(mark.word) > 1 and mark.next.isupper() else None


# --- Capitals and small letters ---------------------------------------------------------------------------------------

_SHORT = 5  # letters; many an abbreviation is no longer


def small_letter_follows(mark: Mark, language: Language) -> Verdict:
    """A sentence begins with a capital, where the script has any; `iPhone` and `eBay` are capitals in disguise."""
    head = mark.head
    if not head or not head[0].islower() or head[1:2].isupper():
        return None
    whole_word = mark.run == "." and mark.close == mark.stop and len(mark.word) > _SHORT
    return None if whole_word and not head[0].isascii() else JOIN


def ellipsis_before_a_capital(mark: Mark, language: Language) -> Verdict:
    """`Happy... No one` ends a sentence; `I thought... I would go` does not, for I is always a capital.

    An ellipsis with which the sentence begins ends nothing.
    """
    if not mark.spaced or not _ELLIPSIS.search(mark.run):
        return None
    if not mark.text[mark.begin : mark.start].strip() or mark.head in language.always_capital:
        return JOIN
    return SPLIT if mark.next.isupper() else None


# --- Abbreviations that may end a sentence ----------------------------------------------------------------------------


def abbreviation_before_a_starter(mark: Mark, language: Language) -> Verdict:
    """`Jane and Co. They left`, `in the U.S. The law`: a sentence ends before a word that begins one.

    What is listed ends none before any other word; of `U.S.` and its like sentencex may know more.
    """
    if mark.run != "." or not mark.spaced:
        return None
    if _listed(mark.word, language.abbreviations):
        return SPLIT if _begins(mark, language) else JOIN
    return SPLIT if _DOTTED.match(mark.word) and _begins(mark, language) else None


def initial_before_a_name(mark: Mark, language: Language) -> Verdict:
    """`J. R. R. Tolkien`, `J.-P. Sartre`, `z. B.`: a letter with a period, unless a word behind begins a sentence.

    A small letter may end one only behind another: `5 a. m. The sun`. Behind a number it is a unit: `at 40 C. Fires`.
    """
    letter = mark.word[-1:] if _DOUBLE_INITIAL.match(mark.word) else mark.word
    if mark.run != "." or not mark.spaced or len(letter) != 1 or letter.isupper() == letter.islower():
        return None
    if letter.islower() and not _INITIAL_BEFORE.search(mark.text[max(mark.begin, mark.start - 4) : mark.start - 1]):
        return JOIN
    if mark.next.isupper() and _NUMBER_BEFORE.search(mark.text[max(mark.begin, mark.start - 4) : mark.start - 1]):
        return SPLIT
    return SPLIT if mark.start - 1 > mark.begin and _begins(mark, language) else JOIN


def consonants_of_an_abbreviation(mark: Mark, language: Language) -> Verdict:
    """`พ.ศ.`, `กทม.`: Thai sentences carry no period, so that one behind a few consonants abbreviates."""
    return JOIN if "no-period" in language.traits and mark.run == "." and _CONSONANTS.search(mark.word) else None


# --- Notes ------------------------------------------------------------------------------------------------------------

_NOTE = frozenset("]0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_is_attached(mark: Mark, language: Language) -> Verdict:
    """`lies open.[12] The`, `(type 2).10 This`: a note stands behind the sentence it explains."""
    return SPLIT if mark.spaced and mark.close > mark.stop and mark.text[mark.close - 1] in _NOTE else None


RULES: tuple[Rule, ...] = (
    mark_stands_alone_in_brackets,
    mark_is_part_of_a_name,
    opening_mark_follows,
    punctuation_follows,
    quotation_goes_on,
    speaker_follows,
    enclosure_goes_on,
    number_goes_on,
    mark_needs_no_space,
    word_is_attached,
    address_is_over,
    date_goes_on,
    marker_of_a_list_item,
    ordinal_number,
    year_begins_a_sentence,
    title_before_a_name,
    hour_before_its_zone,
    reference_before_a_number,
    small_letter_follows,
    ellipsis_before_a_capital,
    abbreviation_before_a_starter,
    initial_before_a_name,
    consonants_of_an_abbreviation,
    note_is_attached,
)


def decide(mark: Mark, language: Language) -> Verdict:
    """What the first rule says that can tell."""
    for rule in RULES:
        verdict = rule(mark, language)
        if verdict is not None:
            return verdict
    return None


def _begins(mark: Mark, language: Language) -> bool:
    """Whether a word follows that usually begins a sentence; `A.` is an initial."""
    head = mark.head
    if len(head) == 1:
        return head in language.starters and mark.text[mark.after + 1 : mark.after + 2] != "."
    return (head.capitalize() if head.isupper() else head) in language.starters


def _listed(word: str, words: frozenset[str]) -> bool:
    """Whether a list has a word: one in small letters in any case, one with a capital only with it."""
    return word in words or word.lower() in words or (word.isupper() and word.capitalize() in words)
