"""The block structure of Markdown.

markdown-it-py finds the blocks: CommonMark, GFM tables, footnotes, definition lists, and the rules of `protected.py`.
Paragraphs, the bulk of any article, are read here by the same rules, but without trying fifteen other rules on every
line that begins with a letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from l10n.formats.markdown.dialect import GFM, Dialect
from l10n.formats.markdown.protected import admonition, protected_blocks, protected_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

MAX_NESTING = 100
"""Containers deeper than this stay skeleton; it bounds recursion and the cost of hostile input."""

_BLOCK_START = frozenset("`~>*_-+#<:=|![$?{\\0123456789")
"""First characters of a line that may begin a block other than a paragraph."""
_DEFINITION = re.compile(r"^[ \t>]*:[ \t]", re.MULTILINE)
_UNDER_TEXT = frozenset("-=|:~")
"""First characters of a next line that may turn a paragraph's line into another block."""


def parse_blocks(
    text: str, dialect: Dialect = GFM, attributes: frozenset[str] = frozenset()
) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a text with `\\n` line ends only, and markdown-it's environment (`references`). `attributes`
    are further names of components' attributes that hold text."""
    tokens: list[Token] = []
    starts = _BLOCK_START | dialect.starts
    env: dict[str, Any] = {"terms": 0 if _DEFINITION.search(text) else -1, "starts": starts}
    env["attributes"] = dialect.attributes | attributes
    parser = _parser(dialect)
    parser.block.parse(text, parser, env, tokens)
    return tokens, env


def inline_words(content: str, env: dict[str, Any], dialect: Dialect = GFM) -> str:
    """The words of inline content that a reader sees, without marks, tags and pictures."""
    inline = _parser(dialect).parseInline(content, env)[0]  # footnotes follow
    kept = ("text", "code_inline", "softbreak", "hardbreak")
    return "".join(token.content or " " for token in inline.children or () if token.type in kept)


@lru_cache(maxsize=4)
def _parser(dialect: Dialect) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = (
        MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "inline_definitions": True})
        .enable("table")
        .disable("lheading")
    )
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # nothing is rendered; a definition is one
    parser.use(footnote_plugin).use(deflist_plugin)
    ruler = parser.block.ruler
    ruler.at("paragraph", _paragraph)
    ruler.before("table", "protected_lines", protected_lines, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("table", "protected_blocks", protected_blocks)
    ruler.before("table", "admonition", admonition)
    ruler.before("deflist", "first_term", _first_term)
    ruler.before("protected_lines", "plain_paragraph", _plain_paragraph)
    dialect.blocks(parser)
    return parser


def _first_term(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a term of several that share a definition (PHP Markdown Extra, kramdown, Python-Markdown; elsewhere these
    are lines of a paragraph). The last of them is left to the rule of definition lists."""
    if silent or start + 1 >= _terms_end(state, start, end_line):
        return False
    opening = state.push("dt_open", "dt", 1)
    inline = state.push("inline", "", 0)
    opening.map = inline.map = [start, start + 1]
    inline.content = state.getLines(start, start + 1, state.blkIndent, False).strip()
    state.push("dt_close", "dt", -1)
    state.line = start + 1
    return True


def _terms_end(state: StateBlock, start: int, end_line: int) -> int:
    """The line behind the terms that begin at `start` and share a definition below; 0 if there are none."""
    known: int = state.env["terms"]  # the line behind the terms being read; -1 if the text has no definitions
    if start < known or known < 0:
        return known
    interrupting = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if _may_begin_block(state, line, end_line) and any(rule(state, line, end_line, True) for rule in interrupting):
            return 0
        if _is_definition(state, line):
            break
        line += 1
    below = line + 1 if line < end_line and state.isEmpty(line) else line
    if below < end_line and state.sCount[below] >= state.blkIndent and _is_definition(state, below):
        state.env["terms"] = line
        return line
    return 0


def _is_definition(state: StateBlock, line: int) -> bool:
    mark = state.bMarks[line] + state.tShift[line]
    return state.src[mark : mark + 2] in (": ", ":\t")


def _plain_paragraph(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a paragraph whose first lines can begin no other block."""
    if state.is_code_block(start) or _may_begin_block(state, start, end_line):
        return False
    if state.isEmpty(start + 1) and start + 2 < end_line and _first(state, start + 2) in ":~":  # a term's definition
        return False
    if start + 1 < _terms_end(state, start, end_line):
        return False
    if state.src.startswith(("import", "export"), state.bMarks[start] + state.tShift[start]):
        return False
    return _paragraph(state, start, end_line, silent)


def _paragraph(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a paragraph, or a heading made by an underline (CommonMark 4.3 and 4.8)."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line, level = start + 1, 0
    while line < state.lineMax and not state.isEmpty(line):
        if not state.is_code_block(line) and _may_begin_block(state, line, end_line):
            if line < end_line and state.sCount[line] >= state.blkIndent and (level := _underline(state, line)):
                break
            # a negative indentation marks a lazy line of a quote, which nothing interrupts
            if state.sCount[line] >= 0 and any(rule(state, line, state.lineMax, True) for rule in interrupting):
                break
        line += 1
    state.parentType = parent
    state.line = line + 1 if level else line
    name, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    opening = state.push(f"{name}_open", tag, 1)
    opening.map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, line, state.blkIndent, False).strip()
    inline.map = [start, state.line]
    closing = state.push(f"{name}_close", tag, -1)
    opening.markup = closing.markup = {1: "=", 2: "-"}.get(level, "")
    return True


def _may_begin_block(state: StateBlock, line: int, end_line: int) -> bool:
    """Whether a line may begin a block, by its first character and that of the next line."""
    return _first(state, line) in state.env["starts"] or (
        line + 1 < end_line and _first(state, line + 1) in _UNDER_TEXT
    )


def _first(state: StateBlock, line: int) -> str:
    """A line's first character; a blank for an empty line."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start] if start < state.eMarks[line] else " "


def _underline(state: StateBlock, line: int) -> int:
    """The level of heading that a line of `=` or `-` gives the lines above; 0 for any other line."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    return {"=": 1, "-": 2}[text[0]] if text.strip(text[0]) == "" and text[0] in "=-" else 0
