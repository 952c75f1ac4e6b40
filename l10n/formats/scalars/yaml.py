"""The strings of a YAML mapping, found in its lines: for front matter, which is edited in place.

This is no YAML reader. It knows mappings, lists, and the five ways of writing a string (YAML 1.2, chapters 7 and 8),
and passes over what it does not: anchors, tags, flow mappings, complex keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.formats.scalars import Scalar, escape_double, unescape

_KEY = re.compile(
    r"(?:\"((?:[^\"\\\r\n]|\\.)*)\"|'((?:[^'\r\n]|'')*)'"
    r"|((?:[^\s\"'#\[\]{}&*!|>%@`,?:-]|[?-][^\s:#])(?:[^:#\r\n]*[^\s:#])?))"
    r"[ \t]*:(?=[ \t\r\n]|\Z)"
)
_DASH = re.compile(r"-[ \t]+(?=\S)")
_PROPERTIES = re.compile(r"(?:(?:&[^\s,\[\]{}]+|!!str)(?:[ \t]+|(?=[\r\n])))+")
_BLOCK = re.compile(r"([|>])(?:[+-]?([1-9])?|([1-9])[+-])[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_REST = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")
_FLOW_REST = re.compile(r"[ \t\r\n]*(?:[,\]]|#)")
_PLAIN = re.compile(r"(?:[^\s#]|(?<=\S)#|[ \t]+(?=[^\s#]))+")
_FLOW_ITEM = re.compile(r"(?:[^,\[\]{}\r\n#]|(?<=\S)#)+")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)

_OTHER_TYPE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n"
    r"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+"
    r"|[-+]?\.inf|\.nan|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|=|<<"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?",
    re.IGNORECASE,
)
"""Plain scalars that are no strings, in YAML 1.1 or 1.2."""


def yaml_scalars(text: str, start: int, end: int) -> Iterator[Scalar]:
    """The strings of the block mapping between `start` and `end`, in order."""
    keys: list[tuple[int, str]] = []
    pos = start
    while pos < end:
        line_start = pos
        pos = _skip_blanks(text, pos, end)
        if pos >= end or text[pos] in "#\r\n":
            pos = _next_line(text, pos, end)
            continue
        column = pos - line_start
        item = -1
        while dash := _DASH.match(text, pos, end):
            while keys and keys[-1][0] > column:
                keys.pop()
            item = column
            pos = dash.end()
            column = pos - line_start
        if key := _KEY.match(text, pos, end):
            while keys and keys[-1][0] >= column:
                keys.pop()
            keys.append((column, next(name for name in key.groups() if name is not None)))
            pos = _skip_blanks(text, key.end(), end)
        indent = column if key else item if item >= 0 else keys[-1][0] if keys else -1
        found, pos = _read_value(text, pos, end, ".".join(name for _, name in keys), indent)
        yield from found
        pos = _next_line(text, pos, end)


def _read_value(text: str, pos: int, end: int, key: str, indent: int) -> tuple[list[Scalar], int]:
    """The strings of the value at `pos`, and where it ends. `indent` is that of its key or dash."""
    if properties := _PROPERTIES.match(text, pos, end):
        pos = properties.end()
    if pos >= end:
        return [], pos
    char = text[pos]
    if char == "!":  # a type of its own
        return [], _skip_deeper(text, pos, end, indent)
    if char in "\"'":
        return _read_quoted(text, pos, end, key)
    if char in "|>" and (header := _BLOCK.match(text, pos, end)):
        return _read_block(text, header, end, key, indent)
    if char in "[{":
        return _read_flow(text, pos, end, key)
    if char in "#*%@`,]}|>\r\n" or indent < 0:
        return [], pos
    return _read_plain(text, pos, end, key, indent)


def _read_quoted(text: str, pos: int, end: int, key: str, rest: re.Pattern[str] = _REST) -> tuple[list[Scalar], int]:
    double = text[pos] == '"'
    match = (_DOUBLE if double else _SINGLE).match(text, pos, end)
    if not match:
        return [], end
    value = _unescape(match[1]) if double else _fold(match[1], escapes=False).replace("''", "'")
    if value is None or not rest.match(text, match.end(), end):
        return [], match.end()
    return [Scalar(key, pos, match.end(), value, "yaml-double" if double else "yaml-single")], match.end()


def _read_plain(text: str, pos: int, end: int, key: str, indent: int) -> tuple[list[Scalar], int]:
    """A plain scalar: it goes on in lines that are indented deeper than its key."""
    match = _PLAIN.match(text, pos, end)
    if not match:
        return [], pos
    pieces, stop = [match[0].rstrip()], pos + len(match[0].rstrip())
    line = _next_line(text, stop, end)
    while line < end:
        start = _skip_blanks(text, line, end)
        if start >= end or text[start] in "#\r\n" or start - line <= indent:
            break
        more = _PLAIN.match(text, start, end)
        if not more:
            break
        pieces.append(more[0].rstrip())
        stop = start + len(pieces[-1])
        line = _next_line(text, stop, end)
    value = " ".join(pieces)
    if _OTHER_TYPE.fullmatch(value) or ": " in value:
        return [], stop
    return [Scalar(key, pos, stop, value, "yaml-plain")], stop


def _read_block(text: str, header: re.Match[str], end: int, key: str, indent: int) -> tuple[list[Scalar], int]:
    """A literal (`|`) or folded (`>`) block: a scalar for each run of lines between blank ones."""
    found: list[Scalar] = []
    run: list[tuple[int, int]] = []
    literal = header[1] == "|"
    stated = header[2] or header[3]
    width = indent + int(stated) if stated else 0
    pos = stop = _next_line(text, header.end(), end)

    def close_run() -> None:
        lines = [text[a:b] for a, b in run]
        if lines and (literal or not any(line[0] in " \t" for line in lines)):
            value, syntax = ("\n", "yaml-literal") if literal else (" ", "yaml-folded")
            found.append(Scalar(key, run[0][0], run[-1][1], value.join(lines), syntax, " " * width))
        run.clear()

    while pos < end:
        start = _skip_blanks(text, pos, end)
        following = _next_line(text, start, end)
        if start >= end or text[start] in "\r\n":
            close_run()
        elif start - pos <= max(indent, 0) and not (width and start - pos >= width):
            break
        else:
            width = width or start - pos
            if start - pos < width:
                break
            run.append((pos + width, pos + len(text[pos:following].rstrip())))
        pos = stop = following
    close_run()
    return found, max(stop - 1, header.end())


def _read_flow(text: str, pos: int, end: int, key: str) -> tuple[list[Scalar], int]:
    """The strings of a list in brackets; what is in braces, or nested, is passed over."""
    found: list[Scalar] = []
    depth = 0
    plain_list = text[pos] == "["
    while pos < end:
        char = text[pos]
        if char in "[{":
            depth += 1
            plain_list = plain_list and depth == 1
        elif char in "]}":
            depth -= 1
            if depth == 0:
                return (found if plain_list else []), pos + 1
        elif char in "\"'":
            scalars, pos = _read_quoted(text, pos, end, key, _FLOW_REST)
            found += scalars
            continue
        elif char == "#":
            pos = _next_line(text, pos, end)
            continue
        elif char not in ", \t\r\n" and (item := _FLOW_ITEM.match(text, pos, end)):
            value = item[0].rstrip()
            if not _OTHER_TYPE.fullmatch(value) and value[0] not in "&*!|>%@`" and ": " not in value:
                found.append(Scalar(key, pos, pos + len(value), value, "yaml-flow"))
            pos = item.end()
            continue
        pos += 1
    return [], end


def _fold(text: str, escapes: bool) -> str:
    """The lines of a quoted scalar as one (YAML 6.5, 7.3): a line end is a space, each blank line a line end. With
    `escapes`, a line end behind a backslash is nothing."""
    first, *rest = re.split(r"\r\n|\r|\n", text)
    pieces = [first]
    blank = 0
    for number, line in enumerate(rest, 1):
        words = line.lstrip(" \t")
        if not words and number < len(rest):
            blank += 1
            continue
        before = pieces[-1]
        if escapes and (len(before) - len(before.rstrip("\\"))) % 2:
            pieces[-1:] = [before[:-1], "\n" * blank, words]
        else:
            pieces[-1:] = [before.rstrip(" \t"), "\n" * blank or " ", words]
        blank = 0
    return "".join(pieces)


def _unescape(text: str) -> str | None:
    """A double-quoted scalar's inside, its escapes resolved; None if one is unknown."""
    known = True

    def resolve(match: re.Match[str]) -> str:
        nonlocal known
        char = unescape(match[1])
        known = known and char is not None
        return char or ""

    value = _ESCAPE.sub(resolve, _fold(text, escapes=True))
    return value if known else None


def _skip_blanks(text: str, pos: int, end: int) -> int:
    while pos < end and text[pos] in " \t":
        pos += 1
    return pos


def _skip_deeper(text: str, pos: int, end: int, indent: int) -> int:
    """The end of the last line below the one that `pos` is in that is blank or indented deeper than `indent`."""
    line = _next_line(text, pos, end)
    while line < end:
        start = _skip_blanks(text, line, end)
        if start < end and text[start] not in "\r\n" and start - line <= indent:
            break
        pos = start
        line = _next_line(text, start, end)
    return pos


def _next_line(text: str, pos: int, end: int) -> int:
    """Where the line behind the one that `pos` is in begins."""
    match = re.compile(r"\r\n|\r|\n").search(text, pos, end)
    return match.end() if match else end


_INDICATOR = re.compile(r"[!&*%@`\"'#|>{}\[\],]|[-?:](?:\s|\Z)|---|\.\.\.")


def encode_yaml(value: str, syntax: str, newline: str) -> str:
    """A string -> how it stands in the place of a scalar that was written in `syntax`."""
    if syntax == "yaml-literal":
        lines = [line.rstrip() for line in value.strip().split("\n")]
        return newline.join(line if line else "" for line in lines).replace(newline + newline, newline)
    if syntax == "yaml-folded":
        return " ".join(value.split())
    if syntax == "yaml-single" and _printable(value):
        return "'" + value.replace("'", "''") + "'"
    if syntax in ("yaml-plain", "yaml-flow") and _is_plain(value, flow=syntax == "yaml-flow"):
        return value
    return f'"{escape_double(value)}"'


def _is_plain(value: str, flow: bool) -> bool:
    """Whether a string can stand without quotes and still be that string."""
    return bool(
        value == value.strip()
        and value
        and _printable(value)
        and not _INDICATOR.match(value)
        and not _OTHER_TYPE.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and not value.endswith(":")
        and not (flow and re.search(r"[\[\]{},:?]", value))
    )


def _printable(value: str) -> bool:
    return not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", value)
