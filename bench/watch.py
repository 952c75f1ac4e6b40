"""Times `l10n build --watch`: from the saving of one article to its page, and the work of a watch that has none.

    python bench/watch.py [--articles 1000] [--saves 10] [--idle 10]

Wall seconds depend on what else the machine does; the seconds of the processor are this program's own, as Linux counts
them.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import edit, write_articles

PATIENCE = 300


def processor(process: int) -> float:
    """The seconds that a process has had of the processor, its ended children included; nan where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def until_written(page: Path, before: int) -> float:
    """The time at which a page has been written after `before` (nanoseconds). Raises TimeoutError."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if page.exists() and page.stat().st_mtime_ns > before:
            return time.perf_counter()
        time.sleep(0.005)
    raise TimeoutError(f"{page} was not written in {PATIENCE} s")


def settled(process: int) -> None:
    """Waits until the watch does nothing for a second."""
    before = -1.0
    while (now := processor(process)) - before > 0.05:
        before = now
        time.sleep(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--idle", type=int, default=10, metavar="SECONDS")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        article = write_articles(root / "source", chosen.articles)
        page = root / "build" / "ko" / article.name
        (root / "l10n.toml").write_text('locales = ["ko"]\n', encoding="utf-8")
        command = [sys.executable, "-m", "l10n", "-q", "build", "--watch", "--engine", "none"]
        watch = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
        try:
            until_written(page, 0)
            settled(watch.pid)
            began = processor(watch.pid)
            time.sleep(chosen.idle)
            print(f"idle: {processor(watch.pid) - began:.2f} s of the processor in {chosen.idle} s")
            times, works = [], []
            for _ in range(chosen.saves):
                work, before = processor(watch.pid), page.stat().st_mtime_ns
                saved = time.perf_counter()
                edit(article)
                times.append(until_written(page, before) - saved)
                works.append(processor(watch.pid) - work)
                settled(watch.pid)
            print(f"a save among {chosen.articles} articles, median of {chosen.saves}: its page after")
            for unit, found in (("s", times), ("s of the processor", works)):
                print(f"    {statistics.median(found):.2f} {unit} ({min(found):.2f} to {max(found):.2f})")
        finally:
            watch.send_signal(signal.SIGINT)
            watch.wait(30)


if __name__ == "__main__":
    main()
