"""Signs and units behind numbers: a translation may say them in words, but not lose or change them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from l10n.checks.numbers.digits import Number, Value
from l10n.languages.language import Language
from l10n.translatable import Text

_SIGNS: Mapping[str, re.Pattern[str]] = {"%": re.compile("[%％٪﹪‰]"), "°": re.compile("[°º˚℃℉]")}
_SIGN = re.compile(r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)\s?([%°])")
_NUMBER = re.compile(r"\d+(?:[.,٬٫]\d+)*")


def lost_sign(source: str, target: str, language: Language) -> Text | None:
    """The message about a percent or degree sign that the source has behind a number, and the target neither as a sign
    nor as a word; None if nothing is lost, or if the language's word is not known."""
    signs = {sign: number for number, sign in _SIGN.findall(source)}
    if not signs:
        return None
    numbers = {_digits(number) for number in _NUMBER.findall(target)}
    for sign, number in signs.items():
        if _SIGNS[sign].search(target) or _digits(number) not in numbers:
            continue
        words = language.signs.get(sign, ())
        if words and not re.search("|".join(words), target, re.IGNORECASE):
            return Text("missing: {what}", what=sign)
    return None


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(char)) for char in number if char.isdigit())


def other_unit(source: Sequence[Number], target: Sequence[Number]) -> Text | None:
    """The message about a number that has another unit than in the source; None if there is none."""
    units = _units(source)
    for value, found in _units(target).items():
        wanted = units.get(value)
        if wanted and found.isdisjoint(wanted):
            before, after = f"{value} {min(wanted)}", f"{value} {min(found)}"
            return Text("{before} has become {after}", before=before, after=after)
    return None


def _units(numbers: Sequence[Number]) -> dict[Value, set[str]]:
    units: dict[Value, set[str]] = {}
    for number in numbers:
        if number.unit:
            for value in number.values:
                units.setdefault(value, set()).add(number.unit)
    return units
