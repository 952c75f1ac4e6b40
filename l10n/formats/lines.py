"""Lines of a text with any line ends."""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BOM = "\ufeff"


def split_lines(text: str) -> list[str]:
    """The lines with their ends, which are `\\n`, `\\r\\n` or `\\r` and nothing else; joined they are the text."""
    return _LINE.findall(text)


def body_start(text: str) -> int:
    """The position behind a byte order mark, or 0."""
    return 1 if text.startswith(_BOM) else 0


def line_end(text: str) -> str:
    """The line end of the text's first line; `\\n` if there is none."""
    match = re.search(r"\r\n|\r|\n", text)
    return match[0] if match else "\n"


def stripped_lines(text: str, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """For each line that is not blank, its number from 0 and its span without white space at both ends."""
    for number, line in enumerate(split_lines(text[start:])):
        if stripped := line.strip():
            begin = start + line.index(stripped[0])
            yield number, begin, begin + len(stripped)
        start += len(line)
