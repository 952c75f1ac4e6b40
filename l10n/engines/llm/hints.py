"""Hints for a language model about the words and numbers of one sentence, from tables that come with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from l10n.languages.language import language

Pair = tuple[str, str]
"""A source text and its translation."""


@cache
def example_pairs(source: str, target: str) -> tuple[Pair, ...]:
    """The program's example sentences with their translations for two language codes; may be empty."""
    return _read_pairs(f"{source}-{target}.tsv")


def word_hints(sentence: str, source: str, target: str) -> tuple[Pair, ...]:
    """The translations of a sentence's common words, from a table, and of its large numbers, in order."""
    words = _Words.of(source, target)
    found = [(match.start(), match.group(), words.targets[match.lastgroup or ""]) for match in words.find(sentence)]
    found += language(target).grammar.amounts(sentence)
    return tuple(dict.fromkeys((text, translation) for _, text, translation in sorted(found)))


def _read_pairs(name: str) -> tuple[Pair, ...]:
    table = files("l10n.engines.llm") / "examples" / name
    if not table.is_file():
        return ()
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines() if line)
    return tuple((row[0], row[1]) for row in rows)


@dataclass(frozen=True, slots=True)
class _Words:
    """A table of words as one pattern, longest first, so that `foreign minister` wins over `minister`."""

    pattern: re.Pattern[str] | None
    targets: dict[str, str]

    @staticmethod
    @cache
    def of(source: str, target: str) -> _Words:
        pairs = sorted(_read_pairs(f"{source}-{target}-words.tsv"), key=lambda pair: -len(pair[0]))
        names = {f"w{number}": pair for number, pair in enumerate(pairs)}
        alternatives = "|".join(f"(?P<{name}>{_with_endings(word)})" for name, (word, _) in names.items())
        pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if pairs else None
        return _Words(pattern, {name: translation for name, (_, translation) in names.items()})

    def find(self, sentence: str) -> list[re.Match[str]]:
        return list(self.pattern.finditer(sentence)) if self.pattern else []


def _with_endings(word: str) -> str:
    """The pattern of an English word and its plural; its first letter may be a capital, others only as in the table."""
    body = word[:-1] if word.endswith("y") else word
    first = f"[{body[0].upper()}{body[0]}]" if body[0].islower() else re.escape(body[0])
    ending = "(?:y|ies)" if word.endswith("y") else "(?:s|es)?" if word[-1].isalpha() else ""
    return first + re.escape(body[1:]) + ending
