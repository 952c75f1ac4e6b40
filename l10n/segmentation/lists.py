"""List items: their markers, and where the items of a list begin inside one paragraph."""

import re
from typing import NamedTuple
from unicodedata import east_asian_width

from l10n.languages.ko.numerals import DIVISION, LIST_LETTERS

_BULLETS = "•◦▪▫‣⁃∙●○■□◆◇★☆➤▶►"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}}|[IVX]{{2,5}}|[{LIST_LETTERS}]"
_BLANK = " \t\u3000"

_BEFORE_PERIOD = rf"[\s{_BULLETS}*+\-–—(（]*(?:\d{{1,3}}|[A-Za-z]|[IVX]{{2,5}}|[{LIST_LETTERS}]|{DIVISION}"
_OPEN_MARKER = re.compile(rf"{_BEFORE_PERIOD})\Z")
_ENCLOSED_MARKER = re.compile(rf"{_BEFORE_PERIOD}|[ivx]{{2,5}})\Z")
# A marker behind white space; it is only looked at, because that white space may stand behind another.
_MARKER = re.compile(
    rf"\s(?=(?P<marker>(?P<bullet>[{_BULLETS}]|[*+\-–](?=[ \t]))[{_BLANK}]*"
    rf"|(?P<circled>[{_CIRCLED}])[{_BLANK}]*"
    rf"|(?P<open>[(（]?)(?P<number>{_NUMBER})(?P<close>[.．]?[)）][.．]?|[.．])(?:[{_BLANK}]+|(?<=[）．])))\S)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ANCHORS = frozenset(".!?:;。！？：" + _BULLETS)
_FIRST = frozenset((0, 1, ord("a"), ord("A")))
_NARROW = 40  # columns; nobody wraps prose more narrowly


def is_marker(text: str, *, enclosed: bool) -> bool:
    """Whether a text that stops before a period is nothing but a list marker: `1`, `• 9`, `a`, `IV`.

    Small Roman numbers count only when they are `enclosed`: `ii.)`.
    """
    return len(text) <= 24 and (_ENCLOSED_MARKER if enclosed else _OPEN_MARKER).match(text) is not None


class _Item(NamedTuple):
    """A marker, in one of its readings: `i.` is a letter and a number."""

    start: int
    content: int
    """Where what the marker introduces begins."""
    style: str
    value: int
    at_line_start: bool
    anchored: bool
    """Whether an item may begin here: at the start of a line, behind the end of a sentence, a colon or a bullet."""
    capital: bool
    """Whether no small letter follows the marker."""


def item_starts(text: str) -> list[int]:
    """Where list items and the lines of a list begin in one paragraph, in order; never 0.

    A list is a sequence: one bullet again and again, or numbers or letters that count up. Inside a line the first must
    stand where a sentence may begin and a capital must follow each; a letter with a period, which may be somebody's
    initial, needs two more like it.
    """
    starts: set[int] = set()
    by_style: dict[str, list[_Item]] = {}
    for match in _MARKER.finditer("\n" + text):  # so that offsets in `text` are those of the white space before
        for item in _readings(match, text):
            by_style.setdefault(item.style, []).append(item)
    for style, items in by_style.items():
        starts.update(_counted(style, items) if len(style) > 1 or style == "①" else _bulleted(style, items))
    if "\n" in text:
        starts.update(_narrow_lines(text))
    ordered = sorted(starts - {0})
    return [at for prior, at in zip([0, *ordered], ordered, strict=False) if text[prior:at].strip(_BLANK + _BULLETS)]


def _readings(match: re.Match[str], text: str) -> list[_Item]:
    start, content = match.start(), match.end("marker") - 1
    before = text[max(0, start - 24) : start].rstrip(_BLANK)
    at_line_start = not before or before[-1] in "\n\r"
    anchored = at_line_start or before[-1] in _ANCHORS
    capital = not text[content].islower()
    return [
        _Item(start, content, style, value, at_line_start, anchored, capital)
        for style, value in _styles_and_values(match)
    ]


def _styles_and_values(match: re.Match[str]) -> list[tuple[str, int]]:
    """The readings of a marker: its style, written with 1, a, A, aa or AA (Roman) or 가 in place of the number, and its
    value."""
    if match["bullet"]:
        return [(match["bullet"], 0)]
    if match["circled"]:
        return [("①", _CIRCLED.index(match["circled"]))]
    number, opening, closing = match["number"], match["open"], match["close"]
    if number.isdigit():
        readings = [("1", int(number))]
    elif number in LIST_LETTERS:
        readings = [(LIST_LETTERS[0], LIST_LETTERS.index(number))]
    else:
        kind = "A" if number.isupper() else "a"
        readings = [(kind, ord(number))] if len(number) == 1 else []
        if set(number.upper()) <= _ROMAN.keys():
            readings.append((kind * 2, _roman(number.upper())))
    return [(opening + kind + closing, value) for kind, value in readings]


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _bulleted(style: str, items: list[_Item]) -> list[int]:
    """The items of a bullet: a typographic one may stand inside a line, `*` and `-` only where lines begin."""
    if style in _BULLETS and items[0].anchored:
        return [item.start for item in items]
    lines = [item.start for item in items if item.at_line_start]
    return lines if style in _BULLETS or len(lines) > 1 or items[0].start > 0 else []


def _counted(style: str, items: list[_Item]) -> list[int]:
    """The items of a style whose numbers count up."""
    starts: list[int] = []
    chain: list[_Item] = []

    def finish() -> None:
        shortest = 3 if style in ("a.", "aa.", f"{LIST_LETTERS[0]}.") and chain and not chain[-1].at_line_start else 2
        if len(chain) >= shortest:
            starts.extend(item.start for item in chain)

    for item in items:
        if not item.at_line_start and (not item.capital or style in ("A.", "AA.")):
            continue
        if chain and item.start <= chain[-1].content:  # `2025. 6. 7.`: nothing stands between the markers
            chain = []
        elif chain and item.value == chain[-1].value + 1:
            chain.append(item)
        else:
            begins = item.anchored or (len(chain) > 1 and item.value in _FIRST)
            finish()
            chain = [item] if begins else []
    finish()
    return starts


def _narrow_lines(text: str) -> list[int]:
    """The starts of the lines of a list without markers: three or more narrow lines, none with a final period."""
    lines = text.splitlines(keepends=True)
    if len(lines) < 3 or any(line.rstrip()[-1:] in ".!?。！？…,;:" or _columns(line) > _NARROW for line in lines):
        return []
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at + len(line) - len(line.lstrip()))
        at += len(line)
    return starts[1:]


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
