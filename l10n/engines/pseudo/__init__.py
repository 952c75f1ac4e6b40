"""Pseudo-localization: text that is readable, visibly not the source, and longer, in any language's place.

It accents the letters, adds about 30 % of length and puts brackets around, as the pseudo-locale en-XA of Android does,
so that a page shows at once which text is not localized, which is cut, and where sentences are joined. The brackets are
ones that no markup uses: `[…]` would be a link in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from l10n.engines.engine import ANY

if TYPE_CHECKING:
    from l10n.drafting import Engine

_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_FILLER = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_KEPT = re.compile(
    r"""
      [⟦⟪⟨\[{][^\[\]{}⟦⟧⟪⟫⟨⟩\s]*[⟧⟫⟩\]}]+   # mask tokens and placeholders
    | <[^<>]*>                              # tags
    | &\#?\w+;                              # entities
    | %(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdifgxo]\b   # printf directives
    | https?://\S+
    | (?<![A-Za-z])[A-Za-z]*\d[A-Za-z\d]*   # numbers, and tokens such as X1X
    """,
    re.VERBOSE,
)


def pseudolocalize(text: str) -> str:
    """The text in its pseudo-localized form; empty for blank text. Placeholders, tags and numbers stay as they are."""
    if not text.strip():
        return ""
    pieces, end = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(_ACCENTS), kept.group()]
        end = kept.end()
    pieces.append(text[end:].translate(_ACCENTS))
    return "⟦" + "".join(pieces) + _padding(len(text)) + "⟧"


def _padding(length: int) -> str:
    """Words that make up about 30 % of the length, the brackets counted."""
    padding, wanted = "", round(length * 0.3) - 2
    for word in _FILLER * (wanted // 40 + 1):
        if len(padding) >= wanted:
            break
        padding += " " + word
    return padding


class PseudoEngine:
    """Pseudo-localizes whatever it is given."""

    name = "pseudo"
    fingerprint = "pseudo@1"
    natural = False

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(ANY, ANY)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [pseudolocalize(sentence) for sentence in sentences]


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    return True


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    return PseudoEngine()
