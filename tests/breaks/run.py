"""Breaks the program on purpose, one condition at a time, and says which breaks the tests do not notice.

    python tests/breaks/run.py            # all of breaks.tsv
    python tests/breaks/run.py 7 12       # these rows alone

A row names a file of l10n, a piece of it that stands there once, what takes its place, and the tests that should go
red. Nothing in the checkout changes: the broken program is a copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT = shutil.ignore_patterns(".*", "__pycache__", "build", "corpus", "dist")
"""What a copy of the checkout does without."""
SECONDS = 600
"""A test that hangs has noticed the break, too."""


@dataclass(frozen=True, slots=True)
class Break:
    """One condition that is turned around or left out."""

    file: str
    before: str
    after: str
    tests: str


def read_breaks() -> list[Break]:
    """The rows of breaks.tsv. Raises ValueError for a piece that does not stand in its file exactly once."""
    lines = (ROOT / "tests" / "breaks" / "breaks.tsv").read_text("utf-8").splitlines()
    rows = [Break(*line.split("\t")) for line in lines if line and not line.startswith("#")]
    for row in rows:
        if (ROOT / row.file).read_text("utf-8").count(row.before) != 1:
            raise ValueError(f"{row.file}: {row.before!r} does not stand there exactly once")
    return rows


def is_noticed(row: Break) -> bool:
    """Whether the tests fail for a copy of the program that is broken so."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "copy")
        shutil.copytree(ROOT, folder, ignore=LEFT)  # with the tests: they run the program of their own checkout
        path = folder / row.file
        path.write_text(path.read_text("utf-8").replace(row.before, row.after), "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *row.tests.split()]
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return True
        if done.returncode > 1:
            raise RuntimeError(f"{row.tests}: pytest ends with {done.returncode}\n{done.stdout.decode()[-2000:]}")
        return done.returncode == 1


def main() -> int:
    """Prints each row with its outcome, then how many were noticed; 1 when fewer than nine in ten were."""
    rows = list(enumerate(read_breaks(), 1))
    chosen = [row for row in rows if len(sys.argv) < 2 or str(row[0]) in sys.argv[1:]]
    noticed = 0
    for number, row in chosen:
        seen = is_noticed(row)
        noticed += seen
        print(f"{number:3}  {'noticed' if seen else 'MISSED '}  {row.file}: {row.before} -> {row.after}", flush=True)
    print(f"{noticed} of {len(chosen)} breaks noticed")
    return int(noticed < 0.9 * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
