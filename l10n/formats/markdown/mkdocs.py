"""MkDocs: Python-Markdown with what Material for MkDocs and pymdownx add: blocks between `///` lines, attribute lists,
keys, marks, snippets."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.protected import (
    PLAIN_TITLE,
    admonition,
    first_char,
    line_text,
    push_protected,
    push_title,
)
from l10n.model import InlineCode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_FENCE = re.compile(r"/{3,}[ ]*(?:(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<title>.*?))?)?[ ]*\Z")
"""`/// note | Title` and `///` (pymdownx.blocks)."""
_UNTITLED = frozenset({"html", "caption", "figure-caption", "table-caption"})
"""Blocks whose argument is a selector or a number."""
_ATTRIBUTE = r"(?:[#.][^\s{}]+|[\w:.-]+(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']*))?)"
_ATTRIBUTES = re.compile(rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}")
_INCLUSION = re.compile(r"(?:\{\*.*\*\}|\{!.*!\}|(?P<snippet>-+8<-+)(?:[ \t].*)?)\s*\Z")
"""Lines in whose place a file stands: of mdx-include, markdown-include, pymdownx.snippets."""


def _fence(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a `///` line that opens a block, with the indented options below it, or one that closes it."""
    if first_char(state, start) != "/" or not (match := _FENCE.match(line_text(state, start))):
        return False
    if silent:
        return True
    end = start + 1
    if match["name"]:
        while end < end_line and not state.isEmpty(end) and state.sCount[end] >= state.sCount[start] + 4:
            end += 1
        if match["title"] and match["name"] not in _UNTITLED:
            push_title(state, start, match, "title", PLAIN_TITLE)
    return push_protected(state, start, end)


def _is_attributes(line: str) -> bool:
    match = _ATTRIBUTES.match(line)
    return match is not None and not line[match.end() :].strip()


def _lines(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads lines of attributes and lines that bring in a file."""
    char = first_char(state, start)
    if not char or char not in "{-":
        return False
    line = line_text(state, start)
    included = _INCLUSION.match(line)
    if not included and not _is_attributes(line):
        return False
    if silent:
        return True
    end = start + 1
    if included and included["snippet"] == line.strip():  # several files, up to another such line
        while end < end_line and line_text(state, end).strip() != line.strip() and not state.isEmpty(end):
            end += 1
        end = min(end + 1, end_line)
    return push_protected(state, start, end)


_BLOCK_LEVEL = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header hgroup iframe legend li main menu nav noscript ol p section style script table tbody td"
    " tfoot th thead tr ul video summary".split()
)
"""Elements that are blocks to Python-Markdown."""
_MARKER = re.compile(r"(?:(?P<number>[0-9]{1,9})[.)]|[*+-])[ \t]+(?=\S)")
_DEFINITION = re.compile(r":[ \t]{1,3}(?=\S)")


def _list(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a list. What belongs to an item is indented by four, wherever the text behind its mark begins; what is not
    and has a mark is the next item."""
    match = _marker(state, start)
    if not match or silent:
        return bool(match)
    name = "ordered_list" if match["number"] else "bullet_list"
    opening = state.push(f"{name}_open", "ol" if match["number"] else "ul", 1)
    interrupting = state.md.block.ruler.getRules("list")
    line = start
    while match:
        item = state.push("list_item_open", "li", 1)
        _read_inside(state, line, end_line, match.end(), "list")
        item.map = [line, state.line]
        state.push("list_item_close", "li", -1)
        line = state.line
        if line >= end_line or state.sCount[line] < state.blkIndent:
            break
        if any(rule(state, line, end_line, True) for rule in interrupting):
            break
        match = _marker(state, line)
    opening.map = [start, line]
    state.push(f"{name}_close", opening.tag, -1)
    return True


def _marker(state: StateBlock, line: int) -> re.Match[str] | None:
    return _MARKER.match(line_text(state, line)) if first_char(state, line) else None


def _read_inside(state: StateBlock, start: int, end_line: int, mark: int, parent: str) -> None:
    """Reads the blocks behind a mark of that length, and those below that are indented by four."""
    kept = state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    indent = state.blkIndent + 4
    state.tShift[start] += mark
    state.sCount[start] = state.blkIndent = indent
    state.parentType = parent
    state.md.block.tokenize(state, start, end_line)
    while state.line < end_line and not state.isEmpty(state.line - 1) and _is_attributes(line_text(state, state.line)):
        push_protected(state, state.line, state.line + 1)  # of the paragraph above, however far it is indented
        state.md.block.tokenize(state, state.line, end_line)
    state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept


def _definition(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a definition whose term is no paragraph: a comment, a macro."""
    if silent or first_char(state, start) != ":" or not (match := _DEFINITION.match(line_text(state, start))):
        return False
    opening = state.push("dd_open", "dd", 1)
    _read_inside(state, start, end_line, match.end(), "deflist")
    opening.map = [start, state.line]
    state.push("dd_close", "dd", -1)
    return True


_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_END_TAGS = re.compile(r"(?:</[A-Za-z][\w-]*>\s*)+\Z")
_IN_MARKDOWN = re.compile(r"\smarkdown(?:=|\s|\Z)")


def _element_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind the element whose tag begins a line; 0 if CommonMark's rule has to say."""
    if _END_TAGS.match(line):
        return start + 1
    tag = _TAG.match(line)
    if not tag or tag["name"].lower() not in _BLOCK_LEVEL:
        return 0
    name = tag["name"].lower()
    if _IN_MARKDOWN.search(tag["attributes"]):
        return start + 1
    unclosed: set[tuple[str, int]] = state.env.setdefault("unclosed", set())
    if (name, end_line) in unclosed:
        return 0
    marks = re.compile(rf"<(/?){name}\b", re.IGNORECASE)
    depth = 0
    for number in range(start, end_line):
        if number > start and state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return 0
        for mark in marks.finditer(line_text(state, number)):
            depth += -1 if mark[1] else 1
        if depth <= 0:
            return number + 1
    unclosed.add((name, end_line))
    return 0


def _blocks(parser: MarkdownIt) -> None:
    from markdown_it.rules_block import html_block

    def html(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
        """Reads an element of raw HTML up to its end tag, over blank lines, too. One with the attribute `markdown` is
        lines of tags with Markdown between them. A comment with text behind it begins a paragraph."""
        if first_char(state, start) != "<":
            return False
        line = line_text(state, start)
        if line.startswith("<!--") and "-->" in line and line[line.rfind("-->") + 3 :].strip():
            return False
        end = _element_end(state, line, start, end_line)
        if not end:
            return html_block(state, start, end_line, silent)
        if not silent:
            token = state.push("html_block", "", 0)
            token.map = [start, end]
            token.content = state.getLines(start, end, state.blkIndent, True)
            state.line = end
        return True

    above: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler = parser.block.ruler
    ruler.before("protected_lines", "mkdocs_fence", _fence, above)
    ruler.before("protected_lines", "mkdocs_lines", _lines, above)
    ruler.at("admonition", partial(admonition, bodiless=True), above)
    ruler.at("html_block", html, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.before("paragraph", "mkdocs_definition", _definition)


_MOST = 500
"""The longest text between two marks, in characters."""
_KEYS = re.compile(r"\+\+[\w-]+(?:\+(?:[\w-]+|\"[^\"\n]{1,40}\"))*\+\+")
_MARKED = {
    "=": re.compile(rf"(==)(?=[^\s=])[^\n]{{1,{_MOST}}}?(?<=[^\s=])(==)(?!=)"),
    "^": re.compile(rf"(\^{{1,2}})(?=[^\s^])[^\n^]{{1,{_MOST}}}?(?<=[^\s^])(\1)(?!\^)"),
    "{": re.compile(
        rf"(\{{(?:\+\+|--|==|>>|~~))(?=[^{{}}])[^{{}}]{{1,{_MOST}}}?((?:\+\+|--|==|<<|~~)\}})",
    ),
}
_FORMULA = re.compile(r"\\\([^\n]{1,500}?\\\)")
_TEX = re.compile(r"[\\^_{}=]")
_SHOWN = re.compile(r"(?:\s|\A\{)(?:title|alt|aria-label|data-title|data-description|data-caption)=([\"'])(.*?)\1")


def _keys(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _KEYS.match(text, pos)
    return (InlineCode(pos, match.end(), "code"),) if match else ()


def _marks(text: str, pos: int) -> tuple[InlineCode, ...]:
    """`==mark==`, `^^insertion^^`, `^superscript^`, and changes as Critic Markup writes them."""
    if text[pos] == "{" and text[pos + 1 : pos + 2] not in "+-=>~":
        return _attributes(text, pos)
    match = _MARKED[text[pos]].match(text, pos)
    if not match:
        return ()
    return InlineCode(*match.span(1), "open"), InlineCode(*match.span(2), "close")


def _attributes(text: str, pos: int) -> tuple[InlineCode, ...]:
    """A list of attributes behind an element or at the end of a text; what readers see of it is text."""
    match = _ATTRIBUTES.match(text, pos)
    bare = match and re.fullmatch(r"\{[\w.-]+\}", match[0])  # a placeholder's form
    if not match or (bare and text[pos - 1 : pos] not in (")", "]", "`")):
        return ()
    shown = [each.span(2) for each in _SHOWN.finditer(text, pos, match.end()) if any(map(str.isalpha, each[2]))]
    if len(shown) != 1:
        return (InlineCode(pos, match.end(), "tag"),)
    return InlineCode(pos, shown[0][0], "open"), InlineCode(shown[0][1], match.end(), "close")


def _formula(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _FORMULA.match(text, pos)
    return (InlineCode(pos, match.end(), "code"),) if match and _TEX.search(match[0], 2, len(match[0]) - 2) else ()


MKDOCS = markdown_format(
    Dialect(
        "mkdocs",
        _blocks,
        starts=frozenset("/"),
        spaced_labels=True,
        inline={"+": _keys, "=": _marks, "^": _marks, "{": _marks, "\\": _formula},
        guards=re.compile(r"/{3,}[ ]*[\w-]*[ ]*(?:\||\Z)|!!!|\?\?\?|===|-+8<-+"),
        escapable=frozenset("\\`*_{}[]()>#+-.!"),
    )
)
