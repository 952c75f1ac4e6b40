"""Inline codes of HTML text: tags, comments, elements that are not translated, and the codes of `text/inline.py`."""

import re
from collections.abc import Iterator, Sequence

from l10n.formats.directives import find_directives
from l10n.formats.html.elements import OPAQUE, VOID, language_of, text_attributes, translate_state
from l10n.formats.html.tokens import Token, html_tokens
from l10n.model import CodeKind, InlineCode
from l10n.text.inline import text_codes

_LETTER = re.compile(r"[^\W\d_]")
_STANDALONE: dict[str, CodeKind] = {"img": "image", "br": "break"}


def pair_tags(tokens: Sequence[Token]) -> list[int]:
    """For each token, the index of the tag that forms an element with it, or -1. Pairs never cross."""
    partners = [-1] * len(tokens)
    open_tags: list[int] = []
    count: dict[str, int] = {}
    for index, token in enumerate(tokens):
        name = token.name
        if token.kind == "start" and name not in VOID and not token.self_closing:
            open_tags.append(index)
            count[name] = count.get(name, 0) + 1
        elif token.kind == "end" and count.get(name):
            while True:
                opening = open_tags.pop()
                count[tokens[opening].name] -= 1
                if tokens[opening].name == name:
                    break
            partners[opening], partners[index] = index, opening
    return partners


def inline_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of an HTML unit's text, in order, never overlapping. Linear in the length of the text.

    An element that holds no prose, is in another language or must not be translated is one code, including its content.
    """
    if "<" not in text:
        return text_codes(text)
    return tuple(_codes(text))


def _codes(text: str) -> Iterator[InlineCode]:
    tokens = list(html_tokens(text))
    partners = pair_tags(tokens)
    index = 0
    while index < len(tokens):
        token, partner = tokens[index], partners[index]
        index += 1
        start, end = token.start, token.end
        if token.kind == "text":
            yield from _prose(text, start, end)
        elif token.kind == "end":
            yield InlineCode(start, end, "close")
        elif token.kind == "comment":
            last = _end_of_off(text, tokens, index - 1)
            yield InlineCode(start, tokens[last].end, "code" if last >= index else "tag")
            index = last + 1
        elif token.kind != "start":
            yield InlineCode(start, end, "tag" if token.kind in ("doctype", "unfinished") else "code")
        elif partner > 0 and (is_protected(text, token) or partner == index):
            yield InlineCode(start, tokens[partner].end, "tag" if partner == index else "code")
            index = partner + 1
        elif token.name in VOID or token.self_closing:
            yield from _standalone(text, token)
        else:
            yield InlineCode(start, end, "open")


def _prose(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


def _end_of_off(text: str, tokens: Sequence[Token], index: int) -> int:
    """The last token that an `l10n:off` comment at `index` switches off; `index` itself if it is no such comment."""
    token = tokens[index]
    if not any(directive.name == "off" for directive in find_directives(text[token.start : token.end])):
        return index
    for later in range(index + 1, len(tokens)):
        token = tokens[later]
        if token.kind == "comment" and any(
            directive.name == "on" for directive in find_directives(text[token.start : token.end])
        ):
            return later
    return len(tokens) - 1


def is_protected(text: str, token: Token) -> bool:
    """Whether the element that this start tag opens is not to be translated."""
    if token.name in OPAQUE:
        return True
    stated = translate_state(text, token)
    return bool(language_of(text, token)) if stated is None else not stated


def _standalone(text: str, token: Token) -> Iterator[InlineCode]:
    """The code of a tag without content. An image's alternative text is no code, as in Markdown."""
    if value := _text_value(text, token):
        start, end = value
        yield InlineCode(token.start, start, "open")
        yield from _prose(text, start, end)
        yield InlineCode(end, token.end, "close")
    else:
        yield InlineCode(token.start, token.end, _STANDALONE.get(token.name, "tag"))


def _text_value(text: str, token: Token) -> tuple[int, int] | None:
    """The span of the only text for readers in an image's tag, if a translation can simply replace it."""
    if token.name != "img" or (translate_state(text, token) is False) or language_of(text, token):
        return None
    found = [item for item in text_attributes(text, token) if _LETTER.search(text, item.value_start, item.value_end)]
    if len(found) != 1 or found[0].quote != '"':
        return None
    return found[0].value_start, found[0].value_end


def split_tags(text: str) -> Iterator[tuple[str, str]]:
    """For each image tag whose text `inline_codes` leaves translatable: the parts before and behind the text."""
    for token in html_tokens(text) if "<img" in text.lower() else ():
        if token.kind == "start" and (value := _text_value(text, token)):
            yield text[token.start : value[0]], text[value[1] : token.end]
