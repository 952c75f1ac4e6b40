"""Numbers, compared by value."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from l10n.checks.numbers.counted import changed_count
from l10n.checks.numbers.days import changed_day
from l10n.checks.numbers.digits import Number, Value, read
from l10n.checks.numbers.units import conversions, is_converted
from l10n.checks.numbers.words import KNOWN_TO, says
from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.en import CODE
from l10n.languages.ko.numerals import MULTIPLYING
from l10n.languages.language import Language, language
from l10n.languages.scripts import HANGUL
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text, joined

_ENOUGH = 40
"""How many numbers without a counterpart are looked into; more need no proof."""
_DIGIT = re.compile(r"\d")
_FEW = frozenset({1, 2})
"""What languages say unasked: 1위 for the top, 2명 for a pair."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A number is missing, added or changed: compared by value, in digits or in words (1.2 million is 120만)."""
    found = list(_compared(pair)) if _DIGIT.search(pair.source) or _DIGIT.search(pair.target) else []
    yield from found or changed_count(pair)
    if day := changed_day(pair):
        yield Diagnostic("number", Severity.ERROR, day)


def _compared(pair: Pair) -> Iterator[Diagnostic]:
    """The finding about the numbers in digits."""
    source_text, target_text = pair.prose(pair.source), pair.prose(pair.target)
    if pair.source_language.code == CODE and _plainly_equal(source_text, target_text):
        return
    source = read(source_text, pair.source_locale)
    target = read(target_text, pair.locale)
    added = [
        number
        for number in _unmatched(target, source)
        if _is_new(number, source_text, pair.source_language) and not _covered(number, pair.source, source_text)
    ]
    missing = [
        number
        for number in _unmatched(source, target)
        if _is_lost(number, target_text, pair.language, changed=bool(added))
        and not _covered(number, pair.target, target_text)
    ]
    missing, added = _regrouped(missing, added, target_text, pair.locale)
    added, missing = _regrouped(added, missing, source_text, pair.source_locale)
    if missing and (ratios := conversions(source_text, pair.source_locale, target_text, pair.locale)):
        missing, added = _converted(missing, added, ratios, source)
    if not missing:
        added = [number for number in added if number.values.isdisjoint(_FEW)]
    if missing or added:
        parts = [Text("missing: {what}", what=_written(missing))] if missing else []
        parts += [Text("added: {what}", what=_written(added))] if added else []
        start, end = (added[0].start, added[0].start + len(added[0].written)) if added else (0, 0)
        severity = Severity.ERROR if missing else Severity.WARNING
        yield Diagnostic("number", severity, joined(parts), start, end)


def _plainly_equal(source: str, target: str) -> bool:
    """Whether both texts write the same numbers, with nothing beside them that could change a value. This settles most
    pairs."""
    numbers = sorted(_WRITTEN.findall(source))
    return numbers == sorted(_WRITTEN.findall(target)) and not (
        _MEANS_MORE.search(source) or _MEANS_MORE.search(target)
    )


_WRITTEN = re.compile(r"\d+(?:[.,]\d+)*%?")
_MEANS_MORE = re.compile(
    rf"\d[ \u00a0\u202f]?(?:[A-Za-z]{{1,3}}\b|hundred|thousand|[mbtr]+illion|[°℃℉{MULTIPLYING}]|[^\W\da-zA-Z{HANGUL}])"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)


@cache
def _grouped(locale: str) -> re.Pattern[str]:
    """Matches hours and minutes, or years and months, as the locale writes them."""
    time = language(locale).time
    hours, minutes, years, months = ("|".join(time[unit]) for unit in ("hours", "minutes", "years", "months"))
    return re.compile(
        rf"(\d{{1,4}})\s?(?:{hours})\s?(?:and )?(\d{{1,2}})\s?(?:{minutes})"
        rf"|(\d{{1,4}})\s?(?:{years})\s?(?:and )?(\d{{1,2}})\s?(?:{months})"
    )


def _regrouped(numbers: list[Number], parts: list[Number], text: str, locale: str) -> tuple[list[Number], list[Number]]:
    """The numbers and the parts without those that say one span of time in two ways: 90 minutes, 1시간 30분."""
    for match in _grouped(locale).finditer(text) if numbers and parts else ():
        hours, minutes, years, months = (int(group or 0) for group in match.groups())
        total, pieces = 60 * hours + minutes + 12 * years + months, {hours, minutes, years, months}
        if any(total in number.values for number in numbers):
            numbers = [number for number in numbers if total not in number.values]
            parts = [part for part in parts if pieces.isdisjoint(part.values)]
    return numbers, parts


def _converted(
    missing: list[Number], added: list[Number], ratios: Collection[float], source: Sequence[Number]
) -> tuple[list[Number], list[Number]]:
    """The missing and the added numbers without those that say one quantity in two units: 10 inches, 25 cm; or that a
    source says in both."""
    kept = [number for number in source if number not in missing]
    made = [
        (before, after)
        for before in missing
        for after in (*added, *kept)
        if any(is_converted(one, other, ratios) for one in before.values for other in after.values)
    ]
    lost, new = {id(before) for before, _ in made}, {id(after) for _, after in made}
    return [each for each in missing if id(each) not in lost], [each for each in added if id(each) not in new]


def _unmatched(numbers: Sequence[Number], others: Sequence[Number]) -> list[Number]:
    """The numbers without a counterpart among the others. A value counts once however often it is written, since
    languages differ in how often they repeat one."""
    plain = {value for other in others if other.dated or not other.month for value in other.values}
    months = {value for other in others if other.dated or other.month for value in other.values}
    if not any(number.month for number in numbers) or not months:
        plain |= months  # only one side says which numbers are months
        months = plain
    left: dict[tuple[bool, frozenset[Value]], Number] = {}
    for number in numbers:
        if number.values.isdisjoint(months if number.month else plain):
            left.setdefault((number.month, number.values), number)
            if len(left) == _ENOUGH:
                break
    return list(left.values())


def _is_lost(number: Number, target: str, language: Language, changed: bool) -> bool:
    """Whether a number of the source that the target lacks in digits is missing in words, too."""
    said = [says(target, value, language) for value in number.values]
    if number.optional or any(said):
        return False
    if number.month and "myriads" not in language.traits:
        return changed  # CLDR lists červenec and července, but not the case červenci
    if None in said and not changed:
        return not all(isinstance(value, int) and value <= KNOWN_TO for value in number.values)
    return True


def _is_new(number: Number, source: str, language: Language) -> bool:
    """Whether a number of the target that the source lacks in digits is missing there in words, too."""
    if number.optional or (number.month and "myriads" not in language.traits and not language.grammar.named_months):
        return False
    said = [says(source, value, language) for value in number.values]
    if None in said:
        return not all(isinstance(value, int) and value <= KNOWN_TO for value in number.values)
    return not any(said)


def _covered(number: Number, text: str, prose_text: str) -> bool:
    """Whether these digits stand in a text's code or in an address, which the prose view covers."""
    return text is not prose_text and _digits(text).count(number.written) > _digits(prose_text).count(number.written)


def _digits(text: str) -> list[str]:
    return re.findall(r"\d[\d.,]*(?<=\d)", text)


def _written(numbers: Sequence[Number]) -> str:
    return ", ".join(dict.fromkeys(number.written for number in numbers))


CHECK = Check("number", Severity.ERROR, run, drafts="language")
