"""Months that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.checks.numbers.myriads import MYRIAD_LANGUAGES
from l10n.errors import LocaleError
from l10n.locales import month_names

_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ANY = "|".join(_ENGLISH)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
# May is a verb and June a woman as well: only beside a number is a month meant for sure.
_BESIDE_NUMBER = re.compile(
    rf"(?:(?<=\d )|(?<=th )|(?<=st )|(?<=nd )|(?<=rd )|(?<=of ))(?P<behind>{_ANY})\b"
    rf"|\b(?P<before>{_ANY}|{_SHORT})\b\.?,? (?:the )?(?=\d)"
)


def named_months(text: str, locale: str, language: str) -> Iterator[tuple[str, int, int]]:
    """The months that a text names, where it is sure that months are meant: the name, its position, the month."""
    if language == "en":
        for match in _BESIDE_NUMBER.finditer(text):
            name = match["behind"] or match["before"]
            month = next(number for number, full in enumerate(_ENGLISH, 1) if full.startswith(name))
            yield name, match.start(), month
    elif language not in MYRIAD_LANGUAGES:
        folded = text.casefold()
        for month, names in enumerate(_names(locale), 1):
            for name in names:
                at = folded.find(name)
                if at >= 0 and not folded[at - 1 : at].isalpha() and not folded[at + len(name) :][:1].isalpha():
                    yield text[at : at + len(name)], at, month
                    break


@cache
def _names(locale: str) -> tuple[frozenset[str], ...]:
    try:
        return month_names(locale)
    except LocaleError:
        return ()
