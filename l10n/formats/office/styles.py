"""The styles of an office document that hold code: their names, and those of styles based on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from l10n.formats.html.elements import attribute_value
from l10n.formats.html.text import value_text
from l10n.formats.html.tokens import html_tokens

_SEPARATORS = re.compile(r"_20_|[\W_]+")
_DEEPEST = 20
"""How far a style is followed to those that it is based on; Word allows eleven levels."""


class Style(NamedTuple):
    name: str
    parent: str
    """The id of the style that it is based on; may be empty."""


def read_styles(xml: str) -> Mapping[str, Style]:
    """The styles that a member of a package defines, by the ids by which its text names them."""
    found: dict[str, Style] = {}
    current = ""
    for token in html_tokens(xml, xml=True):
        if token.kind != "start":
            continue
        if token.name == "w:style":
            current = attribute_value(xml, token, "w:styleid") or ""
            found[current] = Style(current, "")
        elif token.name == "style:style":
            name = attribute_value(xml, token, "style:name") or ""
            shown = attribute_value(xml, token, "style:display-name") or name
            found[name] = Style(shown, attribute_value(xml, token, "style:parent-style-name") or "")
        elif token.name == "w:name" and current:
            found[current] = found[current]._replace(name=attribute_value(xml, token, "w:val") or current)
        elif token.name == "w:basedon" and current:
            found[current] = found[current]._replace(parent=attribute_value(xml, token, "w:val") or "")
    return found


class CodeStyles:
    """The styles of a member of a package, as far as they hold code."""

    def __init__(self, names: Iterable[str], *styles: Mapping[str, Style]) -> None:
        """`names` are those of styles that hold code, compared without case and marks; the first of `styles` that
        defines an id counts, and an id that none defines is its own name."""
        self._names = frozenset(map(_folded, names))
        self._styles = styles

    def holds(self, style: str) -> bool:
        """Whether the style with this id holds code."""
        for _ in range(_DEEPEST):
            if not style:
                return False
            found = next((styles[style] for styles in self._styles if style in styles), Style(style, ""))
            if _folded(style) in self._names or _folded(value_text(found.name)) in self._names:
                return True
            style = found.parent
        return False


def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()
