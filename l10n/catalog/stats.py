"""How much there is to translate: units and words by state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n.languages.language import language
from l10n.model import Catalog, State

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units, and how many words of source text they have."""

    units: int = 0
    words: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.units + other.units, self.words + other.words)


def count_words(text: str, locale: str) -> int:
    """The number of words in a text of this locale; characters count where the script does not space its words.

    Inline markup counts as it stands. Korean spaces its words.
    """
    if not language(locale).unspaced:
        return sum(1 for _ in _WORD.finditer(text))
    rest, characters = _UNSPACED.subn(" ", text)
    return characters + sum(1 for _ in _WORD.finditer(rest))


def count(catalog: Catalog, source_locale: str) -> dict[State, Counts]:
    """The catalog's units and their source words by state; states without messages are left out."""
    counts: dict[State, Counts] = {}
    for message in catalog.messages:
        state = message.state
        counts[state] = counts.get(state, Counts()) + Counts(1, count_words(message.msgid, source_locale))
    return counts
