"""The parts of a reStructuredText document that leave with a unit, and those that must stay to keep its structure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from l10n.formats.rst.encode import TITLE
from l10n.model import UnitType

WORD_JOINER = "\u2060"
"""Invisible; it is the text of an element that must have one."""
MARKS = re.compile(
    r"(?:\s|[-*+•‣⁃|](?=\s|\Z)|\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9}|#)[.)](?=\s|\Z)"
    r"|--?[A-Za-z][\w=<>]*,?(?=\s|\Z)|\.\.[ \t]+[A-Za-z][\w:.+-]*::(?=\s|\Z)"
    r"|:[ \t]+\w[^\r\n]*(?=[\r\n]|\Z)"
    r"|:(?:class|name|align|width):[^\r\n]*(?=[\r\n]|\Z)|:(?!class:|name:|align:|width:)[A-Za-z][^\r\n:]*:(?=\s|\Z))*"
)
"""Marks of items, fields, options and directives, and the classifiers of terms."""


class Found(NamedTuple):
    start: int
    end: int
    text: str
    type: UnitType
    syntax: str
    line: int
    level: int = 0
    """The level of a title."""
    left: str = ""
    """The text that replaces it if nothing leaves with it."""
    cell: tuple[int, int] | None = None
    """The number of the drawn table that it is in, and of the cell."""
    entry: int = -1
    """The number of the entry whose term it is."""


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else is on the lines of a span."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = re.compile(r"[^\r\n]*").match(text, end)
    return not (text[begin:start].strip("\ufeff \t") or (rest and rest[0].strip()))


def with_sections(found: Sequence[Found], text: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """What is found with what stays of it, and the sections that leave when there is nothing else in them.

    A title stays, without words, while others below it do: docutils takes levels from the order of their marks. So do
    a term and its description, an admonition's title and its text, each for the other."""
    titles = [each for each in found if each.syntax == TITLE and each.level]
    sections: list[tuple[int, int]] = []
    open_titles: list[Found] = []
    for title in titles:
        while open_titles and open_titles[-1].level >= title.level:
            sections.append((open_titles.pop().start, title.start))
        open_titles.append(title)
    sections += [(title.start, len(text)) for title in open_titles]
    held = {before.start for before, after in pairwise(titles) if after.level > before.level}
    described = {
        after.start
        for before, after in pairwise(found)
        if before.left == WORD_JOINER and not after.left and not text.startswith(("::", " ::"), after.end)
    }
    kept = [
        each._replace(left=TITLE if each.start in held else WORD_JOINER)
        if each.start in held or each.start in described
        else each
        for each in found
    ]
    return kept, [section for section in sections if section[0] in held]
