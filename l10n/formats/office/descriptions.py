"""Descriptions of pictures, charts and tables in an office document: what people hear who do not see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.formats.html.text import ATTRIBUTE, strip_span, value_text
from l10n.formats.html.tokens import Token
from l10n.formats.strings import is_text

_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("wp:docpr", "pic:cnvpr", "p:cnvpr", "xdr:cnvpr", "a:cnvpr"), ("descr", "title")),
    **dict.fromkeys(("w:tblcaption", "w:tbldescription"), ("w:val",)),
    "v:shape": ("alt",),
    **dict.fromkeys(
        ("datavalidation", "x:datavalidation"),
        ("prompttitle", "prompt", "errortitle", "error"),  # said beside a cell
    ),
}
_ELEMENTS = frozenset({"svg:title", "svg:desc"})


class Description(NamedTuple):
    """Where a description is, and how it is written there."""

    start: int
    end: int
    text: str
    syntax: str
    name: str
    """The attribute or element that holds it."""


def descriptions(xml: str, tokens: Sequence[Token]) -> Iterator[Description]:
    """The descriptions among the tokens of XML, in order; names of files are none."""
    for index, token in enumerate(tokens):
        if token.kind != "start":
            continue
        if token.name in _ELEMENTS and not token.self_closing and index + 1 < len(tokens):
            content = tokens[index + 1]
            if content.kind == "text":
                yield from _description(xml, content.start, content.end, "", token.name)
        for attribute in token.attributes if token.name in _ATTRIBUTES else ():
            if attribute.name in _ATTRIBUTES[token.name] and attribute.quote in ATTRIBUTE and attribute.quote:
                syntax = ATTRIBUTE[attribute.quote]
                yield from _description(xml, attribute.value_start, attribute.value_end, syntax, attribute.name)


def _description(xml: str, start: int, end: int, syntax: str, name: str) -> Iterator[Description]:
    start, end = strip_span(xml, start, end)
    text = value_text(xml[start:end])
    if is_text(text):
        yield Description(start, end, text, syntax, name)
