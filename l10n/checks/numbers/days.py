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
    wanted, found = named_days(pair.source, pair.source_locale), named_days(pair.target, pair.locale)
    lost, new = wanted.keys() - found.keys(), found.keys() - wanted.keys()
    if not (lost and new):
        return None
    return Text("{wanted} is not {found}", wanted=wanted[min(lost)], found=found[min(new)])


def named_days(text: str, locale: str) -> dict[int, str]:
    """The days of the week that a text names in full: 0 for Monday to 6 for Sunday -> the name as it stands there."""
    pattern = _days(locale)
    return {int(str(match.lastgroup)[1:]): match[0] for match in pattern.finditer(text)} if pattern else {}


@cache
def _days(locale: str) -> re.Pattern[str] | None:
    """Matches the names of days; the name of its group has the number."""
    try:
        names = day_names(locale)
    except LocaleError:
        return None
    groups = (f"(?P<d{day}>{'|'.join(map(re.escape, sorted(known)))})" for day, known in enumerate(names))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)
