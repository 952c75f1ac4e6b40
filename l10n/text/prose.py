"""The prose of a text: the part that is left when its inline codes are covered."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from l10n.model import InlineCode
from l10n.text.directives import LITERALS

COVER = "\ufffc"
"""Replaces in a prose view each character that is not prose: of code, an address, a placeholder, a standalone tag
(U+FFFC, the object replacement character)."""
MARK = "\ufffb"
"""Replaces each character of markup around prose: `**`, `<b>`, `](map.md)` (U+FFFB, an annotation mark that no text
has)."""

Codes = Callable[[str], tuple[InlineCode, ...]]
"""A text -> its inline codes, in order, never overlapping: `Format.codes`, `message_codes`."""

_STANDS_FOR = {"open": MARK, "close": MARK, "break": "\n"}
_NO_FLAGS: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def prose(text: str, codes: Codes, flags: frozenset[str] = _NO_FLAGS) -> str:
    """The text with everything that is not prose covered, character for character, so that positions stay. `flags` are
    the message's; a flag of format strings says which directives to cover, too. A hard break becomes line ends."""
    text = _covered(text, codes(text))
    for flag in flags:
        if pattern := LITERALS.get(flag):
            text = pattern.sub(lambda match: COVER * len(match[0]), text)
    return text


@lru_cache(maxsize=64)
def without_code(text: str, codes: Codes) -> str:
    """The text with its code covered, character for character, and all other markup left: also elements such as
    `<code>`, whose tags are markup. Angle brackets of other codes (`the guide <guide>`) are no tags and covered."""
    pieces: list[str] = []
    at = 0
    for code in codes(text):
        written = text[code.start : code.end]
        is_tag = written[0] == "<" or (written[0] in _QUOTES and code.kind != "code")
        if not is_tag or written.startswith("<<"):
            covered = COVER * len(written) if code.kind == "code" else written.translate(_NO_TAGS)
            pieces += text[at : code.start], covered
            at = code.end
    return "".join([*pieces, text[at:]]) if pieces else text


_QUOTES = frozenset("\"'`")
"""What the rest of a tag begins with whose attribute is text."""
_NO_TAGS = str.maketrans("<>", COVER * 2)


def _covered(text: str, codes: Iterable[InlineCode]) -> str:
    pieces: list[str] = []
    at = 0
    for code in codes:
        pieces += text[at : code.start], _STANDS_FOR.get(code.kind, COVER) * (code.end - code.start)
        at = code.end
    return "".join([*pieces, text[at:]]) if pieces else text


_SPACED = re.compile(r"\S+")


def spaced_words(text: str) -> list[tuple[int, str]]:
    """The words between spaces, each with its position."""
    return [(match.start(), match[0]) for match in _SPACED.finditer(text)]
