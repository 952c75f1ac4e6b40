"""Times reading, writing and merging catalogs beside msgcat, msgmerge and pybabel; measures sentence repair.

    python bench/catalog.py [--sizes 1000,10000,100000] [--peers 10000]
    python bench/catalog.py --repair KO.po

Each row of the first is one process: wall seconds, user seconds, peak memory. The catalogs are generated; one text in
ten is changed in one word before merging, and what each tool made of these is counted: the changed texts that have the
right previous text, a wrong one, none. Peers are run up to the size that --peers names (0: not at all); msgmerge and
pybabel take minutes at 10,000 entries.

The second takes a human translation and builds paragraphs whose alignment is known: two to four entries that follow
each other, joined. One sentence is then replaced, deleted or inserted, and the repair's kept parts are compared with
what belongs together.
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
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from l10n.catalog.merge import merge, new_catalog, template
from l10n.catalog.po import parse_po, render_po
from l10n.catalog.repair import Repair, plan_repair
from l10n.errors import CatalogError
from l10n.model import Catalog, Unit
from l10n.segmentation import sentences

SOURCE = """
the of and to in that for with on was said by from at will has its not are this have more new after which year
government president minister trade talks export market tariff alliance summit report company people country
"""
TARGET = """
정부 대통령 장관 무역 회담 수출 시장 관세 동맹 정상 보고서 회사 국민 나라 도시 이번 지난 새로운 말했다 밝혔다
"""
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
REFERENCE = "source/a.md"


def article(size: int) -> list[Unit]:
    """So many different texts of 5 to 60 words."""
    chance, words = random.Random(size), SOURCE.split()
    texts = [
        f"{' '.join(chance.choice(words) for _ in range(chance.randint(5, 60)))} {number}.".capitalize()
        for number in range(size)
    ]
    return [Unit(text, text, "paragraph") for text in texts]


def translated(units: Sequence[Unit]) -> Catalog:
    """The article's catalog, all of it approved."""
    chance, words = random.Random(1), TARGET.split()
    catalog = merge(new_catalog("ko", "en", "bench", NOW), units, REFERENCE).catalog
    return replace(
        catalog,
        messages=tuple(
            replace(message, msgstr=f"{' '.join(chance.choices(words, k=len(message.msgid) // 9 + 1))} {number}.")
            for number, message in enumerate(catalog.messages)
        ),
    )


def edited(units: Sequence[Unit]) -> dict[str, str]:
    """One text in ten with another word in it: the new text by the old one."""
    chance = random.Random(2)
    changes = {}
    for unit in chance.sample(list(units), len(units) // 10):
        words = unit.text.split(" ")
        words[chance.randrange(1, len(words) - 1)] = "changed"
        changes[unit.text] = " ".join(words)
    return changes


def measure(command: Sequence[str]) -> tuple[float, float, float] | None:
    """Runs a command: wall seconds, user seconds, peak memory in MB; None when it failed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        return None
    return wall, usage.ru_utime, usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def quality(path: Path, changes: dict[str, str]) -> str:
    """What became of the changed texts in a merged catalog."""
    former = {new: old for old, new in changes.items()}
    try:
        live = parse_po(path.read_bytes(), path).live
    except CatalogError as error:
        return f"wrote a file that is no PO: line {error.line}, {error.what}"
    counts = Counter(
        "none"
        if message.previous_msgid is None
        else "right"
        if message.previous_msgid == former[message.msgid]
        else "wrong"
        for message in live
        if message.msgid in former
    )
    return f"right {counts['right']}, wrong {counts['wrong']}, none {counts['none']}"


def prepare(folder: Path, size: int) -> None:
    """Writes the catalog and the changed article's template."""
    units = article(size)
    changes = edited(units)
    new = [Unit(text, text, "paragraph") for text in (changes.get(unit.text, unit.text) for unit in units)]
    (folder / "ko.po").write_bytes(render_po(translated(units)))
    (folder / "new.pot").write_bytes(render_po(template(new, REFERENCE, "bench")))


def rewrite(folder: Path) -> None:
    """Reads and writes the catalog."""
    (folder / "out.po").write_bytes(render_po(parse_po((folder / "ko.po").read_bytes(), "ko.po")))


def update(folder: Path) -> None:
    """Reads, merges and writes the catalog; notes the time of the merge alone."""
    catalog = parse_po((folder / "ko.po").read_bytes(), "ko.po")
    new = parse_po((folder / "new.pot").read_bytes(), "new.pot")
    units = [Unit(message.msgid, message.msgid, "paragraph") for message in new.live]
    start = time.process_time()
    merged = merge(catalog, units, REFERENCE)
    (folder / "seconds").write_text(f"{time.process_time() - start:.2f}")
    (folder / "out.po").write_bytes(render_po(merged.catalog))


def speed(size: int, peers: bool) -> None:
    """The rows for one size. All work is done in other processes: a child's peak memory is at least its parent's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def ours(task: str, *more: str) -> list[str]:
            return [sys.executable, __file__, "--child", task, "--folder", name, *more]

        def became(file: str) -> str:
            return subprocess.run(
                ours("quality", "--sizes", str(size), "--file", file), capture_output=True, text=True, check=True
            ).stdout.strip()

        subprocess.run(ours("prepare", "--sizes", str(size)), check=True)
        out, ko, pot = (str(folder / file) for file in ("out.po", "ko.po", "new.pot"))
        row("l10n", size, "read + write", measure(ours("rewrite")))
        if shutil.which("msgcat"):
            row("msgcat", size, "read + write", measure(["msgcat", "--no-wrap", "-o", out, ko]))
        figures = measure(ours("update"))
        row("l10n", size, "read + merge + write", figures, became("out.po"))
        print(f"{'':10} {'':>7}  of it merging: {(folder / 'seconds').read_text()} s user")
        if peers and shutil.which("msgmerge"):
            command = ["msgmerge", "--previous", "--quiet", "--no-wrap", "-o", out, ko, pot]
            row("msgmerge", size, "read + merge + write", measure(command), became("out.po"))
        if peers and (pybabel := shutil.which("pybabel", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")):
            command = [pybabel, "update", "--previous", "--no-wrap", "-l", "ko", "-i", pot, "-o", ko]
            row("pybabel", size, "read + merge + write", measure(command), became("ko.po"))


def row(tool: str, size: int, step: str, figures: tuple[float, float, float] | None, more: str = "") -> None:
    shown = "failed" if figures is None else "{:8.2f} s {:8.2f} s {:6.0f} MB".format(*figures)
    print(f"{tool:10} {size:7}  {step:22} {shown}  {more}", flush=True)


Entry = tuple[list[str], list[str]]


def paragraphs(path: Path) -> list[list[Entry]]:
    """Runs of two to four entries of prose that follow each other: the sentences of each and of its translation."""
    chance = random.Random(5)
    runs: list[list[Entry]] = [[]]
    for message in parse_po(path.read_bytes(), path).live:
        prose = message.msgid.rstrip().endswith((".", "!", "?")) and len(message.msgid) >= 25
        if message.fuzzy or not message.translated or "\n" in message.msgid or not prose or message.msgid[0] in "`<|":
            runs.append([])
            continue
        source = [text.strip() for text in sentences(message.msgid, "en")]
        runs[-1].append((source, [text.strip() for text in sentences(message.msgstr, "ko")]))
    cut = []
    for run in runs:
        while len(run) > 1:
            size = chance.randint(2, 4)
            cut.append(run[:size])
            run = run[size:]
    return [run for run in cut if len(run) > 1]


def repair(path: Path) -> None:
    """The table of sentence repair: for each kind of edit, how many are repaired, and how many of these are right."""
    chance = random.Random(3)
    counts: Counter[tuple[str, str]] = Counter()
    kinds = ("replaced", "deleted", "inserted")
    for run in paragraphs(path):
        old = [text for source, _ in run for text in source]
        target = " ".join(text for _, translation in run for text in translation)
        for kind in kinds:
            new, at = list(old), chance.randrange(len(old))
            if kind == "inserted":
                new.insert(at, "A sentence that was not there before.")
            else:
                new[at : at + 1] = ["Another sentence stands here now."] if kind == "replaced" else []
            counts[kind, "all"] += 1
            plan = plan_repair(" ".join(old), target, " ".join(new), "en", "ko")
            if plan is not None:
                counts[kind, "repaired"] += 1
                counts[kind, "right"] += _right(plan, run)
                counts[kind, "kept"] += sum(len(part.source) for part in plan.parts if part.target is not None)
                counts[kind, "characters"] += sum(len(part.source) for part in plan.parts)
    print(f"{'one sentence':14} {'edits':>6} {'repaired':>9} {'kept part right':>16} {'text kept':>10}")
    for kind in kinds:
        total, repaired, right = (counts[kind, name] for name in ("all", "repaired", "right"))
        kept = counts[kind, "kept"] / max(counts[kind, "characters"], 1)
        print(
            f"{kind:14} {total:6} {repaired:4} {repaired / total:4.0%} {right:9} {right / repaired:6.1%} {kept:10.0%}"
        )


def _right(plan: Repair, run: Sequence[Entry]) -> bool:
    """Whether each kept part's translation is made of the entries that its source is made of."""
    for part in plan.parts:
        if part.target is not None:
            there = {at for at, (source, _) in enumerate(run) if any(text in part.source for text in source)}
            here = {at for at, (_, translation) in enumerate(run) if any(text in part.target for text in translation)}
            if there != here:
                return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--peers", type=int, default=1000, metavar="SIZE", help="the largest size to run peers at")
    parser.add_argument("--repair", type=Path, metavar="PO", help="measure sentence repair on this human translation")
    parser.add_argument("--child", choices=["prepare", "rewrite", "update", "quality"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if options.repair:
        repair(options.repair)
    elif options.child == "prepare":
        prepare(options.folder, sizes[0])
    elif options.child == "rewrite":
        rewrite(options.folder)
    elif options.child == "update":
        update(options.folder)
    elif options.child == "quality":
        print(quality(options.folder / options.file, edited(article(sizes[0]))))
    else:
        for size in sizes:
            speed(size, size <= options.peers)


if __name__ == "__main__":
    main()
