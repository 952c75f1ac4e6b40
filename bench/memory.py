"""Measures the translation memory: how fast it is, and how much of what an exhaustive search finds it finds, too.

    python bench/memory.py [--sizes 1000,10000,100000] [--queries 600]

The texts are real English: the paragraphs of the docstrings of the Python installation that runs this, shuffled; beyond
what there is, two of them joined. A third of the queries are texts that the memory does not have, the others are texts
that it has with a few words changed, added, taken out or misspelled. For each, rapidfuzz compares the query with every
text (`process.extractOne`, 70 % and more); found counts when the memory's best match is as similar as that. Times are
CPU time of one thread. Concordance looks for a two-syllable Korean word in the translations.
"""

from __future__ import annotations

import argparse
import ast
import random
import resource
import sys
import sysconfig
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path

from rapidfuzz import fuzz, process

from l10n.memory.entry import Entry
from l10n.memory.store import Memory, open_memory

SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호기니디리미비시이지치키티피히"
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


def docstring_paragraphs() -> Iterator[str]:
    """The paragraphs of prose in the docstrings of the standard library and of what is installed."""
    warnings.simplefilter("ignore")
    for root in (Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib"))):
        for path in sorted(root.rglob("*.py")):
            try:
                tree = ast.parse(path.read_bytes())
            except (SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                    for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                        text = " ".join(paragraph.split())
                        if 8 < len(text) < 800 and text[0].isalpha():
                            yield text


def texts(real: Sequence[str], size: int) -> list[str]:
    """So many different texts: real ones, and beyond them two short ones joined."""
    chance = random.Random(1)
    found = list(real)
    chance.shuffle(found)
    short = [text for text in found if len(text) < 150]
    known = dict.fromkeys(found[:size])
    while len(known) < size:
        known[f"{chance.choice(short)} {chance.choice(short)}"] = None
    return list(known)


def queries(pool: Sequence[str], others: Sequence[str], count: int) -> list[str]:
    """Texts to look up."""
    chance = random.Random(7)
    words = [word for text in pool[:2000] for word in text.split()]

    def change(text: str) -> str:
        parts = text.split()
        for _ in range(chance.randint(1, max(1, len(parts) // 5))):
            at, kind = chance.randrange(len(parts)), chance.randrange(4)
            if kind == 0:
                parts[at] = chance.choice(words)
            elif kind == 1:
                parts.insert(at, chance.choice(words))
            elif kind == 2 and len(parts) > 1:
                del parts[at]
            else:
                letter = chance.randrange(len(parts[at]))
                parts[at] = f"{parts[at][:letter]}{chance.choice('aeiou')}{parts[at][letter + 1 :]}"
        return " ".join(parts)

    return [chance.choice(others) if number % 3 == 0 else change(chance.choice(pool)) for number in range(count)]


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def target(text: str, chance: random.Random) -> str:
    """Korean-looking words, about as many as a translation has."""
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(len(text) // 9 + 1))


def measure(path: Path, real: Sequence[str], size: int, count: int) -> None:
    """The figures for one size."""
    everything = texts(real, size + size // 10)
    chance = random.Random(2)
    chance.shuffle(everything)
    pool, others = everything[:size], everything[size:]
    entries = [Entry(text, target(text, chance), f"article{number // 30}") for number, text in enumerate(pool)]
    asked = queries(pool, others, count)
    with open_memory(path) as memory:
        print(f"{size} texts")
        print(f"  learn all              {timed(lambda: memory.add('ko', entries, NOW)):8.2f} s")
        print(f"  learn all again        {timed(lambda: memory.add('ko', entries, NOW)):8.2f} s")
        print(f"  build the index        {timed(lambda: memory.lookup('ko', 'a')):8.2f} s")
    with open_memory(path) as memory:
        print(f"  open the stored index  {timed(lambda: memory.lookup('ko', 'a')):8.3f} s")
        look_up(memory, pool, asked)
        word = entries[size // 2].target.split()[0][:2]
        print(f"  find a Korean word     {timed(lambda: memory.search(word, 'ko')):8.3f} s")
        print(f"  find one that is not   {timed(lambda: memory.search('뷁쉛', 'ko')):8.3f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    print(f"  file {path.stat().st_size / 1e6:.0f} MB, peak memory of this benchmark {peak:.0f} MB", flush=True)


def look_up(memory: Memory, pool: Sequence[str], asked: Sequence[str]) -> None:
    """Recall and time of the lookups, beside the exhaustive search."""
    spent, spent_on_all, there, found, some = [], 0.0, 0, 0, 0
    for text in asked:
        start = time.thread_time()
        matches = memory.lookup("ko", text)
        spent.append(time.thread_time() - start)
        start = time.thread_time()
        best = process.extractOne(text, pool, scorer=fuzz.ratio, score_cutoff=70)
        spent_on_all += time.thread_time() - start
        if best:
            there += 1
            some += bool(matches)
            found += bool(matches) and fuzz.ratio(text, matches[0].source) >= best[1] - 1e-6
    spent.sort()
    mean, worst = 1000 * sum(spent) / len(spent), 1000 * spent[int(len(spent) * 0.99)]
    print(f"  look a text up         {mean:8.2f} ms on average, {worst:.2f} ms for 99 of 100")
    print(f"  compare it with all    {1000 * spent_on_all / len(asked):8.2f} ms on average")
    print(f"  of {there} best matches   {found / there:8.2%} found, for {some / there:.2%} some match of 70 % and more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--queries", type=int, default=600)
    options = parser.parse_args()
    real = list(dict.fromkeys(docstring_paragraphs()))
    print(f"{len(real)} real texts", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            measure(Path(folder) / f"{size}.sqlite", real, size, options.queries)


if __name__ == "__main__":
    main()
