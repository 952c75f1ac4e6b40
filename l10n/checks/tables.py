"""The data files of the checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """The rows of a table: two columns, and the words of the third."""
    for line in read_lines(name):
        first, second, words = line.split("\t")
        yield first, second, words.split()


def read_lines(name: str) -> Iterator[str]:
    """The lines of a data file that are neither blank nor comments."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
