"""Things counted in words on both sides: two countries, 두 나라; three days, 사흘."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.checks.myriads import COUNTERS, NATIVE_ONES
from l10n.checks.number_words import english_values, says
from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Severity

_COUNTED = re.compile(
    r"(?<![-\w])(two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:[a-z]+ ){0,2}?(?:people|men|women|children|[a-z]+s)\b",
    re.IGNORECASE,
)
_OTHER_COUNTS = re.compile(
    r"\b(?:both|halves|half|quarters?|dozens?|couple|pairs?|twins?|twice|doubled?|tripled?|fortnights?|weeks?|decades?)\b",
    re.IGNORECASE,
)
"""Words that count, too: a text with one of them may say its number in another way."""
_DAYS = ("", "", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")


def changed_count(pair: Pair) -> Iterator[Diagnostic]:
    """An English text counts one thing, its Korean translation counts one, too, and the numbers differ.

    Nothing where either counts several things, or anything else may stand for the number.
    """
    if (pair.source_language, pair.language) != ("en", "ko"):
        return
    counted, values = _COUNTED.findall(pair.source), english_values(pair.source) - {1}
    if len(counted) != 1 or len(values) != 1 or _OTHER_COUNTS.search(pair.source):
        return
    found = list(_korean_count().finditer(pair.target))
    if len(found) == 1 and not says(pair.target, min(values), "ko"):
        yield Diagnostic("number", Severity.ERROR, f"{counted[0]} is not {found[0][0]}", *found[0].span())


@cache
def _korean_count() -> re.Pattern[str]:
    """Two to ten of something, in native numerals, or as a number of days."""
    ones = "|".join((*NATIVE_ONES[2:], "열"))
    return re.compile(rf"(?<![가-힣])(?:(?:{ones}) ?(?:{COUNTERS})|{'|'.join(filter(None, _DAYS))})")
