"""List items: their markers, and where the items of a list begin inside one paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

BULLETS = "•◦▪▫‣⁃∙●○■□◆◇★☆➤▶►"
_HANGUL = "가나다라마바사아자차카타파하"  # the order in which Korean counts
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}}|[IVX]{{2,5}}|[{_HANGUL}]"
_OPENING = re.compile(
    rf"[\s{BULLETS}*+\-–—(（]*(?:\d{{1,3}}|[A-Za-z]|[IVX]{{2,5}}|[{_HANGUL}]|제\d{{1,3}}[편장절조항])\Z"
)
_OPENING_ENCLOSED = re.compile(_OPENING.pattern.replace("[IVX]{2,5}", "[IVXivx]{2,5}"))
_ENCLOSED = re.compile(rf"[(（]?(?:{_NUMBER})[.．]?[)）][.．]?[ \t\u3000]+(?=\S)")
_MARKER = re.compile(
    rf"(?<!\S)(?:(?P<bullet>[{BULLETS}]|[*+\-–](?=[ \t]))[ \t]*"
    rf"|(?P<circled>[{_CIRCLED}])[ \t\u3000]*"
    rf"|(?P<open>[(（]?)(?P<number>{_NUMBER})(?P<close>[.．]?[)）][.．]?|[.．])(?:[ \t\u3000]+|(?<=[）．])))(?=\S)"
)
_BLANK = " \t\u3000"
_ANCHORS = ".!?:;。！？：" + BULLETS
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FIRST = (0, 1, ord("a"), ord("A"))
_NARROW = 40  # columns; nobody wraps prose more narrowly


def is_marker(text: str, enclosed: bool) -> bool:
    """Whether a text that stops before a period is nothing but a list marker: `1`, `• 9`, `a`, `IV`.

    Small Roman numbers count only when `enclosed`: `ii.)`.
    """
    if len(text) > 24:
        return False
    return (_OPENING_ENCLOSED if enclosed else _OPENING).match(text) is not None


def starts_with_marker(text: str, at: int) -> bool:
    """Whether an enclosed list marker stands at an offset: `(b) `, `2) `, `ii.) `."""
    return _ENCLOSED.match(text, at, at + 16) is not None


class _Item(NamedTuple):
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

    A list is a sequence: one bullet at the start of lines or of the paragraph, or numbers or letters that count up.
    Inside a line the first must stand where a sentence may begin and a capital must follow each; a letter with a
    period, which may be somebody's initial, needs two more like it.
    """
    starts: set[int] = set()
    by_style: dict[str, list[_Item]] = {}
    for match in _MARKER.finditer(text):
        for item in _readings(match, text):
            by_style.setdefault(item.style, []).append(item)
    for style, items in by_style.items():
        if style[0] in BULLETS or style in "*+-–":
            starts.update(_bulleted(style, items))
        else:
            starts.update(_counted(style, items))
    if "\n" in text:
        starts.update(_short_lines(text))
    starts.discard(0)
    ordered = sorted(starts)
    return [at for prior, at in zip([0, *ordered], ordered, strict=False) if text[prior:at].strip(_BLANK + BULLETS)]


def _readings(match: re.Match[str], text: str) -> list[_Item]:
    start = match.start()
    before = text[max(0, start - 24) : start].rstrip(_BLANK)
    at_line_start = not before or before[-1] in "\n\r"
    anchored = at_line_start or before[-1] in _ANCHORS
    capital = not text[match.end()].islower()
    if match["bullet"]:
        return [_Item(start, match.end(), match["bullet"], 0, at_line_start, anchored, capital)]
    if match["circled"]:
        return [_Item(start, match.end(), "①", _CIRCLED.index(match["circled"]), at_line_start, anchored, capital)]
    number, shape = match["number"], match["open"] + "{}" + match["close"]
    if number.isdigit():
        readings = [("1", int(number))]
    elif number in _HANGUL:
        readings = [("가", _HANGUL.index(number))]
    else:
        kind = "A" if number.isupper() else "a"
        readings = [(kind, ord(number))] if len(number) == 1 else []
        if set(number.upper()) <= _ROMAN.keys():
            readings.append((kind + kind, _roman(number.upper())))
    return [
        _Item(start, match.end(), shape.format(kind), value, at_line_start, anchored, capital)
        for kind, value in readings
    ]


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _bulleted(style: str, items: list[_Item]) -> list[int]:
    if style in BULLETS:
        inline = items[0].anchored
        return [item.start for item in items if item.at_line_start or inline]
    lines = [item.start for item in items if item.at_line_start]
    return lines if len(lines) > 1 or items[0].start > 0 else []


def _counted(style: str, items: list[_Item]) -> list[int]:
    starts: list[int] = []
    chain: list[_Item] = []

    def close() -> None:
        shortest = 3 if style in ("a.", "aa.", "가.") and not chain[-1].at_line_start else 2
        if len(chain) >= shortest:
            starts.extend(item.start for item in chain)

    for item in items:
        if not (item.at_line_start or (item.capital and style not in ("A.", "AA."))):
            continue
        if chain and item.start <= chain[-1].content:  # `2025. 6. 7.`: nothing between two markers
            chain = []
            continue
        if chain and item.value == chain[-1].value + 1:
            chain.append(item)
            continue
        anew = item.anchored or (len(chain) > 1 and item.value in _FIRST)
        if chain:
            close()
        chain = [item] if anew else []
    if chain:
        close()
    return starts


def _short_lines(text: str) -> list[int]:
    """The starts of the lines of a list without markers: three or more narrow lines, none with a final period."""
    lines = text.splitlines(keepends=True)
    if len(lines) < 3 or any(len(line) > _NARROW or line.rstrip()[-1:] in set(".!?。！？…,;:") for line in lines):
        return []
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts[1:-1]
