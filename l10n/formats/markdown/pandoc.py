"""What Pandoc's Markdown has beside CommonMark, as rules of a dialect: attributes in braces, fenced divs with titles,
citations, formulas, TeX, table captions, line blocks, lists with letters, metadata blocks.

The rules are those of Pandoc's User's Guide, "Pandoc's Markdown". The block rules are rules of markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from l10n.formats.markdown.dialect import InlineRule
from l10n.formats.markdown.protected import QUOTED_TITLE
from l10n.model import CodeKind, InlineCode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

TEXT_ATTRIBUTES = "alt aria-label description fig-alt fig-cap fig-scap lst-cap summary tbl-cap title".split()
"""Attributes whose values people read."""
_VALUE = re.compile(rf"(?:(?<=[ \t{{])|\A)(?:{'|'.join(TEXT_ATTRIBUTES)})=\"([^\"\r\n]*[^\W\d_][^\"\r\n]*)\"")
_ONE = r"""(?:[#.][^\s{}"'=]+|-|=\w+|[\w:.-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
_ATTRIBUTES = re.compile(rf"\{{[ \t]*{_ONE}(?:[ \t\n]+{_ONE})*[ \t]*\}}")
_FORMULA = re.compile(r"\$\$(?:[^$\\]|\\.|\$(?!\$))+\$\$|\$(?=[^\s$])(?:[^$\\]|\\.)*(?<=\S)\$(?!\d)", re.DOTALL)
_CITATION = re.compile(r"@(?:\{[^{}\s]+\}|\w+(?:[:.#$%&+?<>~/-]+\w+)*)")
_TEX = re.compile(r"\\@\w+(?:[:./-]+\w+)*(?:\([^()\s]*\))?|\\[A-Za-z]+\*?(?:\[[^\[\]\n]{0,200}\]|\{[^{}\n]{0,500}\})*")
_DESTINATION = re.compile(r"\]\((?:\{\{<[^{}<>]*>\}\}|[^()\s{}\"']|[ \t](?![\"']))+\)")
"""The end of a link whose address holds a shortcode or a space, as Pandoc allows."""
_LABEL = re.compile(r"\((?:ref:[\w-]+|\\#[\w:.-]+|@[\w-]*|(?:PART|APPENDIX)(?:\\?\*)?)\)")


def attribute_values(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the values that people read among attributes between two places."""
    for match in _VALUE.finditer(text, start, end):
        yield match.span(1)


def _attributes(text: str, pos: int) -> Sequence[InlineCode]:
    """`{#id .class width=50%}`; what people read in it is text between codes."""
    match = _ATTRIBUTES.match(text, pos)
    if not match:
        return ()
    codes: list[InlineCode] = []
    for start, end in attribute_values(text, pos, match.end()):
        codes.append(InlineCode(pos, start, "open" if not codes else "tag"))
        pos = end
    return (*codes, InlineCode(pos, match.end(), "close" if codes else "tag"))


def attribute_parts(text: str) -> Iterator[tuple[str, str]]:
    """For each value that people read in a text: what is written before it since the last one, and the quote behind."""
    for match in _ATTRIBUTES.finditer(text):
        begin = match.start()
        for start, end in attribute_values(text, match.start(), match.end()):
            yield text[begin:start], text[end : end + 1]
            begin = end


def _rule(pattern: re.Pattern[str], kind: CodeKind) -> InlineRule:
    def read(text: str, pos: int) -> Sequence[InlineCode]:
        match = pattern.match(text, pos)
        return (InlineCode(pos, match.end(), kind),) if match else ()

    return read


def _citation(text: str, pos: int) -> Sequence[InlineCode]:
    inside = pos > 0 and (text[pos - 1].isalnum() or text[pos - 1] in "_.+/")
    return () if inside else _read_citation(text, pos)


def _destination(text: str, pos: int) -> Sequence[InlineCode]:
    match = _DESTINATION.match(text, pos)
    unusual = match and ("{{<" in match[0] or re.search(r"\S[ \t]+\S", match[0]))
    return (InlineCode(pos, match.end(), "link"),) if match and unusual else ()


_read_citation = _rule(_CITATION, "placeholder")

FORMULAS: Mapping[str, InlineRule] = {"$": _rule(_FORMULA, "code")}
"""Formulas within text, which need no sign that only TeX uses."""
INLINE: Mapping[str, InlineRule] = {
    **FORMULAS,
    "{": _attributes,
    "@": _citation,
    "\\": _rule(_TEX, "code"),
    "(": _rule(_LABEL, "placeholder"),
    "]": _destination,
}
"""Pandoc's inline markup, by its first character."""
STARTS = frozenset("(")
"""First characters of blocks of Pandoc that CommonMark does not know."""


def formula_blocks(parser: MarkdownIt) -> None:
    """Adds the rule for formulas on lines of their own."""
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("protected_lines", "formula", _formula, {"alt": alternatives})


def pandoc_blocks(parser: MarkdownIt) -> None:
    """Adds the block rules."""
    formula_blocks(parser)
    ruler = parser.block.ruler
    ruler.before("protected_lines", "div", _div, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("plain_paragraph", "pandoc", _pandoc)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _protect(state: StateBlock, start: int, end: int) -> None:
    token = state.push("protected", "", 0)
    token.map = [start, end]
    token.content = state.src[state.bMarks[start] : state.eMarks[end - 1]]
    state.line = end


_DIV = re.compile(r":{3,}[ \t]*(?P<attributes>\{[^\r\n]*\})[ \t]*:*\s*\Z")


def _div(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads the opening line of a div whose attributes hold text: `::: {.callout-note title="Words"}`."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    match = _DIV.match(line) if line.startswith(":::") else None
    values = list(attribute_values(line, *match.span("attributes"))) if match else []
    if not values:
        return False
    if not silent:
        for begin, end in values:
            token = state.push("title", "", 0)
            token.map = [start, start + 1]
            token.content = line[begin:end]
            token.info = QUOTED_TITLE
            token.meta = {"behind": len(line) - end}
        _protect(state, start, start + 1)
    return True


_TEX_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_FORMULA_END = re.compile(r"[^$]*\$\$[ \t]*(?:\{[^{}]*\})?\s*\Z")
_LOOKAHEAD = 500
"""The most lines of a table, a formula or an environment."""


def _formula(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a formula on its own lines, `$$ … $$ {#eq-x}`, or an environment of TeX."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    last = min(end_line, start + _LOOKAHEAD)
    end = 0
    if line.startswith("$$") and "$$" not in line[2:]:
        end = next((number + 1 for number in range(start + 1, last) if "$$" in _line(state, number)), 0)
        end = end if end and _FORMULA_END.match(_line(state, end - 1)) else 0
    elif begin := _TEX_BEGIN.match(line):
        closing = f"\\end{{{begin[1]}}}"
        end = next((number + 1 for number in range(start, last) if closing in _line(state, number)), 0)
    if end and not silent:
        _protect(state, start, end)
    return bool(end)


_PREFIX = re.compile(
    r"(?P<caption>(?:[Tt]able)?:[ \t]+)(?=\S)"
    r"|(?P<line>\|[ \t]+)(?=\S)(?![^\r\n]*\|[ \t]*\Z)"
    r"|(?P<item>(?:\([A-Za-z]{1,4}\)|\([0-9]{1,9}\)|(?:[a-z]|[ivx]{1,4})[.)]|[A-Z]\)|[A-Z]\.(?=[ \t]{2})"
    r"|#\.|\(@[\w-]*\))[ \t]+)(?=\S)"
)
_RULE = re.compile(r"-+(?:[ \t]+-+)+[ \t]*\Z")
_DASHES = re.compile(r"-{10,}[ \t]*\Z")
_GRID = re.compile(r"\+(?:[-=:]+\+)+[ \t]*\Z")
_INLINE_R = re.compile(r"`r [^`]*\Z")
_KEY = re.compile(r"[\"']?[A-Za-z][\w.-]*[\"']?:(?:[ \t]|\Z)")


def _pandoc(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a block that only Pandoc knows."""
    if silent or state.is_code_block(start):
        return False
    line = _line(state, start)
    end = _skeleton_end(state, line, start, end_line)
    if end:
        _protect(state, start, end)
        return True
    match = _PREFIX.match(line)
    if not match or (match["caption"] and line[0] == ":" and start and not state.isEmpty(start - 1)):
        return False
    if match["line"]:
        if start + 1 < end_line and set(_line(state, start + 1)) <= set("|-: \t") and not state.isEmpty(start + 1):
            return False  # a table without a bar at its end
        end = start + 1
    else:
        interrupting = state.md.block.ruler.getRules("paragraph")
        end = start + 1
        while end < end_line and not state.isEmpty(end) and not (match["item"] and _PREFIX.match(_line(state, end))):
            if any(rule(state, end, end_line, True) for rule in interrupting):
                break
            end += 1
    name = "caption" if match["caption"] else "list_item" if match["item"] else "paragraph"
    _push_text(state, name, start, end, match.end())
    return True


def _push_text(state: StateBlock, name: str, start: int, end: int, prefix: int) -> None:
    """Adds the tokens of a text whose first line has a mark before it."""
    lines = state.getLines(start, end, state.blkIndent, False).split("\n")
    lines[0] = _line(state, start)[prefix:]
    if name != "paragraph":
        state.push(f"{name}_open", "", 1)
    opening = state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    opening.map = inline.map = [start, end]
    inline.content = "\n".join(lines).strip()
    state.push("paragraph_close", "p", -1)
    if name != "paragraph":
        state.push(f"{name}_close", "", -1)
    state.line = end


def _skeleton_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind a block without text that begins at `start`: a metadata block, a table drawn with dashes, an
    environment of TeX. 0 if there is none."""
    following = _line(state, start + 1) if start + 1 < end_line else ""
    last = min(end_line, start + _LOOKAHEAD)
    if (
        line.rstrip() == "---"
        and state.level == 0
        and _KEY.match(following)
        and (not start or state.isEmpty(start - 1))
    ):
        ends = (number + 1 for number in range(start + 1, last) if _line(state, number).rstrip() in ("---", "..."))
        return next(ends, 0)
    if _GRID.match(line) or _RULE.match(following) or (_RULE.match(line) and following.strip()):
        return next((number for number in range(start + 1, last) if state.isEmpty(number)), last)
    if _DASHES.match(line) and following.strip():
        ruled = any(_RULE.match(_line(state, number)) for number in range(start + 1, min(last, start + 8)))
        ends = (number + 1 for number in range(start + 1, last) if _DASHES.match(_line(state, number)))
        return next(ends, 0) if ruled else 0
    if _INLINE_R.match(line):  # knitr runs it before anybody reads the Markdown in it
        return next((number + 1 for number in range(start + 1, last) if "`" in _line(state, number)), 0)
    return 0
