"""A JSON text (RFC 8259) as a tree of values with their places; comments, and a comma before a closing bracket, are
passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.lines import body_start
from l10n.formats.scalars import Scalar

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_COMMENT = re.compile(rf"{_STRING}|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=[ \t\r\n]*[\]}}])")
_TOKEN = re.compile(rf"(?P<string>{_STRING})(?P<colon>[ \t\r\n]*:)?|[{{}}\[\]]|(?P<other>[^\s,:{{}}\[\]\"]+)")


@dataclass(slots=True)
class Node:
    """A value."""

    start: int
    end: int
    kind: str
    """`object`, `array`, `string` or `other`."""
    value: str = ""
    """The text of a string; a number or literal as written."""
    members: list[Member] = field(default_factory=list)
    """Of an object or an array."""

    def get(self, *path: str) -> Node | None:
        """The value under these keys; the last one where a key is there twice, as JSON's readers take it."""
        node: Node | None = self
        for key in path:
            members = node.members if node and node.kind == "object" else []
            node = next((member.node for member in reversed(members) if member.key == key), None)
        return node

    def text(self, *path: str) -> str:
        """The string under these keys; empty when there is none."""
        node = self.get(*path)
        return node.value if node and node.kind == "string" else ""


class Member(NamedTuple):
    key: str
    """Empty in an array."""
    start: int
    """Where the key begins; in an array, the value."""
    behind: int
    """Behind the key."""
    node: Node


def json_tree(text: str) -> Node:
    """The value that a JSON text is. Raises SourceError, with line and column, where it is malformed."""
    masked = _COMMENT.sub(_mask, text)
    start = body_start(text)
    try:
        json.loads(masked[start:], parse_int=str)  # Python makes no integers of more than 4,300 digits
    except json.JSONDecodeError as error:
        raise SourceError(
            "this is not JSON: {reason}", reason=error.msg, line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise SourceError("the brackets of this JSON file are too deep") from error
    top = Node(start, len(text), "array")
    opened = [top]
    key, span = "", (-1, -1)
    for match in _TOKEN.finditer(masked, start):
        token = match[0][0]
        if match["colon"] is not None:
            key, span = json.loads(match["string"]), match.span("string")
            continue
        if token in "}]":
            opened.pop().end = match.end()
            continue
        end = match.end("string") if match["string"] is not None else match.end()
        if token in "{[":
            node = Node(match.start(), end, "object" if token == "{" else "array")
        elif match["string"] is not None:
            node = Node(match.start(), end, "string", json.loads(match["string"]))
        else:
            node = Node(match.start(), end, "other", match[0])
        opened[-1].members.append(Member(key, *(span if span[0] >= 0 else (match.start(), match.start())), node))
        key, span = "", (-1, -1)
        if token in "{[":
            opened.append(node)
    return top.members[0].node


def _mask(match: re.Match[str]) -> str:
    """Blanks in the place of what is no JSON; strings stay."""
    return match[0] if match[0].startswith('"') else re.sub(r"[^\r\n]", " ", match[0])


def json_scalars(text: str) -> Iterator[Scalar]:
    """The string values of a JSON text, in order. Raises SourceError where it is malformed."""
    waiting = [("", Member("", 0, 0, json_tree(text)))]
    while waiting:
        path, (name, _, _, node) = waiting.pop()
        key = f"{path}.{name}" if path and name else path or name
        if node.kind == "string":
            yield Scalar(key, node.start, node.end, node.value, "json")
        waiting += [(key, member) for member in reversed(node.members)]


def json_string(text: str) -> str:
    """A text as a JSON string."""
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", written)
