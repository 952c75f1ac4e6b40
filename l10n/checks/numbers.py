"""Numbers written in digits, by value: signs of the locale, words that multiply, clock times, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from l10n.checks.number_words import read_table
from l10n.errors import LocaleError
from l10n.locales import month_names, number_symbols

Value = int | str
"""A number's value: an int, or its decimal notation where it has a fraction."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    written: str
    start: int
    values: frozenset[Value]
    """Every value it may stand for, where the notation leaves a choice (3 p.m. is 15 as well)."""
    month: bool = False
    """A month of the calendar: July, or 7월."""
    optional: bool = False
    """Needs no counterpart: the minutes of 3:00."""
    dated: bool = False
    """Part of a date in digits, where a month is a plain number."""
    unit: str = ""
    """The symbol of a unit behind it: km, MB."""


_DIGITS = re.compile(r"\d")
_BODY = re.compile(r"\d+(?:[.,'’٬٫]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?")
_DATE = re.compile(
    r"(?<![\d./-])(?:(?:1[5-9]|20)\d\d(?P<a>[-./]) ?\d{1,2}(?P=a) ?\d{1,2}|\d{1,2}(?P<b>[-./])\d{1,2}(?P=b)(?:1[5-9]|20)\d\d)(?![\d-])"
)
_POWER = re.compile(r"10(?:의\s?|\^|\*\*)(\d+)(?:제곱|승)?")
_CJK = frozenset({"ko", "ja", "zh"})
_MYRIADS = {"십": 1, "백": 2, "천": 3, "만": 4, "억": 8, "조": 12, "경": 16}
_MYRIADS |= {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "京": 16}
_LONG = 40  # digits: more are no number but an identifier


@lru_cache(maxsize=32)
def read(text: str, locale: str, language: str) -> tuple[Number, ...]:
    """The numbers of a text that are written in digits, and the months that are named."""
    if not text.isascii():
        text = _ascii_digits(text)
    found = list(_digits(text, locale, language)) if _DIGITS.search(text) else []
    return (*found, *_months(text, locale, language))


def _ascii_digits(text: str) -> str:
    """The text with the digits of all scripts as ASCII ones."""
    if not re.search(r"[^\x00-\x7f](?<=\d)", text):
        return text
    return re.sub(r"\d", lambda match: str(unicodedata.digit(match[0])), text)


def _digits(text: str, locale: str, language: str) -> Iterator[Number]:
    dates = [match.span() for match in _DATE.finditer(text)]
    decimal, group = _symbols(locale)
    spaced = group in " \u00a0\u202f"
    index = 0
    while match := _BODY.search(text, index):
        if match[0] == "10" and (power := _POWER.match(text, match.start())) and len(power[1]) < 4:
            yield Number(power[0], match.start(), frozenset({f"1e{int(power[1])}"}))
            index = power.end()
            continue
        if (spaced or "\u00a0" in text or "\u202f" in text) and (wide := _SPACED.match(text, match.start())):
            match = wide
        start, index = match.span()
        dated = any(first <= start < last for first, last in dates)
        for body, at in _parts(match[0], start, dated):
            end = at + len(body)
            if language in _CJK and end == index and not dated:
                number, index = _with_myriads(text, at, end)
                yield number
            else:
                yield _number(text, body, at, end, decimal, language, dated)


def _parts(body: str, start: int, dated: bool) -> Iterator[tuple[str, int]]:
    """A run of digits and signs, cut where it is several numbers: a date, or a list without spaces."""
    digits = re.split(r"[.,'’٬٫]", body)
    groups = len(digits) > 1 and all(len(part) == 3 for part in digits[1:]) and len(digits[0]) < 4
    if dated or (len(digits) > 2 and "," in body and not groups and "." not in body):
        for part in re.finditer(r"\d+", body):
            yield part[0], start + part.start()
    else:
        yield body, start


def _number(text: str, body: str, start: int, end: int, decimal: str, language: str, dated: bool) -> Number:
    readings = _readings(body, decimal, language)
    values: set[Value] = set()
    power, scaled_end = _scale(text, end, language)
    exact = not power and not _measured(text, start, end)
    for whole, fraction in readings:
        values.add(_value(whole, fraction, power, exact))
        if power and text[end:scaled_end].strip().casefold() in (
            "m",
            "k",
            "bn",
            "tn",
            "mil",
            "mi",
            "tri",
            "bi",
            "bio",
            "mio",
        ):
            values.add(_value(whole, fraction, 0, True))
    return _timed(text, start, end, body, values, language, dated)


def _timed(text: str, start: int, end: int, body: str, values: set[Value], language: str, dated: bool) -> Number:
    """The number with what its surroundings add: the other clock, whole centuries for 90s, a season's second year."""
    value = next(iter(values)) if len(values) == 1 else None
    month = optional = False
    if isinstance(value, int):
        before, after = text[max(0, start - 6) : start], text[end : end + 6]
        if value == 0 and len(body) == 2 and re.search(r"\d:\Z", before):
            optional = True
        elif value <= 24 and (_CLOCK_AFTER.match(after) or _CLOCK_BEFORE.search(before)):
            values |= {value + 12, value - 12, value % 12}
        elif len(body) == 2 and (after.startswith("s") or before.endswith(("'", "’", "‘")) or re.match("년대", after)):
            values |= {1900 + value, 2000 + value}
        elif len(body) == 2 and re.search(r"\d{4}[-–—/~]\Z", before):
            century = int(before[-5:-3]) * 100
            values.add(century + value)
        month = 1 <= value <= 12 and bool(re.match(r"\s?(?:월(?![가-힣]*[요세])|月)", after)) and language in _CJK
    unit = _UNIT.match(text, end)
    return Number(body, start, frozenset(values), month, optional, dated, unit[1] if unit else "")


_UNIT = re.compile(
    r"[ \u00a0\u202f]?((?:[nμmck]?m|[kmcμ]?g|t|[mc]?[lL]|[kMGTP]?B|[kKMGT]bps|[kMG]?Hz|[kMG]?W|[kMGT]Wh|k?V|m?A|dB|k?Pa|hPa|k?cal)"
    r"[²³]?)(?![A-Za-z\d])"
)
_CLOCK_AFTER = re.compile(
    r"(?::[0-5]\d(?!\d)|\s?[ap]\.?m\b|\s?[AP]\.?M\b|\s?o['’]clock|\s?시|\s?時|\s?点|\s?點|\s?h(?![a-z])|\s?Uhr)"
)
_CLOCK_BEFORE = re.compile(r"(?:오전|오후|정오|午前|午後|上午|下午)\s?\Z")


def _readings(body: str, decimal: str, language: str) -> set[tuple[str, str]]:
    """The ways to read a number's signs: (whole, fraction) each. The locale's own, and where that is not English,
    English's as well, since many translators keep it."""
    found = {reading for sign in {decimal, "."} if (reading := _split(body, sign))}
    return found or {(body, "")}


def _split(body: str, decimal: str) -> tuple[str, str] | None:
    """A number's whole part and fraction, read with a decimal sign; None where its signs do not fit that."""
    body = body.replace("٫", decimal).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    whole, _, fraction = body.partition(decimal)
    if not fraction.isdigit() and fraction:
        return None
    groups = re.split(r"[.,'٬ ]", whole)
    if len(groups) > 1 and (any(len(part) != 3 for part in groups[1:]) or len(groups[0]) > 3):
        return None
    return "".join(groups), fraction


def _value(whole: str, fraction: str, power: int, exact: bool) -> Value:
    if len(whole) + len(fraction) > _LONG or not (whole + fraction).isdigit():
        return f"{whole}.{fraction}" if fraction else whole
    if exact and fraction.endswith("0") and fraction:
        return f"{int(whole)}.{fraction}"
    digits = int(whole + fraction)
    exponent = power - len(fraction)
    if exponent >= 0:
        return digits * 10**exponent
    whole_part, rest = divmod(digits, 10**-exponent)
    return f"{whole_part}.{str(rest).zfill(-exponent).rstrip('0')}" if rest else whole_part


_MEASURE_AFTER = re.compile(r"\s?(?:[%％°€£¥₩]|달러|원|유로|엔|위안|퍼센트|점|배)")
_MEASURE_BEFORE = re.compile(r"[$€£¥₩]\s?\Z")


def _measured(text: str, start: int, end: int) -> bool:
    """Whether this is an amount of something, where 2.50 is 2.5; of a version, 2.10 is not 2.1."""
    return bool(
        _MEASURE_AFTER.match(text, end)
        or _UNIT.match(text, end)
        or _MEASURE_BEFORE.search(text, max(0, start - 2), start)
    )


def _scale(text: str, end: int, language: str) -> tuple[int, int]:
    """The power of ten that the word behind a number stands for, and where that word ends."""
    power = 0
    while (match := _SCALE_WORD.match(text, end)) and (found := _scale_of(match[1], language)):
        if match[1] in ("k", "K", "M", "B", "m") and text[end].isspace():
            break
        power, end = power + found, match.end()
    return power, end


_SCALE_WORD = re.compile(r"[\s\u00a0-]?([^\W\d_]+)\.?")


def _scale_of(word: str, language: str) -> int:
    words, prefixes = _scales().get(language, ({}, ()))
    folded = word.casefold()
    if word in ("B", "M") and language == "en":
        return {"B": 9, "M": 6}[word]
    if folded in words:
        return words[folded]
    return next((power for prefix, power in prefixes if folded.startswith(prefix)), 0)


@cache
def _scales() -> Mapping[str, tuple[Mapping[str, int], tuple[tuple[str, int], ...]]]:
    table: dict[str, tuple[dict[str, int], tuple[tuple[str, int], ...]]] = {}
    for language, power, words in read_table("number_scales.tsv"):
        whole, prefixes = table.get(language, ({}, ()))
        whole |= {word: int(power) for word in words if not word.endswith("-")}
        table[language] = whole, prefixes + tuple((word[:-1], int(power)) for word in words if word.endswith("-"))
    return table


_CHAIN = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:여\s?|\s?数|\s?余)?\s?([십백천十百千]?)\s?([만억조경万萬億亿兆京]?)")
_COUNTED = re.compile(
    r"\s?(?:\d|[명원개달대건호주톤표권채곳회배마가세평위]|여|분의|이상|미만|이하|미터|킬로|유로|엔|위안|루블|파운드|가구|년|km|[人名元円個个台件所只美日欧韓韩])"
)


def _with_myriads(text: str, start: int, end: int) -> tuple[Number, int]:
    """A number of East Asia from `start`, with its myriads: 1만 5,000, 3조 2000억, 120万."""
    total = Decimal(0)
    last = 10**20
    position = start
    while match := _CHAIN.match(text, position):
        power = _MYRIADS.get(match[2], 0) + _MYRIADS.get(match[3], 0)
        if (position > start and 10**power >= last) or len(match[1]) > _LONG:
            break
        total += Decimal(match[1].replace(",", "")) * 10**power
        position = match.end() if power else match.end(1)
        last = 10 ** (_MYRIADS.get(match[3], 0))
        if not match[3]:
            break
        following = re.compile(r"\s?(?=\d)").match(text, position)
        if not following:
            break
        position = following.end()
    body = text[start:position].rstrip()
    if position <= end:
        return _number(text, text[start:end], start, end, ".", "ko", False), end
    values: set[Value] = {_plain(total)}
    if (not _COUNTED.match(text, position) and text[position - 1] in "만조") or text.endswith("제", 0, start):
        # 만 is also the particle "only", 조 an article of law or a group.
        values |= {
            value
            for whole, fraction in _readings(text[start:end], ".", "ko")
            for value in [_value(whole, fraction, 0, True)]
        }
    return Number(body, start, frozenset(values)), position


def _plain(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


@cache
def _symbols(locale: str) -> tuple[str, str]:
    try:
        return number_symbols(locale)
    except LocaleError:
        return ".", ","


# May and March are months only beside a number or behind a preposition; so are the short forms.
_ENGLISH = "january february march april may june july august september october november december".split()  # noqa: SIM905
_ENGLISH_MONTH = re.compile(
    r"\b(?:(?:(?<=\d )|(?<=th )|(?<=st )|(?<=nd )|(?<=rd )|(?<=of ))(?P<behind>"
    + "|".join(name.title() for name in _ENGLISH)
    + r")\b"
    r"|(?P<before>"
    + "|".join(name.title() for name in _ENGLISH)
    + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?,? (?:the )?(?=\d))"
)


def _months(text: str, locale: str, language: str) -> Iterator[Number]:
    """The months that a text names, where it is sure that months are meant."""
    if language == "en":
        for match in _ENGLISH_MONTH.finditer(text):
            name = match["behind"] or match["before"]
            number = next(at for at, month in enumerate(_ENGLISH, 1) if month.startswith(name.lower()))
            yield Number(name, match.start(), frozenset({number}), month=True)
    elif language not in _CJK:
        folded = text.casefold()
        for number, names in enumerate(_month_names(locale), 1):
            for name in names:
                at = folded.find(name)
                if at >= 0 and not folded[at - 1 : at].isalpha() and not folded[at + len(name) :][:1].isalpha():
                    yield Number(text[at : at + len(name)], at, frozenset({number}), month=True)
                    break


@cache
def _month_names(locale: str) -> tuple[frozenset[str], ...]:
    try:
        return month_names(locale)
    except LocaleError:
        return ()
