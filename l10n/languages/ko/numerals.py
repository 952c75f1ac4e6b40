"""Korean numbers: counted in ten thousands, said in two series of numerals, of days with words of their own."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from l10n.languages.numerals import SAYABLE, numeral

LIST_LETTERS = "가나다라마바사아자차카타파하"
"""The order in which lists count."""
DIVISION = r"제\d{1,3}[편장절조항]"
"""A part of a law or a book: 제1장."""
TO_THE, POWER = r"의\s?", "제곱|승"
"""10의 6제곱, ten to the sixth."""
MULTIPLYING = "십백천만억조경월시"
"""Syllables that change what a number before them says: 3만, 3월, 3시."""
_SINO = "영일이삼사오육칠팔구"
_ONES = ("", "한|하나", "두|둘", "세|셋|석|서", "네|넷|넉|너", "다섯", "여섯", "일곱", "여덟", "아홉")
_TENS = ("", "열", "스물|스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_DAYS = ("이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")
_COUNTERS = (
    "명|개|번째|번|가지|사람|살|달|시|잔|권|마리|대|차례|곳|배|건|편|척|채|쌍|나라|주|해|시간|줄|장|자루|분|째|쪽|칸|팀|집|"
    "형제|자녀|아들|딸|방|군데|단계|자리|글자|줄기|모금|걸음|끼|돌|골|판|바퀴|송이|그루|켤레|벌|통|병|갈래|부분|국가|"
    "회사|도시|당사자|정상|지도자|종류|요소|방법|이유|목표"
)
_SINO_COUNTERS = (
    "[분년월일점개회차위등호번층원인주세권대도자각부국색학급조항장절억만천백]|"
    "달러|퍼센트|프로|미터|킬로|시간|세기|행|열|단"
)
PAIR = re.compile(r"(?:두|둘) ?(?:사람|나라|국가|정상|지도자|당사자|회사|도시|팀|형제|명)")
"""How Korean counts two people or parties that the source names, or calls `they`."""
SPANS_OF_TIME = re.compile(r"(?:분|시간|날|달|해|주|시)\Z|[흘틀새레]\Z")


def says(text: str, value: int) -> bool:
    """Whether a text says a whole number in words: 이십, 스무, 천만, 제이."""
    return bool(_words(value).search(text))


@lru_cache(maxsize=512)
def _words(value: int) -> re.Pattern[str]:
    if value >= SAYABLE:
        return re.compile(r"(?!)")
    sino = sino_korean(value)
    forms = [sino]
    if len(sino) == 1:
        counted = rf"(?<![가-힣]){sino}(?=\s?(?:{_SINO_COUNTERS}))"
        forms = [counted, rf"(?:(?<=제)|(?<=분의)|(?<=분의 )){sino}", f"{sino}(?=분의)"]
    if 1 <= value < 10:
        forms.append(rf"(?<![가-힣])(?:{_ONES[value]})(?=\s|{_COUNTERS}|\Z)")
        if value >= 5:
            forms.append(_ONES[value])
    elif value < 100 and value:
        tens, ones = divmod(value, 10)
        forms.append(rf"(?<![가-힣])(?:{_TENS[tens]}) ?(?:{_ONES[ones]})")
    return re.compile("|".join(forms))


def sino_korean(value: int) -> str:
    """The sino-Korean numeral of a number below 10¹⁶: 1200000 -> 백이십만."""
    return numeral(value, _SINO, "십백천", "만억조")


def may_say(text: str, value: int) -> bool:
    """Whether a number from 2 to 10 may stand in a text in any form: 3번, 아들 셋이다, 사남매, 십여 분."""
    native = "|".join(form for form in (*_ONES, "열")[value].split("|") if form in "둘셋넷" or value > 4)
    counters = "개월|[년분초명차회등위]" if value == 2 else f"{_SINO_COUNTERS}|[남여]"  # 이 주 is also this week
    sino = rf"(?<![가-힣]){'이삼사오육칠팔구십'[value - 2]}(?=\s?(?:{counters}))"
    return bool(re.search(rf"(?<!\d){value}(?!\d)|{sino}" + (f"|{native}" if native else ""), text))


def counts(text: str) -> Iterator[tuple[int, int, int]]:
    """The counts from two to ten of something, in native numerals, or as a number of days: start, end, number."""
    for match in _counted().finditer(text):
        yield *match.span(), int(str(match.lastgroup)[1:])


@cache
def _counted() -> re.Pattern[str]:
    """Matches such a count; the name of its group says the number."""
    ones = [f"(?P<n{value}>(?:{forms}) ?(?:{_COUNTERS}))" for value, forms in enumerate((*_ONES, "열")[2:], 2)]
    days = [f"(?P<d{value}>{day})" for value, day in enumerate(_DAYS, 2)]
    return re.compile(rf"(?<![가-힣])(?:(?![서너])(?:{'|'.join(ones)})|{'|'.join(days)})")


_AMOUNT = re.compile(
    r"(?P<dollar>\$)?(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,6})?)"
    r"(?:[ -](?P<scale>thousand|million|billion|trillion)\b)?"
)
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_MYRIADS = ((12, "조"), (8, "억"), (4, "만"))


def amounts(sentence: str) -> list[tuple[int, str, str]]:
    """An English sentence -> its large numbers as Korean counts them, by ten thousands: position, number, translation
    (`$40 million` -> `4000만 달러`)."""
    found = []
    for match in _AMOUNT.finditer(sentence):
        value = Decimal(match["number"].replace(",", "")).scaleb(_SCALES.get(match["scale"], 0))
        # below ten thousand both languages count the same way
        if value >= 10_000 and value == value.to_integral_value():
            found.append((match.start(), match.group(), _in_myriads(int(value)) + (" 달러" if match["dollar"] else "")))
    return found


def _in_myriads(value: int) -> str:
    parts = []
    for power, name in _MYRIADS:
        count, value = divmod(value, 10**power)
        if count:
            parts.append(f"{count}{name}")
    if value or not parts:
        parts.append(str(value))
    return " ".join(parts)
