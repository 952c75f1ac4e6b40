"""Things counted in words on both sides: two countries, 두 나라; three days, 사흘; the second summit, 두 번째 회담."""

from collections.abc import Iterator

from l10n.checks.numbers.digits import read
from l10n.checks.numbers.words import says
from l10n.checks.pair import Pair
from l10n.languages.en import CODE as ENGLISH
from l10n.languages.en import numerals as en
from l10n.languages.ko import CODE as KOREAN
from l10n.languages.ko import numerals as ko
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def changed_count(pair: Pair) -> Iterator[Diagnostic]:
    """The finding that a Korean translation counts something by a number that its English source does not say, while
    the source says one in words that the translation lacks; or that it has no number at all for one of three to ten
    things. There is none if other words may stand for either number."""
    if (pair.source_language.code, pair.language.code) != (ENGLISH, KOREAN):
        return
    said = list(en.spelled(pair.source))
    if not said:
        return
    more = bool(en.MORE.search(pair.source))
    source = {value for number in read(pair.source, pair.source_locale) for value in number.values}
    for start, end, value in ko.counts(pair.target):
        # three times more are 네 배, he and two others 세 명
        if not any(
            each in source or says(pair.source, each, pair.source_language) for each in _stands_for(value, more)
        ):
            written = pair.target[start:end]
            lost = next((each for each in said if _is_lost(pair, each, written, more)), None)
            if lost:
                text = Text("{wanted} is not {found}", wanted=lost.written, found=written)
                yield Diagnostic("number", Severity.ERROR, text, start, end)
            return
    for each in said:
        if each.value > 2 and each.noun.islower() and _is_lost(pair, each, "", more):
            text = Text("missing: {what}", what=f"{each.written} {each.noun}")
            yield Diagnostic("number", Severity.WARNING, text)
            return


def _stands_for(value: int, more: bool) -> tuple[int, ...]:
    """The numbers of which a source may speak where the translation says this one."""
    return (value, value - 1) if more and value > 2 else (value,)


def _is_lost(pair: Pair, spelled: en.Spelled, korean: str, more: bool) -> bool:
    """Whether a translation says a number of the source in no way, and counts by `korean` what may be the same thing:
    사람 counts no years."""
    value = spelled.value
    if not 2 <= value <= 10 or says(pair.target, value, pair.language) or ko.may_say(pair.target, value):
        return False
    if any(value in number.values for number in read(pair.target, pair.locale)):
        return False
    noun = spelled.noun.lower()
    if noun and korean and bool(en.SPANS_OF_TIME.fullmatch(noun)) != bool(ko.SPANS_OF_TIME.search(korean)):
        return False
    if ko.PAIR.match(korean) and noun and not en.PEOPLE.fullmatch(noun):
        return False
    return not more or bool(en.SPANS_OF_TIME.fullmatch(noun))
