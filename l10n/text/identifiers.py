"""Texts that are names of code alone: no language has other words for them."""

import re
from collections.abc import Iterable

from l10n.model import InlineCode

_IDENTIFIER = re.compile(
    r"--?[a-z][\w-]*(?:=\S*)?"  # an option
    r"|[\w.-]*[A-Za-z0-9]_[A-Za-z0-9][\w.-]*(?:\(\))?|_[\w.]*|[\w.]+\(\)"
    r"|[a-z][\w-]*(?:\.[a-z]\w*)+"  # a file, a dotted name
    r"|[a-z]{2,}(?:[A-Z][a-z]\w*)+"
    r"|\w+(?:::\w+)+"
    r"|(?:\.{0,2}/)?(?:[\w.-]+/){2,}[\w.-]*|\.{0,2}/[\w.-]+/?|[\w.-]+/[\w-]+\.[a-z]\w*|[a-z][\w.-]*/",
    re.ASCII,
)


def is_identifier(text: str, codes: Iterable[InlineCode]) -> bool:
    """Whether what a text holds besides its inline codes is one identifier, option, file or path."""
    pieces: list[str] = []
    end = 0
    for code in codes:
        pieces.append(text[end : code.start])
        end = code.end
    plain = "".join([*pieces, text[end:]]).strip()
    return " " not in plain and _IDENTIFIER.fullmatch(plain) is not None


_COMMAND = re.compile(
    r"(?:\$ |(?:sudo )?(?:npm|npx|pnpm|yarn|pip3?|uv|git|docker|cargo|curl|wget|brew|apt|apt-get|python3?|node|go) "
    r"(?=(?:\S+ ){0,9}(?:--?[a-z]|\S*[/=@_]\S)))[^\s.,;:][^\n]{0,200}(?<![.,;:!?])"
)
"""A command behind a prompt, or one of well-known names with an option, a path or an assignment."""
_MARKS = frozenset({"open", "close", "image", "emoji", "tag", "footnote"})
_LONGEST = 240


def is_code(text: str, codes: Iterable[InlineCode]) -> bool:
    """Whether a text says nothing but an identifier or a command, though nothing marks it as code: a code that is
    marked, an address or a placeholder is a word of the sentence around it."""
    if len(text) > _LONGEST:
        return False
    marks = tuple(codes)
    if any(code.kind not in _MARKS for code in marks):
        return False
    return is_identifier(text, marks) or _COMMAND.fullmatch(text.strip()) is not None
