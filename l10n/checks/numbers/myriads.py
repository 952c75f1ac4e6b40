"""Numbers of Korea, Japan and China: counted in myriads (만, 억, 조), and said in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

MYRIAD_LANGUAGES = frozenset({"ko", "ja", "zh"})

_UNITS = {"십": 1, "백": 2, "천": 3, "十": 1, "百": 2, "千": 3}
_MYRIADS = {"만": 4, "억": 8, "조": 12, "경": 16, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "京": 16}
_LINK = re.compile(
    r"(\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,9})?)(?:여\s?|\s?数|\s?余)?\s?"
    rf"([{''.join(_UNITS)}]?)\s?([{''.join(_MYRIADS)}]?)"
)
_NEXT = re.compile(r"\s?(?=\d)")
# What is counted in 만 and 조; elsewhere 만 may be the particle "only", and 조 an article of a law or a group.
_COUNTED = re.compile(
    r"\s?(?:\d|[명원개달대건호주톤표권채곳회배마가세평위]|여|분의|이상|미만|이하|"
    r"미터|킬로|유로|년|엔|위안|루블|km)"
)


def read_myriads(text: str, start: int, end: int) -> tuple[frozenset[int | str], int] | None:
    """The values of a number from `start` that is written with 천, 만, 억 … (1만 5,000, 120万), and where it ends; None
    where only the digits up to `end` are one."""
    total = group = Decimal(0)
    limit = Decimal(10) ** 20
    position = start
    while match := _LINK.match(text, position):
        unit, myriad = _UNITS.get(match[2], 0), _MYRIADS.get(match[3], 0)
        number = Decimal(match[1].replace(",", ""))
        if number.scaleb(unit) >= limit and position > start:
            break
        group += number.scaleb(unit)
        if myriad:
            total, group = total + group.scaleb(myriad), Decimal(0)
        position = match.end() if unit or myriad else match.end(1)
        limit = Decimal(10) ** (unit or myriad)  # 8천5백, 1만 5,000: what follows is less
        following = _NEXT.match(text, position)
        if not (unit or myriad) or not following:
            break
        position = following.end()
    total += group
    position = len(text[start:position].rstrip()) + start
    if position <= end:
        return None
    values: set[int | str] = {_plain(total)}
    ambiguous = text[position - 1] in "만조" and not _COUNTED.match(text, position)
    if (ambiguous or text.endswith("제", 0, start)) and (digits := text[start:end].replace(",", "")).isdigit():
        values.add(int(digits))
    return frozenset(values), position


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


# In words, Korean has two series of numerals.
_SINO = "영일이삼사오육칠팔구"
NATIVE_ONES = ("", "한|하나", "두|둘", "세|셋|석|서", "네|넷|넉|너", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물|스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
COUNTERS = (
    "명|개|번|가지|사람|살|달|시|잔|권|마리|대|차례|곳|배|건|편|척|채|쌍|나라|주|해|시간|줄|장|자루|분|째|쪽|칸|팀|집|"
    "형제|자녀|아들|딸|방|군데|단계|자리|글자|줄기|모금|걸음|끼|돌|골|판|바퀴|송이|그루|켤레|벌|통|병|갈래|부분|국가|"
    "회사|도시|당사자|정상|지도자|종류|요소|방법|이유|목표"
)
_SINO_COUNTERS = (
    "[분년월일개회차위등호번층원인주세권대도자각부국색학급조항장절억만천백]|"
    "달러|퍼센트|프로|미터|킬로|시간|세기|행|열|단"
)
_SAYABLE = 10**16


@lru_cache(maxsize=512)
def korean_words(value: int) -> re.Pattern[str]:
    """Matches where a Korean text says a number in words: 이십, 스무, 천만, 제이."""
    if value >= _SAYABLE:
        return re.compile(r"(?!)")
    sino = korean_numeral(value)
    forms = [sino]
    if len(sino) == 1:
        counted = rf"(?<![가-힣]){sino}(?=\s?(?:{_SINO_COUNTERS}))"
        forms = [counted, rf"(?:(?<=제)|(?<=분의)|(?<=분의 )){sino}", f"{sino}(?=분의)"]
    if 1 <= value < 10:
        forms.append(rf"(?<![가-힣])(?:{NATIVE_ONES[value]})(?=\s|{COUNTERS}|\Z)")
        if value >= 5:
            forms.append(NATIVE_ONES[value])
    elif value < 100 and value:
        tens, ones = divmod(value, 10)
        forms.append(rf"(?<![가-힣])(?:{_NATIVE_TENS[tens]})(?:{NATIVE_ONES[ones]})")
    return re.compile("|".join(forms))


def korean_numeral(value: int) -> str:
    """The sino-Korean numeral of a number below 10¹⁶: 1200000 -> 백이십만."""
    said = ""
    for myriad in ("", "만", "억", "조"):
        value, group = divmod(value, 10000)
        digits = "".join(
            ("" if digit == 1 and unit else _SINO[digit]) + unit
            for place, unit in ((1000, "천"), (100, "백"), (10, "십"), (1, ""))
            if (digit := group // place % 10)
        )
        if group:
            said = ("" if digits == "일" and myriad == "만" else digits) + myriad + said
    return said or "영"


@lru_cache(maxsize=512)
def han_words(value: int) -> tuple[str, ...]:
    """How Japanese and Chinese write a number with Han characters: 三十, 两."""
    if value >= _SAYABLE:
        return ()
    said = korean_numeral(value).translate(str.maketrans(_SINO + "십백천만억조", "〇一二三四五六七八九十百千万億兆"))
    others = {1: ("壱", "单", "單"), 2: ("两", "兩"), 10: ("拾",), 12: ("打",)}
    return said, said.replace("万", "萬"), said.replace("億", "亿"), *others.get(value, ())
