"""Data files: tables of words, one row a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read_table(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The rows of a table: two columns, and the words of the third."""
    for line in read_lines(path):
        first, second, words = line.split("\t")
        yield first, second, words.split()


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a data file that are neither blank nor comments."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
