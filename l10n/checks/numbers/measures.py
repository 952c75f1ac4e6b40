"""Signs and units behind numbers: a translation may say them in words, but not lose or change them."""

import re
import unicodedata
from collections.abc import Mapping

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
