"""What an engine reads: text as it stands in the corpora that engines are trained on.

Those hold straight quotes, `...`, hyphens between spaces for dashes, ordinary spaces and letters. On the same sentences
with the marks of typography the models that were tried lose up to three points of BLEU, and a dash that touches its
words is read as a hyphen. `typography` gives the draft its form back.
"""

from __future__ import annotations

import re
import unicodedata

from l10n.languages.language import language

VERSION = 2
"""Grows when another text may come out for the same sentence, so that what engines answered before is asked anew."""

_CHARACTERS = {
    **dict.fromkeys("‘’‚‛ʼ′‹›＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff\u200e\u200f", ""),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    "…": "...",
    **{char: unicodedata.normalize("NFKC", char) for char in map(chr, range(0xFB00, 0xFB07))},  # ligatures
}
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
"""Full-width forms, which only East Asian text has by right."""
_TABLE = str.maketrans(_CHARACTERS)
_WIDE_TABLE = str.maketrans(_WIDE)
_GUILLEMET_SPACE = re.compile(r"(?<=[«‹])[ \u00a0\u202f]|[ \u00a0\u202f](?=[»›])")
_RANGE = re.compile(r"(?<=\d)[ \u2009\u202f]?[–‒][ \u2009\u202f]?(?=\d)|(?<=\w)[–‒](?=\w)")
"""A dash that means `to`, or joins: 2010–2015, Seoul–Busan."""
_DASH = re.compile(r"[^\S\n]*(?:[—–―]+|(?<=\s)--(?=\s)|(?<=\w)--(?=\w))[^\S\n]*")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_EDGE = re.compile(r"\A - | - \Z")


def plain_text(text: str, source_locale: str) -> str:
    """The text as an engine reads it that was trained on plain text. Doing it twice changes nothing more."""
    if _PLAIN.fullmatch(text) and "--" not in text:
        return text
    if "«" in text or "‹" in text:
        text = _GUILLEMET_SPACE.sub("", text)
    text = _RANGE.sub("-", text)
    text = _DASH.sub(" - ", text)
    text = _EDGE.sub(lambda match: match[0].strip() + " " if match.start() == 0 else " -", text)
    text = text.translate(_TABLE)
    if not language(source_locale).glued:
        text = text.translate(_WIDE_TABLE)
    return re.sub(r"  +", " ", text)
