"""Times extract, update and build over Markdown articles of about 8 KB, beside po4a and translate-toolkit.

    python bench/build.py [--articles 1,100,1000] [--peers]

Each figure is one process: wall seconds, user seconds of it and its children, and the peak memory of the largest. Peers
are run as programs from PATH (`po4a`, `md2po`, `pot2po`, `po2md`); one that is not there is left out.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

WORDS = (
    "the of and to in that for with on was said by from at will has its not are this have more new after which "
    "year government president minister trade talks export market tariff alliance summit report company people "
    "country city week percent million agreement policy election court official leader industry growth price"
).split(" ")

TYPO = ("The first sentence of this article has a typo.", "The first sentence of this article had a typo.")


def article(number: int) -> str:
    """An article of about 8 KB: front matter, headings, paragraphs, a list, a table, links and code."""
    chance = random.Random(number)

    def sentence() -> str:
        words = [chance.choice(WORDS) for _ in range(chance.randint(8, 22))]
        if chance.random() < 0.2:
            words[2] = f"[{words[2]}](https://example.org/{number}/{chance.randint(1, 999)})"
        if chance.random() < 0.15:
            words[-2] = f"**{words[-2]}**"
        if chance.random() < 0.1:
            words[3] = f"`{words[3]}`"
        return " ".join(words).capitalize() + "."

    parts = [f'---\ntitle: "Article {number} on {sentence()[:40]}"\ndate: 2026-01-01\n---\n', TYPO[0]]
    while sum(map(len, parts)) < 7600:
        parts.append(f"## {sentence().rstrip('.')[:60]}")
        parts += [" ".join(sentence() for _ in range(chance.randint(3, 6))) for _ in range(3)]
        parts.append("\n".join(f"- {sentence()}" for _ in range(4)))
    parts.append("| Name | Share |\n|---|---|\n" + "\n".join(f"| {chance.choice(WORDS)} | {n} % |" for n in range(5)))
    return "\n\n".join(parts) + "\n"


def measure(command: Sequence[str] | str, folder: Path) -> tuple[float, float, float, int]:
    """Runs a command: wall seconds, user seconds, peak memory in MB, exit code."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, shell=isinstance(command, str), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    peak = usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return wall, usage.ru_utime, peak, os.waitstatus_to_exitcode(status)


def write_articles(folder: Path, count: int) -> Path:
    """Writes the articles; gives the one that will get a typo."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"article{number:04}.md").write_text(article(number), encoding="utf-8")
    return folder / f"article{count // 2:04}.md"


def edit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    old, new = TYPO if TYPO[0] in text else TYPO[::-1]
    path.write_text(text.replace(old, new), encoding="utf-8")


def row(tool: str, count: int, step: str, figures: tuple[float, float, float, int]) -> None:
    wall, user, peak, code = figures
    note = "" if code == 0 else f"  exit {code}"
    print(f"{tool:18} {count:5}  {step:22} {wall:8.2f} s {user:8.2f} s {peak:7.0f} MB{note}", flush=True)


def ours(root: Path, count: int) -> None:
    changed = write_articles(root / "source", count)
    (root / "l10n.toml").write_text('locales = ["ko"]\n', encoding="utf-8")
    program = [sys.executable, "-m", "l10n"]
    build = [*program, "-q", "build", "--locale", "ko", "--engine", "none"]
    row("l10n", count, "extract", measure([*program, "-q", "extract"], root))
    row("l10n", count, "update", measure([*program, "-q", "update", "--locale", "ko"], root))
    row("l10n", count, "build, cold", measure(build, root))
    row("l10n", count, "build, nothing changed", measure(build, root))
    edit(changed)
    row("l10n", count, "build, one typo", measure(build, root))


def po4a(root: Path, count: int) -> None:
    changed = write_articles(root / "source", count)
    lines = ["[po4a_langs] ko", "[po4a_paths] po/$master.pot $lang:po/$lang/$master.po"]
    for path in sorted((root / "source").glob("*.md")):
        name = path.name
        lines.append(f'[type:text] source/{name} $lang:build/$lang/{name} master:file={path.stem} opt:"-o markdown"')
    (root / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = ["po4a", "--keep", "0", "--quiet", "po4a.cfg"]
    row("po4a", count, "update + build, cold", measure(command, root))
    row("po4a", count, "nothing changed", measure(command, root))
    edit(changed)
    row("po4a", count, "one typo", measure(command, root))


def translate_toolkit(root: Path, count: int) -> None:
    write_articles(root / "source", count)
    steps = "md2po -P source pot && pot2po pot po && po2md -t source -i po -o build --threshold=0"
    row("translate-toolkit", count, "md2po pot2po po2md", measure(steps, root))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="1,100,1000", help="how many articles, with commas")
    parser.add_argument("--peers", action="store_true", help="run the other tools, too")
    options = parser.parse_args()
    print(f"{'tool':18} {'files':>5}  {'step':22} {'wall':>10} {'user':>10} {'peak':>10}")
    tools = [ours]
    if options.peers:
        tools += [tool for tool, name in ((po4a, "po4a"), (translate_toolkit, "md2po")) if shutil.which(name)]
    for count in map(int, options.articles.split(",")):
        for tool in tools:
            with tempfile.TemporaryDirectory(prefix="l10n-bench-") as folder:
                tool(Path(folder), count)


if __name__ == "__main__":
    main()
