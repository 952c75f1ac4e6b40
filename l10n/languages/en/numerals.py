"""English numbers and months, said in words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_UNITS: Mapping[str, int] = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16},
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    **{"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12},
}
_COLLECTIVES: Mapping[str, int] = {
    "dozen": 12,
    "score": 20,
    "decade": 10,
    "fortnight": 14,
    "century": 100,
    "centurie": 100,
}
_SCALES: Mapping[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


@lru_cache(maxsize=16)
def english_values(text: str) -> frozenset[int]:
    """The values of all runs of number words in an English text, and of their parts: `two hundred thousand` also
    says 200."""
    values: set[int] = set()
    total = current = 0
    for word in re.findall(r"[a-z]+|[^\sa-z-]", text.casefold()):
        plain = word.removesuffix("s")
        plain = plain if plain in _UNITS else plain.removesuffix("th").removesuffix("ie") + "y" * plain.endswith("ieth")
        if (added := _UNITS.get(word, _UNITS.get(plain))) is not None:
            # "Twenty one" is one number, "nine eleven" are two.
            continued = not current % 100 or (not current % 10 and added < 10)
            current = current + added if continued else added
        elif plain == "hundred":
            current = (current or 1) * 100
        elif plain in _SCALES:
            values.add((current or 1) * _SCALES[plain])
            total, current = total + (current or 1) * _SCALES[plain], 0
        elif word == "half":
            values.update((500_000, 500_000_000))  # half a million, half a billion
        elif plain in _COLLECTIVES:
            values.add(max(current, 1) * _COLLECTIVES[plain])
            total = current = 0
            continue
        elif word not in ("and", "a"):
            total = current = 0
            continue
        values.update((current, total + current))
    return frozenset(values if "zero" in text.casefold() else values - {0})


def says(text: str, value: int) -> bool:
    """Whether a text says a whole number in words."""
    return value in english_values(text)


class Spelled(NamedTuple):
    """A number from 2 to 10 said in words."""

    written: str
    value: int
    noun: str
    """What it counts, where that follows."""


_FEW = "two three four five six seven eight nine ten".split()
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_FOLD: Mapping[str, int] = {
    **dict.fromkeys("twice double doubles doubled doubling both pair couple duo".split(), 2),
    **dict.fromkeys("triple tripled trio".split(), 3),
}
_SAID: Mapping[str, int] = {
    **{word: at for at, word in enumerate(_FEW, 2)},
    **{word: at for at, word in enumerate(_ORDINALS, 2)},
    **_FOLD,
}
_SPELLED = re.compile(
    rf"(?<![-\w])({'|'.join(_SAID)})"
    r"(?:-(?!third|fifth|quarter|year-old)([a-z]+)\b"
    r"|(?![\w-])(?: (?:[a-z]+ ){0,2}?(people|men|women|children|[a-z]+s)\b)?)",
    re.IGNORECASE,
)


def spelled(text: str) -> Iterator[Spelled]:
    """The numbers from 2 to 10 that a text surely says in words, in order."""
    if _SAID.keys().isdisjoint(re.findall("[a-z]+", text.casefold())):
        return  # most texts say none, and this is ten times as fast
    for match in _SPELLED.finditer(text):
        word, noun = match[1].casefold(), f"{match[2]}s" if match[2] else match[3] or ""
        yield Spelled(match[1], _SAID[word], noun if word in _FEW else "")


_NUMBERS = "|".join(_FEW)
MORE = re.compile(
    rf"\b(?:and|with|besides|plus|including)(?: [a-z]+)? (?:{_NUMBERS})\b"
    rf"|\b(?:{_NUMBERS}) (?:more|others|times (?:more|[a-z]+er))\b",
    re.IGNORECASE,
)
"""He and two friends: three people; three times more: four times as many."""
PEOPLE = re.compile(r"people|(?:wo)?men|children|countries|nations|leaders|presidents|officials|[a-z]+ers|[a-z]+ors")
SPANS_OF_TIME = re.compile(r"(?:minute|hour|day|month|year)s")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ANY = "|".join(_MONTHS)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
# May is also a verb, and June a woman's name. Beside a number they surely mean a month.
_BESIDE_NUMBER = re.compile(
    rf"(?:(?<=\d )|(?<=th )|(?<=st )|(?<=nd )|(?<=rd )|(?<=of ))(?P<behind>{_ANY})\b"
    rf"|\b(?P<before>{_ANY}|{_SHORT})\b\.?,? (?:the )?(?=\d)"
    rf"|(?<=\w )(?P<possessed>{_ANY})[’']s\b"
)
_BEGINNING = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
"""How all names begin; a pattern of letters alone is fast."""


def named_months(text: str) -> Iterator[tuple[str, int, int]]:
    """The months that a text surely names because a number stands beside them: name, position, month."""
    if not _BEGINNING.search(text):
        return
    for match in _BESIDE_NUMBER.finditer(text):
        name = match["behind"] or match["before"] or match["possessed"]
        month = next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name))
        yield name, match.start(), month
