"""What of a text's inline codes a translation keeps: where links lead, names that are defined elsewhere, code."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from l10n.model import InlineCode
from l10n.text.prose import Codes


class Kept(NamedTuple):
    """Something that a translation keeps. Links, labels and footnotes are kept as often as they are there; code and
    names at least once."""

    kind: Literal["link", "label", "footnote", "name", "words", "code"]
    """`words`: a name that is what readers see; a translation may say it in its own words."""
    what: str


Keeps = Callable[[str], Iterable[Kept]]
"""Takes an inline code as it is written, a pair as its two halves without the words between (`[](map.md)`), to what a
translation keeps of it."""

_INLINE = re.compile(r"\]\(\s{0,3}(<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[\"'(][^\"')]*[\"')])?\s{0,3}\)")
_LABEL = re.compile(r"\]\[([^\[\]]+)\]")
_FOOTNOTE = re.compile(r"\[(\^[^\[\]\s]+)\]")


def markdown_keeps(code: str) -> Iterator[Kept]:
    """Of Markdown, and of messages whose format is not known."""
    if code.startswith("`"):
        yield Kept("code", code.strip("`").strip())
        return
    for match in _INLINE.finditer(code):
        yield Kept("link", match[1].strip("<>"))
    for match in _LABEL.finditer(code):
        yield Kept("label", match[1].casefold())
    for match in _FOOTNOTE.finditer(code):
        yield Kept("footnote", match[1])


_METAVARIABLE = re.compile(r"<[^<>\s=/\"'][^<>=\"']*>")


def code_with_metavariables(code: str) -> Kept:
    """Code of formats whose own markup has no angle brackets: a name between them (`--from=<address>`) stands for what
    people write there, and is translated."""
    return Kept("code", _METAVARIABLE.sub("<>", code))


def kept(text: str, codes: Codes, keeps: Keeps) -> list[tuple[Kept, InlineCode]]:
    """What a translation of a text keeps, and by which code each is said."""
    found: list[tuple[Kept, InlineCode]] = []
    opened: list[InlineCode] = []
    for code in codes(text):
        written = text[code.start : code.end]
        if code.kind == "open":
            opened.append(code)
            continue
        if code.kind == "close" and opened:
            opening = opened.pop()
            written = text[opening.start : opening.end] + written
        found += ((item, code) for item in keeps(written))
    return found


def keeps_nothing(code: str) -> tuple[Kept, ...]:
    """Of formats whose codes are tags, which are compared as such, or none."""
    return ()
