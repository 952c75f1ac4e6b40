"""MyST, the Markdown of Sphinx and Jupyter Book: directives in fences, roles, targets, comments, substitutions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.directives import INTERRUPTS, push, push_text
from l10n.formats.markdown.pandoc import FORMULAS, formula_blocks
from l10n.formats.markdown.protected import first_char, line_text, push_protected
from l10n.model import InlineCode
from l10n.text.kept import Kept, markdown_keeps

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:.+-]+)\}[ \t]*(?P<argument>\S.*?)?[ \t]*\Z")
_CODE = frozenset(
    "code code-block code-cell sourcecode highlight parsed-literal literalinclude math mermaid graphviz digraph graph"
    " plantuml uml raw eval-rst include autosummary bibliography contents tableofcontents index glue nb-exec-table"
    " exec_code jupyter-execute iframe video image doctest testcode testsetup testcleanup testoutput productionlist"
    " prompt terminal ipython plot altair-plot csv-table myst-config myst-to-html widget meta currentmodule module"
    " highlight default-role role include-code toc tags bibliography-style".split()
)
"""Directives whose content is no prose: what Sphinx, docutils, Jupyter Book and their extensions define."""
_TITLED = frozenset(
    "note warning tip hint important attention caution danger error seealso todo admonition dropdown card tab tab-item"
    " grid-item-card topic sidebar margin table list-table rubric centered details toggle sidenote marginnote exercise"
    " epigraph pull-quote highlights aside hlist card-header button spoiler deprecated-note title abstract".split()
)
"""Directives whose argument is a title or the beginning of the text."""
_THEOREMS = re.compile(r"(?:prf|proof):\w+\Z")
_VERSIONS = frozenset({"versionadded", "versionchanged", "deprecated", "versionremoved"})
_OPTION = re.compile(r":(?P<key>[\w.:-]+):(?:[ \t]+(?P<value>.*?))?[ \t]*\Z")
_FIELD = re.compile(r"(?P<key>[\w.-]+)[ \t]*:[ \t]+(?P<value>[A-Za-z][^:#\"'{}\[\]|>]*?)[ \t]*\Z")
_SHOWN = frozenset({"alt", "caption", "title", "header", "footer", "subtitle", "text", "img-alt", "label-text"})
"""Options that are text for readers."""
_ENTRY = re.compile(r"(?P<title>[^<>\n]*[^\W\d_][^<>\n]*?)[ \t]*<[^<>]+>\Z")
_TARGET = re.compile(r"\([^()\s][^()]*\)=\s*\Z")
_LABEL, _TICKED = "myst-title", "myst-info"
"""Syntaxes of a title or an option, and of a title in a line that may hold no backtick."""


def _directive(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a directive: its first line, its options, and its content, in which blocks are read if it is prose."""
    if first_char(state, start) not in ("`", "~", ":") or not (match := _OPENING.match(line_text(state, start))):
        return False
    if match["fence"][0] == "`" and "`" in (match["argument"] or ""):
        return False
    if silent:
        return True
    close, behind = _closing(state, match["fence"], start, end_line)
    name = match["name"]
    opening = state.push("directive_open", "div", 1)
    opening.map = [start, behind]
    _read_argument(state, start, match)
    body = _read_options(state, start + 1, close)
    push_protected(state, start, body)
    if name == "toctree":
        _read_entries(state, body, close)
    elif name not in _CODE and not name.startswith(("auto", "glue:")) and body < close:
        kept = state.parentType, state.lineMax
        state.parentType, state.lineMax = "directive", close
        state.md.block.tokenize(state, body, close)
        state.parentType, state.lineMax = kept
    elif body < close:
        state.line = close
        fence = state.push("fence", "code", 0)
        fence.map = [body, close]
    if close < behind:
        push(state, close, behind, "protected")
    state.push("directive_close", "div", -1)
    state.line = behind
    return True


def _closing(state: StateBlock, fence: str, start: int, end_line: int) -> tuple[int, int]:
    """The line that closes a fence, and the one behind it; where none does, the end of what is around it."""
    for number in range(start + 1, end_line):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return number, number
        line = line_text(state, number).rstrip()
        if len(line) >= len(fence) and line == fence[0] * len(line) and not state.is_code_block(number):
            return number, number + 1
    return end_line, end_line


def _read_argument(state: StateBlock, line: int, match: re.Match[str]) -> None:
    argument, name = match["argument"], match["name"]
    if not argument:
        return
    if name in _VERSIONS and (parts := re.match(r"\S+[ \t]+(?=\S)", argument)):
        offset = parts.end()
    elif name in _TITLED or _THEOREMS.match(name):
        offset = 0
    else:
        return
    syntax = _TICKED if match["fence"][0] == "`" else _LABEL
    length = len(match.string)
    first, last = match.start("argument") + offset, match.end("argument")
    push_text(state, (line, length - first), (line, length - last), "heading", syntax)


def _read_options(state: StateBlock, line: int, close: int) -> int:
    """Reads `:key: value` lines, or a block between `---` lines. Returns the line behind."""
    pattern, last = _OPTION, close
    if line < close and line_text(state, line).rstrip() == "---":
        ends = (number for number in range(line + 1, close) if line_text(state, number).rstrip() == "---")
        last = next(ends, 0)
        if not last:
            return line
        pattern, line = _FIELD, line + 1
    while line < last and not (pattern is _OPTION and not _OPTION.match(line_text(state, line))):
        text = line_text(state, line)
        match = pattern.match(text)
        if match and match["value"] and match["key"] in _SHOWN:
            syntax = _LABEL if pattern is _OPTION else _VALUE
            places = (line, len(text) - match.start("value")), (line, len(text) - match.end("value"))
            push_text(state, *places, "alt" if "alt" in match["key"] else "caption", syntax)
        line += 1
    return line if pattern is _OPTION else line + 1


_VALUE = "myst-value"
"""Syntax of a value in a block of YAML."""


def _read_entries(state: StateBlock, line: int, close: int) -> None:
    """Reads the titles that a table of contents gives its entries: `Title <path>`."""
    begin = line
    while line < close:
        text = line_text(state, line).rstrip()
        if match := _ENTRY.match(text):
            full = len(line_text(state, line))
            push_text(
                state, (line, full - match.start("title")), (line, full - match.end("title")), "attribute", _LABEL
            )
        line += 1
    if begin < close:
        push(state, begin, close, "protected")


def _lines(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads lines that are no prose: targets, comments, breaks, marks of cards, formulas with a label."""
    char = first_char(state, start)
    if not char or char not in "(%+^$:":
        return False
    line = line_text(state, start).rstrip()
    if char == ":":
        return _read_field(state, line, start, silent)
    end = start + 1
    if char == "$":
        end = _formula_end(state, line, start, end_line)
    elif not (
        (char == "(" and _TARGET.match(line))
        or char == "%"
        or (char == "+" and re.match(r"\+{3,}(?:[ \t].*|\{.*)?\Z", line))
        or (char == "^" and line.strip("^") == "" and len(line) > 2)
    ):
        return False
    return bool(end) and (silent or push_protected(state, start, end))


_KEYED = re.compile(r":(?=[^\s:])(?:[^:\\]|\\.)+:[ \t]+(?P<value>\S.*)\Z")


def _read_field(state: StateBlock, line: str, start: int, silent: bool) -> bool:
    """Reads a field of a list, `:name: value`."""
    match = _KEYED.match(line)
    if not match or silent:
        return bool(match)
    full = len(line_text(state, start))
    push_text(state, (start, full - match.start("value")), (start, full - match.end("value")), "paragraph", _LABEL)
    return push(state, start, start + 1, "protected")


def _formula_end(state: StateBlock, line: str, start: int, end_line: int) -> int:
    """The line behind `$$ … $$ (label)`; 0 for what is none."""
    if not line.startswith("$$") or "$$" in line[2:]:
        closed = re.fullmatch(r"\$\$[^$]+\$\$[ \t]*\([^()]+\)", line)
        return start + 1 if closed else 0
    for number in range(start + 1, min(end_line, start + 200)):
        text = line_text(state, number)
        if "$$" in text:
            return number + 1 if re.search(r"\$\$[ \t]*(?:\([^()]*\))?[ \t]*\Z", text) else 0
    return 0


def _blocks(parser: MarkdownIt) -> None:
    formula_blocks(parser)
    parser.block.ruler.before("protected_lines", "myst_directive", _directive, INTERRUPTS)
    parser.block.ruler.before("myst_directive", "myst_lines", _lines, INTERRUPTS)


_ROLE = re.compile(
    r"\{(?P<name>[\w:.+-]+)\}(?P<ticks>`+)(?P<text>(?:(?!(?P=ticks)).){1,1000}?)(?P=ticks)(?!`)", re.DOTALL
)
_TARGETED = re.compile(r"(?P<shown>.*?)\s*<(?P<target>[^<>]+)>\s*\Z", re.DOTALL)
_SPOKEN = frozenset("abbr sub sup subscript superscript emphasis strong guilabel title toggle sidenote".split())
"""Roles whose text readers see."""
_TERM = "term"


def _role(text: str, pos: int) -> tuple[InlineCode, ...]:
    """A role: what it shows is text, if it is not a name or code."""
    match = _ROLE.match(text, pos)
    if not match:
        return ()
    first, last = match.span("text")
    targeted = _TARGETED.match(match["text"])
    if targeted and any(map(str.isalpha, targeted["shown"])) and match["name"] not in ("code", "math", "raw"):
        return InlineCode(pos, first, "open"), InlineCode(first + targeted.end("shown"), match.end(), "close")
    if match["name"] in _SPOKEN or (match["name"] == _TERM and not targeted):
        return InlineCode(pos, first, "open"), InlineCode(last, match.end(), "close")
    return (InlineCode(pos, match.end(), "code"),)


def _terms(text: str) -> list[str]:
    return [
        match["text"] for match in _ROLE.finditer(text) if match["name"] == _TERM and not _TARGETED.match(match["text"])
    ]


def name_terms(source: str, target: str) -> str:
    """A translation whose terms state their headword: ``{term}`강` `` for ``{term}`River` `` becomes
    ``{term}`강 <River>` ``, the same term."""
    wanted = Counter(_terms(source))
    if not wanted:
        return target
    stated: Counter[str] = Counter()
    renamed: list[re.Match[str]] = []
    for match in _ROLE.finditer(target):
        if match["name"] == _TERM:
            targeted = _TARGETED.match(match["text"])
            name = targeted["target"] if targeted else match["text"]
            stated[name] += 1
            if not targeted and name not in wanted:
                renamed.append(match)
    lost = list((wanted - stated).elements())
    for match, name in reversed(list(zip(renamed, lost, strict=False))):
        target = f"{target[: match.end('text')]} <{name}>{target[match.end('text') :]}"
    return target


def myst_keeps(code: str) -> Iterator[Kept]:
    """What a translation keeps: the names of roles and where they lead, and what Markdown's links keep."""
    match = re.match(r"\{([\w:.+-]+)\}`+(.*?)`+\Z", code, re.DOTALL)
    if not match:
        yield from markdown_keeps(code)
        return
    targeted = _TARGETED.match(match[2])
    if targeted or (match[2] and match[1] not in _SPOKEN):
        yield Kept("link", f"{{{match[1]}}}{targeted['target'] if targeted else match[2]}")


def _ticked(words: str) -> str:
    return words.replace("`", "&#96;")


def _value(words: str) -> str:
    plain = re.fullmatch(r"[^\W\d_](?:[^:#\n\"]|:(?! )|(?<! )#)*(?<![:\s])", words)
    return words if plain else '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


MYST = markdown_format(
    Dialect(
        "myst",
        _blocks,
        starts=frozenset("(%+^:"),
        inline={**FORMULAS, "{": _role},
        escapes=(re.compile(r"(?=%)"), re.compile(r"(?=\([^()\s][^()]*\)=\s*\Z)")),
        labels={_LABEL: str, _TICKED: _ticked},
        values={_VALUE: _value},
        names=_terms,
        complete=name_terms,
        keeps=myst_keeps,
    )
)
