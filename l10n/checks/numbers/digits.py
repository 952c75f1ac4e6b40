"""Numbers written in digits, by value: the signs of the locale, words that multiply, clock times, dates."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from l10n.checks.numbers.months import named_months
from l10n.errors import LocaleError
from l10n.languages.ko.numerals import POWER, TO_THE
from l10n.languages.language import Language, language
from l10n.languages.numerals import read_myriads
from l10n.locales import number_symbols

Value = int | str
"""A number's value: an int, or the decimal notation of a fraction."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    written: str
    start: int
    end: int
    """Where it ends, with the words that multiply it."""
    values: frozenset[Value]
    """Every value that it may stand for: 3 p.m. is also 15."""
    month: bool = False
    """A month of the calendar: July, or 7월."""
    optional: bool = False
    """Needs no counterpart: the minutes of 3:00."""
    dated: bool = False
    """Part of a date in digits, in which the month is a plain number."""


@lru_cache(maxsize=32)
def read(text: str, locale: str) -> tuple[Number, ...]:
    """The numbers of a text that are written in digits, and the months that are named."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: str(unicodedata.digit(match[0])), text)
    numbers = list(_digits(text, _signs(locale), language(locale)))
    for name, start, month in named_months(text, locale):
        numbers.append(Number(name, start, start + len(name), frozenset({month}), month=True))
    return tuple(numbers)


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs within a locale's numbers."""

    decimal: str
    spaced: bool
    """Whether space stands between groups of digits."""


@cache
def _signs(locale: str) -> _Signs:
    try:
        decimal, group = number_symbols(locale)
    except LocaleError:
        return _Signs(".", spaced=False)
    return _Signs(decimal, group in " \u00a0\u202f")


_NOT_ASCII = re.compile(r"(?![0-9])\d")
_BODY = re.compile(r"\d+(?:[.,'’٬٫]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?")
_DOTTED = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_NO_BREAK = re.compile("[\u00a0\u202f]")
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = re.compile(
    rf"(?<![\d./-])(?:{_YEAR}(?P<a>[-./]) ?\d{{1,2}}(?P=a) ?\d{{1,2}}|"
    rf"\d{{1,2}}(?P<b>[-./])\d{{1,2}}(?P=b){_YEAR})(?![\d-])"
)
_POWER_OF_TEN = re.compile(rf"10(?:{TO_THE}|\^|\*\*)(\d{{1,3}})(?!\d)(?:{POWER})?")
_WITHIN_DATE = re.compile(r"[-./] ?\d{1,2}[-./]")


def _dates(text: str) -> Iterator[re.Match[str]]:
    """The dates in digits of a text; most have none, which what stands within one shows fast."""
    if _WITHIN_DATE.search(text):
        yield from _DATE.finditer(text)


def _digits(text: str, signs: _Signs, known: Language) -> Iterator[Number]:
    dates = {at for match in _dates(text) for at in range(*match.span())}
    spaced = signs.spaced or bool(_NO_BREAK.search(text))
    index = 0
    while match := _BODY.search(text, index):
        if power := _POWER_OF_TEN.match(text, match.start()):
            yield Number(power[0], *power.span(), frozenset({f"1e{int(power[1])}"}))
            index = power.end()
            continue
        if spaced and (wide := _SPACED.match(text, match.start())):
            match = wide
        start, index = match.span()
        dated = start in dates
        if "myriads" in known.traits and not dated and (found := read_myriads(text, start, index)):
            values, index = found
            yield Number(text[start:index], start, index, values)
        else:
            beside = _beside(known.code)
            timed = beside.clock.match(text, index) or beside.before_clock.search(text[max(0, start - 6) : start])
            clock = _DOTTED.fullmatch(match[0]) and timed
            for body, at in _parts(match[0], start, dated or bool(clock)):
                number = _number(text, body, at, signs.decimal, known)
                yield replace(number, dated=True) if dated else number


def _parts(body: str, start: int, dated: bool) -> Iterator[tuple[str, int]]:
    """A run of digits and signs, cut into its numbers if it is a date or a list without spaces."""
    if body.isdigit():
        yield body, start
        return
    first, *others = re.split(r"[.,'’٬٫]", body)
    grouped = len(first) < 4 and all(len(part) == 3 for part in others)
    if dated or (len(others) > 1 and "." not in body and not grouped):
        for part in re.finditer(r"\d+", body):
            yield part[0], start + part.start()
    else:
        yield body, start


def _number(text: str, body: str, start: int, decimal: str, known: Language) -> Number:
    """The number at `start`, as the text around it makes it read."""
    end = start + len(body)
    before, after = text[max(0, start - 6) : start], text[end : end + 24]
    power, certain, scaled = _scale(after, known)
    measured = bool(
        power or _UNIT.match(after) or _beside(known.code).money.match(after) or _MEASURE_BEFORE.search(before)
    )
    readings = _readings(body, decimal)
    values = {_value(whole, fraction, power, measured) for whole, fraction in readings}
    if power and not certain:
        values |= {_value(whole, fraction, 0, measured) for whole, fraction in readings}
    value = next(iter(values)) if len(values) == 1 else None
    number = Number(body, start, end + scaled, frozenset(values))
    return _in_context(number, value, before, after, known) if isinstance(value, int) else number


def _in_context(number: Number, value: int, before: str, after: str, known: Language) -> Number:
    """A whole number with its other possible values: 3 p.m. as 15, the 90s as 1990, the end of a season."""
    others: set[Value] = set()
    beside = _beside(known.code)
    two_digits = len(number.written) == 2
    if (not value and two_digits and _HOUR_BEFORE.search(before)) or _always(value, before, after):
        return replace(number, optional=True)
    if value <= 24 and (beside.clock.match(after) or beside.before_clock.search(before)):
        others = {(value + 12) % 24}
    elif two_digits and (after.startswith(beside.decade) or before.endswith(("'", "’", "‘"))):
        others = {1900 + value, 2000 + value}
    elif two_digits and (year := _YEAR_BEFORE.search(before)):
        others = {int(year[1]) * 100 + value}
    month = "myriads" in known.traits and 1 <= value <= 12 and bool(beside.month.match(after))
    return replace(number, values=number.values | others, month=month) if others or month else number


def _always(value: int, before: str, after: str) -> bool:
    """Whether this is part of 24/7, which other languages say in words."""
    return (value == 24 and after.startswith("/7")) or (value == 7 and before.endswith("24/"))


@dataclass(frozen=True, slots=True)
class _Beside:
    """The words beside numbers in one language, as patterns."""

    clock: re.Pattern[str]
    before_clock: re.Pattern[str]
    month: re.Pattern[str]
    money: re.Pattern[str]
    decade: tuple[str, ...]


@cache
def _beside(tag: str) -> _Beside:
    known = language(tag)
    clock, before, month = ("|".join(known.time.get(kind, ("(?!)",))) for kind in ("clock", "before-clock", "month"))
    return _Beside(
        clock=re.compile(rf":[0-5]\d(?!\d)|(?:\.[0-5]\d)?\s?(?:{clock})"),
        before_clock=re.compile(rf"(?:{before})\s?\Z"),
        month=re.compile(rf"\s?(?:{month})"),
        money=re.compile(rf"\s?(?:{'|'.join(('[%％°€£¥₩]', *known.money))})"),
        decade=known.time["decade"],
    )


_HOUR_BEFORE = re.compile(r"\d[:.]\Z")
_YEAR_BEFORE = re.compile(r"(1[5-9]|20)\d\d[-–—/~]\Z")
_MEASURE_BEFORE = re.compile(r"[$€£¥₩]\s?\Z")
_UNIT = re.compile(
    r"[ \u00a0\u202f]?((?:[nμmck]?m|[kmcμ]?g|t|[mc]?[lL]|[kMGTP]?B|[kKMGT]bps|[kMG]?Hz|[kMG]?W|[kMGT]Wh|k?V|m?A|dB|"
    r"[kh]?Pa|k?cal)[²³]?)(?![A-Za-z\d])"
)


def _readings(body: str, decimal: str) -> set[tuple[str, str]]:
    """The ways to read a number's signs, as whole part and fraction: the locale's own way and the English one, which
    many translators keep."""
    if body.isdigit():
        return {(body, "")}
    return {reading for sign in {decimal, "."} if (reading := _split(body, sign))} or {(body, "")}


def _split(body: str, decimal: str) -> tuple[str, str] | None:
    """A number's whole part and fraction, read with this decimal sign; None if its signs do not fit."""
    whole, _, fraction = body.replace("٫", decimal).partition(decimal)
    first, *groups = re.split(r"[.,'’٬ \u00a0\u202f]", whole)
    if (fraction and not fraction.isdigit()) or (groups and (len(first) > 3 or any(len(part) != 3 for part in groups))):
        return None
    return first + "".join(groups), fraction


_LONGEST = 40  # digits: more are an identifier


def _value(whole: str, fraction: str, power: int, measured: bool) -> Value:
    """The value of a number times a power of ten. As a measure 2.50 is 2.5; as a version 2.10 is not 2.1."""
    if len(whole) + len(fraction) > _LONGEST or not (whole + fraction).isdigit():
        return f"{whole}.{fraction}"
    if fraction.endswith("0") and not measured:
        return f"{int(whole)}.{fraction}"
    shift = power - len(fraction)
    if shift >= 0:
        return int(whole + fraction) * int(10**shift)
    integer, rest = divmod(int(whole + fraction), 10**-shift)
    return f"{integer}.{str(rest).zfill(-shift).rstrip('0')}" if rest else integer


_SCALE_WORD = re.compile(r"[\s\u00a0-]?([^\W\d_]+)\.?")
_SHORT = 3  # letters: shorter words may be something else, and what begins with a capital B or M a billion or a byte


def _scale(after: str, known: Language) -> tuple[int, bool, int]:
    """The power of ten that the words behind a number say, whether that is certain, and where they end."""
    words, prefixes = _scales(known.code)
    power, certain, at = 0, True, 0
    while match := _SCALE_WORD.match(after, at):
        word = match[1].casefold()
        found = words.get(word) or next((value for prefix, value in prefixes.items() if word.startswith(prefix)), 0)
        if not found or (len(word) == 1 and after[at].isspace()):
            break
        certain = certain and len(word) > _SHORT
        power, at = power + found, match.end()
    return power, certain, at


@cache
def _scales(tag: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The powers of ten of whole words, and of beginnings of words."""
    rows = [(word, int(power)) for power, words in language(tag).scales.items() for word in words]
    return dict(rows), {word[:-1]: power for word, power in rows if word.endswith("-")}
