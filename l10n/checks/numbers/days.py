"""Days of the week that a text names."""

import re
from functools import cache

from l10n.checks.pair import Pair
from l10n.errors import LocaleError
from l10n.locales import day_names
from l10n.translatable import Text


def changed_day(pair: Pair) -> Text | None:
    """What is said of a pair in which the source names a day that the translation does not, and the translation one
    that the source does not; None for all others: a day may become a date, or be said another way."""
    if not (wanted := named_days(pair.source, pair.source_locale)):
        return None
    found = named_days(pair.target, pair.locale)
    lost, new = wanted.keys() - found.keys(), found.keys() - wanted.keys()
    if not (lost and new):
        return None
    return Text("{wanted} is not {found}", wanted=wanted[min(lost)], found=found[min(new)])


def named_days(text: str, locale: str) -> dict[int, str]:
    """The days of the week that a text names in full: 0 for Monday to 6 for Sunday -> the name as it stands there."""
    if not (known := _days(locale)):
        return {}
    names, pattern = known
    folded = _folded(text)
    if not any(name in folded for name in names):
        return {}
    return {int(str(match.lastgroup)[1:]): match[0] for match in pattern.finditer(text)}


def _folded(text: str) -> str:
    """The text as the pattern compares it: without regard to case, and with one i (Turkish has two)."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


@cache
def _days(locale: str) -> tuple[frozenset[str], re.Pattern[str]] | None:
    """The names of days, folded, and a pattern that matches them; the name of its group has the number."""
    try:
        names = day_names(locale)
    except LocaleError:
        return None
    groups = (f"(?P<d{day}>{'|'.join(map(re.escape, sorted(known)))})" for day, known in enumerate(names))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)
    return frozenset(_folded(name) for known in names for name in known), pattern
