"""An HTML file as a page of a site: its links and ids, the links to siblings in its head, a notice to readers."""

import html
import re
from collections.abc import Iterator, Sequence
from html.entities import html5

from l10n.formats.format import HeadLink, Link
from l10n.formats.front_matter import find_front_matter
from l10n.formats.html.tokens import Attribute, Token, html_tokens
from l10n.formats.lines import body_start, line_end
from l10n.locales import direction

_LINKING = frozenset({"a", "area"})
_SOURCES = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"), "src"),
    "link": "href",
    "object": "data",
}
"""Element -> its attribute with the address of a file that it takes in."""
_BLANKS = " \t"
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*[;=]?)")


def _start(text: str) -> int:
    """Where the page begins behind its front matter."""
    matter = find_front_matter(text)
    return matter.end if matter else body_start(text)


def _attribute(token: Token, name: str) -> Attribute | None:
    return next((item for item in token.attributes if item.name == name and item.quote != "none"), None)


def _value(text: str, token: Token, name: str) -> str:
    """An attribute's value; empty if there is none. A named reference without `;` is plain text before `=`, a letter or
    a digit (HTML standard, "named character reference state")."""
    found = _attribute(token, name)
    written = text[found.value_start : found.value_end] if found else ""
    return html.unescape(_NAMED.sub(lambda ref: ref[0] if ref[1] in html5 else f"&amp;{ref[1]}", written)).strip()


def page_links(text: str) -> tuple[Link, ...]:
    """The addresses of all `a` and `area` elements; none for a page with `base`, whose addresses lead elsewhere."""
    tokens = [token for token in html_tokens(text, _start(text)) if token.kind == "start"]
    if any(token.name == "base" and _attribute(token, "href") for token in tokens):
        return ()
    return tuple(link for token in tokens if (link := tag_link(text, token)))


def page_files(text: str) -> tuple[Link, ...]:
    """The addresses of the pictures, sounds, films, styles, scripts and frames of a page, in order; none for a page
    with `base`."""
    tokens = [token for token in html_tokens(text, _start(text)) if token.kind == "start"]
    if any(token.name == "base" and _attribute(token, "href") for token in tokens):
        return ()
    return tuple(link for token in tokens if (link := tag_file(text, token)))


def tag_file(text: str, token: Token) -> Link | None:
    """The address of the file that a start tag takes in."""
    name = _SOURCES.get(token.name)
    found = _attribute(token, name) if name else None
    return Link(found.value_start, found.value_end, _value(text, token, found.name)) if found else None


def tag_link(text: str, token: Token) -> Link | None:
    """The link that a start tag makes."""
    if token.name not in _LINKING or not (href := _attribute(token, "href")):
        return None
    return Link(href.value_start, href.value_end, _value(text, token, "href"))


def page_ids(text: str) -> frozenset[str]:
    """The values of `id` attributes, and of `name` on `a` elements (HTML standard, "find a potential indicated
    element")."""
    tokens = html_tokens(text, _start(text))
    return frozenset(id for token in tokens if token.kind == "start" for id in tag_ids(text, token))


def tag_ids(text: str, token: Token) -> Iterator[str]:
    """The ids that a start tag states."""
    yield from filter(None, (_value(text, token, "id"), _value(text, token, "name") if token.name == "a" else ""))


def state_siblings(text: str, links: Sequence[HeadLink]) -> str:
    """The page with `links` in its head as `<link rel="canonical">` and `<link rel="alternate" hreflang="…">`; they
    replace all such links. A page without head and title stays unchanged; doing it twice changes nothing."""
    former: list[Token] = []
    place = -1
    for token in _head_tokens(text):
        if token.kind == "start" and token.name == "link" and _is_sibling(text, token):
            former.append(token)
        elif (token.kind, token.name) in (("start", "head"), ("end", "title")):
            place = token.end
    if place < 0:
        return text
    spans = [_line_span(text, token) for token in former]
    if spans:
        place, indent, newline = spans[0][0], text[spans[0][0] : former[0].start], _newline_before(text, spans[0][1])
    else:
        place, indent, newline = _next_line(text, place)
    pieces = [text[:place], *(f"{indent}{_head_tag(link)}{newline}" for link in links)]
    for start, end in spans:
        pieces.append(text[place:start])
        place = end
    return "".join([*pieces, text[place:]])


_INERT = frozenset({"noscript", "template"})
"""Elements of a head that may hold elements of a body."""
_HEAD = _INERT | {"html", "head", "meta", "title", "base", "basefont", "bgsound", "link", "noframes", "style", "script"}
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


def _head_tokens(text: str) -> Iterator[Token]:
    """The tokens before the body, which begins with its tag or with any element that only a body can hold. Tokens
    inside elements that are not shown are left out."""
    inside = ""
    for token in html_tokens(text, _start(text)):
        if inside and (token.kind, token.name) != ("end", inside):
            continue
        inside = token.name if token.kind == "start" and token.name in _INERT else ""
        if token.kind in ("start", "end") and (token.name not in _HEAD or (token.kind, token.name) == ("end", "head")):
            return
        if token.kind == "text" and text[token.start : token.end].strip():
            return
        yield token


def _is_sibling(text: str, token: Token) -> bool:
    relations = _value(text, token, "rel").lower().split()
    return "canonical" in relations or ("alternate" in relations and _attribute(token, "hreflang") is not None)


def _line_span(text: str, token: Token) -> tuple[int, int]:
    """The span of a tag, or of its whole line if it stands alone there."""
    start = token.start
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    rest = _REST_OF_LINE.match(text, token.end)
    alone = rest and (start == 0 or text[start - 1] in "\r\n")
    return (start, rest.end()) if rest and alone else (token.start, token.end)


def _newline_before(text: str, end: int) -> str:
    """The line end directly before `end`, or nothing."""
    return next((mark for mark in ("\r\n", "\n", "\r") if text.endswith(mark, 0, end)), "")


def _next_line(text: str, place: int) -> tuple[int, str, str]:
    """Where to insert lines behind a position, their indentation and line end; at the position itself if its line goes
    on."""
    rest = _REST_OF_LINE.match(text, place)
    if not rest:
        return place, "", ""
    begin = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    blanks = len(text[begin:place]) - len(text[begin:place].lstrip(_BLANKS))
    return rest.end(), text[begin : begin + blanks], _newline_before(text, rest.end())


def _head_tag(link: HeadLink) -> str:
    href = html.escape(link.url)
    if not link.language:
        return f'<link rel="canonical" href="{href}">'
    return f'<link rel="alternate" hreflang="{link.language}" href="{href}">'


def add_notice(text: str, words: str, tag: str) -> str:
    """The page with a notice, in the language of `tag`, as the first thing in its body."""
    notice = f'<p role="note" class="l10n-notice" lang="{tag}" dir="{direction(tag)}">{html.escape(words)}</p>'
    newline = line_end(text)
    place = _start(text)
    for token in _head_tokens(text):
        place = token.end if token.kind != "text" else place
    for token in html_tokens(text, place):
        if (token.kind, token.name) == ("end", "head"):
            place = token.end
        elif (token.kind, token.name) == ("start", "body"):
            return f"{text[: token.end]}{newline}{notice}{text[token.end :]}"
        elif token.kind not in ("comment", "text") or text[token.start : token.end].strip():
            break
    rest = _REST_OF_LINE.match(text, place)
    place = rest.end() if rest else place
    return f"{text[:place]}{notice}{newline}{text[place:]}"
