"""A tokenizer for HTML with the span of each token, after section 13.2.5 of the HTML standard.

It reports no parse errors and resolves no character references; every character of the text lies in exactly one token.
Of the standard's tree construction it knows the parts that change tokens: elements whose content is raw text, and SVG
and MathML, in which nothing is raw and `<![CDATA[` is recognized. It takes time linear in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "start", "end", "comment", "doctype", "rcdata", "raw", "cdata", "unfinished"]
"""`comment`: everything that a browser skips: comments, processing instructions, `</>`. `rcdata`: the content of a
title or textarea. `raw`: the content of a script, style and the like. `unfinished`: a tag cut off by the text's end."""


class Attribute(NamedTuple):
    """An attribute as written. Without a value, `value_start` and `value_end` both equal `end`."""

    name: str
    """In lower case."""
    start: int
    end: int
    value_start: int
    value_end: int
    quote: Literal['"', "'", "", "none"]
    """The quotes around the value; `none` where there is no value."""


class Token(NamedTuple):
    """A piece of the text from `start` to `end`."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """The name of the tag, or of the element around `raw` and `rcdata`, in lower case."""
    attributes: tuple[Attribute, ...] = ()
    """The first attribute of each name (the standard drops the others)."""
    self_closing: bool = False
    foreign: bool = False
    """Whether it belongs to an `svg` or `math` element, their own tags included."""


_BLANK = r"[\t\n\f\r ]"
_MARKUP = re.compile(r"<(?:[A-Za-z!?]|/(?!\Z))")
_PLAIN_TAG = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)>")
_TAG_NAME = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")
_ATTRIBUTE = re.compile(
    rf"(?:{_BLANK}|/)*([^\t\n\f\r />][^\t\n\f\r />=]*)"
    rf"(?:{_BLANK}*=({_BLANK}*)(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r >\"'][^\t\n\f\r >]*)|(?=>)))?"
)
_UNCLOSED_VALUE = re.compile(rf"{_BLANK}*={_BLANK}*(?:[\"']|\Z)")
_TAG_END = re.compile(rf"(?:{_BLANK}|/)*>")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_MARK = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)


def names(listed: str) -> frozenset[str]:
    """The set of names in a text that separates them by spaces."""
    return frozenset(listed.split())


_RCDATA = names("title textarea")
_RAW = names("style xmp iframe noembed noframes")
RAW_ELEMENTS = _RCDATA | _RAW | {"script", "plaintext"}
"""Elements whose content is not markup."""
_RAW_END = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RCDATA | _RAW}

_HTML_INSIDE = names("foreignobject desc title mi mo mn ms mtext annotation-xml")
"""Elements of SVG and MathML that hold HTML again (13.2.6.5 "integration points")."""
_BREAKOUT = names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta"
    " nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""HTML tags that end SVG or MathML around them (13.2.6.5)."""


def html_tokens(text: str, start: int = 0, *, xml: bool = False) -> Iterator[Token]:
    """The tokens of the text from `start` on, in order.

    With `xml`, a tag that ends in `/>` has no content, and CDATA is known anywhere.
    """
    foreign = _Foreign()
    pos = text_start = start
    while markup := _MARKUP.search(text, pos):
        start = markup.start()
        token = _read_markup(text, start, xml or foreign.content)
        inside = bool(foreign.open)
        if text_start < start:
            yield Token("text", text_start, start, foreign=inside)
        pos = text_start = token.end
        if token.kind == "start":
            foreign.start(token)
        elif token.kind == "end":
            foreign.end(token.name)
        inside = bool(foreign.open) or (inside and token.kind != "start")
        yield token._replace(foreign=True) if inside else token
        if token.kind == "start" and not foreign.open and not (xml and token.self_closing):
            content = _read_raw(text, token)
            if content and content.start < content.end:
                yield content
                pos = text_start = content.end
    if text_start < len(text):
        yield Token("text", text_start, len(text), foreign=bool(foreign.open))


def join_pictures(tokens: Iterator[Token]) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """The tokens, with every `svg` and `math` element joined into one of kind `raw`, and the tokens inside of it."""
    outer: Token | None = None
    inner: list[Token] = []
    depth = 0
    for token in tokens:
        if outer and token.foreign:
            depth += (token.kind == "start" and not token.self_closing) if token.name == outer.name else 0
            depth -= token.kind == "end" and token.name == outer.name
            if depth:
                inner.append(token)
                continue
            yield outer._replace(kind="raw", end=token.end), tuple(inner)
            outer = None
            continue
        if outer:
            yield outer._replace(kind="raw", end=token.start), tuple(inner)
        outer = token if token.foreign and token.kind == "start" else None
        if outer:
            inner, depth = [], 1
        else:
            yield token, ()
    if outer:
        yield outer._replace(kind="raw", end=inner[-1].end if inner else outer.end), tuple(inner)


class _Foreign:
    """The open elements from the outermost `svg` or `math` inwards, without HTML elements."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self._count: Counter[str] = Counter()

    @property
    def content(self) -> bool:
        """Whether the current place is SVG or MathML, not HTML inside of it."""
        return bool(self.open) and self.open[-1] not in _HTML_INSIDE

    def start(self, token: Token) -> None:
        if self.content and (token.name in _BREAKOUT or (token.name == "font" and _is_html_font(token))):
            while self.content:
                self._pop()
        if (self.content or token.name in ("svg", "math")) and not token.self_closing:
            self.open.append(token.name)
            self._count[token.name] += 1

    def end(self, name: str) -> None:
        if self._count[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name = self.open.pop()
        self._count[name] -= 1
        return name


def _is_html_font(token: Token) -> bool:
    return any(attribute.name in ("color", "face", "size") for attribute in token.attributes)


def _read_markup(text: str, start: int, cdata: bool) -> Token:
    """The token that begins with `<` at `start`."""
    following = text[start + 1]
    if following == "!":
        return _read_declaration(text, start, cdata)
    if following == "?":
        return _until(text, start, ">")
    if following == "/" and not (text[start + 2].isascii() and text[start + 2].isalpha()):
        return _until(text, start, ">")
    return _read_tag(text, start)


def _read_declaration(text: str, start: int, cdata: bool) -> Token:
    if text.startswith("<!--", start):
        for closed in ("<!-->", "<!--->"):
            if text.startswith(closed, start):
                return Token("comment", start, start + len(closed))
        match = _COMMENT_END.search(text, start + 4)
        return Token("comment", start, match.end() if match else len(text))
    if cdata and text.startswith("<![CDATA[", start):
        return _until(text, start, "]]>", "cdata")
    doctype = text[start + 2 : start + 9].lower() == "doctype"
    return _until(text, start, ">", "doctype" if doctype else "comment")


def _until(text: str, start: int, closer: str, kind: Kind = "comment") -> Token:
    found = text.find(closer, start)
    return Token(kind, start, len(text) if found < 0 else found + len(closer))


def _read_tag(text: str, start: int) -> Token:
    kind: Kind = "end" if text[start + 1] == "/" else "start"
    if plain := _PLAIN_TAG.match(text, start):
        return Token(kind, start, plain.end(), ascii_lower(plain[1]))
    named = _TAG_NAME.match(text, start)
    assert named
    pos = named.end()
    attributes: dict[str, Attribute] = {}
    while match := _ATTRIBUTE.match(text, pos):
        pos = match.end()
        attribute = _attribute(match)
        if attribute.quote == "none" and match[2] is None and _UNCLOSED_VALUE.match(text, pos):
            return Token("unfinished", start, len(text))
        attributes.setdefault(attribute.name, attribute)
    end = _TAG_END.match(text, pos)
    if not end:
        return Token("unfinished", start, len(text))
    closing = text[end.end() - 2] == "/" and end.end() - 2 >= pos
    return Token(kind, start, end.end(), ascii_lower(named[1]), tuple(attributes.values()), closing)


def _attribute(match: re.Match[str]) -> Attribute:
    name, start, end = ascii_lower(match[1]), match.start(1), match.end()
    if match[3] is not None:
        return Attribute(name, start, end, match.start(3), match.end(3), '"')
    if match[4] is not None:
        return Attribute(name, start, end, match.start(4), match.end(4), "'")
    if match[5] is not None:
        return Attribute(name, start, end, match.start(5), match.end(5), "")
    return Attribute(name, start, end, end, end, "none")


def ascii_lower(name: str) -> str:
    """The name with its ASCII letters, and no others, in lower case."""
    return name.lower() if name.isascii() else "".join(char.lower() if char.isascii() else char for char in name)


def _read_raw(text: str, tag: Token) -> Token | None:
    """The content of the element that `tag` opens, if it is not markup; else None."""
    name = tag.name
    if name == "script":
        return Token("raw", tag.end, _script_end(text, tag.end), name)
    if name == "plaintext":
        return Token("raw", tag.end, len(text), name)
    if name not in _RAW_END:
        return None
    match = _RAW_END[name].search(text, tag.end)
    return Token("rcdata" if name in _RCDATA else "raw", tag.end, match.start() if match else len(text), name)


def _script_end(text: str, pos: int) -> int:
    """Where a script ends. A `</script>` that closes a `<script>` inside a comment does not end it (13.2.5.15 ff.)."""
    state: Literal["data", "escaped", "double"] = "data"
    while match := _SCRIPT_MARK.search(text, pos):
        pos = match.end()
        mark = match[0]
        if mark == "<!--":
            state = "escaped" if state == "data" else state
            pos -= 2  # `<!-->` is a comment already
        elif mark == "-->":
            state = "data"
        elif state == "double":
            state = "escaped" if match[1] else "double"
        elif match[1]:
            return match.start()
        elif state == "escaped":
            state = "double"
    return len(text)
