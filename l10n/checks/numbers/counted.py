"""Things counted in words on both sides: two countries, 두 나라; three days, 사흘."""

from collections.abc import Iterator

from l10n.checks.numbers.words import says
from l10n.checks.pair import Pair
from l10n.languages.en import CODE as ENGLISH
from l10n.languages.en import numerals as en
from l10n.languages.ko import CODE as KOREAN
from l10n.languages.ko import numerals as ko
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_KINDS = ((en.SPANS_OF_TIME, ko.SPANS_OF_TIME), (en.TIMES, ko.TIMES))
"""English nouns, and the Korean counters that may count the same."""


def changed_count(pair: Pair) -> Iterator[Diagnostic]:
    """The finding that an English text and its Korean translation each count one thing, but with different numbers.

    There is none if either text counts several things, or if other words may stand for the number.
    """
    if (pair.source_language.code, pair.language.code) != (ENGLISH, KOREAN):
        return
    counted, values = list(en.COUNTED.finditer(pair.source)), en.english_values(pair.source) - {1}
    if len(counted) != 1 or len(values) != 1 or en.OTHER_COUNTS.search(pair.source):
        return
    found, value = list(ko.counted().finditer(pair.target)), min(values)
    if len(found) != 1 or says(pair.target, value, pair.language) or ko.may_say(pair.target, value):
        return
    if _counts_the_same(counted[0][2].lower(), found[0][0], more=bool(en.MORE.search(pair.source))):
        text = Text("{wanted} is not {found}", wanted=counted[0][1], found=found[0][0])
        yield Diagnostic("number", Severity.ERROR, text, *found[0].span())


def _counts_the_same(noun: str, korean: str, more: bool) -> bool:
    """Whether both may count the same thing: 사람 counts no years, and "he and two others" are 세 명."""
    if any(bool(english.fullmatch(noun)) != bool(counter.search(korean)) for english, counter in _KINDS):
        return False
    if ko.PAIR.fullmatch(korean) and not en.PEOPLE.fullmatch(noun):
        return False
    return not more or any(english.fullmatch(noun) for english, _ in _KINDS)
