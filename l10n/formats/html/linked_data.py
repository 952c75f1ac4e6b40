"""Structured data of a page (JSON-LD): the values that search engines and previews show to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.html.elements import attribute_value
from l10n.formats.html.tokens import Token
from l10n.formats.strings import is_text
from l10n.formats.strings.json_text import Node, json_string, json_tree

JSON_LD = "json-ld"
"""Syntax of a value in structured data."""
_TEXT = frozenset({"headline", "alternativeHeadline", "description", "name", "caption", "abstract"})
"""The properties of schema.org whose values people read."""
_TEXT_OF = frozenset({"Answer", "Question", "HowToStep", "HowToDirection", "HowToTip"})
"""The types whose `text` is shown in results of a search, too."""
_PEOPLE = frozenset(
    {
        "author",
        "publisher",
        "creator",
        "editor",
        "contributor",
        "brand",
        "manufacturer",
        "funder",
        "sponsor",
        "provider",
    }
)
_PROPER = re.compile(r"(?:Person|Brand|Corporation|\w*Organization)\Z")
"""What has a name of its own."""


class Value(NamedTuple):
    start: int
    end: int
    """The span within the quotes."""
    text: str


def is_linked_data(text: str, token: Token) -> bool:
    """Whether a start tag opens a script of structured data."""
    kind = attribute_value(text, token, "type") or ""
    return token.name == "script" and kind.split(";")[0].strip().lower() == "application/ld+json"


def linked_data(text: str, start: int, end: int) -> Iterator[Value]:
    """The values for readers in the structured data of a span; none if it is not JSON."""
    try:
        tree = json_tree(text[start:end])
    except SourceError:
        return
    waiting: list[tuple[str, Node]] = [("", tree)]
    while waiting:
        key, node = waiting.pop()
        if node.kind == "object":
            types = _types(node)
            named = key in _PEOPLE or any(map(_PROPER.match, types))
            for member in node.members:
                shown = member.key in _TEXT or (member.key == "text" and not _TEXT_OF.isdisjoint(types))
                if member.node.kind != "string":
                    waiting.append((member.key, member.node))
                elif shown and not (named and member.key == "name") and is_text(member.node.value):
                    yield Value(start + member.node.start + 1, start + member.node.end - 1, member.node.value)
        elif node.kind == "array":
            waiting += [(key, member.node) for member in node.members]


def _types(node: Node) -> list[str]:
    """What an object says that it is, without the vocabulary's address."""
    stated = node.get("@type")
    found = [stated, *(member.node for member in stated.members)] if stated else []
    return [each.value.rpartition("/")[2] for each in found if each.kind == "string"]


def encode_linked_data(target: str) -> str:
    """A translation as it stands within the quotes; it ends no script."""
    return json_string(target)[1:-1].replace("</", "<\\/").replace("<!--", "\\u003c!--")
