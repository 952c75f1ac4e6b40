"""Lines of Markdown that are no prose and that CommonMark does not know: formulas, container marks, shortcodes, JSX,
admonitions. The public functions are block rules of markdown-it: `(state, first line, stop line, silent) ->
matched`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

QUOTED_TITLE, BRACKET_TITLE, PLAIN_TITLE = "quoted-title", "bracket-title", "plain-title"
"""Syntaxes of a title: in double quotes, in square brackets, up to the end of its line."""
ABBREVIATION = "abbreviation"
"""Syntax of the long form of an abbreviation; its line ends with it."""
HUGO_VALUE, LIQUID_VALUE = "hugo-value", "liquid-value"
"""Syntaxes of a shortcode's parameter in double quotes, which a backslash escapes or nothing does."""
_LOOKAHEAD = 200
"""The most lines that a shortcode or a JSX tag may take."""


def line_text(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def first_char(state: StateBlock, number: int) -> str:
    start = state.bMarks[number] + state.tShift[number]
    return state.src[start] if start < state.eMarks[number] and not state.is_code_block(number) else ""


def push_protected(state: StateBlock, start: int, end: int) -> bool:
    token = state.push("protected", "", 0)
    token.map = [start, end]
    token.content = state.src[state.bMarks[start] : state.eMarks[end - 1]]
    state.line = end
    return True


def push_title(state: StateBlock, line: int, match: re.Match[str], group: str, syntax: str) -> None:
    """Adds a token for the title in a group of the line's match; `behind` counts the characters after it on the
    line."""
    token = state.push("title", "", 0)
    token.map = [line, line + 1]
    token.content = match[group]
    token.info = syntax
    token.meta = {"behind": len(match.string) - match.end(group)}


_CONTAINER = re.compile(
    r":{3,}[ \t]*(?:"
    r"[\w-]+(?:\[(?P<bracketed>(?:[^\[\]\\]|\\.)+)\]|[ \t]+(?P<plain>[^\s{}=](?:[^{}=]*[^\s{}=])?))?"
    r"[ \t]*(?:\{[^{}]*\}[ \t]*)?\Z"
    r"|[\w{\[<].*|\Z)"
)
"""`:::`, `:::note`, `:::note[Title]`, `::: tip Title`, `::: {.class}`."""
_ABBREVIATION = re.compile(r"\*\[[^\[\]]+\] ?:[ \t]*(?P<words>\S(?:.*[^\s*])?)\s*\Z")
"""`*[HTML]: Hyper Text Markup Language` (PHP Markdown Extra, Python-Markdown, kramdown); not emphasis around a line."""
_ATTRIBUTES = re.compile(r"\{[ \t]*[:#.][^{}]*\}\s*\Z")
_SHORTCODES = {"{%": "%}", "{{<": ">}}", "{{%": "%}}"}
_SHORTCODE_NAME = re.compile(r"\{[{%][<%]?-?\s*([\w-]+)")
_PARAMETER = re.compile(r"(?:(?<=[\s(])|\A)(?P<name>[\w-]+)[ \t]*=[ \t]*\"(?P<value>(?:[^\"\\]|\\.)*)\"")
_SHOWN = frozenset({"alt", "aria-label", "caption", "description", "heading", "label", "subtitle", "summary", "title"})
"""Parameters of shortcodes whose values people read; a project may know more."""
_VERBATIM = frozenset({"raw", "highlight", "comment", "verbatim", "codeblock", "code", "mermaid", "math"})
"""Shortcodes whose content is no prose."""


def protected_lines(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads lines that are never prose, even under a line of text: `:::`, `$$`, `{% … %}`, `{: .class }`,
    `*[abbreviation]: …`."""
    char = first_char(state, start)
    if not char or char not in ":{$*":
        return False
    line = line_text(state, start)
    if char == "*":
        abbreviation = _ABBREVIATION.match(line)
        if abbreviation and not silent:
            push_title(state, start, abbreviation, "words", ABBREVIATION)
        end = start + 1 if abbreviation else 0
    elif char == ":":
        container = _CONTAINER.match(line)
        if container and not silent:
            for group, syntax in (("bracketed", BRACKET_TITLE), ("plain", PLAIN_TITLE)):
                if container[group]:
                    push_title(state, start, container, group, syntax)
        end = start + 1 if container else 0
    elif char == "$":
        end = _formula_end(state, line, start, end_line)
    else:
        attributes = _ATTRIBUTES.match(line)
        end = start + 1 if attributes else _shortcodes_end(state, line, start, end_line)
        if end and not attributes and not silent:
            _push_parameters(state, line, start, end)
    return bool(end) and (silent or push_protected(state, start, end))


def _formula_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind a `$$` block that begins at `start`; 0 if there is none."""
    rest = line.rstrip()[2:]
    if not line.startswith("$$"):
        return 0
    if "$$" in rest:
        return start + 1 if rest.endswith("$$") and rest.count("$$") == 1 and len(rest) > 2 else 0
    return find_line(state, start + 1, end_line, "$$")


def _shortcodes_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    pos, number = 0, start
    while pos < len(line):
        opener = next((opener for opener in ("{{<", "{{%", "{%") if line.startswith(opener, pos)), None)
        if not opener:
            return 0
        name = _SHORTCODE_NAME.match(line, pos)
        closer = _SHORTCODES[opener]
        close = line.find(closer, pos + len(opener))
        if close < 0:
            number = _line_with(state, closer, number + 1, end_line)
            if not number:
                return 0
            line = line_text(state, number)
            close = line.find(closer)
        pos = close + len(closer)
        if name and name[1] in _VERBATIM and (end := _verbatim_end(state, name[1], line[pos:], number, end_line)):
            return end
        while pos < len(line) and line[pos] in " \t":
            pos += 1
    return number + 1


def _push_parameters(state: StateBlock, line: str, start: int, end: int) -> None:
    """Adds tokens for the parameters of shortcodes that are text for readers; those of the first line alone if what
    follows is their content."""
    name = _SHORTCODE_NAME.match(line)
    known: frozenset[str] = _SHOWN | state.env["attributes"]
    syntax = LIQUID_VALUE if line.startswith("{%") else HUGO_VALUE
    for number in range(start, start + 1 if name and name[1] in _VERBATIM else end):
        text = line_text(state, number)
        for match in _PARAMETER.finditer(text) if "=" in text else ():
            if match["name"] in known and match["value"]:
                token = state.push("text", "", 0)
                token.map = [number, number + 1]
                token.info = syntax
                kind = "alt" if match["name"] == "alt" else "caption" if match["name"] == "caption" else "attribute"
                places = [(number, len(text) - place) for place in match.span("value")]
                token.meta = {"from": places[0], "to": places[1], "type": kind}


def _line_with(state: StateBlock, mark: str, start: int, end_line: int) -> int:
    """The first line from `start` on that holds `mark`; 0 if a blank line comes first, or if there is none nearby."""
    known: dict[str, int] = state.env.setdefault("marks", {})
    found = known.get(mark, 0)
    if 0 <= found < start:
        place = state.src.find(mark, state.bMarks[start])
        found = known[mark] = bisect_left(state.eMarks, place) if place >= 0 else -1
    if not start <= found < min(end_line, start + _LOOKAHEAD) or any(map(state.isEmpty, range(start, found))):
        return 0
    return found


def _verbatim_end(state: StateBlock, name: str, rest: str, start: int, end_line: int) -> int:
    closing = re.compile(rf"\{{[{{%][<%]?-?\s*(?:end|/\s*){re.escape(name)}\b")
    if closing.search(rest):
        return 0
    known: dict[str, int] = state.env.setdefault("closings", {})
    found = known.get(name, 0)
    if 0 <= found <= start:
        match = closing.search(state.src, state.eMarks[start])
        found = known[name] = bisect_left(state.eMarks, match.end()) if match else -1
    return found + 1 if start < found < end_line else 0


def find_line(state: StateBlock, start: int, end_line: int, mark: str) -> int:
    """The line behind the first line from `start` on, in this container, that ends with `mark`; 0 if there is none."""
    absent: set[tuple[str, int]] = state.env.setdefault("absent", set())
    if (mark, end_line) in absent:
        return 0
    for number in range(start, end_line):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return 0
        if line_text(state, number).rstrip().endswith(mark):
            return number + 1
    absent.add((mark, end_line))
    return 0


_FUNCTION = r"(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*\(|class\b[^{]*\{"
MODULE = re.compile(
    r"import\s+(?:[\w*{][^'\"]*\sfrom\s+)?['\"][^'\"]*['\"]\s*;?\s*\Z"
    r"|import\s*\{\s*\Z"
    rf"|export\s+(?:(?:const|let|var|type|interface)\s+[\w$]+\s*[=:<{{]|{_FUNCTION}|[{{*])"
    rf"|export\s+default\s+(?:{_FUNCTION}|[\w$]+\s*;?\s*\Z|[({{\[])"
)
"""The first line of a module's `import` or `export`, which MDX allows at the left edge."""
_JSX = re.compile(r"<(?:/?[A-Z][\w.]*|/?>)")
_CONTENTS = re.compile(r"(?:\[toc\]|\[\[_?toc_?\]\]|\[\[toc\]\])\s*\Z", re.IGNORECASE)
_BRACES = re.compile(r"[{}]")
_TAG_PARTS = re.compile(r"[{}<>]|\"[^\"]*\"|'[^']*'")


def protected_blocks(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads blocks that are no prose: `import …`, JSX tags and expressions, `[TOC]`."""
    char = first_char(state, start)
    if silent or not char or char not in "ie<{[":
        return False
    line = line_text(state, start)
    if char in "ie":
        at_edge = state.level == 0 and state.sCount[start] == 0
        end = _block_end(state, start, end_line) if at_edge and MODULE.match(line) else 0
    elif char == "[":
        end = start + 1 if _CONTENTS.match(line) else 0
    elif char == "{":
        end = _expression_end(state, line, start, end_line)
    else:
        end = _tags_end(state, line, start, end_line) if _JSX.match(line) else 0
    return bool(end) and push_protected(state, start, end)


def _block_end(state: StateBlock, start: int, end_line: int) -> int:
    while start < end_line and not state.isEmpty(start):
        start += 1
    return start


def _expression_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind a JSX expression `{…}` that fills its lines; 0 if there is none."""
    depth = 0
    for number in range(start, min(end_line, start + _LOOKAHEAD)):
        line = line_text(state, number)
        if not line:
            return 0
        for brace in _BRACES.finditer(line):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return number + 1 if not line[brace.end() :].strip() else 0
    return 0


def _tags_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind JSX tags that fill their lines; 0 if text follows them."""
    inside, braces = False, 0
    for number in range(start, min(end_line, start + _LOOKAHEAD)):
        line = line_text(state, number)
        if not line:
            return 0
        pos = 0
        while pos < len(line):
            if not inside:
                if line[pos] in " \t":
                    pos += 1
                    continue
                if not _JSX.match(line, pos):
                    return 0
                inside = True
                pos += 1
            part = _TAG_PARTS.search(line, pos)
            if not part:
                break
            pos = part.end()
            if part[0] in "{}":
                braces += 1 if part[0] == "{" else -1
            elif part[0] == ">" and braces <= 0 and line[part.start() - 1 : part.start()] != "=":
                inside, braces = False, 0
        if not inside:
            return number + 1
    return 0


_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +\"(?P<title>.*)\")?\s*\Z")
_TAB = re.compile(r"===[!+]{0,2} +\"(?P<title>.*)\"\s*\Z")


def admonition(state: StateBlock, start: int, end_line: int, silent: bool, *, bodiless: bool = False) -> bool:
    """Reads an admonition or tab of Python-Markdown: a mark, `!!! note "Title"`, and the indented blocks below it. If
    it may be `bodiless`, the mark alone is one, under a line of text, too."""
    char = first_char(state, start)
    if (silent and not bodiless) or not char or char not in "!?=":
        return False
    match = (_TAB if char == "=" else _ADMONITION).match(line_text(state, start))
    if not match or silent:
        return bool(match)
    indent = state.sCount[start] + 4
    end = start + 1
    while end < end_line and (state.isEmpty(end) or state.sCount[end] >= indent):
        end += 1
    while end > start + 1 and state.isEmpty(end - 1):
        end -= 1
    if end == start + 1 and not bodiless:
        return False
    state.push("admonition_open", "div", 1).map = [start, end]
    if match["title"]:
        push_title(state, start, match, "title", QUOTED_TITLE)
    kept = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "admonition", end, indent
    state.md.block.tokenize(state, start + 1, end)
    state.parentType, state.lineMax, state.blkIndent = kept
    state.push("admonition_close", "div", -1)
    state.line = end
    return True
