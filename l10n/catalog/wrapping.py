"""Where msgcat breaks the lines of a string at a page width: the rules of Unicode's annex 14, greedily applied.

gettext computes on the text as the file spells it, escapes included, and counts columns: wide characters are two.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_CLASSES = {
    "QU": "\"'«»‘’‛“”‟‹›❛❜❝❞",
    "OP": "([{¡¿‚„",
    "CP": ")]",
    "CL": "}\u3001\u3002\uff0c\uff0e\uff61\uff64",
    "EX": "!?\uff01\uff1f\u061f\u061e\u061b\u06d4",
    "IS": ",.:;\u2044\u060c\u066c\u0589",
    "SY": "/",
    "PR": "$+\\±№−∓£¥¤\uff04\uffe1\uffe5\uffe6",
    "PO": "%¢°‰‱′″‴‵‶‷℃℉\uff05\uffe0\u066a₧",
    "HY": "-",
    "BA": "|\t\u00ad\u2010\u2012\u2013\u058a\u05be\u0964\u0965\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009"
    "\u200a\u205f\u3000\u2027\u1361",
    "B2": "\u2014",
    "BB": "´ˈˌ",
    "GL": "\u00a0\u202f\u2007\u2011\u034f",
    "IN": "\u2024\u2025\u2026",
    "NS": "\uff1a\uff1b々〻ゝゞヽヾ・\uff65ー〜゠‼⁇⁈⁉ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ",
    "ZW": "\u200b",
    "WJ": "\u2060\ufeff",
    "CB": "\ufffc",
    "ID": "\uff5e",
}
_BY_CHARACTER = {character: name for name, characters in _CLASSES.items() for character in characters}
_NEVER_BEFORE = frozenset({"CL", "CP", "EX", "IS", "SY"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_LETTERS = frozenset({"AL", "HL"})
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})


@lru_cache(maxsize=16384)
def _class(character: str) -> str:
    """The line breaking class of a character, as far as it matters here."""
    if known := _BY_CHARACTER.get(character):
        return known
    if character == " ":
        return "SP"
    if character < "\x80":
        return "NU" if character.isdigit() else "AL"
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        return "H3" if (code - 0xAC00) % 28 else "H2"
    if 0x1100 <= code <= 0x11FF:
        return "JL" if code < 0x1160 else "JV" if code < 0x11A8 else "JT"
    category = unicodedata.category(character)
    if category in ("Mn", "Mc", "Me") or code in (0x200C, 0x200D) or (category == "Cf" and code > 0xAD):
        return "CM"
    if category == "Ps":
        return "OP"
    if category == "Pe":
        return "CL"
    if category in ("Pi", "Pf"):
        return "QU"
    if category == "Sc":
        return "PR"
    wide = unicodedata.east_asian_width(character) in "WF"
    if category == "Nd" and not wide:
        return "NU"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "RI"
    if 0x1F3FB <= code <= 0x1F3FF:
        return "EM"
    if 0x05D0 <= code <= 0x05F2:
        return "HL"
    if wide or 0x1F000 <= code <= 0x1FAFF or 0x3400 <= code <= 0x9FFF:
        return "ID"
    return "AL"


def columns(text: str) -> int:
    """Columns of a text in a terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    """Columns of a character in a terminal."""
    if character < "\x80":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if 0x1160 <= ord(character) <= 0x11FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _may_break(left: str, right: str, spaced: bool, before: str) -> bool:
    """Whether a line may end between two characters of these classes, `spaced` by blanks or not; `before` is the class
    in front of `left`."""
    if right in ("ZW",):
        return False
    if left == "ZW":
        return True
    if not spaced and (right == "WJ" or left == "WJ" or left == "GL"):
        return False
    if right == "WJ":
        return False
    if right == "GL" and not spaced and left not in ("BA", "HY"):
        return False
    if right in _NEVER_BEFORE:
        return False
    if left == "OP":
        return False
    if left == "QU" and right == "OP":
        return False
    if left in ("CL", "CP") and right == "NS":
        return False
    if left == "B2" and right == "B2":
        return False
    if spaced:
        return True
    if left == "QU" or right == "QU":
        return False
    if left == "CB" or right == "CB":
        return True
    if right in ("BA", "HY", "NS") or left == "BB":
        return False
    if before == "HL" and left in ("HY", "BA"):
        return False
    if left == "SY" and right == "HL":
        return False
    if right == "IN":
        return left not in (_LETTERS | _IDEOGRAPHS | {"EX", "IN", "NU"} | _HANGUL)
    if (left in _LETTERS and right == "NU") or (left == "NU" and right in _LETTERS):
        return False
    if (left == "PR" and right in _IDEOGRAPHS | _HANGUL) or (left in _IDEOGRAPHS | _HANGUL and right == "PO"):
        return False
    if (left in ("PR", "PO") and right in _LETTERS) or (left in _LETTERS and right in ("PR", "PO")):
        return False
    if (left, right) in _NUMBERS:
        return False
    if left == "JL" and right in ("JL", "JV", "H2", "H3"):
        return False
    if left in ("JV", "H2") and right in ("JV", "JT"):
        return False
    if left in ("JT", "H3") and right == "JT":
        return False
    if left in _LETTERS and right in _LETTERS:
        return False
    if (left in _LETTERS | {"NU"} and right == "OP") or (left == "CP" and right in _LETTERS | {"NU"}):
        return False
    return not (left == "EB" and right == "EM")


_NUMBERS = frozenset(
    {
        ("CL", "PO"), ("CP", "PO"), ("CL", "PR"), ("CP", "PR"), ("NU", "PO"), ("NU", "PR"), ("PO", "OP"),
        ("PO", "NU"), ("PR", "OP"), ("PR", "NU"), ("HY", "NU"), ("IS", "NU"), ("NU", "NU"), ("SY", "NU"),
    }
)  # fmt: skip


def _pieces(text: str) -> Iterator[str]:
    """A string as a file spells it, cut where a line may end. An escape is not cut, nor parted from the line's end."""
    start = 0
    left, before, spaced, flags = "", "", False, 0
    at = 0
    end = len(text) - 2 if text.endswith("\\n") else len(text)
    while at < end:
        character = text[at]
        name = _class(character)
        if name == "CM":
            if left and not spaced:
                at += 1
                continue
            name = "AL"
        if name == "SP":
            spaced = True
            at += 1
            continue
        if left and _may_break(left, name, spaced, before):
            if not (name == "RI" and left == "RI" and not spaced and flags % 2):
                yield text[start:at]
                start = at
        elif spaced and not left and name not in _NEVER_BEFORE:  # blanks at the beginning
            yield text[start:at]
            start = at
        flags = flags + 1 if name == "RI" else 0
        before, left, spaced = left, name, False
        if character == "\\":
            at += 2
            name = _class(text[at - 1])
            before, left = left, name
        else:
            at += 1
    yield text[start:]


def wrap(text: str, first: int, width: int) -> list[str]:
    """The lines of a string as a file spells it, without line breaks but for one at its end; `first` is the column at
    which the first line begins, `width` the columns of each line."""
    lines: list[str] = []
    line: list[str] = []
    column = first
    for piece in _pieces(text):
        size = columns(piece)
        if line and column + size > width:
            lines.append("".join(line))
            line, column = [], 0
        line.append(piece)
        column += size
    return [*lines, "".join(line)]
