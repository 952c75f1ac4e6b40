"""Words that are often misspelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from l10n.languages.tables import read_lines


class Misspelled(NamedTuple):
    """A misspelling in a text, and how it is spelled."""

    start: int
    end: int
    right: str


def misspelled(text: str) -> Iterator[Misspelled]:
    """The misspellings of a text, in order."""
    pattern, table, any_of = _table()
    if not any_of.search(text):
        return
    for match in pattern.finditer(text):
        right, exceptions = table[match[0]]
        if not any(text.startswith(word, match.start()) for word in exceptions):
            yield Misspelled(*match.span(), right)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, tuple[str, ...]]], re.Pattern[str]]:
    """A pattern of all misspellings; for each the right spelling and the words that begin like it and are right; and
    a pattern of the same letters in any place, which is fast, since nothing stands before its first ones."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
    beginnings: list[str] = []
    anywhere: list[str] = []
    for line in read_lines(Path(__file__).with_name("spelling.tsv")):
        wrong, right, *exceptions = line.split("\t")
        (anywhere if wrong.startswith("-") else beginnings).append(wrong.lstrip("-"))
        table[wrong.lstrip("-")] = (right, tuple(" ".join(exceptions).split()))
    words = "|".join(sorted(beginnings, key=len, reverse=True))
    pattern = re.compile(f"(?<![가-힣])(?:{words})|{'|'.join(sorted(anywhere, key=len, reverse=True))}")
    return pattern, table, re.compile("|".join(table))
