"""Names that an engine spelled in another way: Lee that became Lees, Theqoo that became Theko."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from l10n.alignment import Word, similarity
from l10n.alignment.lexicon import folded

_LIKE = 0.5
_SHORTEST = 3
_POSSESSIVE = re.compile(r"['’]s?\Z")


class Changed(NamedTuple):
    """A name of the source, and what may be its other spelling in a translation."""

    name: str
    start: int
    end: int


def changed_names(source: str, source_words: Sequence[Word], target_words: Sequence[Word]) -> list[Changed]:
    """The names of a sentence that its translation does not have, where it has one word with a capital, new to the
    sentence, that is much like it. Whether the name has a form of its own in the language, the caller must know."""
    theirs = {word.text for word in target_words}
    ours = {folded(_POSSESSIVE.sub("", word.text)) for word in source_words}
    found = []
    for run in _capital_runs(source, source_words):
        names = [(_POSSESSIVE.sub("", word.text), word.text) for word in run]
        missing = [name for name, written in names if not theirs & {name, written}]
        if len(missing) != 1 or len(missing[0]) < _SHORTEST or missing[0].isupper() or not missing[0].isalpha():
            continue  # of a name with several words the others stayed: it was not translated
        name = missing[0]
        alike = [
            word
            for word in target_words
            if word.text[0].isupper() and folded(word.text) not in ours and similarity(name, word.text) >= _LIKE
        ]
        if len(alike) == 1:
            found.append(Changed(name, alike[0].start, alike[0].end))
    return found


def _capital_runs(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """Words with a capital that follow each other, but for those that begin a sentence."""
    runs: list[list[Word]] = []
    end = -1
    for index, word in enumerate(words):
        begins = index == 0 or re.search(r"""[.!?:]\W*\Z|["“‘«]\Z""", text[words[index - 1].end : word.start])
        if word.text[0].isupper() and not begins:
            if text[max(end, 0) : word.start] == " " and runs and end >= 0:
                runs[-1].append(word)
            else:
                runs.append([word])
            end = word.end
        else:
            end = -1
    return runs
