"""Values between separators, as CSV writes them (RFC 4180): where they are, and how they are written."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Value(NamedTuple):
    """A value: its span without blanks around and quotation marks, and whether it stands between these."""

    start: int
    end: int
    quoted: bool


def values(text: str, start: int, end: int, separator: str) -> Iterator[Value]:
    """The values of a span of a text, in order, empty ones too."""
    sep = re.escape(separator)
    pattern = re.compile(rf'[ \t]*"(?P<quoted>(?:[^"]|"")*)"[ \t]*(?={sep}|[\r\n]|\Z)|(?P<plain>[^{sep}\r\n]*)')
    while start < end:
        match = pattern.match(text, start, end)
        assert match  # a plain value may be empty
        quoted = match["quoted"] is not None
        first, last = match.span("quoted" if quoted else "plain")
        inner = text[first:last]
        begin = first + len(inner) - len(inner.lstrip())
        yield Value(begin, begin + len(inner.strip()), quoted)
        start = match.end() + 1


def write_value(text: str, separator: str) -> str:
    """A value as it is written; `separator` is empty where it stands between quotation marks already."""
    written = text.replace('"', '""')
    return f'"{written}"' if separator and (separator in text or '"' in text or "\n" in text) else written
