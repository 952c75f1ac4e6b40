"""Which part of a text is prose: what is left when code, tags, addresses and placeholders are covered."""

from __future__ import annotations

import re
from functools import lru_cache

from l10n.text.directives import LITERALS

COVER = "\ufffc"
"""Stands in a prose view, once a character, for what is not prose (U+FFFC, the object replacement character)."""

# A set comes first, which the search for is fast. Every alternative is bounded, anchored, or ends where the next one
# could begin, so that no text takes more than linear time.
_COVERED = re.compile(
    r"""
    [`<&{$%(\[](?:
    (?<=`)(?<!``)(?P<ticks>`*)(?!`)                          # a code span
        (?![^`']{1,80}'[^`]{0,200}`[^`']{1,80}')             # but not `one' and `two', which are quotations
        [^`]{1,2000}`(?P=ticks)(?!`)
    | (?<=<)/?[A-Za-z!?][^<>]*>                              # a tag, a comment, an autolink
    | (?<=&)(?:\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});  # a character reference
    | (?<={)(?:{[^{}]*}}|%[^{}%]*%})                         # template expressions
    | (?<=\$){[^{}]*}
    | (?<=%)\(\w+\)[-\#0\ +\d.]{0,8}[a-zA-Z]                # a named printf directive
    | (?<={)\w*(?:[.\[][\w.\[\]]{0,60})?(?:![rsa])?(?::[^{}]{0,40})?}  # a brace field
    | (?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+["'][^"']*["'])?\)  # the address of a Markdown link
    | (?<=\]\[)[^\[\]]*\]                                   # the label of a reference link
    | (?<=\[)\^[^\[\]\s]{1,200}\]                            # a footnote mark
    )
    """,
    re.VERBOSE | re.ASCII,
)
# An address up to the next character that it cannot have (RFC 3986, section 2), with the punctuation behind it.
_URL = re.compile(r"(?:(?<![A-Za-z])(?:https?|ftp|file)://|(?<![\w.])www\.)[\w\-.~:/?#@!$&'()*+,;=%\[\]]+", re.ASCII)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_NO_FLAGS: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def prose(text: str, flags: frozenset[str] = _NO_FLAGS) -> str:
    """The text with everything that is not prose covered, character for character, so that positions stay.

    `flags` are the message's: those of format strings say which directives to cover as well.
    """
    if "`" in text or "<" in text or "&" in text or "{" in text or "[" in text or "%(" in text:
        text = _COVERED.sub(_cover, text)
    if "://" in text or "www." in text:
        text = _URL.sub(_cover_url, text)
    if "@" in text:
        text = _MAIL.sub(_cover, text)
    for flag in flags:
        if pattern := LITERALS.get(flag):
            text = pattern.sub(_cover, text)
    return text


def _cover(match: re.Match[str]) -> str:
    return COVER * len(match[0])


def _cover_url(match: re.Match[str]) -> str:
    kept = url_end(match[0])
    return COVER * kept + match[0][kept:]


def urls(text: str) -> list[str]:
    """The addresses of pages in a text, in order."""
    return [match[0][: url_end(match[0])] for match in _URL.finditer(text)]


def mail_addresses(text: str) -> list[str]:
    """The mail addresses in a text, in order."""
    return _MAIL.findall(text)


def url_end(url: str) -> int:
    """How much of an address that was read up to the next space belongs to it: not the punctuation of the sentence
    around it, and a closing bracket only when it was opened within."""
    end = len(url)
    unopened = url.count(")") - url.count("(")
    while end and url[end - 1] in ".,;:!?'*_~)]":
        if url[end - 1] == ")":
            if unopened <= 0:
                break
            unopened -= 1
        end -= 1
    return end


_CODE = re.compile(r"(?<!`)(`+)(?!`)(?![^`']{1,80}'[^`]{0,200}`[^`']{1,80}')([^`]{1,2000})\1(?!`)")


def cover_code(text: str) -> str:
    """The text with its code spans covered, character for character."""
    return _CODE.sub(lambda match: COVER * len(match[0]), text) if "`" in text else text


def code_spans(text: str) -> list[tuple[int, str]]:
    """The code spans of Markdown: where each begins, and what it holds."""
    return [(match.start(), match[2].strip()) for match in _CODE.finditer(text)] if "`" in text else []


_SPACED = re.compile(r"\S+")


def spaced_words(text: str) -> list[tuple[int, str]]:
    """What stands between spaces, each with its position."""
    return [(match.start(), match[0]) for match in _SPACED.finditer(text)]
