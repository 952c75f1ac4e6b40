"""A sentence in other words: those from which an engine writes an agreed term by itself, in agreement with the rest.

In a language that inflects, a term that is put into a finished sentence leaves articles and adjectives behind that fit
another word. The engine makes none of these mistakes where it chooses the term itself: `The call was long` becomes `A
chamada foi longa`, and `The phone call was long` becomes `O telefonema foi longo`. Which words to say, a translation of
the term in the other direction tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from l10n.alignment import words_of
from l10n.glossary.terms import TermMatch
from l10n.languages.language import language

OtherWords = Callable[[str], Sequence[str]]
"""A translation of a term -> what it is in the language of the source."""

_FREE = 4
"""So many words may change with a term, its article and its adjectives, or half of all; with more, the other words have
made another sentence."""


def reworded(text: str, terms: Sequence[TermMatch], other_words: OtherWords) -> Iterator[tuple[str, TermMatch]]:
    """The text with one of its terms in other words, and which one: every way there is."""
    for start, end, term in terms:
        said = text[start:end]
        for words in other_words(term.target):
            row = words.casefold().split()
            if words.casefold() in (term.source.casefold(), term.target.casefold()) or len(set(row)) < len(row):
                continue  # it says nothing new, or stammers
            ending = "s" if _is_plural(said, term.source) and not words.endswith("s") else ""
            first = words[0].upper() if said[0].isupper() else words[0]
            yield f"{text[:start]}{first}{words[1:]}{ending}{text[end:]}", (start, end, term)


def says_term(text: str, source: str, match: TermMatch) -> bool:
    """Whether a translation surely has the agreed term in the number that its source has: for one as the glossary
    writes it, for several with an ending behind it. Other forms (cargo, carga) may be of another word."""
    start, end, term = match
    ending = r"\w{1,2}" if _is_plural(source[start:end], term.source) else ""
    return re.search(rf"(?<!\w){re.escape(term.target)}{ending}(?!\w)", text, re.IGNORECASE) is not None


def is_much_the_same(one: str, other: str, locale: str) -> bool:
    """Whether two drafts say the same but for a few words."""
    before, after = ([word.text.casefold() for word in words_of(text, locale)] for text in (one, other))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    size = max(len(before), len(after))
    return size - sum(block.size for block in blocks) <= max(_FREE, size / 2)


def bare_phrase(text: str, locale: str) -> str:
    """A translation of a single term, without the article, the capital and the full stop that engines give it."""
    words = text.strip().rstrip(".!").split()
    if len(words) > 1 and words[0].casefold() in language(locale).determiners:
        words = words[1:]
    return " ".join(word.lower() if word[1:].islower() else word for word in words)


def _is_plural(said: str, source: str) -> bool:
    return len(said) > len(source) or (said.casefold().endswith("ies") and not source.casefold().endswith("ies"))
