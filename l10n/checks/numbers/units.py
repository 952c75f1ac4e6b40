"""Numbers with what they count: a currency, a unit of measure, percent, and their sign.

Units of measure are those of the Unicode CLDR in every language; currencies and percentage points have words where the
language's file has a section `[units]`, and their signs everywhere.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from l10n.checks.numbers.digits import Number, Value, read
from l10n.errors import LocaleError
from l10n.languages.language import language
from l10n.locales import unit_names

_SYMBOLS: Mapping[str, str] = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen yuan", "₩": "won", "₹": "rupee"}
_CODES: Mapping[str, str] = {
    **{"USD": "dollar", "EUR": "euro", "GBP": "pound", "JPY": "yen", "KRW": "won", "CNY": "yuan", "INR": "rupee"}
}
_SAME: Mapping[str, str] = {"mass-tonne": "mass-ton", "length-mile-scandinavian": "length-mile"}
_GLUE = r"[ \u00a0\u202f-]?"
_SHORT = 2
"""Letters of a symbol, in which large and small ones differ."""
_LETTERS = frozenset("gmLlt")
"""The symbols of one letter that surely are units."""
_WORDS = frozenset({"in"})
"""Symbols that are words of prose."""
_STRANGE = frozenset(
    "length-point length-sun length-ri-jp length-rin length-jo-jp length-ken length-parsec volume-cup volume-drop"
    " volume-pinch volume-dram volume-jigger mass-fun mass-grain volume-koku volume-kosaji volume-osaji".split()
)
"""Units whose names are words of prose, or of one country."""
_NEGATIVE = re.compile(r"(?:(?<![\w.,%)\]])[-−]|△)[$€£¥₩]?\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text."""

    number: Number
    units: frozenset[str] = frozenset()
    """What it may count, as far as that is known: `pound` and `mass-pound` for pounds."""
    negative: bool = False


@lru_cache(maxsize=32)
def quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    """The numbers in digits of a text, in order, with their units and signs."""
    return tuple(
        Quantity(
            number, _units(text, number, locale), bool(_NEGATIVE.search(text[max(0, number.start - 3) : number.start]))
        )
        for number in read(text, locale)
        if not number.month
    )


def _units(text: str, number: Number, locale: str) -> frozenset[str]:
    known = _known(locale)
    before = text[max(0, number.start - 8) : number.start]
    after = known.behind.match(text, number.end)
    found = _behind(after, known.names) if after else frozenset()
    prefixed = known.before.search(before)
    return found | known.names[prefixed[0].strip()] if prefixed else found


@dataclass(frozen=True, slots=True)
class _Known:
    """The units of a locale."""

    names: Mapping[str, frozenset[str]]
    """What is written beside a number, in small letters if it is a word -> the units that it may be."""
    behind: re.Pattern[str]
    before: re.Pattern[str]


def _behind(match: re.Match[str], names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The units that what stands behind a number may be."""
    unit = match.lastgroup or ""
    found = names.get(match[unit]) or names.get(match[unit].casefold(), frozenset())
    return found if unit in ("symbol", "word") else found | {unit}


@cache
def _known(locale: str) -> _Known:
    names: dict[str, set[str]] = {}
    for written, units in _measures(locale):
        names.setdefault(written, set()).update(units)
    for signs in (_SYMBOLS, _CODES):
        for sign, currencies in signs.items():
            names.setdefault(sign, set()).update(currencies.split())
    listed = sorted(names, key=len, reverse=True)
    symbols = "|".join(re.escape(name) for name in listed if len(name) <= _SHORT)
    words = "|".join(re.escape(name) for name in listed if len(name) > _SHORT)
    own = [f"(?P<{unit}>{'|'.join(written).replace('␣', _GLUE)})" for unit, written in language(locale).units.items()]
    behind = re.compile(
        rf"{_GLUE}(?:(?i:{'|'.join([*own, f'(?P<word>{words})'])})|(?P<symbol>{symbols}))(?![A-Za-z²³])"
    )
    before = re.compile(rf"(?:{'|'.join(map(re.escape, (*_SYMBOLS, *_CODES)))})\s?\Z")
    return _Known({name: frozenset(units) for name, units in names.items()}, behind, before)


def _measures(locale: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The names behind numbers of the units of measure."""
    try:
        patterns = unit_names(locale)
    except LocaleError:
        return
    for pattern, units in patterns.items():
        if units <= _STRANGE:
            continue
        name = pattern.removeprefix("{0}").strip(" .")
        if "{" in name or name in _WORDS or (len(name) < _SHORT and name.isascii() and name not in _LETTERS):
            continue
        travelled = {f"length-{unit[6:-9]}" for unit in units if unit.endswith("-per-hour")}  # 시속 stands before
        if "temperature-generic" in units:
            units |= {"temperature-celsius", "temperature-fahrenheit"}
        yield name if len(name) <= _SHORT else name.casefold(), frozenset(map(_plain, units | travelled))


_BASE: Mapping[str, Mapping[str, float]] = {
    "length": {
        **{"millimeter": 0.001, "centimeter": 0.01, "meter": 1, "kilometer": 1000, "inch": 0.0254, "foot": 0.3048},
        **{"yard": 0.9144, "mile": 1609.34, "nautical-mile": 1852},
    },
    "mass": {"gram": 0.001, "kilogram": 1, "ton": 1000, "ounce": 0.02835, "pound": 0.4536, "stone": 6.35},
    "area": {
        **{"square-meter": 1, "hectare": 1e4, "square-kilometer": 1e6, "square-foot": 0.0929, "acre": 4046.9},
        **{"square-mile": 2.59e6, "square-yard": 0.836},
    },
    "volume": {"milliliter": 0.001, "liter": 1, "gallon": 3.785, "pint": 0.473, "fluid-ounce": 0.02957, "barrel": 159},
}
"""Units of measure by kind, in meters, kilograms, square meters and liters."""
_ROUNDED = 0.1
"""By how much a converted number may differ: 10 inches are 25 cm, 385 miles 600 km."""


def conversions(source: str, source_locale: str, target: str, locale: str) -> frozenset[float]:
    """The factors by which the numbers of a source become those of a translation that says its measures in units of
    another system. Degrees are not among them."""
    wanted, found = (
        {unit for quantity in quantities(text, tag) for unit in quantity.units}
        for text, tag in ((source, source_locale), (target, locale))
    )
    found |= wanted  # 45 miles (72 kilometers): one of them is enough
    return frozenset(
        factors[before] / factors[after]
        for kind, factors in _BASE.items()
        for before in factors
        for after in factors
        if before != after and f"{kind}-{before}" in wanted and f"{kind}-{after}" in found
    )


def is_converted(before: Value, after: Value, ratios: Collection[float]) -> bool:
    """Whether a number is another one in other units, roughly."""
    try:
        one, other = float(before), float(after)
    except ValueError:  # a version
        return False
    return any(abs(one * ratio - other) <= _ROUNDED * one * ratio for ratio in ratios)


def _plain(unit: str) -> str:
    """A unit without the differences that translations do not show."""
    unit = re.sub(r"-(?:person|imperial|metric|us|jp)\Z", "", unit)
    return _SAME.get(unit, unit)
