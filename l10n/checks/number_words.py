"""Numbers said in words: whether a text names a value without writing it in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
KNOWN_TO = 12
"""Up to here the table has every number of its languages; greater ones are usually written in digits."""


def says(text: str, value: int | str, language: str) -> bool | None:
    """Whether a text in this language says a value in words; None where nobody here knows its words."""
    if language == "ko":
        return bool(_korean(value).search(text)) or _by_table(text, str(value), "ko")
    if language in ("ja", "zh"):
        return isinstance(value, int) and value < 10**16 and any(form in text for form in _kanji(value))
    if language not in _table():
        return None
    if _by_table(text, str(value), language) or (isinstance(value, int) and _roman(value, text)):
        return True
    if language == "en":
        return value in _english_values(text)
    return False if isinstance(value, int) and value > KNOWN_TO else _by_table(text, str(value), language)


def _by_table(text: str, value: str, language: str) -> bool:
    whole, prefixes = _table()[language].get(value, (frozenset(), ()))
    words = _words(text)
    return not whole.isdisjoint(words) or (bool(prefixes) and any(word.startswith(prefixes) for word in words))


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    words = set(_LETTERS.findall(text.casefold()))
    return frozenset(words | {part for word in words if "-" in word for part in word.split("-")})


@cache
def _table() -> Mapping[str, Mapping[str, tuple[frozenset[str], tuple[str, ...]]]]:
    """Language -> value -> whole words, and beginnings of words."""
    table: dict[str, dict[str, tuple[frozenset[str], tuple[str, ...]]]] = {}
    for language, value, words in read_table("number_words.tsv"):
        whole, prefixes = table.setdefault(language, {}).get(value, (frozenset(), ()))
        table[language][value] = (
            whole | {word for word in words if not word.endswith("-")},
            prefixes + tuple(word[:-1] for word in words if word.endswith("-")),
        )
    return table


def read_table(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """The rows of a data file: language, value, words."""
    for line in (_DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, value, words = line.split("\t")
            yield language, value, words.split()


def _roman(value: int, text: str) -> bool:
    if not 1 <= value < 100:
        return False
    tens, ones = divmod(value, 10)
    numeral = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[tens]
    numeral += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return bool(re.search(rf"\b{numeral}\b", text))


# English: runs of number words, read to their values.
_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {"first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine"}
_ORDINALS |= {"twelfth": "twelve"}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


@lru_cache(maxsize=16)
def _english_values(text: str) -> frozenset[int]:
    """The values of the runs of number words in an English text, of their parts too (`two hundred thousand` says 200)."""
    values: set[int] = set()
    total = current = 0
    for word in re.findall(r"[a-z]+|[^\sa-z-]", text.casefold()):
        plain = _ORDINALS.get(word, word.removesuffix("th"))
        plain = plain[:-3] + "y" if plain.endswith("tie") else plain
        if plain in _UNITS or plain in _TENS:
            added = _UNITS.get(plain) or _TENS.get(plain, 0)
            # "twenty one" is one number, "nine eleven" two.
            current = current + added if not current % 10 and (not current % 100 or added < 10) else added
        elif plain.rstrip("s") in _SCALES:
            scale = _SCALES[plain.rstrip("s")]
            if scale == 100:
                current = (current or 1) * scale
            else:
                total += (current or 1) * scale
                values.add((current or 1) * scale)
                current = 0
        elif word == "half":
            values.update((500_000, 500_000_000))
        elif word != "and" and word != "a":
            total = current = 0
            continue
        if total + current:
            values.update((current, total + current))
    return frozenset(values)


# Korean: two series of numerals.
_SINO = "영일이삼사오육칠팔구"
_NATIVE_ONES = ("", "한|하나", "두|둘", "세|셋|석|서", "네|넷|넉|너", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물|스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_COUNTERS = (
    "명|개|번|가지|사람|살|달|시|잔|권|마리|대|차례|곳|배|건|편|척|채|쌍|나라|주|해|시간|줄|장|자루|분|째|쪽|칸|팀|집|형제|"
    "자녀|아들|딸|방|군데|단계|자리|글자|줄기|모금|걸음|끼|돌|골|판|바퀴|송이|그루|켤레|벌|통|병|갈래|부분|국가|회사|도시|"
    "당사자|정상|지도자|종류|요소|방법|이유|목표"
)
_SINO_COUNTERS = "[분년월일개회차위등호번층원인주세권대도자각부국색학급조항장절억만천백]|달러|퍼센트|프로|미터|킬로|시간|세기|행|열|단"


@lru_cache(maxsize=512)
def _korean(value: int | str) -> re.Pattern[str]:
    forms: list[str] = []
    if isinstance(value, int) and value < 10**16:
        sino = korean_number(value)
        if len(sino) == 1:
            forms += [
                rf"(?<![가-힣]){sino}(?=\s?(?:{_SINO_COUNTERS}))",
                rf"(?<=제){sino}",
                rf"(?<=분의){sino}|(?<=분의 ){sino}",
                rf"{sino}(?=분의)",
            ]
        else:
            forms.append(sino if sino[0] != "일" else f"일?{sino[1:]}")
            if value % 10000 == 0 and value < 10**8:
                forms.append(rf"{korean_number(value // 10000)}\s?만")
        if 1 <= value < 100:
            tens, ones = divmod(value, 10)
            native = f"(?:{_NATIVE_TENS[tens]})(?:{_NATIVE_ONES[ones]})"
            if value < 10:
                forms.append(rf"(?<![가-힣])(?:{_NATIVE_ONES[ones]})(?=\s|{_COUNTERS}|\Z)")
                if value >= 5:
                    forms.append(_NATIVE_ONES[ones])
            else:
                forms.append(rf"(?<![가-힣]){native}")
    return re.compile("|".join(forms) or r"(?!)")


def korean_number(value: int) -> str:
    """The sino-Korean numeral of a number: 1200000 -> 백이십만."""
    if not value:
        return "영"
    groups: list[str] = []
    for power, myriad in enumerate(("", "만", "억", "조", "경")):
        group = value // 10000**power % 10000
        if not group:
            continue
        said = "".join(
            ("" if digit == 1 and unit else _SINO[digit]) + unit
            for digit, unit in (
                (group // 10**exponent % 10, unit) for exponent, unit in ((3, "천"), (2, "백"), (1, "십"), (0, ""))
            )
            if digit
        )
        groups.append(("" if said == "일" and myriad == "만" else said) + myriad)
    return "".join(reversed(groups))


_KANJI = "〇一二三四五六七八九"


@lru_cache(maxsize=512)
def _kanji(value: int) -> tuple[str, ...]:
    """How Japanese and Chinese write a number with Han characters."""
    said = korean_number(value).translate(str.maketrans(_SINO + "십백천만억조경", _KANJI + "十百千万億兆京"))
    forms = {said, said.replace("億", "亿").replace("万", "萬"), said.replace("億", "亿")}
    if value < 20:
        forms |= {{1: "壱", 2: "两", 10: "拾"}.get(value, said), {2: "兩", 1: "单", 12: "打"}.get(value, said)}
    return tuple(forms)
