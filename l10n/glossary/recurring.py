"""Names and terms that recur in an article, and how its translations render them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from l10n.alignment import Word, link_words, words_of
from l10n.alignment.cooccurrence import Cooccurrence
from l10n.alignment.lexicon import Evidence, copied, similarity, strongest
from l10n.alignment.projection import linked, place
from l10n.languages.language import language
from l10n.segmentation import sentences

Pair = tuple[str, str]
"""A sentence or block without its inline codes, and its translation; empty when there is none."""

_LEAST_NAME, _LEAST_TERM = 2, 3
"""How often a name, or a term, must occur to be one that recurs."""
_CERTAIN = 0.6
"""A rendering that was found with less confidence does not count."""
_SAME = 0.7
"""Words at least so much alike are forms of one word."""
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term is translated."""

    text: str
    """As it stands most often, without the particles by which its places differ."""
    units: tuple[int, ...]
    """The numbers of the pairs that have it."""
    spans: tuple[tuple[int, int], ...]
    """Where it stands in each of their translations."""

    @property
    def count(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A name or a term that occurs several times."""

    term: str
    """As it is written most often."""
    is_name: bool
    units: tuple[int, ...]
    """The numbers of the pairs that it occurs in; one as often as it does."""
    renderings: tuple[Rendering, ...]
    """The most frequent one first."""


def recurring_terms(
    pairs: Sequence[Pair], locales: tuple[str, str], evidence: Sequence[Evidence] = ()
) -> list[Recurring]:
    """The names and terms that recur in the sources, with their renderings, the most frequent first.

    `locales`: the source's and the target's. `evidence`: what is known of words besides what the pairs tell.
    """
    pieces = [piece for number, pair in enumerate(pairs) for piece in _pieces(number, *pair, locales)]
    words = [(_words(piece.source, locales[0]), words_of(piece.target, locales[1])) for piece in pieces]
    places = _occurrences([piece.source for piece in pieces], [found for found, _ in words], locales[0])
    concerned = sorted({number for found in places.values() for number, *_ in found if words[number][1]})
    source, target = language(locales[0]), language(locales[1])
    texts = [
        (
            [one.text for one in words[number][0] if one.text.casefold() not in source.determiners],
            [_bare(one.text, locales[1]) for one in words[number][1]],
        )
        for number in concerned
    ]
    learned = Cooccurrence(texts, 1.0 if ("verb-final" in source.traits) != ("verb-final" in target.traits) else 2.0)
    ask = strongest((copied, lambda one, other: learned(one, _bare(other, locales[1])), *evidence))
    links = {number: link_words(*words[number], ask) for number in concerned}
    found = []
    for (_, is_name), occurrences in places.items():
        renderings: list[list[tuple[int, int, int, str]]] = []
        for number, first, last in occurrences:
            row = words[number][1]
            votes = [(linked(links[number], first, last), 1.0)] if row else []
            placed = place(votes, last - first, [True] * len(row))
            if placed and placed.confidence >= _CERTAIN:
                start, end = row[placed.first].start, row[placed.last - 1].end
                text = pieces[number].target[start:end]
                group = next((group for group in renderings if _same(text, group[0][3], locales[1])), [])
                if not group:
                    renderings.append(group)
                offset = pieces[number].offset
                group.append((pieces[number].unit, start + offset, end + offset, text))
        rows = [(pieces[number].source, words[number][0][first:last]) for number, first, last in occurrences]
        written = Counter(text[row[0].start : row[-1].end] for text, row in rows)
        found.append(
            Recurring(
                written.most_common(1)[0][0],
                is_name,
                tuple(pieces[number].unit for number, *_ in occurrences),
                tuple(sorted((_rendering(group, locales[1]) for group in renderings), key=lambda one: -one.count)),
            )
        )
    return sorted(found, key=lambda one: (-len(one.units), one.term))


class _Piece(NamedTuple):
    """A sentence, or a block, and its translation."""

    unit: int
    source: str
    target: str
    offset: int
    """Where the translation begins in that of the unit."""


def _pieces(unit: int, source: str, target: str, locales: tuple[str, str]) -> Iterator[_Piece]:
    """The sentences of a pair with their translations, where each has one; else the whole."""
    before, after = sentences(source, locales[0]), sentences(target, locales[1])
    if len(before) != len(after):
        yield _Piece(unit, source, target, 0)
        return
    offset = 0
    for one, other in zip(before, after, strict=True):
        yield _Piece(unit, one, other, offset)
        offset += len(other)


def _words(text: str, locale: str) -> list[Word]:
    """The words, without the ending of a possessive."""
    return [
        Word(word.start, word.end - 2, word.text[:-2]) if word.text.endswith(("'s", "’s")) and word.text[2:] else word
        for word in words_of(text, locale)
    ]


def _rendering(places: Sequence[tuple[int, int, int, str]], locale: str) -> Rendering:
    """What was found for a term in one of its renderings: what its forms have in common where they differ by the
    particles behind it, else the most frequent form."""
    forms = Counter(text for *_, text in places)
    text, stem = forms.most_common(1)[0][0], min(forms, key=len)
    while stem and not all(form.startswith(stem) for form in forms):
        stem = stem[:-1]
    is_particle = language(locale).grammar.is_particle
    if stem and all(is_particle(form[len(stem) :]) for form in forms if form != stem):
        text = stem
    return Rendering(text, tuple(unit for unit, *_ in places), tuple((start, end) for _, start, end, _ in places))


@lru_cache(maxsize=65536)
def _bare(word: str, locale: str) -> str:
    """A word without the particle behind it."""
    is_particle = language(locale).grammar.is_particle
    return word[: next((size for size in range(2, len(word)) if is_particle(word[size:])), len(word))]


def _same(one: str, other: str, locale: str) -> bool:
    """Whether two renderings are forms of one: endings, particles and case aside."""
    rows = [[word.text for word in words_of(text, locale)] for text in (one, other)]

    def alike(word: str, another: str) -> bool:
        return similarity(_bare(word, locale), _bare(another, locale)) >= _SAME

    return len(rows[0]) == len(rows[1]) and all(map(alike, *rows))


def _occurrences(
    texts: Sequence[str], words: Sequence[Sequence[Word]], locale: str
) -> Mapping[tuple[str, bool], list[tuple[int, int, int]]]:
    """Names and terms, and where they stand: the number of the text, the first word and the one behind the last."""
    found: dict[tuple[str, bool], list[tuple[int, int, int]]] = defaultdict(list)
    in_name: set[tuple[int, int]] = set()
    for unit, (text, row) in enumerate(zip(texts, words, strict=True)):
        for first, last in _names(text, row, locale):
            found[" ".join(word.text for word in row[first:last]), True].append((unit, first, last))
            in_name.update((unit, index) for index in range(first, last))
    nouns: Counter[str] = Counter()
    others: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for unit, (text, row) in enumerate(zip(texts, words, strict=True)):
        for index, word in enumerate(row):
            if (unit, index) not in in_name and len(word.text) > 3 and word.text.isalpha():
                others[word.text.casefold()].append((unit, index, index + 1))
                nouns[word.text.casefold()] += _is_noun(text, row, index, locale)
    for plural in [word for word in others if word.endswith("s") and word[:-1] in others]:
        others[plural[:-1]] = sorted(others[plural[:-1]] + others.pop(plural))
        nouns[plural[:-1]] += nouns[plural]
    for term, places in others.items():
        if nouns[term] >= max(2, 0.15 * len(places)):
            found[term, False] = places
    return {key: places for key, places in found.items() if len(places) >= (_LEAST_NAME if key[1] else _LEAST_TERM)}


def _is_noun(text: str, row: Sequence[Word], index: int, locale: str) -> bool:
    """Whether a word stands where a noun does: behind a determiner, perhaps with an adjective between, and before a
    mark or a very little word."""
    determiners = language(locale).determiners
    before = [one.text.casefold() in determiners for one in row[max(index - 2, 0) : index]]
    if not any(before) or text[row[index - 1].end : row[index].start] != " ":
        return False
    if index + 1 == len(row) or text[row[index].end : row[index + 1].start].strip():
        return True
    following = row[index + 1].text.casefold()
    return len(following) <= 2 and following not in determiners


def _names(text: str, row: Sequence[Word], locale: str) -> Iterator[tuple[int, int]]:
    """The runs of words with capitals, but for those that begin a sentence or stand in a heading."""
    capital = [word.text[0].isupper() and word.text.casefold() not in language(locale).determiners for word in row]
    if not row or sum(capital) > 0.6 * len(row):
        return
    index = 0
    while index < len(row):
        if not capital[index] or _begins(text, row, index) or row[index].text in language(locale).always_capital:
            index += 1
            continue
        last = index + 1
        while last < len(row) and capital[last] and text[row[last - 1].end : row[last].start] == " ":
            last += 1
        if last - index <= _LONGEST_NAME and any(map(str.isalpha, row[index].text)) and len(row[index].text) > 1:
            yield index, last
        index = last


_SENTENCE_START = re.compile(r"""[.!?:…]\W*\Z|["“‘«„「]\Z""")


def _begins(text: str, row: Sequence[Word], index: int) -> bool:
    return index == 0 or bool(_SENTENCE_START.search(text[row[index - 1].end : row[index].start]))
