"""Lines of a text, whatever ends them."""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BOM = "\ufeff"


def split_lines(text: str) -> list[str]:
    """The lines with their ends, which are `\\n`, `\\r\\n` or `\\r` and nothing else; joined they are the text."""
    return _LINE.findall(text)


def body_start(text: str) -> int:
    """Where the text begins behind a byte order mark."""
    return 1 if text.startswith(_BOM) else 0


def line_end(text: str) -> str:
    """The text's own line end: that of its first line, `\\n` where there is none."""
    match = re.search(r"\r\n|\r|\n", text)
    return match[0] if match else "\n"


def stripped_lines(text: str, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """Each line that is not blank: its number from 0 and the span of it without white space at both ends."""
    for number, line in enumerate(split_lines(text[start:])):
        if stripped := line.strip():
            begin = start + line.index(stripped[0])
            yield number, begin, begin + len(stripped)
        start += len(line)
