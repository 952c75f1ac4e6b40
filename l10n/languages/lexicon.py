"""What the words and names of one language are in another, for pairs of languages with tables in `lexicons/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path

from l10n.languages.language import Language, language
from l10n.languages.tables import read_lines

_HOME = Path(__file__).with_name("lexicons")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_Way = tuple[int, tuple[str, ...]]
"""How many tokens an entry takes, and its translations."""
_length = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or term that was found in a sentence."""

    start: int
    end: int
    translations: tuple[str, ...]
    """The commoner one first."""
    is_common: bool
    """Whether it is one of the language's common words."""


@dataclass(slots=True)
class _Node:
    """What may follow the tokens before it, and what they are in the other language when nothing does."""

    next: dict[str, _Node] = field(default_factory=dict)
    translations: tuple[str, ...] = ()

    def add(self, tokens: Sequence[str], translations: tuple[str, ...]) -> None:
        node = self
        for token in tokens:
            node = node.next.setdefault(token, _Node())
        node.translations = node.translations or translations


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and terms of a pair of languages; empty for a pair without tables."""

    language: Language
    """The language of the texts in which they are looked for."""
    entries: _Node
    bases: Mapping[str, Sequence[str]]
    """A form in small letters -> the tokens of the entries that have it."""

    def find(self, text: str) -> list[Entry]:
        """The entries of a text in its order: the longest at every place, none within another.

        What an entry writes with a capital (BP, Home Office) must stand so in the text; small letters are found in any
        case and form, the form itself before its base. A capital that may be a person's name (Cook) and a word that
        multiplies the number before it (5 million) are left out.
        """
        tokens = list(_TOKEN.finditer(text.replace("’", "'")))
        words = [token.group() for token in tokens]
        found, index = [], 0
        while index < len(words):
            length, translations = max(self._ways(words[index:]), key=_length, default=(0, ()))
            if length > 1 or (length and not self._misleads(words, index)):
                is_common = length == 1 and self.language.grammar.is_common(words[index].lower())
                found.append(Entry(tokens[index].start(), tokens[index + length - 1].end(), translations, is_common))
            index += length or 1
        return found

    def _ways(self, words: Sequence[str], taken: int = 0, node: _Node | None = None) -> Iterator[_Way]:
        """The entries with which some words begin."""
        node = node or self.entries
        if node.translations:
            yield taken, node.translations
        if taken < len(words):
            word, lower = words[taken], words[taken].lower()
            for form in dict.fromkeys((word, lower, *self.bases.get(lower, ()))):
                if following := node.next.get(form):
                    yield from self._ways(words, taken + 1, following)

    def _misleads(self, words: Sequence[str], index: int) -> bool:
        """Whether the entry of a single word is likely not what this one means."""
        word, lower = words[index], words[index].lower()
        if word != lower and self.language.grammar.may_name(lower):
            own = self.entries.next.get(word)
            return not (own and own.translations)
        scales, numbers = self.language.scales.values(), self.language.numbers.values()
        before = words[index - 1].lower() if index else ""
        return any(lower in words for words in scales) and (
            before[-1:].isdigit() or any(before in words for words in numbers)
        )


@cache
def lexicon(source: str, target: str) -> Lexicon:
    """The lexicon of two language codes."""
    own, entries = language(source), _Node()
    vocabulary: dict[str, None] = {}
    for part in ("terms", "words"):
        path = _HOME / f"{source}-{target}-{part}.tsv"
        for line in read_lines(path) if path.is_file() else ():
            term, translations = line.split("\t")[:2]
            tokens = _TOKEN.findall(term)
            entries.add(tokens, tuple(translations.split("/")))
            vocabulary |= dict.fromkeys(token for token in tokens if token == token.lower())
    bases: dict[str, list[str]] = {}
    for word in vocabulary:
        for form in own.grammar.inflected(word):
            bases.setdefault(form, []).append(word)
    return Lexicon(own, entries, bases)
