"""Things counted in words on both sides: two countries, 두 나라; three days, 사흘."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.checks.numbers.myriads import COUNTERS, NATIVE_ONES
from l10n.checks.numbers.words import english_values, says
from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_COUNTED = re.compile(
    r"(?<![-\w])(two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:[a-z]+ ){0,2}?(people|men|women|children|[a-z]+s)\b",
    re.IGNORECASE,
)
_OTHER_COUNTS = re.compile(
    r"\b(?:both|halves|half|quarters?|dozens?|couple|pairs?|twins?|twice|doubled?|tripled?|fortnights?|weeks?|decades?|nights?|"
    r"times (?:more|less|as|[a-z]+er))\b",
    re.IGNORECASE,
)
"""Words that count, too: a text with one of them may say its number in another way."""
_MORE = re.compile(r"\b(?:and|with|besides|plus|including|others?|another|more)\b", re.IGNORECASE)
"""He and two friends: three people; Korea and Japan: two countries."""
_PAIR = re.compile(r"(?:두|둘) ?(?:사람|나라|국가|정상|지도자|당사자|회사|도시|팀|형제|명)")
"""What a Korean text calls two that the source names, or calls they."""
_PEOPLE = re.compile(r"people|(?:wo)?men|children|countries|nations|leaders|presidents|officials|[a-z]+ers|[a-z]+ors")
_KINDS = (
    (re.compile(r"(?:minute|hour|day|month|year)s"), re.compile(r"(?:분|시간|날|달|해|주|시)\Z|[흘틀새레]\Z")),
    (re.compile(r"(?:time|round)s"), re.compile(r"(?:번|차례)\Z")),
)
"""English nouns, and the Korean counters that may count the same."""
_DAYS = ("", "", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")


def changed_count(pair: Pair) -> Iterator[Diagnostic]:
    """An English text counts one thing, its Korean translation counts one, too, and the numbers differ.

    Nothing where either counts several things, or anything else may stand for the number.
    """
    if (pair.source_language, pair.language) != ("en", "ko"):
        return
    counted, values = list(_COUNTED.finditer(pair.source)), english_values(pair.source) - {1}
    if len(counted) != 1 or len(values) != 1 or _OTHER_COUNTS.search(pair.source):
        return
    found, value = list(_korean_count().finditer(pair.target)), min(values)
    if len(found) != 1 or says(pair.target, value, "ko") or _may_say(pair.target, value):
        return
    if _counts_the_same(counted[0][2].lower(), found[0][0], more=bool(_MORE.search(pair.source))):
        text = Text("{wanted} is not {found}", wanted=counted[0][1], found=found[0][0])
        yield Diagnostic("number", Severity.ERROR, text, *found[0].span())


def _counts_the_same(noun: str, korean: str, more: bool) -> bool:
    """Whether both count one thing: years are not counted with 사람, and "he and two others" are 세 명."""
    if any(bool(english.fullmatch(noun)) != bool(counter.search(korean)) for english, counter in _KINDS):
        return False
    if _PAIR.fullmatch(korean) and not _PEOPLE.fullmatch(noun):
        return False
    return not more or any(english.fullmatch(noun) for english, _ in _KINDS)


def _may_say(target: str, value: int) -> bool:
    """Whether a number may stand in a Korean text in any form: 3번, 아들 셋이다, 사남매, 십여 분."""
    native = "|".join(form for form in (*NATIVE_ONES, "열")[value].split("|") if form in "둘셋넷" or value > 4)
    sino = "이삼사오육칠팔구십"[value - 2]
    return bool(re.search(rf"(?<!\d){value}(?!\d)|(?<![가-힣]){sino}" + (f"|{native}" if native else ""), target))


@cache
def _korean_count() -> re.Pattern[str]:
    """Two to ten of something, in native numerals, or as a number of days."""
    ones = "|".join((*NATIVE_ONES[2:], "열"))
    return re.compile(rf"(?<![가-힣])(?:(?![서너])(?:{ones}) ?(?:{COUNTERS})|{'|'.join(filter(None, _DAYS))})")
