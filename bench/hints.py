"""Measures what hints give a language model: the same sentences drafted with and without them, chrF and its error.

    python bench/hints.py --source FILE --reference FILE --from 1500 --to 1700 --cache DRAFTS.jsonl

The rows are ways of making hints, see ROWS; `--table FILE` adds the row `table`, whose hints are the words of a file of
two columns. Each draft is kept in the cache by its whole prompt, so that a run that was stopped goes on where it was,
and a row whose prompt for a sentence is another row's costs nothing. The difference to the first row is that of chrF
over the whole text; the interval holds it in 95 % of 2,000 texts drawn from these sentences (paired bootstrap).

The starter model on NTREX, English to Korean, lines 1500 to 1580, which nothing was tuned on: chrF 11.3 without hints;
11.8 with 381 words, as was before the lexicon (+0.5, -0.6 to +1.5); 15.6 with the lexicon (+4.3, +2.8 to +6.0; to the
381 words +3.9, +2.5 to +5.3); 16.3 with names by their sound behind it (to the lexicon +0.7, +0.1 to +1.3; among its
words instead +0.3, -0.3 to +1.0).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

Pair = tuple[str, str]
Hints = Callable[[str, str, str], Sequence[Pair]]
DRAWS = 2000
BLOCK = 10


def none(sentence: str, source: str, target: str) -> Sequence[Pair]:
    return ()


def names(sentence: str, source: str, target: str) -> Sequence[Pair]:
    """What the program does: the lexicon, and names that it lacks by their sound (the extra `names`)."""
    from l10n.engines.llm.hints import word_hints

    return word_hints(sentence, source, target)


def lexicon(sentence: str, source: str, target: str) -> Sequence[Pair]:
    """The same without names by their sound."""
    with mock.patch("l10n.engines.llm.hints.unknown_names", return_value=[]):
        return names(sentence, source, target)


def words(sentence: str, source: str, target: str) -> Sequence[Pair]:
    """The same without terms, names and phrases: the longest entry of every place has one word in small letters."""
    return [pair for pair in lexicon(sentence, source, target) if pair[0].isalpha()]


def senses(sentence: str, source: str, target: str) -> Sequence[Pair]:
    """The lexicon with two senses of a word, where it has them."""
    from l10n.engines.llm.hints import MOST_HINTS
    from l10n.languages.language import language
    from l10n.languages.lexicon import lexicon

    entries = sorted(lexicon(source, target).find(sentence), key=lambda entry: entry.is_common)[:MOST_HINTS]
    found = [(entry.start, sentence[entry.start : entry.end], "/".join(entry.translations)) for entry in entries]
    found += language(target).grammar.amounts(sentence)
    return [(text, translation) for _, text, translation in sorted(found)]


ROWS: dict[str, Hints] = {"none": none, "words": words, "lexicon": lexicon, "names": names, "senses": senses}


def table(path: Path) -> Hints:
    """Hints from the words of a file, their plurals and the large numbers: what the program had before the lexicon."""
    from l10n.languages.language import language

    rows = sorted(
        (line.split("\t") for line in path.read_text("utf-8").splitlines() if line), key=lambda row: -len(row[0])
    )
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(f"({_with_endings(row[0])})" for row in rows) + r")(?!\w)")

    def found(sentence: str, source: str, target: str) -> Sequence[Pair]:
        spans = [
            (match.start(), match.group(), rows[(match.lastindex or 0) - 1][1]) for match in pattern.finditer(sentence)
        ]
        spans += language(target).grammar.amounts(sentence)
        return list(dict.fromkeys((text, translation) for _, text, translation in sorted(spans)))

    return found


def _with_endings(word: str) -> str:
    body = word[:-1] if word.endswith("y") else word
    first = f"[{body[0].upper()}{body[0]}]" if body[0].islower() else re.escape(body[0])
    ending = "(?:y|ies)" if word.endswith("y") else "(?:s|es)?" if word[-1].isalpha() else ""
    return first + re.escape(body[1:]) + ending


class Kept:
    """A model whose answers are kept in a file."""

    def __init__(self, chat: Any, name: str, path: Path) -> None:
        self.slots = chat.slots
        self._chat, self._name, self._path = chat, name, path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._answers = {key: (text, whole) for key, text, whole in map(json.loads, lines)}

    def answer(self, turns: Sequence[Any], limit: int, penalty: float) -> tuple[str, bool]:
        said = json.dumps([self._name, penalty, *((turn.role, turn.content) for turn in turns)], ensure_ascii=False)
        key = hashlib.sha256(said.encode()).hexdigest()[:24]
        if key not in self._answers:
            self._answers[key] = self._chat.answer(turns, limit, penalty)
            with self._path.open("a", encoding="utf-8") as file:
                print(json.dumps([key, *self._answers[key]], ensure_ascii=False), file=file)
        return self._answers[key]


def differences(one: Sequence[str], other: Sequence[str], references: Sequence[str]) -> tuple[float, float, float]:
    """How much higher the other's chrF is, and the ends of the interval."""
    from sacrebleu.metrics import CHRF

    chrf = CHRF()
    # One row of counts a sentence; a text's chrF is a function of their sums.
    counts = [chrf._extract_corpus_statistics(list(texts), [list(references)]) for texts in (one, other)]

    def score(rows: list[list[int]], drawn: Sequence[int]) -> float:
        sums = [sum(column) for column in zip(*(rows[index] for index in drawn), strict=True)]
        return float(chrf._compute_f_score(sums))

    dice = random.Random(13)
    every = range(len(references))
    draws = []
    for _ in range(DRAWS):
        drawn = dice.choices(every, k=len(every))
        draws.append(score(counts[1], drawn) - score(counts[0], drawn))
    draws.sort()
    whole = score(counts[1], every) - score(counts[0], every)
    return whole, draws[int(DRAWS * 0.025)], draws[int(DRAWS * 0.975)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="sentences, one a line")
    parser.add_argument("--reference", type=Path, required=True, help="their translations")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first line, from 0")
    parser.add_argument("--to", dest="last", type=int, help="the line behind the last")
    parser.add_argument("--cache", type=Path, required=True, help="where the drafts are kept")
    parser.add_argument("--rows", default=",".join(ROWS), help="the rows, with commas")
    parser.add_argument("--table", type=Path, help="words and their translations for the row `table`")
    parser.add_argument("--pair", nargs=2, default=("en", "ko"), help="the languages")
    parser.add_argument("--show", action="store_true", help="print the drafts, too")
    options = parser.parse_args()
    from l10n.engines import load_engine
    from l10n.engines.evaluate import quality

    source, target = options.pair
    lines = slice(options.first, options.last)
    sources = options.source.read_text("utf-8").splitlines()[lines]
    references = options.reference.read_text("utf-8").splitlines()[lines]
    rows = ROWS | ({"table": table(options.table)} if options.table else {})
    engine: Any = load_engine("llm", source, target, {"llm": {"parallel": 1, "threads": 1}})
    engine._chat = Kept(engine._chat, engine.fingerprint, options.cache)
    drafts: dict[str, list[str]] = {name: [] for name in options.rows.split(",")}
    # By turns, so that a run that is stopped has as much of every row, but not each sentence: the model would read the
    # beginning of the prompt anew.
    for start in range(0, len(sources), BLOCK):
        for name in drafts:
            with mock.patch("l10n.engines.llm.prompt.word_hints", rows[name]):
                for sentence in sources[start : start + BLOCK]:
                    drafts[name] += engine.translate([sentence], source, target)
                    print(f"{name} {len(drafts[name])}", file=sys.stderr, flush=True)
    first, *others = drafts
    print(f"{engine.fingerprint}, lines {options.first} to {options.first + len(sources)}")
    print(f"{'hints':<12}{'a sentence':>11}{'chrF':>7}{'more':>7}  95 %")
    for name in drafts:
        counted = sum(len(rows[name](sentence, source, target)) for sentence in sources) / len(sources)
        line = f"{name:<12}{counted:>11.1f}{quality(drafts[name], references, target)[0]:>7.1f}"
        if name in others:
            more, low, high = differences(drafts[first], drafts[name], references)
            line += f"{more:>+7.1f}  {low:+.1f} to {high:+.1f}"
        print(line)
        if options.show:
            print(*(f"    {draft}" for draft in drafts[name]), sep="\n")


if __name__ == "__main__":
    main()
