"""What of an HTML document's text is no prose: markup, code, what is not to be translated."""

from collections.abc import Iterator
from dataclasses import dataclass

from l10n.formats.format import Stretch, StretchKind
from l10n.formats.html.elements import OPAQUE, VOID, translate_state
from l10n.formats.html.tokens import Token, html_tokens

_FORMULAS = frozenset({"math"})
_HIDDEN = frozenset({"script", "style", "iframe", "noembed", "noframes", "template"})


@dataclass(slots=True)
class _Open:
    """An element whose content is no prose, and how many elements of its name are open."""

    kind: StretchKind
    name: str
    depth: int = 1


def html_stretches(text: str) -> Iterator[Stretch]:
    """Every stretch of a document that is no prose, in order; linear in the text."""
    inside: _Open | None = None
    for token in html_tokens(text):
        if inside:
            yield Stretch(token.start, token.end, inside.kind if token.kind in ("text", "raw", "rcdata") else "hidden")
            if token.name == inside.name and token.kind in ("start", "end") and not token.self_closing:
                inside.depth += 1 if token.kind == "start" else -1
                inside = inside if inside.depth else None
        elif token.kind == "raw":
            yield Stretch(token.start, token.end, "hidden")
        elif token.kind not in ("text", "rcdata", "cdata"):
            yield Stretch(token.start, token.end, "hidden")
            inside = _opened(text, token)


def _opened(text: str, token: Token) -> _Open | None:
    """The element that a tag opens, if what is in it is no prose."""
    if token.kind != "start" or token.self_closing or token.name in VOID:
        return None
    if translate_state(text, token) is False:
        return _Open("off", token.name)
    if token.name in _HIDDEN:
        return _Open("hidden", token.name)
    if token.name in _FORMULAS:
        return _Open("formula", token.name)
    return _Open("code", token.name) if token.name in OPAQUE - {"svg"} else None
