"""Directives of remark: `:::note[Title]`, `::leaf[Words]{.class}`, and Docusaurus's `:::note Title`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

LABEL = "label"
"""Syntax of the label of a directive: Markdown in square brackets."""
TITLE = "directive-title"
"""Syntax of a directive's title without brackets, up to the end of its line."""
INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""What lines of a directive or of tags interrupt."""
_DIRECTIVE = re.compile(r":{2,}[ \t]*[A-Za-z][\w-]*|:{3,}(?=[ \t]*\Z)")
_ATTRIBUTES = re.compile(r"[ \t]*(?:\{[^\n]*\})?[ \t]*\Z")
_TITLE = re.compile(r"[ \t]+(?P<title>[^\s{\[](?:[^{]*[^\s{])?)[ \t]*(?:\{[^\n]*\})?[ \t]*\Z")
_FENCE = re.compile(r"`{3,}|~{3,}")
_BRACKETS = re.compile(r"\\.|`+|[\[\]]")


def push(state: StateBlock, start: int, end: int, kind: str) -> bool:
    token = state.push(kind, "", 0)
    token.map = [start, end]
    token.content = state.src[state.bMarks[start] : state.eMarks[end - 1]]
    state.line = end
    return True


def push_text(state: StateBlock, first: tuple[int, int], last: tuple[int, int], kind: str, syntax: str) -> None:
    """Adds a token for a text within lines of markup, from one place to another: each a line, and how many of its
    characters are behind."""
    token = state.push("text", "", 0)
    token.map = [first[0], last[0] + 1]
    token.info = syntax
    meta: dict[str, Any] = {"from": first, "to": last, "type": kind}
    token.meta = meta


def directive_rules(parser: MarkdownIt) -> None:
    """Adds the rules of directives to a parser."""
    parser.block.ruler.before("protected_lines", "directive", directive, INTERRUPTS)
    parser.block.ruler.at("fence", _fence, INTERRUPTS)


def _keep_account(state: StateBlock, line: str) -> None:
    """Notes that a directive begins or ends: its level, and the fewest colons of it and those around it. The line that
    ends one ends those in it, too."""
    opened: list[tuple[int, int]] = state.env.setdefault("directives", [])
    while opened and opened[-1][0] > state.level:
        opened.pop()
    colons = len(line) - len(line.lstrip(":"))
    if not line.strip(":"):
        while opened and opened[-1][1] <= colons:
            opened.pop()
    elif colons > 2:
        opened.append((state.level, min(colons, opened[-1][1] if opened else colons)))


def _fence(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a fenced block of code, which ends with the directive that it is in."""
    from markdown_it.rules_block import fence

    opened: list[tuple[int, int]] = state.env.get("directives", [])
    mark = _FENCE.match(state.src, state.bMarks[start] + state.tShift[start])
    if opened and mark and not silent:
        fewest = opened[-1][1]
        for line in range(start + 1, end_line):
            row = state.src[state.bMarks[line] : state.eMarks[line]].strip()
            if row[:3] == ":::" and not row.strip(":") and len(row) >= fewest:
                end_line = line
                break
            if row.startswith(mark[0]) and not row.strip(mark[0][0]):
                break
    return fence(state, start, end_line, silent)


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
    _keep_account(state, line)
    if label and line[label[0] : label[1]].strip():
        behind = end - first
        places = ((start, behind - label[0]), (start, behind - label[1]))
        push_text(state, *places, "heading", label[2])
    return push(state, start, start + 1, "protected")


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


LABELS = {LABEL: bracketed, TITLE: untitled}
"""The syntax of a title -> the function that writes its translation."""
