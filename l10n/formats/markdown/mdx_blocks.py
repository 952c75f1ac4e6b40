"""The blocks of MDX: modules, lines of tags and expressions, containers. Rules of markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from l10n.formats.markdown.jsx import Jsx, Tag
from l10n.formats.markdown.mdx_text import attribute_part, texts_of
from l10n.formats.markdown.protected import protected_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

LABEL = "label"
"""Syntax of the label of a directive: Markdown in square brackets."""
TITLE = "directive-title"
"""Syntax of a directive's title without brackets, up to the end of its line."""
_LOOKAHEAD = 400
"""The most lines that a tag may take inside of a quote."""
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_MODULE = re.compile(r"(?:import|export) ")
_DIRECTIVE = re.compile(r":{2,}[ \t]*[A-Za-z][\w-]*|:{3,}(?=[ \t]*\Z)")
_ATTRIBUTES = re.compile(r"[ \t]*(?:\{[^\n]*\})?[ \t]*\Z")
_TITLE = re.compile(r"[ \t]+(?P<title>[^\s{\[](?:[^{]*[^\s{])?)[ \t]*(?:\{[^\n]*\})?[ \t]*\Z")
_BRACKETS = re.compile(r"\\.|`+|[\[\]]")


def mdx_blocks(parser: MarkdownIt) -> None:
    """Makes the block rules those of MDX, with directives."""
    parser.disable(["code", "html_block", "admonition", "deflist", "first_term"])
    ruler = parser.block.ruler
    ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("protected_lines", _formula, _INTERRUPTS)
    ruler.at("protected_blocks", _module)
    ruler.before("protected_lines", "jsx", _flow, _INTERRUPTS)
    ruler.before("protected_lines", "directive", directive, _INTERRUPTS)


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
    return _push(state, start, min(line, end_line), "protected")


def _push(state: StateBlock, start: int, end: int, kind: str) -> bool:
    token = state.push(kind, "", 0)
    token.map = [start, end]
    token.content = state.src[state.bMarks[start] : state.eMarks[end - 1]]
    state.line = end
    return True


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
    return _push(state, start, last + 1, "html_block" if is_tag else "protected")


def _push_texts(state: StateBlock, lines: _Lines, tag: Tag) -> None:
    """Adds a token for each attribute with words."""
    for each in texts_of(tag, lines.text, state.env["attributes"]):
        part = attribute_part(each)
        _push_text(state, lines.place(part.start), lines.place(part.end), part.type, part.syntax)


def _push_text(state: StateBlock, first: tuple[int, int], last: tuple[int, int], kind: str, syntax: str) -> None:
    """Adds a token for a text within lines of markup, from one place to another: each a line, and how many of its
    characters are behind."""
    token = state.push("text", "", 0)
    token.map = [first[0], last[0] + 1]
    token.info = syntax
    meta: dict[str, Any] = {"from": first, "to": last, "type": kind}
    token.meta = meta


def directive(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a line of a directive: `:::note[Title]`, `:::note Title`, `::leaf[Words]{.class}`, `:::`."""
    first, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not state.src.startswith("::", first):
        return False
    line = state.src[first:end].rstrip()
    name = _DIRECTIVE.match(line)
    if not name:
        return False
    label = None
    if line.startswith("[", name.end()):
        close = _closing(line, name.end())
        if close < 0 or not _ATTRIBUTES.match(line, close + 1):
            return False
        label = (name.end() + 1, close, LABEL)
    elif not _ATTRIBUTES.match(line, name.end()):
        title = _TITLE.match(line, name.end())
        if not title or not line.startswith(":::"):
            return False
        label = (*title.span("title"), TITLE)
    if silent:
        return True
    if label and line[label[0] : label[1]].strip():
        behind = end - first
        places = ((start, behind - label[0]), (start, behind - label[1]))
        _push_text(state, *places, "heading", label[2])
    return _push(state, start, start + 1, "protected")


def bracketed(words: str) -> str:
    """A translated label between its brackets: a bracket without its other half is no bracket."""
    opened: list[int] = []
    single: list[int] = []
    done = 0
    while found := _BRACKETS.search(words, done):
        done = found.end()
        if found[0][0] == "`":
            end = words.find(found[0], done)
            done = end + len(found[0]) if end >= 0 else done
        elif found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]":
            opened.pop() if opened else single.append(found.start())
    bounds = [0, *sorted([*single, *opened]), len(words)]
    return "\\".join(words[start:end] for start, end in pairwise(bounds))


def untitled(words: str) -> str:
    """A translated title without brackets: nothing in it begins attributes or a label."""
    return re.sub(r"\A\[|[{}]", lambda match: f"&#{ord(match[0])};", words)


def _closing(line: str, pos: int) -> int:
    """Where the bracket that opens at `pos` is closed; -1 if it is not. Brackets in code do not count."""
    depth, done = 0, pos
    while found := _BRACKETS.search(line, done):
        done = found.end()
        if found[0][0] == "`":
            end = line.find(found[0], done)
            done = end + len(found[0]) if end >= 0 else done
        elif found[0][0] != "\\":
            depth += 1 if found[0] == "[" else -1
            if not depth:
                return found.start()
    return -1
