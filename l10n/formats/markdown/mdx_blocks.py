"""The blocks of MDX: modules, lines of tags and expressions, containers. Rules of markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from l10n.formats.markdown.directives import INTERRUPTS, directive_rules, push, push_text
from l10n.formats.markdown.jsx import Jsx, Tag
from l10n.formats.markdown.mdx_text import attribute_part, texts_of
from l10n.formats.markdown.protected import protected_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_LOOKAHEAD = 400
"""The most lines that a tag may take inside of a quote."""
_MODULE = re.compile(r"(?:import|export) ")


def mdx_blocks(parser: MarkdownIt) -> None:
    """Makes the block rules those of MDX, with directives."""
    parser.disable(["code", "html_block", "admonition", "deflist", "first_term"])
    ruler = parser.block.ruler
    ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("protected_lines", _formula, INTERRUPTS)
    ruler.at("protected_blocks", _module)
    ruler.before("protected_lines", "jsx", _flow, INTERRUPTS)
    directive_rules(parser)


def _list(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a list. No indentation is too deep for an item, since none makes code."""
    from markdown_it.rules_block import list_block

    kept, state.listIndent = state.listIndent, -1
    found = list_block(state, start, end_line, silent)
    state.listIndent = kept
    return found


def _formula(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    is_formula = state.src.startswith("$$", state.bMarks[start] + state.tShift[start])
    return is_formula and protected_lines(state, start, end_line, silent)


def _module(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads `import` and `export`, which stand at the left edge and interrupt no paragraph."""
    place = state.bMarks[start]
    if silent or state.level or state.tShift[start] or not _MODULE.match(state.src, place):
        return False
    end = _reader(state).module(place)
    line = bisect_left(state.eMarks, end, start, end_line) + 1 if end >= 0 else start
    while end < 0 and line < end_line and not state.isEmpty(line):  # nothing that MDX reads
        line += 1
    return push(state, start, min(line, end_line), "protected")


def _reader(state: StateBlock) -> Jsx:
    reader: Jsx = state.env.setdefault("jsx", Jsx(state.src))
    return reader


class _Lines:
    """The lines from one on: as they stand or, in a quote, without its marks."""

    def __init__(self, state: StateBlock, start: int, end_line: int) -> None:
        mark = state.bMarks[start]
        self.begin = state.tShift[start]
        if mark == 0 or state.src[mark - 1] == "\n":
            self.text, self.reader, self.begin = state.src, _reader(state), self.begin + mark
            self._first, self._ends = 0, state.eMarks
            return
        rows = [
            state.src[state.bMarks[line] : state.eMarks[line]]
            for line in range(start, min(end_line, start + _LOOKAHEAD))
        ]
        self.text = "\n".join(rows)
        self.reader = Jsx(self.text)
        self._first, self._ends, end = start, [], -1
        for row in rows:
            end += len(row) + 1
            self._ends.append(end)

    def place(self, pos: int) -> tuple[int, int]:
        """The line of a position, and how many characters of the line are behind it."""
        index = bisect_left(self._ends, pos)
        return self._first + index, self._ends[index] - pos


def _flow(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads tags and expressions that fill their lines."""
    first = state.bMarks[start] + state.tShift[start]
    if first >= state.eMarks[start] or state.src[first] not in "<{":
        return False
    lines = _Lines(state, start, end_line)
    tags: list[Tag] = []
    pos = lines.begin
    while lines.text[pos : pos + 1] not in ("\n", ""):
        if lines.text[pos] not in "<{" or not (tag := lines.reader.at(pos)):
            return False
        tags.append(tag)
        pos = tag.end
        while lines.text[pos : pos + 1] in (" ", "\t"):
            pos += 1
    last = lines.place(tags[-1].end)[0]
    within = range(start + 1, last + 1)
    if last >= end_line or any(state.sCount[line] < state.blkIndent and not state.isEmpty(line) for line in within):
        return False
    if silent:
        return True
    is_tag = any(tag.name for tag in tags)
    for tag in tags:
        _push_texts(state, lines, tag)
    return push(state, start, last + 1, "html_block" if is_tag else "protected")


def _push_texts(state: StateBlock, lines: _Lines, tag: Tag) -> None:
    """Adds a token for each attribute with words."""
    for each in texts_of(tag, lines.text, state.env["attributes"]):
        part = attribute_part(each)
        push_text(state, lines.place(part.start), lines.place(part.end), part.type, part.syntax)
