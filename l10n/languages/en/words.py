"""English words, which tell an untranslated word from a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from l10n.languages.tables import read_lines

_VOWELS = "aeiou"
_DERIVED = re.compile(
    r"[a-z]{3,}(?:tions?|sions?|ments?|ness|ity|ities|ive|able|ible|ous|ful|less|ly|ings?|ed|isms?|ists?|ances?|ences?|"
    r"ships?|hoods?|wards?|ical|ial|ency|ancy|ary|ory|izes?|ises?)"
)
"""Endings of words that English derives from other words; names hardly ever have them."""

_NAMES = frozenset(
    """
    Apple Ajax Bill Chase Drew Enter Excel False Fox Frank Go Grace Grant Heather Hope Insider Jack Java Joy June Mark
    May Meta Moody None Null Office Oracle Post Rich Rose Shell Sky Snap Spring Sun Target Time Times True Uber Victor
    Visa Ward Wired Word
    """.split()
)
"""Common words that, when capitalized, are more often names or words of code."""

INTERNATIONAL = frozenset(
    """
    alarm album audio bank bar blog café chat club design email film fax forum gas golf hotel icon idea in index info
    internet interview job login logo manager margin marketing media menu mini modem motor museum name normal online
    opera order original page park partner password photo piano plan plus pop post problem pro profile radio ranking
    region restaurant robot sample service set shop site social sofa software sport standard start station status stop
    student studio style super symbol system table taxi team text ticket tourist trainer trend tunnel type unit version
    video virus visa web zero zone
    """.split()
)
"""Words that many languages write as English does."""


@lru_cache(maxsize=4096)
def is_english_word(word: str) -> bool:
    """Whether this is an English word, not a name or a piece of code. It is one if it is common and not all in
    capitals, or if it is in small letters and has an ending that makes words."""
    if word.isupper() or word in _NAMES:
        return False
    if word.lower() in common_words():
        return True
    return word.islower() and all(
        part in common_words() or _DERIVED.fullmatch(part) for part in re.split("['’-]", word) if part != "s"
    )


@cache
def common_words() -> frozenset[str]:
    """Common English words in lower case, with their usual endings."""
    return frozenset(form for word in base_words() for form in forms_of(word))


@cache
def base_words() -> frozenset[str]:
    """Common English words in lower case, without their endings."""
    return frozenset(word for line in read_lines(Path(__file__).with_name("words.txt")) for word in line.split())


def forms_of(word: str) -> set[str]:
    """The word with the endings that English spelling gives it (`stop` -> `stopped`, `country` -> `countries`)."""
    if len(word) < 3:
        return {word}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = word
    if word[-1] == "e":
        stem = word[:-1]
    elif word[-1] == "y" and word[-2] not in _VOWELS:
        plural, stem = word[:-1] + "ies", word[:-1] + "i"
    elif len(word) < 6 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        return {word, plural, *_suffixed(word), *_suffixed(word + word[-1])}
    forms = {word, plural, *_suffixed(stem), word + "ly"}
    if word.endswith("y"):
        forms.add(word + "ing")
    return forms


def _suffixed(stem: str) -> set[str]:
    return {stem + suffix for suffix in ("ed", "er", "ers", "est", "ing", "ings", "ly")}


def inflected(word: str) -> set[str]:
    """The word, its plural and its forms in -s, -ed and -ing, regular or not (`say` -> `said`); no other derivations.

    `bet` has no `better`, nor `corn` a `corner`.
    """
    if word.endswith("man"):
        return {word, word[:-2] + "en"}
    derived = "ers" if not word.endswith("er") else "erers"
    regular = {form for form in forms_of(word) if form.endswith(("s", "ed", "ing")) and not form.endswith(derived)}
    return {word, *regular, *_irregular().get(word, ())}


@cache
def _irregular() -> dict[str, list[str]]:
    return {word: forms for word, *forms in map(str.split, read_lines(Path(__file__).with_name("forms.txt")))}
