"""DocFX, and Microsoft Learn: Markdown with `:::` lines, `[!NOTE]`, `[!INCLUDE [name](file)]`, cross references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.directives import INTERRUPTS, push, push_text
from l10n.formats.markdown.protected import first_char, line_text, push_protected
from l10n.model import InlineCode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_ATTRIBUTE = r"[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')"
_TRIPLE = re.compile(rf":::[ \t]*[\w-]+(?:[ \t]+{_ATTRIBUTE})*[ \t]*(?::::)?[ \t]*\Z")
"""`:::row:::`, `:::image source="…" alt-text="…":::`, `:::zone pivot="…"`, `:::moniker-end`."""
_INLINE_TRIPLE = re.compile(rf":::[ \t]*(?:image|no-loc|video|code)(?:[ \t]+{_ATTRIBUTE})*[ \t]*:::")
_SHOWN = re.compile(r"(?<=[ \t])(?:alt-text|title)=([\"'])([^\"'\n]*[^\W\d_][^\"'\n]*)\1")
_BRACKETED = re.compile(r"\[!(?=[A-Za-z])(?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?){1,500}\]")
"""`[!NOTE]`, `[!div class="x"]`, `[!INCLUDE [name](file.md)]`, `[!code-csharp[name](file.cs#region)]`."""
_REFERENCE = re.compile(r"@(?:\"[^\"\n]+\"|'[^'\n]+'|[A-Za-z_]\w*(?:\.\w+)+(?:[`*(][\w`*,(){}.]*)?)")
_QUOTE = "docfx-attribute"
"""Syntax of an attribute's value between double quotes."""


def _triple(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a `:::` line; what readers see of its attributes is text."""
    if first_char(state, start) != ":" or not _TRIPLE.match(line := line_text(state, start)):
        return False
    if silent:
        return True
    for match in _SHOWN.finditer(line):
        places = (start, len(line) - match.start(2)), (start, len(line) - match.end(2))
        push_text(state, *places, "alt" if match[0].startswith("alt") else "attribute", _QUOTE)
    push(state, start, start + 1, "protected")
    name = _NAME.match(line)
    close = _closing(state, name[1], start + 1, end_line) if name else 0
    if close:
        _read_inside(state, start + 1, close)
    return True


_NAME = re.compile(r":::[ \t]*(row|column|zone|moniker|image(?=[^\r\n]*type=\"complex\"))\b(?!-)")
"""What has an end line."""


def _closing(state: StateBlock, name: str, start: int, end_line: int) -> int:
    """The line that ends a block of this name; 0 if there is none."""
    absent: set[tuple[str, int]] = state.env.setdefault("without end", set())
    if (name, end_line) in absent:
        return 0
    ending = re.compile(rf":::[ \t]*{name}-end\b")
    for number in range(start, end_line):
        if ending.match(line_text(state, number)):
            return number
    absent.add((name, end_line))
    return 0


def _read_inside(state: StateBlock, start: int, close: int) -> None:
    """Reads the blocks of a block, which may be indented by any width."""
    indents = [state.sCount[number] for number in range(start, close) if not state.isEmpty(number)]
    if not indents:
        return
    kept = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = max(state.blkIndent, min(indents)), close, "directive"
    state.level += 1
    state.md.block.tokenize(state, start, close)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = kept
    state.line = close


def _marker(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads a line that is `[!…]` alone: what a quote is, a file in its place."""
    if first_char(state, start) != "[" or not (match := _BRACKETED.match(line := line_text(state, start))):
        return False
    if line[match.end() :].strip():
        return False
    return silent or push_protected(state, start, start + 1)


def _blocks(parser: MarkdownIt) -> None:
    parser.block.ruler.before("protected_lines", "docfx_triple", _triple, INTERRUPTS)
    parser.block.ruler.before("protected_lines", "docfx_marker", _marker, INTERRUPTS)


def _bracketed(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _BRACKETED.match(text, pos)
    return (InlineCode(pos, match.end(), "placeholder"),) if match else ()


def _inline_triple(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _INLINE_TRIPLE.match(text, pos)
    if not match:
        return ()
    shown = _SHOWN.search(text, pos, match.end())
    if not shown:
        return (InlineCode(pos, match.end(), "image" if "image" in match[0][:12] else "placeholder"),)
    return InlineCode(pos, shown.start(2), "open"), InlineCode(shown.end(2), match.end(), "close")


def _reference(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _REFERENCE.match(text, pos) if not pos or not (text[pos - 1].isalnum() or text[pos - 1] in "._-") else None
    return (InlineCode(pos, match.end(), "code"),) if match else ()


def _quoted(words: str) -> str:
    return words.replace('"', "&quot;").replace("'", "&#39;")


DOCFX = markdown_format(
    Dialect(
        "docfx",
        _blocks,
        inline={"[": _bracketed, ":": _inline_triple, "@": _reference},
        escapes=(re.compile(r"(?=\[!)"),),
        values={_QUOTE: _quoted},
    )
)
