"""The strings of a TOML 1.0 document, found line by line: for front matter, which is edited in place."""

import re
from collections.abc import Iterator

from l10n.formats.scalars import Scalar, escape_double, unescape

_BLANKS = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_NAME = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*')"
_PATH = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TABLE = re.compile(rf"\[\[?[ \t]*({_PATH})[ \t]*\]\]?")
_KEY = re.compile(rf"({_PATH})[ \t]*=[ \t]*")
_PARTS = re.compile(r"[A-Za-z0-9_-]+|\"((?:[^\"\\]|\\.)*)\"|'([^']*)'")
_STRINGS = (
    ("toml-multi-basic", re.compile(r'"""(?:\r\n|\r|\n)?((?:[^"\\]|\\.|"{1,2}(?!"))*)"""', re.DOTALL)),
    ("toml-multi-literal", re.compile(r"'''(?:\r\n|\r|\n)?((?:[^']|'{1,2}(?!'))*)'''")),
    ("toml-basic", re.compile(r'"((?:[^"\\\r\n]|\\.)*)"')),
    ("toml-literal", re.compile(r"'([^'\r\n]*)'")),
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[btnfre\"\\]|[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*)")


def toml_scalars(text: str, start: int, end: int) -> Iterator[Scalar]:
    """The strings between `start` and `end`, in order, including those in arrays; inline tables are skipped."""
    table = ""
    pos = start
    while pos < end:
        blanks = _BLANKS.match(text, pos, end)
        assert blanks
        pos = blanks.end()
        if header := _TABLE.match(text, pos, end):
            table = _path(header[1]) + "."
            pos = header.end()
        elif key := _KEY.match(text, pos, end):
            found, pos = _read_value(text, key.end(), end, table + _path(key[1]))
            yield from found
        else:
            pos = _next_line(text, pos, end)


def top_level_end(text: str, start: int, end: int) -> int:
    """Where the first table begins, the last place for a new top-level key; `end` if there is no table."""
    pos = start
    while pos < end:
        blanks = _BLANKS.match(text, pos, end)
        assert blanks
        pos = blanks.end()
        if _TABLE.match(text, pos, end):
            return pos
        key = _KEY.match(text, pos, end)
        pos = _read_value(text, key.end(), end, "")[1] if key else _next_line(text, pos, end)
    return end


def _read_value(text: str, pos: int, end: int, key: str) -> tuple[list[Scalar], int]:
    if found := _read_string(text, pos, end, key):
        return found
    if text[pos : pos + 1] not in ("[", "{"):
        return [], _next_line(text, pos, end)
    scalars: list[Scalar] = []
    depth = 0
    array = text[pos] == "["
    while pos < end:
        char = text[pos]
        if found := _read_string(text, pos, end, key):
            scalars += found[0]
            pos = found[1]
            continue
        if char == "#":
            pos = _next_line(text, pos, end)
            continue
        depth += (char in "[{") - (char in "]}")
        array = array and char != "{"
        pos += 1
        if depth == 0:
            return (scalars if array else []), pos
    return [], end


def _read_string(text: str, pos: int, end: int, key: str) -> tuple[list[Scalar], int] | None:
    if text[pos : pos + 1] not in ('"', "'"):
        return None
    for syntax, pattern in _STRINGS:
        if match := pattern.match(text, pos, end):
            value = match[1] if "literal" in syntax else _unescape(match[1])
            if value is None:
                return [], match.end()
            if "multi" in syntax:
                return [_multi_line(key, match, value, syntax)], match.end()
            return [Scalar(key, pos, match.end(), value, syntax)], match.end()
    return [], _next_line(text, pos, end)


def _multi_line(key: str, match: re.Match[str], value: str, syntax: str) -> Scalar:
    """A string in triple quotes; its inside, without blanks at the edges, is replaced."""
    inside = match[1]
    start = match.start(1) + len(inside) - len(inside.lstrip())
    lines = re.sub(r"\r\n|\r", "\n", value).strip()
    return Scalar(key, start, start + len(inside.strip()), lines, syntax)


def _path(name: str) -> str:
    return ".".join(
        next((group for group in part.groups() if group is not None), part[0]) for part in _PARTS.finditer(name)
    )


def _unescape(text: str) -> str | None:
    if "\\" in _ESCAPE.sub("", text):
        return None
    return _ESCAPE.sub(lambda match: "" if match[1][0] in " \t\r\n" else unescape(match[1]) or "", text)


def _next_line(text: str, pos: int, end: int) -> int:
    match = re.compile(r"\r\n|\r|\n").search(text, pos, end)
    return match.end() if match else end


def encode_toml(value: str, syntax: str, newline: str) -> str:
    """A string -> its TOML in place of a string that was written in `syntax`."""
    if syntax == "toml-literal" and not re.search("['\x00-\x08\x0a-\x1f\x7f]", value):
        return f"'{value}'"
    if syntax == "toml-multi-literal":
        return value.strip().replace("'''", "’’’").replace("\n", newline)
    if syntax == "toml-multi-basic":
        return escape_double(value.strip(), shown="\n\t").replace("\n", newline)
    return f'"{escape_double(value)}"'
