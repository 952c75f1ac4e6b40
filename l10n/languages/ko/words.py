"""Korean words that look like something else: lists that several rules need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from l10n.languages.tables import read_lines

_TAILS = "서|서는|서도|서의|써|부터|부터의|부터는|까지|까지의|도|만|는|의"
PARTICLE = re.compile(
    rf"(?:은|는|이|가|을|를|과|와|의|도|만|에|에서|에게|께|께서|한테|부터|까지|보다|처럼|마저|조차|밖에|뿐|이나|나|이며|이다|"
    rf"(?:으로|로)(?:{_TAILS})?|에는|에도|에만|에서는|에서도|에서의|에게는|에게서|과의|와의|과는|와는|만이|만을|들은|들이|들을|들의)"
)
"""A particle, or several in a row, as they stand behind a noun."""


SYLLABLES_OF: Mapping[str, str] = {
    # Unicode Standard, 3.12: codas repeat every 28 syllables; the first has none, the ninth ㄹ.
    "none": "".join(chr(code) for code in range(0xAC00, 0xD7A4, 28)),
    "ㄹ": "".join(chr(code) for code in range(0xAC08, 0xD7A4, 28)),
    "other": "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 not in (0, 8)),
}
"""The Hangul syllables by their final sound, for sets of regular expressions."""


def words(name: str) -> frozenset[str]:
    """The words of one section of `korean_words.txt`."""
    return _sections()[name]


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in read_lines(Path(__file__).with_name("words.txt")):
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), set())
        else:
            section.update(line.split())
    return {name: frozenset(found) for name, found in sections.items()}


_NOUN = re.compile(r"[가-힣]{2,}\Z")


def is_repeated(first: str, second: str) -> bool:
    """Whether two words in a row are the same noun, the second perhaps with a particle. Adverbs and counted things do
    not count: they are doubled for emphasis or for "each" (아주 아주, 조금씩 조금씩)."""
    if not _NOUN.match(first) or first in words("doubled") or first.endswith(("씩", "히", "이", "게")):
        return False
    rest = second.removeprefix(first)
    return second.startswith(first) and (not rest or bool(PARTICLE.fullmatch(rest)))


def is_particle(text: str) -> bool:
    """Whether a text is a particle, or several in a row: 에서는."""
    return PARTICLE.fullmatch(text) is not None
