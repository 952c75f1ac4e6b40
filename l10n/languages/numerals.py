"""Numbers of Korea, Japan and China: counted in ten thousands (만, 億), and said in numerals built by rule."""

import re
from decimal import Decimal
from functools import lru_cache

_UNITS = {"십": 1, "백": 2, "천": 3, "十": 1, "百": 2, "千": 3}
_MYRIADS = {"만": 4, "억": 8, "조": 12, "경": 16, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "京": 16}
_NO_MYRIAD = "경[가-힣](?<!경원)"  # 18경기 are games; what is counted in 10¹⁶ is money
_LINK = re.compile(
    r"(\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,9})?)(?:여\s?|\s?数|\s?余)?\s?"
    rf"([{''.join(_UNITS)}]?)\s?((?!{_NO_MYRIAD})[{''.join(_MYRIADS)}]|)"
)
_NEXT = re.compile(r"\s?(?=\d)")
_SYLLABLES = frozenset((*_UNITS, *_MYRIADS))
_REACH = 4
"""How far behind the digits the first of them may stand: 3여 만, 3 수 만."""
# What is counted in 만 and 조; elsewhere 만 may be the particle "only", and 조 an article of a law or a group.
_COUNTED = re.compile(
    r"\s?(?:\d|[명원개달대건호주톤표권채곳회배마가세평위]|여|분의|이상|미만|이하|"
    r"미터|킬로|유로|년|엔|위안|루블|km)"
)
SAYABLE = 10**16


def read_myriads(text: str, start: int, end: int) -> tuple[frozenset[int | str], int] | None:
    """The values of the number at `start` if 천, 만, 억 … belong to it (1만 5,000, 120万), and its end; None when the
    number is only the digits up to `end`."""
    if _SYLLABLES.isdisjoint(text[end : end + _REACH]):
        return None
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
        limit = Decimal(10) ** (unit or myriad)  # 8천5백, 1만 5,000: the next part is smaller
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


def numeral(value: int, digits: str, places: str, myriads: str) -> str:
    """A number below 10¹⁶ in words, from the digits (zero first), the names of 10, 100 and 1000, and the names of the
    myriads: `(1200000, "〇一二三四五六七八九", "十百千", "万億兆")` -> 百二十万. A single myriad has no one before
    it."""
    said = ""
    for myriad in ("", *myriads):
        value, group = divmod(value, 10000)
        spoken = "".join(
            ("" if digit == 1 and unit else digits[digit]) + unit
            for place, unit in zip((1000, 100, 10, 1), (*reversed(places), ""), strict=True)
            if (digit := group // place % 10)
        )
        if group:
            # Ten thousand is 만 in Korean; 一万, as others say, ends in 万 as well.
            said = ("" if spoken == digits[1] and myriad == myriads[0] else spoken) + myriad + said
    return said or digits[0]


@lru_cache(maxsize=512)
def han_words(value: int) -> tuple[str, ...]:
    """How Japanese and Chinese write a number with Han characters: 三十, 两."""
    if value >= SAYABLE:
        return ()
    said = numeral(value, "〇一二三四五六七八九", "十百千", "万億兆")
    others = {1: ("壱", "单", "單"), 2: ("两", "兩"), 10: ("拾",), 12: ("打",)}
    return said, said.replace("万", "萬"), said.replace("億", "亿"), *others.get(value, ())
