"""Headings in Title Case and text in CAPITALS, as an engine reads them best: written like the middle of a text.

Which form a word has is a matter of evidence: the article's own running text, the names of the glossary and the memory,
then what the language knows of its words. A word that nothing is known of is a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from l10n.languages.language import Language, language

Case = Literal["title", "capitals", ""]
"""How a text is written; empty: as a sentence is."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*")
_STARTS = re.compile(r"(?:(?<![.…])[.!?]['\"”’)]*\s|[,:]\s[\"“'‘])\W*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = re.compile(r"\d+(?:st|nd|rd|th|s|m|k|bn|km|kg|am|pm|million|billion)")
_VOWELS = frozenset("aeiouyàâäáãåæéèêëíîïóôöõøœúûü")


@dataclass(frozen=True, slots=True)
class Usage:
    """How an article writes its words in the middle of its sentences."""

    forms: Mapping[str, str] = field(default_factory=dict)
    """A word in small letters -> the form that the running text has most."""
    phrases: Mapping[str, str] = field(default_factory=dict)
    """Names of several words, by how they are in small letters."""


def usage_of(texts: Iterable[str], names: Iterable[str], locale: str) -> Usage:
    """What running text, and the names of a glossary, tell of their words. Headings among the texts are left out."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        if case_of(text, locale, heading=True):
            continue
        for match in _WORD.finditer(text):
            if not _starts_sentence(text, match.start()):
                counts.setdefault(match[0].lower(), Counter())[match[0]] += 1
    forms = {word: max(found, key=lambda form: (found[form], form.islower())) for word, found in counts.items()}
    known = [name for name in names if name != name.lower()]
    forms |= {name.lower(): name for name in known if _WORD.fullmatch(name)}
    return Usage(forms, {name.lower(): name for name in known if not _WORD.fullmatch(name)})


def _starts_sentence(text: str, at: int) -> bool:
    return not any(map(str.isalnum, text[:at])) or bool(_STARTS.search(text[max(0, at - 8) : at]))


def case_of(text: str, locale: str, heading: bool = False) -> Case:
    """How a text is written. A heading is in Title Case when most of its words are, another text when all are."""
    words = [match[0] for match in _WORD.finditer(text) if _LETTER.match(match[0]) and not _is_token(match[0])]
    letters = [char for word in words for char in word if char.lower() != char.upper()]
    if (
        len(letters) > 3
        and (len(words) > 1 or len(letters) > 6)
        and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    ):
        return "capitals"
    if language(locale).heading_case != "title":
        return ""
    long = [word for word in words[1:] if len(word) > 3 and not word.isupper()]
    raised = sum(word[0].isupper() for word in long)
    if heading:
        return "title" if long and raised >= 0.6 * len(long) else ""
    return "title" if len(long) > 2 and raised >= 0.9 * len(long) else ""


def sentence_case(text: str, case: Case, usage: Usage, locale: str) -> str:
    """A text in Title Case or CAPITALS as it would stand in a sentence; other texts stay. No character is added."""
    return _Caser(text, case == "capitals", usage, language(locale)).text() if case else text


def in_capitals(text: str, locale: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """The text in CAPITALS, but for some spans; where the locale's script has no such letters it stays as it is."""
    if language(locale).heading_case == "none":
        return text
    pieces: list[str] = []
    end = 0
    for start, stop in (*kept, (len(text), len(text))):
        pieces += _raised(text[end:start], locale), text[start:stop]
        end = stop
    return "".join(pieces)


def _raised(text: str, locale: str) -> str:
    traits = language(locale).traits
    raised = (text.replace("i", "İ") if "dotted-capital" in traits else text).upper()
    if "plain-capitals" in traits:
        raised = unicodedata.normalize("NFC", unicodedata.normalize("NFD", raised).replace("\u0301", ""))
    return raised


class _Caser:
    """One text on its way to the case of a sentence."""

    def __init__(self, text: str, capitals: bool, usage: Usage, of: Language) -> None:
        self._source = text
        self._capitals = capitals
        self._usage = usage
        self._language = of
        self._abbreviations = _abbreviations(of.code)
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._words = [text[start:end] for start, end in self._spans]

    def text(self) -> str:
        """The whole of it."""
        names = self._in_phrases()
        pieces: list[str] = []
        end = 0
        for index, (start, stop) in enumerate(self._spans):
            form = names.get(index) or self._form(index)
            if form.islower() and self._begins(index):
                form = form[0].upper() + form[1:]
            pieces += self._source[end:start], form if len(form) == stop - start else self._words[index]
            end = stop
        return "".join([*pieces, self._source[end:]])

    def _begins(self, index: int) -> bool:
        """Whether a word begins a sentence; a quotation that goes on behind a comma does not."""
        start = self._spans[index][0]
        if not _starts_sentence(self._source, start):
            return False
        if not index:
            return True
        before = self._source[: self._spans[index - 1][1] + 1].rstrip()
        if before.endswith("."):
            return (
                self._words[index - 1].lower().rstrip(".") not in self._abbreviations
                and "." not in self._words[index - 1]
            )
        return not before.endswith(",") or not re.search('["“]', before)

    def _in_phrases(self) -> dict[int, str]:
        """The words that belong to known names of several words."""
        found: dict[int, str] = {}
        lower = [word.lower() for word in self._words]
        bare = [re.sub("['’]s?\\Z", "", word) for word in lower]
        for firsts in (_by_first_word(self._usage.phrases), _known_phrases(self._language.code)):
            for index, word in enumerate(lower):
                for parts, written in firsts.get(word, ()):
                    span = range(index, index + len(parts))
                    last = span[-1]
                    here = (*lower[index:last], *bare[last : span.stop])
                    if parts in (here, tuple(lower[index : span.stop])) and not any(place in found for place in span):
                        found.update(zip(span, written, strict=True))
                        found[last] += lower[last][len(written[-1]) :]
        return found

    def _form(self, index: int) -> str:
        """A word by itself."""
        word = self._words[index]
        if _is_token(word) or not (self._capitals or _is_raised(word)):
            return word
        lower = word.lower()
        if len(word) == 1 and self._source[self._spans[index][1] :][:1] == "." and index + 1 < len(self._words):
            return word  # an initial
        if len(word) == 1 and not self._capitals and lower != "a":
            return word  # a letter that is a name
        if "." in word:
            return self._known(index, lower) or word
        if any(map(str.isdigit, word)):
            return lower if _COUNTED.fullmatch(lower) else word
        stem, mark, ending = _apostrophized(lower)
        if mark and len(stem) == 1 and len(ending) > 2:
            return f"{stem.upper()}{mark}{ending.title()}"  # O'Brien
        capital = stem[:1].upper() + stem[1:]
        if {capital, capital + mark + ending} & self._language.always_capital:
            return capital + mark + ending
        if form := self._usage.forms.get(lower):
            return form
        if ending == "t":  # don't
            return lower
        return (self._usage.forms.get(stem) or self._known(index, stem) or self._unknown(stem, capital)) + mark + ending

    def _known(self, index: int, stem: str) -> str:
        """What the language knows of a word among those that it touches; empty for nothing."""
        abbreviation = self._abbreviations.get(stem, "")
        followed = self._source[self._spans[index][1] :][:1]
        if abbreviation and (abbreviation in self._language.titles or followed == "."):
            return abbreviation
        first = last = index
        while first and self._touches(first - 1):
            first -= 1
        while last + 1 < len(self._words) and self._touches(last):
            last += 1
        row = [_apostrophized(word.lower())[0] for word in self._words[first : last + 1]]
        form = self._language.grammar.usual_form(row, index - first)
        if form.isupper() and not self._capitals:  # Title Case would have left it in capitals: Us is no US
            return stem if len(stem) == 2 else stem.capitalize()
        return form

    def _unknown(self, stem: str, capital: str) -> str:
        """A word of which nothing is known: a name, where the language knows its words at all."""
        if not self._capitals:
            return capital
        if not self._language.grammar.name_phrases():
            return stem
        return stem.upper() if len(stem) > 1 and _VOWELS.isdisjoint(stem) else capital

    def _touches(self, index: int) -> bool:
        """Whether nothing but a space stands between a word and the next."""
        return self._source[self._spans[index][1] : self._spans[index + 1][0]] == " "


def _is_raised(word: str) -> bool:
    """Whether a word has a capital at its beginning and nowhere else."""
    return word[:1].isupper() and (word[1:].islower() or len(word) == 1)


def _is_token(word: str) -> bool:
    """Whether a word stands for something else: a token of masking, or a part number."""
    return bool(re.fullmatch(r"[A-Z]{2,}\d{2,}", word))


def _apostrophized(word: str) -> tuple[str, str, str]:
    """A word's stem, its last apostrophe, and what follows that."""
    at = max(word.rfind("'"), word.rfind("’"))
    return (word[:at], word[at], word[at + 1 :]) if at > 0 else (word, "", "")


@lru_cache(maxsize=8)
def _abbreviations(code: str) -> Mapping[str, str]:
    """The language's abbreviations by how they are in small letters: those that are cased in one way only."""
    of = language(code)
    words = [word for word in (*of.titles, *of.abbreviations) if len(word) > 1]
    return {word.lower(): word for word in words if word[:1].isupper() and not word.isupper()}


@lru_cache(maxsize=8)
def _known_phrases(code: str) -> Mapping[str, Sequence[tuple[tuple[str, ...], list[str]]]]:
    return _by_first_word(language(code).grammar.name_phrases())


def _by_first_word(phrases: Mapping[str, str]) -> Mapping[str, Sequence[tuple[tuple[str, ...], list[str]]]]:
    """Names of several words by their first one, in small letters, with all of them in both forms; long names first."""
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for lower, written in sorted(phrases.items(), key=lambda item: -len(item[0])):
        words, parts = _WORD.findall(written), tuple(_WORD.findall(lower))
        if parts and len(words) == len(parts):
            found.setdefault(parts[0], []).append((parts, words))
    return found
