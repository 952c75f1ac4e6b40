"""HTML text as people translate it: from HTML to a unit's text, and from a translation to HTML.

White space is collapsed as in a browser. A reference to a visible character (`&rsquo;`, `&#233;`) is resolved, since
translators and machines read letters. References that are markup (`&amp;`, `&lt;`, `&gt;`) or invisible (`&nbsp;`) stay
as written, and so do tags.
"""

import html
import re
import unicodedata
from collections.abc import Iterable

from l10n.formats.html.codes import split_tags
from l10n.formats.html.tokens import RAW_ELEMENTS, Token, html_tokens
from l10n.model import Unit

RCDATA = "html-rcdata"
"""Syntax of a title, in which `<` is no markup."""
ATTRIBUTE = {'"': "html-double", "'": "html-single", "": "html-unquoted"}
"""Syntax of an attribute's value, by the quotes around it."""

_SPACES = re.compile(r"[\t\n\f\r ]+")
_UGLY_SPACE = re.compile(r"[\t\n\f\r]|  ")
_LINE_END = re.compile(r"\r\n?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NBSP = ("&nbsp;", "&#160;", "&#xa0;")
_LEADING = re.compile(r"(?:[\t\n\f\r \xa0]|&nbsp;|&#160;|&#[xX][aA]0;)*")
_SPACE_CHARS = "\t\n\f\r \xa0"


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and no-break spaces at its edges."""
    match = _LEADING.match(text, start, end)
    assert match
    start = match.end()
    while start < end:
        if text[end - 1] in _SPACE_CHARS:
            end -= 1
        elif text[end - 1] == ";" and text[max(start, end - 6) : end].lower() in _NBSP:
            end -= 6
        else:
            break
    return start, end


def resolve(text: str) -> str:
    """The text with all references resolved except those that are markup or invisible."""
    if "&" not in text:
        return text
    resolved = _REFERENCE.sub(_resolve_one, text)
    # what is left must not have become another reference
    return resolved if resolved == text or html.unescape(resolved) == html.unescape(text) else text


def _resolve_one(match: re.Match[str]) -> str:
    char = html.unescape(match[0])
    if len(char) == 1 and char.isprintable() and char not in "&<> " and not unicodedata.combining(char):
        return char
    return match[0]


def flow_text(text: str, tokens: Iterable[Token], start: int, end: int) -> str:
    """The unit's text of `tokens` between `start` and `end`."""
    pieces: list[str] = []
    for token in tokens:
        piece = text[max(token.start, start) : min(token.end, end)]
        if token.kind == "text":
            piece = _SPACES.sub(" ", piece)
            pieces.append(piece if "<" in piece else resolve(piece))
        elif token.kind in ("start", "end") and _UGLY_SPACE.search(piece):
            pieces.append(_tidy_tag(text, token))
        else:
            pieces.append(_LINE_END.sub("\n", piece))
    return "".join(pieces)


def _tidy_tag(text: str, token: Token) -> str:
    """A tag with one space between its attributes; the values stay as they are."""
    if not token.attributes:
        return _SPACES.sub(" ", text[token.start : token.end]).replace(" >", ">")
    attributes = [_LINE_END.sub("\n", text[item.start : item.end]) for item in token.attributes]
    head = text[token.start : token.attributes[0].start].rstrip(_SPACE_CHARS + "/")
    tail = _SPACES.sub(" ", text[token.attributes[-1].end : token.end]).replace(" >", ">")
    return " ".join([head, *attributes]) + tail


def value_text(text: str) -> str:
    """The unit's text of an attribute's value or a title."""
    return resolve(_SPACES.sub(" ", text)).strip(_SPACE_CHARS)


def encode_html(unit: Unit, target: str) -> str:
    """`target`, a translation of `unit`, as HTML in the unit's place. Its markup is the translator's. A `<` that would
    begin a tag or comment without an end becomes `&lt;`, so that it swallows nothing behind the unit."""
    text = _LINE_END.sub("\n", target)
    if unit.syntax in ATTRIBUTE.values():
        return _encode_value(unit, text)
    if unit.syntax == RCDATA:
        text = re.sub(r"<(?=/title)", "&lt;", text, flags=re.IGNORECASE)
    elif "<" in text:
        text = _close_markup(_repair_values(unit.text, text))
    return text.replace("\n", unit.newline)


def _encode_value(unit: Unit, text: str) -> str:
    if unit.syntax == ATTRIBUTE["'"]:
        return text.replace("'", "&#39;").replace("\n", unit.newline)
    value = text.replace('"', "&quot;").replace("\n", unit.newline)
    return value if unit.syntax == ATTRIBUTE['"'] else f'"{value}"'


def _close_markup(text: str) -> str:
    """The text, escaped from the first tag or comment on that has no end."""
    before = last = Token("text", 0, 0)
    for token in html_tokens(text):
        before, last = last, token
    if last.kind in ("raw", "rcdata"):  # a script, say, whose end tag is missing
        last = before
    elif not _runs_on(text, last):
        return text
    return text[: last.start] + text[last.start :].replace("<", "&lt;")


def _runs_on(text: str, last: Token) -> bool:
    """Whether the last token of a text would go on behind its end."""
    if last.kind in ("text", "end"):
        return False
    if last.kind == "start":
        return last.name in RAW_ELEMENTS
    closers = ("-->", "--!>") if text.startswith("<!--", last.start) else ("]]>",) if last.kind == "cdata" else (">",)
    return last.kind == "unfinished" or not text.endswith(closers)


def _repair_values(source: str, target: str) -> str:
    """The target with double quotes escaped that it added inside an image's text."""
    for opener, closer in split_tags(source):
        found = target.find(opener)
        start = found + len(opener)
        end = target.find(closer, start) if found >= 0 else -1
        if end >= 0 and '"' in target[start:end]:
            target = target[:start] + target[start:end].replace('"', "&quot;") + target[end:]
    return target
