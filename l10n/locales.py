"""Locales: tags in their two spellings, plural forms, scripts, directions. The only importer of Babel's core."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from l10n.errors import LocaleError

if TYPE_CHECKING:
    from babel import Locale

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*(?:@[a-z]+)?\Z")


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    if not _TAG.match(tag):
        raise LocaleError("{tag!r} is not a locale tag", tag=tag, hint="Write it like ko, pt_BR or zh_Hant.")
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise LocaleError("unknown locale {tag!r}", tag=tag, hint="Write it like ko, pt_BR or zh_Hant.") from None


def posix_tag(tag: str) -> str:
    """The gettext spelling of a tag in either spelling: `pt-br` -> `pt_BR`. Raises LocaleError for an unknown locale.

    Subtags are cased as RFC 5646, section 2.1.1, recommends; none is added or dropped.
    """
    _locale(tag)
    body, at, modifier = tag.replace("-", "_").partition("@")
    first, *rest = body.split("_")
    sizes = {2: str.upper, 4: str.title}
    return "_".join([first.lower(), *(sizes.get(len(part), str.lower)(part) for part in rest)]) + at + modifier


def bcp47_tag(tag: str) -> str:
    """The spelling of BCP 47, as HTML and HTTP want it: `pt_BR` -> `pt-BR`. Raises LocaleError for an unknown one."""
    return posix_tag(tag).partition("@")[0].replace("_", "-")


def android_tag(tag: str) -> str:
    """The spelling of Android's resource folders: `ko`, `pt-rBR`, and BCP 47's `b+zh+Hant` for what needs more. Raises
    LocaleError for an unknown locale."""
    parts = bcp47_tag(tag).split("-")
    if len(parts) == 2 and re.fullmatch(r"[A-Z]{2}", parts[1]) and len(parts[0]) == 2:
        return f"{parts[0]}-r{parts[1]}"
    return parts[0] if len(parts) == 1 and len(parts[0]) == 2 else "b+" + "+".join(parts)


def language(tag: str) -> str:
    """The language subtag alone: `pt_BR` -> `pt`. Any string will do; nothing is raised."""
    return re.split(r"[_\-@]", tag, maxsplit=1)[0].lower()


_SUBTAGS = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-]([A-Za-z]{2}|[0-9]{3}))?\Z")


def subtags(code: str) -> tuple[str, str, str] | None:
    """Language, script and region of a code, the language under its shortest name (CLDR aliases) and the script that is
    usual where the code names none: `kor` -> `ko`, `Kore` and no region. None for what is not of that form; the
    language need not be known."""
    from babel.core import get_global

    match = _SUBTAGS.match(code)
    if not match:
        return None
    name, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    other = _SUBTAGS.match(str(get_global("language_aliases").get(name, name)))  # `prs` is `fa_AF`, `hbs` is `sr_Latn`
    if other:
        name, script, region = other[1], script or other[2] or "", region or other[3] or ""
    if not script:
        known = get_global("likely_subtags")
        likely = str(known.get(f"{name}_{region}") or known.get(name) or "")
        script = likely.split("_")[1] if likely.count("_") else ""
    return name, script, region


def same_language(tag: str, other: str) -> bool:
    """Whether two tags name the same language in the same script and region, the usual ones where a tag names none
    (CLDR, likely subtags): `ko` and `ko_KR`, `pt` and `pt_BR`, but not `pt` and `pt_PT`."""
    return _likely(tag) == _likely(other)


def _likely(tag: str) -> tuple[str, str, str]:
    from babel.core import get_global

    known = get_global("likely_subtags")
    name, script, region = subtags(tag) or (tag, "", "")
    likely = str(known.get(f"{name}_{script}") or known.get(name) or "").split("_")
    return name, script, region or (likely[2] if len(likely) == 3 else "")


def fits_locale(tag: str, other: str, *, region: bool = True) -> bool:
    """Whether texts of a tag that some tool wrote can be those of another: one language and script and, where both name
    one, one region: `pt` and `pt_PT`, but not `pt_BR` and `pt_PT`."""
    one, two = subtags(tag.partition("@")[0]), subtags(other.partition("@")[0])
    if one is None or two is None:
        return language(tag) == language(other)
    return one[:2] == two[:2] and not (region and one[2] and two[2] and one[2] != two[2])


def is_locale(tag: str) -> bool:
    """Whether a tag names a locale that is known."""
    try:
        posix_tag(tag)
    except LocaleError:
        return False
    return True


def language_of_country(country: str) -> str:
    """The language that most people of a country read (CLDR likely subtags): `kr` -> `ko`; empty for no country."""
    from babel.core import get_global

    return str(get_global("likely_subtags").get(f"und_{country.upper()}", "")).partition("_")[0]


def display_name(tag: str, reader: str = "en") -> str:
    """The locale's name in the reader's language, `pt_BR` -> `Portuguese (Brazil)`. Raises LocaleError for an unknown
    locale."""
    return _locale(tag).get_display_name(_locale(reader)) or tag


def plural_forms(tag: str) -> str:
    """The value of a catalog's Plural-Forms header (Unicode CLDR by way of Babel). Raises LocaleError."""
    from babel.messages.plurals import get_plural

    return get_plural(_locale(tag)).plural_forms


def plural_count(tag: str) -> int:
    """How many plural forms a catalog of this locale has. Raises LocaleError."""
    return int(plural_forms(tag).partition("nplurals=")[2].partition(";")[0])


@cache
def plural_categories(tag: str, *, ordinal: bool = False) -> tuple[str, ...]:
    """The plural categories of a locale (Unicode CLDR), of cardinal or of ordinal numbers, in CLDR's order: `one`,
    `few`, `many`, `other` in Polish. Raises LocaleError."""
    locale = _locale(tag)
    rule = locale.ordinal_form if ordinal else locale.plural_form
    return tuple(name for name in _CATEGORIES if name == "other" or name in rule.tags)


_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_SAMPLES = (*range(201), 1000, 1_000_000)


@cache
def plural_indexes(tag: str, expression: str = "") -> Mapping[str, int]:
    """The plural category of a locale (Unicode CLDR) -> the index of the catalog's form for its smallest number, by the
    expression of a Plural-Forms header or, if that is empty or cannot be read, the locale's own.

    A category of fractions alone (Polish `other`) has the last form. Raises LocaleError.
    """
    from gettext import c2py

    rule = _locale(tag).plural_form
    own = plural_forms(tag).partition("plural=")[2].rstrip("; ")
    try:
        index_of = c2py(expression or own)
        indexes = [index_of(number) for number in _SAMPLES]
    except (ValueError, ArithmeticError, RecursionError):
        indexes = [c2py(own)(number) for number in _SAMPLES]
    found: dict[str, int] = {}
    for number, index in zip(_SAMPLES, indexes, strict=True):
        found.setdefault(rule(number), index)
    return {name: found.get(name, max(indexes)) for name in plural_categories(tag)}


@cache
def form_of_one(tag: str, *, alone: bool) -> int | None:
    """The index of the plural form for one thing; None where a locale has one form for all numbers or, with `alone`,
    where that form is for some number above one, too (21 in Russian). Raises LocaleError."""
    from gettext import c2py

    index_of = c2py(plural_forms(tag).partition("plural=")[2].rstrip("; ") or "0")
    index = index_of(1)
    shared = any(index_of(number) == index for number in range(2, 201))
    return None if plural_count(tag) == 1 or (shared and alone) else index


def script(tag: str) -> str:
    """The ISO 15924 code of the script the locale is written in (CLDR likely subtags): `ko` -> `Kore`."""
    from babel.core import get_global

    locale = _locale(tag)
    if locale.script:
        return locale.script
    likely: dict[str, str] = get_global("likely_subtags")  # type: ignore[assignment]  # Babel types the value as Mapping
    for key in (f"{locale.language}_{locale.territory}", locale.language):
        if key in likely:
            return likely[key].split("_")[1]
    return "Latn"


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction text runs in, as HTML's `dir` wants it. Raises LocaleError for an unknown locale."""
    return "rtl" if _locale(tag).text_direction == "rtl" else "ltr"


@cache
def number_symbols(tag: str) -> tuple[str, str]:
    """The decimal sign and the sign between groups of digits (Unicode CLDR). Raises LocaleError."""
    symbols = _locale(tag).number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@cache
def month_names(tag: str) -> tuple[frozenset[str], ...]:
    """January's names to December's, in full and alone or as part of a date (Unicode CLDR). Raises LocaleError."""
    names = [_locale(tag).months[use]["wide"] for use in ("format", "stand-alone")]
    return tuple(frozenset(month[number].casefold() for month in names) for number in range(1, 13))


@cache
def day_names(tag: str) -> tuple[frozenset[str], ...]:
    """Monday's names to Sunday's, in full and alone or as part of a date, in small letters (Unicode CLDR). Raises
    LocaleError."""
    names = [_locale(tag).days[use]["wide"] for use in ("format", "stand-alone")]
    return tuple(frozenset(day[number].casefold() for day in names) for number in range(7))


_KINDS_OF_UNIT = ("area", "digital", "duration", "energy", "length", "mass", "power", "speed", "temperature", "volume")


@cache
def unit_names(tag: str) -> Mapping[str, frozenset[str]]:
    """What stands around a number of a unit of measure, `{0} kilometers`, -> the units that it may be, by the names of
    the Unicode CLDR (`length-kilometer`). Raises LocaleError."""
    found: dict[str, set[str]] = {}
    for unit, widths in _locale(tag)._data["unit_patterns"].items():  # Babel has no public list of the patterns
        if unit.partition("-")[0] in _KINDS_OF_UNIT:
            for width in ("long", "short"):
                for form, pattern in widths.get(width, {}).items():
                    if form != "per" and isinstance(pattern, str):
                        found.setdefault(re.sub("[\u00a0\u202f]", " ", pattern), set()).add(unit)
    return {pattern: frozenset(units) for pattern, units in found.items()}


DateStyle = Literal["short", "medium", "long", "full"]


def format_date(value: date, tag: str, style: DateStyle = "long") -> str:
    """A date as the locale writes it (Unicode CLDR): 2025-06-07 is `2025년 6월 7일`. Raises LocaleError."""
    from babel.dates import format_date

    return format_date(value, style, locale=_locale(tag))


def format_number(value: Decimal, tag: str) -> str:
    """A number with the locale's signs and groups, and as many decimals as it has. Raises LocaleError."""
    from babel.numbers import format_decimal

    locale = _locale(tag)
    pattern = locale.decimal_formats[None].pattern
    return format_decimal(value, _with_decimals(pattern, value), locale=locale)


def format_currency(value: Decimal, currency: str, tag: str) -> str:
    """An amount of money as the locale writes it, with as many decimals as it has: USD 25 is `US$25` in Korean.

    Raises LocaleError for an unknown locale, or a currency that ISO 4217 does not list.
    """
    from babel.numbers import format_currency, is_currency

    locale = _locale(tag)
    if not is_currency(currency):
        raise LocaleError(
            "unknown currency {currency!r}", currency=currency, hint="Write its ISO 4217 code, such as USD."
        )
    pattern = _with_decimals(locale.currency_formats["standard"].pattern, value)
    return format_currency(value, currency, pattern, locale=locale, currency_digits=False)


def _with_decimals(pattern: str, value: Decimal) -> str:
    """A CLDR number pattern that shows as many decimals as the number is written with."""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return re.sub(r"\.[0#]+", "." + "0" * decimals if decimals else "", pattern)
