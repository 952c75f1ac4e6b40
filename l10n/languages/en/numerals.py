"""English numbers and months, said in words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_UNITS: Mapping[str, int] = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16},
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    **{"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12},
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
        elif word not in ("and", "a"):
            total = current = 0
            continue
        values.update((current, total + current))
    return frozenset(values if "zero" in text.casefold() else values - {0})


def says(text: str, value: int) -> bool:
    """Whether a text says a whole number in words."""
    return value in english_values(text)


COUNTED = re.compile(
    r"(?<![-\w])(two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:[a-z]+ ){0,2}?(people|men|women|children|[a-z]+s)\b",
    re.IGNORECASE,
)
OTHER_COUNTS = re.compile(
    r"\b(?:both|halves|half|quarters?|dozens?|couple|pairs?|twins?|twice|doubled?|tripled?|fortnights?|weeks?|decades?|nights?|"
    r"times (?:more|less|as|[a-z]+er))\b",
    re.IGNORECASE,
)
"""Words that count as well. A text with one of them may say its number in another way."""
MORE = re.compile(r"\b(?:and|with|besides|plus|including|others?|another|more)\b", re.IGNORECASE)
"""He and two friends: three people; Korea and Japan: two countries."""
PEOPLE = re.compile(r"people|(?:wo)?men|children|countries|nations|leaders|presidents|officials|[a-z]+ers|[a-z]+ors")
SPANS_OF_TIME = re.compile(r"(?:minute|hour|day|month|year)s")
TIMES = re.compile(r"(?:time|round)s")


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
)


def named_months(text: str) -> Iterator[tuple[str, int, int]]:
    """The months that a text surely names because a number stands beside them: name, position, month."""
    for match in _BESIDE_NUMBER.finditer(text):
        name = match["behind"] or match["before"]
        month = next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name))
        yield name, match.start(), month
