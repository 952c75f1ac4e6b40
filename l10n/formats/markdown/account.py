"""What of a Markdown document's text is no prose: front matter's keys, code, formulas, addresses, components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from l10n.formats.directives import Standing
from l10n.formats.format import Stretch
from l10n.formats.front_matter import find_front_matter, front_matter_scalars
from l10n.formats.html.account import html_stretches
from l10n.formats.lines import body_start
from l10n.formats.markdown.blocks import parse_blocks
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.islands import Island, island_after
from l10n.formats.markdown.jsx import Jsx
from l10n.formats.markdown.protected import MODULE
from l10n.formats.markdown.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

_PROSE = re.compile(r"[^\W\d_]{2,}(?:[ ,;:]+[^\W\d_]{2,}){2}")
"""Three words in a row: a value of the front matter, or of an attribute, that is no name or key."""
_ALERT = re.compile(r"[ \t>]*\[![A-Za-z][\w-]*\]")
_COMMAND = re.compile(r"\s*(?:bun|cargo|cd|composer|curl|deno|git|go|node|npm|npx|pip3?|pnpm|python3?|sh|yarn)\s")
_QUOTED = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")


def markdown_stretches(text: str, dialect: Dialect) -> Iterator[Stretch]:
    """Every stretch of a document that is no prose, in order."""
    matter = find_front_matter(text)
    start = matter.end if matter else body_start(text)
    done = 0
    for scalar in front_matter_scalars(text, matter) if matter else ():
        if _PROSE.search(scalar.value):
            yield Stretch(done, scalar.start, "hidden")
            yield Stretch(scalar.start, scalar.end, "front matter")
            done = scalar.end
    yield Stretch(done, start, "hidden")
    source = Source(text, start)
    standing = Standing()
    island: Island | None = None
    for token in parse_blocks(source.normalized, dialect)[0]:
        if not token.map or token.nesting:
            continue
        first, behind = source.starts[token.map[0]], source.starts[token.map[1]]
        was_off = standing.off
        if token.type in ("html_block", "protected"):
            standing = standing.after(token.content)
        was_kept = island
        if token.type == "html_block" or island:
            island = island_after(island, token.content)
        if was_off and standing.off:
            yield Stretch(first, behind, "off")
        elif was_kept and token.type == "inline":
            yield Stretch(first, behind, "code")
        elif token.type == "html_block" and not dialect.has_html:
            yield from _components(text, first, behind)
        else:
            yield from _stretches(token, text, first, behind)


def _stretches(token: Token, text: str, first: int, behind: int) -> Iterator[Stretch]:
    """The stretches of a block between two positions."""
    if token.type in ("fence", "code_block", "math_block"):
        yield Stretch(first, behind, "code" if "math" not in token.type else "formula")
    elif token.type == "inline" and (alert := _ALERT.match(text, first, behind)):
        yield Stretch(*alert.span(), "hidden")
    elif token.type == "definition":
        yield Stretch(first, behind, "hidden")
    elif token.type == "html_block":
        for stretch in html_stretches(text[first:behind]):
            yield Stretch(stretch.start + first, stretch.end + first, stretch.kind)
    elif token.type == "protected":
        yield from _protected(token.content.strip(), text, first, behind)


def _components(text: str, first: int, behind: int) -> Iterator[Stretch]:
    """Of lines of tags in MDX: all but the values of components that may be words."""
    reader, done, pos = Jsx(text[first:behind]), 0, -1
    while (pos := text.find("<", first + pos + 1, behind) - first) >= 0:
        tag = reader.at(pos)
        for each in tag.attributes if tag and tag.name[:1].isupper() else ():
            start, end = first + each.start, first + each.end
            if _PROSE.search(text, start, end) and not _COMMAND.match(text, start, end):
                yield Stretch(first + done, start, "hidden")
                yield Stretch(start, end, "attribute")
                done = each.end
        pos = tag.end - 1 if tag else pos
    yield Stretch(first + done, behind, "hidden")


def _protected(content: str, text: str, first: int, behind: int) -> Iterator[Stretch]:
    """Of lines that stay as they are: formulas and modules whole; of tags and shortcodes all but values of words."""
    if content.startswith("$$"):
        yield Stretch(first, behind, "formula")
        return
    done = first
    for value in () if MODULE.match(content) else _QUOTED.finditer(text, first, behind):
        group = 1 if value[1] is not None else 2
        if _PROSE.search(value[group]):
            yield Stretch(done, value.start(group), "hidden")
            yield Stretch(*value.span(group), "attribute")
            done = value.end(group)
    yield Stretch(done, behind, "hidden")
