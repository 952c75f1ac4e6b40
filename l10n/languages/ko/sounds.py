"""How the end of a Korean text sounds. The sound decides between the two forms of a particle.

For words that are not Hangul their reading counts: numbers are read by value, symbols, units and Latin words by
`korean_readings.tsv`, other upper-case acronyms letter by letter.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path

_TAIL = 300  # characters at the end of a text that are looked at, so that long texts cost nothing
_WORD_TAIL = re.compile(r"[A-Za-z][A-Za-z-]*\Z")
_SINO_DIGITS = "영일이삼사오육칠팔구"


class Coda(Enum):
    """The final sound of a reading."""

    NONE = "none"
    RIEUL = "rieul"
    OTHER = "other"


def final_sound(text: str) -> Coda | None:
    """How the end of the text sounds; None if its reading is not known. Punctuation, quotes and markup at the end do
    not count. In `이재명(60)` the word before the bracket decides, in `[서울](url)` the link's text. A number is read
    with its unit or currency: 10 is 십, $10 is 십 달러."""
    text = unicodedata.normalize("NFC", text[-_TAIL:])
    text = "".join(unicodedata.normalize("NFKC", char) if char in _COMPATIBLE else char for char in text)
    return _word_sound(_bare_end(text))


# Full-width forms, and squared units such as ㎞ (but not ㎡, whose ² matters).
_COMPATIBLE = frozenset(map(chr, (*range(0xFF01, 0xFFE7), *range(0x3300, 0x3400)))) - frozenset("㎟㎠㎡㎢㎣㎤㎥㎦")
_TAG = re.compile(r"(?:</?[A-Za-z][^<>]*>|&#?\w{1,30};)\Z")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])\Z")
_CLOSERS = {")": "(", "]": "["}
_SYMBOLS_KEPT = frozenset("%‰°$€£¥₩₹₽₿²³℃℉㎡㎢㎣㎥㎟㎠㎤㎦")


def _bare_end(text: str) -> str:
    """The text without the punctuation, markup and bracketed remarks at its end."""
    while text and not (text[-1].isalnum() or text[-1] in _SYMBOLS_KEPT):
        if text[-1] == "}":  # a placeholder: nobody knows what will stand there
            return ""
        if (match := _LINK.search(text)) and match[1].strip():
            text = text[: match.start()] + match[1]
        elif match := _TAG.search(text):
            text = text[: match.start()]
        elif (start := _bracket_start(text)) is not None and _names_something(text[:start], text[start]):
            text = text[:start]
        else:
            text = text[:-1]
    return text


def _bracket_start(text: str) -> int | None:
    """Where the bracket begins that the last character closes."""
    if not (opener := _CLOSERS.get(text[-1])):
        return None
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] == text[-1]) - (text[index] == opener)
        if not depth:
            return index
    return None


def _names_something(before: str, opener: str) -> bool:
    """Whether a bracket only adds to the word before it. A square bracket does so only without a space between."""
    if (opener == "[" and before != before.rstrip()) or _QUOTED_SIGN.search(before):
        return False
    word = before.rstrip().rstrip(_CLOSING)
    return word[-1:].isalnum() or word[-1:] in _SYMBOLS_KEPT or word[-1:] == "}"


_CLOSING = "\\\"'”’»」』》〉*_~`)]>"
_QUOTED_SIGN = re.compile(r"[\"'“‘`][^\w\s]{1,3}[\"'”’`]\s?\Z")
"""A sign in quotation marks, which the bracket behind it reads: '?'(물음표)."""


def _word_sound(text: str) -> Coda | None:
    if not text:
        return None
    last = text[-1]
    if "가" <= last <= "힣":
        return _syllable_sound(last)
    if "ㄱ" <= last <= "ㅣ":
        return _jamo_sound(text)
    if last.isascii() and last.isdigit():
        return _number_sound(text)
    readings = _readings()
    for size in range(min(4, len(text)), 0, -1):  # 25%, 3 km: a symbol or unit behind a number
        end, before = text[-size:], text[:-size].rstrip()
        if before and before[-1].isdigit() and (reading := readings["symbols"].get(end) or readings["units"].get(end)):
            return _syllable_sound(reading[-1])
    if last.isascii() and last.isalpha():
        return _latin_sound(text)
    return _reading_sound(readings["symbols"].get(last)) if last in "%‰℃℉" else None


def _syllable_sound(syllable: str) -> Coda:
    # Unicode, 3.12: a precomposed syllable is 0xAC00 + (lead * 21 + vowel) * 28 + coda, and coda 8 is ㄹ.
    return {0: Coda.NONE, 8: Coda.RIEUL}.get((ord(syllable) - 0xAC00) % 28, Coda.OTHER)


def _reading_sound(reading: str | None) -> Coda | None:
    return _syllable_sound(reading[-1]) if reading else None


def _jamo_sound(text: str) -> Coda | None:
    """A letter standing alone is read by its name; in a row of them (ㅋㅋㅋ) no reading is agreed."""
    if text[-1] >= "ㅏ":
        return Coda.NONE
    if len(text) > 1 and "ㄱ" <= text[-2] <= "ㅎ":
        return None
    return (
        Coda.RIEUL if text[-1] == "ㄹ" else Coda.OTHER if text[-1] in "ㄱㄲㄴㄷㄸㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ" else None
    )


_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\Z")
_CURRENCY = re.compile(r"[$€£¥₩₹₽₿]\s?[\d.,]+\Z")
_FRACTION = re.compile(r"\d\s?[/⁄]\s?\d+\Z")
_LETTER_DIGIT = re.compile(r"[A-Za-z]\d\Z")
# A single digit right behind a Latin letter is read in Korean or in English (A4 에이포, MP3 엠피스리). The sound is
# known only if both readings have a coda, or neither has.
_BOTH_READINGS = {"1": Coda.OTHER, "2": Coda.NONE, "4": Coda.NONE, "5": Coda.NONE, "7": Coda.OTHER}


def _number_sound(text: str) -> Coda | None:
    if sign := _CURRENCY.search(text):
        return _reading_sound(_readings()["symbols"][sign[0][0]])
    if _FRACTION.search(text):
        return None  # 1/2 is read 이분의 일, or 일월 이일
    if _LETTER_DIGIT.search(text):
        word = re.search(r"[A-Za-z]+\d\Z", text)
        reading = _readings()["words"].get(word[0].upper()) if word else None
        return _reading_sound(reading) or _BOTH_READINGS.get(text[-1])
    number = _NUMBER.search(text)
    digits = number[1].replace(",", "") if number else re.split(r"\D", text)[-1]
    zeros = len(digits) - len(digits.rstrip("0"))
    if (number and number[2]) or not zeros or zeros == len(digits):
        return _syllable_sound(_SINO_DIGITS[int(text[-1])])  # decimals are read digit by digit
    # 십, 백, 천, 만, 억 and 경 all have a coda; 조 (10^12) and 해 (10^20) have none.
    return Coda.NONE if 12 <= zeros < 16 or 20 <= zeros < 24 else Coda.OTHER


def _latin_sound(text: str) -> Coda | None:
    match = _WORD_TAIL.search(text)
    words = _readings()["words"]
    word = match[0] if match else text[-1]
    for candidate in (word, word.rpartition("-")[2]):
        if reading := words.get(candidate) or (len(candidate) > 2 and words.get(candidate.upper())):
            return _syllable_sound(reading[-1])
    acronym = re.search(r"[A-Z]+\Z", word)
    if not acronym or (acronym.start() and word[acronym.start() - 1] != "-" and len(acronym[0]) < 2):
        return None
    if _spelled_out(acronym[0]):
        return _syllable_sound(_readings()["letters"][acronym[0][-1]][-1])
    return None


# Consonants and vowels in turn: an acronym that can be pronounced as a word (LOTTE, but not UNHCR).
_PRONOUNCEABLE = re.compile(r"[^AEIOU]{0,2}[AEIOU]{1,2}[^AEIOU]{1,2}(?:[AEIOU]{1,2}[^AEIOU]{0,2})*\Z")


def _spelled_out(acronym: str) -> bool:
    """Whether an unlisted upper-case word is read letter by letter; words of up to three letters always are."""
    return len(acronym) <= 3 or (len(acronym) <= 6 and not _PRONOUNCEABLE.match(acronym))


def reading_of(section: str, text: str) -> str | None:
    """How a section of the table reads the Latin word at the end of a text; None if it does not list the word."""
    match = _WORD_TAIL.search(text)
    if not match:
        return None
    table = _readings()[section]
    return table.get(match[0]) or next((table[word] for word in table if word.lower() == match[0].lower()), None)


@cache
def _readings() -> Mapping[str, Mapping[str, str]]:
    """The sections of the table of readings. Each word is there in upper case, too."""
    sections: dict[str, dict[str, str]] = {}
    for line in Path(__file__).with_name("readings.tsv").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            written, reading = line.split("\t")
            section[written] = reading
            if len(written) > 2 and written.isascii() and section is sections.get("words"):
                section[written.upper()] = reading
    return sections
