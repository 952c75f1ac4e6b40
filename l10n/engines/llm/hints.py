"""Hints for a language model about the words and numbers of one sentence, from tables that come with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from l10n.languages.language import language
from l10n.languages.lexicon import lexicon
from l10n.languages.names import unknown_names

Pair = tuple[str, str]
"""A source text and its translation."""
MOST_HINTS = 14
"""More make a long prompt of a long sentence, and its reading slow."""


@cache
def example_pairs(source: str, target: str) -> tuple[Pair, ...]:
    """The program's example sentences with their translations for two language codes; may be empty."""
    table = files("l10n.engines.llm") / "examples" / f"{source}-{target}.tsv"
    if not table.is_file():
        return ()
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines() if line)
    return tuple((row[0], row[1]) for row in rows)


def word_hints(sentence: str, source: str, target: str) -> tuple[Pair, ...]:
    """The translations of a sentence's words and terms, from the lexicon, and of its large numbers, in order; then its
    other names, by their sound.

    Of more than MOST_HINTS the common words are left out, and then the last.
    """
    entries = sorted(lexicon(source, target).find(sentence), key=lambda entry: entry.is_common)[:MOST_HINTS]
    found = [(entry.start, sentence[entry.start : entry.end], entry.translations[0]) for entry in entries]
    found += language(target).grammar.amounts(sentence)
    pairs = [(text, translation) for _, text, translation in sorted(found)]
    names = unknown_names(sentence, source, target)[:MOST_HINTS]
    return tuple(dict.fromkeys((*pairs, *((sentence[one.start : one.end], one.translations[0]) for one in names))))
