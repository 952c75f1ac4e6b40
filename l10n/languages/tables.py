"""Data files: lines of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a data file that are neither blank nor comments."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def read_sections(text: str) -> dict[str, list[str]]:
    """`[section]` lines, words between blanks, `#` to the end of the line is a comment. In words `␣` is a space, and
    U+00A0 the character of that number."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if content.startswith("["):
            words = sections.setdefault(content.strip("[]"), [])
        else:
            words.extend(_decoded(word) for word in content.split())
    return sections


def _decoded(word: str) -> str:
    return re.sub(r"U\+([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), word.replace("␣", " "))
