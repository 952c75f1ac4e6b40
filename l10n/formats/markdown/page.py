"""A Markdown file as a page of a site: its links, the ids of its headings, and a notice to readers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from l10n.formats.format import Link
from l10n.formats.front_matter import find_front_matter
from l10n.formats.html.page import tag_file, tag_ids, tag_link
from l10n.formats.html.tokens import Token as Tag
from l10n.formats.html.tokens import html_tokens
from l10n.formats.lines import body_start, line_end
from l10n.formats.markdown.blocks import inline_words, parse_blocks
from l10n.formats.markdown.codes import inline_codes
from l10n.formats.markdown.dialect import GFM, Dialect
from l10n.formats.markdown.source import Pieces, Source
from l10n.formats.markdown.spans import HEADING_ID, Span, walk
from l10n.formats.slugs import github_slug, numbered

if TYPE_CHECKING:
    from markdown_it.token import Token

_DESTINATION = re.compile(r"\]\([ \t\n]*(?:<((?:[^<>\n\\]|\\.)*)>|((?:[^ \t\n\\]|\\.)*))")
_DEFINED = re.compile(
    r"(?:[^\[]|\[\^)*\[(?:[^\[\]\\]|\\.)+\]:(?:[ \t>]|\r\n|\r|\n)*(?:<([^<>\r\n]*)>|(\S+))", re.DOTALL
)
_IMPORTED = re.compile(r"""^(?:import|export)\b[^'"\r\n]*['"](\.\.?/[^'"\r\n]*)['"]""", re.MULTILINE)
_KEY = r"(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)"
"""What stands before a key of the front matter."""
_PATH = re.compile(
    rf"""{_KEY}[\w.][\w.-]*[ \t]*[:=][ \t]*["']?(\.\.?/[^\s"'#,{{}}]+)["']?[ \t]*(?=$|[,}}\r])""", re.MULTILINE
)
_LINKED = re.compile(rf"""{_KEY}(?:link|href)[ \t]*[:=][ \t]*["']?(/[^\s"',{{}}]*)""", re.MULTILINE)
_ENDS = "\r\n"
_STATED_ID = re.compile(r"#([^\s{}#*]+)")
_REMARKED_ID = re.compile(r"\{/\*\s*#?([^\s{}#*]+)\s*\*/\}")
"""An id as a remark of MDX: `{/* the-id */}`."""


class _Page:
    """A file's text and its blocks."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.dialect = dialect
        matter = find_front_matter(text)
        self.text = text
        self.source = Source(text, matter.end if matter else body_start(text), dialect.hard_lines)
        self.tokens, self.env = parse_blocks(self.source.normalized, dialect)

    def lines(self, token: Token) -> tuple[int, int]:
        """The span of a block's lines."""
        first, last = token.map or (0, 0)
        return self.source.starts[first], self.source.starts[last]

    def marked(self) -> Iterator[tuple[str, Pieces]]:
        """Each text that may hold a link or an id, and its spans."""
        for span in walk(self.tokens, self.source, tail=self.dialect.tail):
            if isinstance(span, Span):
                words = self.source.join(span.pieces)
                if "](" in words or "<" in words or "{#" in words:
                    yield words, span.pieces

    def raw_html(self) -> Iterator[tuple[int, str]]:
        """Each block of raw HTML, with its position."""
        for token in self.tokens:
            if token.type == "html_block":
                start, end = self.lines(token)
                yield start, self.text[start:end]


def render(text: str) -> str:
    """The file as HTML, as a renderer with tables and footnotes writes it."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.use(front_matter_plugin).use(footnote_plugin).render(text))


def page_links(text: str, dialect: Dialect = GFM) -> tuple[Link, ...]:
    """The addresses of inline links, link definitions, HTML's `a` elements, and values `link` and `href` of the front
    matter from the site's root, in order; images are none."""
    page = _Page(text, dialect)
    found = [link for is_file, link in _addresses(page) if not is_file]
    for token in page.tokens:
        if token.type == "definition" and (match := _DEFINED.match(text, *page.lines(token))):
            found.append(_link(match))
    if matter := find_front_matter(text):
        found += (Link(*match.span(1), match[1]) for match in _LINKED.finditer(text, matter.start, matter.close))
    return tuple(sorted(found))


def page_files(text: str, dialect: Dialect = GFM) -> tuple[Link, ...]:
    """The addresses of files that a page shows or takes in, in order: inline images, the sources of HTML's elements,
    the modules that MDX imports, and values of the front matter that begin with `./` or `../`."""
    page = _Page(text, dialect)
    found = [link for is_file, link in _addresses(page) if is_file]
    for token in page.tokens:
        if token.type == "protected":
            found += (Link(*match.span(1), match[1]) for match in _IMPORTED.finditer(text, *page.lines(token)))
    if matter := find_front_matter(text):
        found += (Link(*match.span(1), match[1]) for match in _PATH.finditer(text, matter.start, matter.close))
    return tuple(sorted(found))


def _addresses(page: _Page) -> Iterator[tuple[bool, Link]]:
    """The addresses in a page's texts and raw HTML, each with whether it is that of a file that is shown."""
    for words, pieces in page.marked():
        places = _places(words, pieces)
        for is_file, link in _inline_addresses(words, page.dialect):
            piece = bisect_right(places, (link.start, len(page.text))) - 1
            shift = places[piece][1] - places[piece][0]
            yield is_file, Link(link.start + shift, link.end + shift, link.url)
    for start, raw in page.raw_html():
        for tag in html_tokens(raw):
            for is_file, link in _tag_addresses(raw, tag):
                yield is_file, Link(link.start + start, link.end + start, link.url)


def _tag_addresses(text: str, tag: Tag) -> Iterator[tuple[bool, Link]]:
    if tag.kind == "start":
        found = (False, tag_link(text, tag)), (True, tag_file(text, tag))
        yield from ((is_file, link) for is_file, link in found if link)


def _places(words: str, pieces: Pieces) -> list[tuple[int, int]]:
    """For each line of a joined text: its position in that text, and in the file."""
    places, pos = [], 0
    for start, end in pieces:
        while words[pos].isspace():
            pos += 1
        places.append((pos, start))
        pos += end - start
    return places


def _inline_addresses(words: str, dialect: Dialect) -> Iterator[tuple[bool, Link]]:
    """The addresses in a unit's text, with positions in that text, each with whether it is an image's. What is in the
    text of an image is none."""
    images: list[bool] = []
    for code in inline_codes(words, dialect):
        written = words[code.start : code.end]
        if written.startswith("<") and code.kind in ("open", "tag", "code"):
            for is_file, link in _tag_addresses(written, next(html_tokens(written))):
                yield is_file, Link(link.start + code.start, link.end + code.start, link.url)
        elif code.kind == "open" and written.endswith("["):
            images.append(written == "![")
        elif written.startswith("]") or (code.kind in ("link", "image") and written.startswith(("[", "!["))):
            image = images.pop() if images and written.startswith("]") else written.startswith("!")
            if not any(images) and (match := _DESTINATION.search(words, code.start, code.end - 1)):
                yield image, _link(match)


def _link(match: re.Match[str]) -> Link:
    """The link to a matched destination: the first group in angle brackets, or the second bare."""
    from markdown_it.common.utils import unescapeAll

    group = 1 if match[1] is not None else 2
    return Link(match.start(group), match.end(group), unescapeAll(match[group]))


def page_ids(text: str, dialect: Dialect = GFM) -> frozenset[str]:
    """The ids of headings, stated or made of their words as on GitHub, and all ids in HTML and attributes."""
    page = _Page(text, dialect)
    found = {heading.id for heading in _headings(page)}
    for words, _ in page.marked():
        for code in inline_codes(words, dialect):
            written = words[code.start : code.end]
            if written.startswith("{"):
                found.update(_STATED_ID.findall(written))
            elif written.startswith("<") and (tag := next(html_tokens(written))).kind == "start":
                found.update(tag_ids(written, tag))
    for _, raw in page.raw_html():
        found.update(id for tag in html_tokens(raw) if tag.kind == "start" for id in tag_ids(raw, tag))
    for token in page.tokens:
        if token.type == "protected":
            found.update(_STATED_ID.findall(token.content))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Heading:
    place: int
    """Where its text begins."""
    id: str
    attributes: bool
    """Whether it states attributes of its own, its id or others."""


def _headings(page: _Page) -> Iterator[_Heading]:
    """All headings except those in HTML, which have only the ids that they state."""
    found: list[tuple[int, str, str, bool]] = []
    for opening, token in pairwise(page.tokens):
        if opening.type == "heading_open" and (pieces := page.source.locate((token.map or [0])[0], token.content)):
            stated = HEADING_ID.search(token.content)
            words = token.content[: stated.start()].rstrip() if stated else token.content
            named = (_REMARKED_ID.match(stated[0]) or _STATED_ID.search(stated[0])) if stated else None
            found.append((pieces[0][0], words, named[1] if named else "", bool(stated)))
    slugs = numbered(
        (inline_words(words, page.env, page.dialect) for _, words, id, _ in found if not id), github_slug, "-", 1
    )
    for place, _, id, attributes in found:
        yield _Heading(place, id or next(slugs), attributes)


def heading_ids(text: str, dialect: Dialect = GFM) -> Mapping[int, str]:
    """Position of a heading's text -> the id that GitHub makes of its words. Headings with attributes are left out:
    they state their id, or have no place for a second pair of braces."""
    return {
        heading.place: heading.id
        for heading in _headings(_Page(text, dialect))
        if heading.id and not heading.attributes
    }


def write_id(heading: str, id: str, html: bool, dialect: Dialect = GFM) -> str:
    """A heading's text with its id: as an attribute behind it, or as an empty element before it."""
    return f'<a id="{id}"></a>{heading}' if html else f"{heading} {dialect.heading_id % id}"


def add_notice(text: str, words: str, tag: str, dialect: Dialect = GFM) -> str:
    """The page with a notice as a quote at its beginning, or behind the title that it begins with."""
    page = _Page(text, dialect)
    newline = line_end(text)
    notice = f"> {words}{newline}"
    first = next((token for token in page.tokens if token.type != "definition"), None)
    place, lead = page.source.starts[0], ""
    if first and first.type == "heading_open" and first.tag == "h1":
        place, lead = page.lines(first)[1], newline
    before, rest = text[:place], text[place:]
    if place > body_start(text) and before[-1] not in _ENDS:
        before += newline
    return f"{before}{lead}{notice}{'' if not rest or rest[0] in _ENDS else newline}{rest}"
