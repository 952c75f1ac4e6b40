"""A unit's text with the look that it has in its article: bold, italic, links, code."""

import re
from dataclasses import dataclass
from functools import lru_cache

from l10n.formats import codes_of, format_named
from l10n.model import CodeKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text with one look."""

    text: str
    styles: str
    """Names of styles, separated by spaces; `markup` for the format's own characters."""


_TAGS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "link",
    "mark": "mark",
    "small": "small",
    "sub": "sub",
    "sup": "sup",
}
_ALONE: dict[CodeKind, str] = {"code": "code", "link": "link", "url": "link"}
_TAG = re.compile(r"<([a-zA-Z]{1,10})")


@lru_cache(maxsize=8192)
def typeset(text: str, format: str) -> tuple[Stretch, ...]:
    """The text cut into stretches; joined they are the text. `format` is the name of its format."""
    stretches: list[Stretch] = []
    opened: list[str] = []
    at = 0

    def add(start: int, end: int, styles: str) -> None:
        if start < end:
            stretches.append(Stretch(text[start:end], styles))

    for code in codes_of(format)(text):
        add(at, code.start, " ".join(filter(None, dict.fromkeys(opened))))
        add(code.start, code.end, _ALONE.get(code.kind, "markup"))
        if code.kind == "open":
            opened.append(_style(text[code.start : code.end], format))
        elif code.kind == "close" and opened:
            opened.pop()
        at = code.end
    add(at, len(text), " ".join(filter(None, dict.fromkeys(opened))))
    return tuple(stretches)


def _style(opening: str, format: str) -> str:
    """The style that an opening code begins; empty if it has no visible effect here."""
    if tag := _TAG.match(opening):
        return _TAGS.get(tag[1].lower(), "")
    return format_named(format).styles.get(opening) or ("link" if opening.endswith(("[", "`")) else "")
