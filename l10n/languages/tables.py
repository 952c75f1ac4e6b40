"""Data files: lines of words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a data file that are neither blank nor comments."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
