"""What is known about a Korean word: where a noun begins in it, or a word that only ends like a particle.

The lists are `nouns.txt`, `lookalikes.txt` and sections of `words.txt`. Compounds are written as one word, so a word
counts by the longest known word that it ends with: 현대자동차 by 자동차, 온도차이 by 차이.
"""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from l10n.languages.ko.words import words
from l10n.languages.tables import read_lines, read_sections


def noun_start(word: str) -> int | None:
    """Where the longest known noun of two syllables or more begins that ends a word; None if there is none. Plurals in
    들 and pronouns count."""
    nouns = _nouns()
    bare = word.removesuffix("들")
    return next((start for start in range(len(bare) - 1) if bare[start:] in nouns), 0 if word in _PRONOUNS else None)


def lookalike_start(word: str) -> int | None:
    """Where the longest known word begins that ends a word and whose last syllable only looks like a particle: 0 for
    무에타이, 2 for 현장평가; None if there is none. A space before the word says that a digit or a letter is joined to
    it: 5번가, but 3명가."""
    known, curated = _lookalikes()[word[-1]], words(f"-{word[-1]}")
    if word[0] == " ":
        return 0 if f"-{word.strip()}" in curated else None
    if word in known or word in curated or _LETTERS.fullmatch(word):
        return 0
    # A rare word of two syllables is no part of a compound: 체이 (chai) in 단체이.
    ends = ((start, word[start:]) for start in range(len(word) - 1))
    nouns = _nouns()
    return next(
        (start for start, end in ends if f"-{end}" in curated or (end in known and (len(end) > 2 or end in nouns))),
        None,
    )


def is_causative(stem: str) -> bool:
    """Whether 이 behind this makes a verb, so that 였 is its past: 덧붙, 기울, 받아들; and no noun is longer."""
    stems = words("causative stems")
    verb = next((start for start in range(len(stem)) if stem[start:] in stems), None)
    noun = noun_start(stem)
    return verb is not None and (noun is None or verb <= noun)


def is_like_name(word: str) -> bool:
    """Whether a word may be the full name of a Korean person: 이재은, 변영로."""
    return len(word) == 3 and word[0] in _SURNAMES and noun_start(word[:-1]) != 0


_SURNAMES = frozenset("".join(words("surnames")))
_PRONOUNS = words("pronouns")
_LETTERS = re.compile(
    "(?:에이|비|시|씨|디|이|에프|지|에이치|아이|제이|케이|엘|엠|엔|오|피|큐|알|아르|에스|티|유|브이|더블유|더블류|엑스|와이|제트)+"
    "(?:에이|아이|제이|케이|브이|와이)"
)
"""Letters of the alphabet by their names, of which some end in 이: 비비에이."""


@cache
def _nouns() -> Collection[str]:
    lines = read_lines(Path(__file__).with_name("nouns.txt"))
    return frozenset(word for line in lines for word in line.split())


@cache
def _lookalikes() -> dict[str, Collection[str]]:
    sections = read_sections(Path(__file__).with_name("lookalikes.txt").read_text("utf-8"))
    return {syllable: frozenset(known) for syllable, known in sections.items()}
