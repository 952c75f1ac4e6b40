"""Obsidian: notes with wiki links and embeds, callouts, comments between `%%`, tags, ids of blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.protected import find_line, first_char, line_text, push_protected
from l10n.model import InlineCode
from l10n.text.kept import Kept, markdown_keeps

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_WIKI = re.compile(r"!?\[\[(?P<target>[^\[\]|\n]*?)(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]")
"""`[[Target]]`, `[[Target#Heading|shown]]`, `![[picture.png|300]]`; in a table a backslash stands before the bar."""
_BARE = re.compile(r"(?<!!)\[\[([^\[\]|#^\n]+)\]\]")
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*\Z")
_COMMENT = re.compile(r"%%(?:[^%]|%(?!%)){0,2000}%%")
_TAG = re.compile(r"#(?=[\w/-]*[^\W\d])[\w/-]+")
_MARK = re.compile(r"(==)(?=[^\s=])[^\n]{1,500}?(?<=[^\s=])(==)(?!=)")
_TEMPLATE = re.compile(r"<%[^%]*(?:%(?!>)[^%]*)*%>")
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]+\s*\Z")


def _lines(state: StateBlock, start: int, end_line: int, silent: bool) -> bool:
    """Reads comments, ids of the blocks above and template code that have their lines to themselves."""
    char = first_char(state, start)
    if not char or char not in "%^<":
        return False
    line = line_text(state, start).rstrip()
    end = 0
    if char == "^":
        end = start + 1 if _BLOCK_ID.match(line) else 0
    elif char == "%" and line.startswith("%%"):
        if line.find("%%", 2) > 0:
            end = start + 1 if line.find("%%", 2) == len(line) - 2 else 0
        else:
            end = find_line(state, start + 1, end_line, "%%")
    elif line.startswith("<%"):
        end = start + 1 if line.endswith("%>") else find_line(state, start + 1, end_line, "%>")
    return bool(end) and (silent or push_protected(state, start, end))


def _blocks(parser: MarkdownIt) -> None:
    above: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("protected_lines", "obsidian_lines", _lines, above)


def _wiki(text: str, pos: int) -> tuple[InlineCode, ...]:
    """A wiki link or an embed. What it shows is text, if it is words: the alias, or the name of the note."""
    match = _WIKI.match(text, pos)
    if not match or not match["target"].strip():
        return ()
    end, embed = match.end(), text[pos] == "!"
    if match["shown"] and any(map(str.isalpha, match["shown"])) and not (embed and _SIZE.match(match["shown"])):
        return InlineCode(pos, match.start("shown"), "open"), InlineCode(end - 2, end, "close")
    if _BARE.match(text, pos):
        return InlineCode(pos, pos + 2, "open"), InlineCode(end - 2, end, "close")
    return (InlineCode(pos, end, "image" if embed else "link"),)


def _comment(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _COMMENT.match(text, pos)
    return (InlineCode(pos, match.end(), "tag"),) if match else ()


def _tag(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _TAG.match(text, pos) if not pos or text[pos - 1].isspace() else None
    return (InlineCode(pos, match.end(), "code"),) if match else ()


def _mark(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _MARK.match(text, pos)
    return (InlineCode(*match.span(1), "open"), InlineCode(*match.span(2), "close")) if match else ()


def _template(text: str, pos: int) -> tuple[InlineCode, ...]:
    match = _TEMPLATE.match(text, pos)
    return (InlineCode(pos, match.end(), "code"),) if match else ()


def _names(text: str) -> list[str]:
    return _BARE.findall(text)


def name_notes(source: str, target: str) -> str:
    """A translation with its wiki links completed: `[[강]]` for `[[River]]` becomes `[[River|강]]`, the same link."""
    if "[[" not in source:
        return target
    wanted = Counter(match["target"] for match in _WIKI.finditer(source))
    present = [(match["target"], match) for match in _WIKI.finditer(target)]
    lost = list((wanted - Counter(name for name, _ in present)).elements())
    renamed = [match for name, match in present if name not in wanted and _BARE.match(match[0])]
    for match, name in reversed(list(zip(renamed, lost, strict=False))):
        target = f"{target[: match.start() + 2]}{name}|{target[match.start() + 2 :]}"
    return target


def wiki_keeps(code: str) -> Iterator[Kept]:
    """What a translation keeps of a note's code: where wiki links with an alias lead, embeds, tags."""
    if match := _WIKI.fullmatch(code):
        if match["target"]:
            yield Kept("link", match["target"])
    elif code.startswith("#"):
        yield Kept("code", code)
    else:
        yield from markdown_keeps(code)


OBSIDIAN = markdown_format(
    Dialect(
        "obsidian",
        _blocks,
        starts=frozenset("%^"),
        inline={"[": _wiki, "!": _wiki, "%": _comment, "#": _tag, "=": _mark, "<": _template},
        guards=re.compile(r"%%"),
        tail=re.compile(r"(?<=\s)\^[A-Za-z0-9-]+\Z"),
        hard_lines=True,
        names=_names,
        complete=name_notes,
        keeps=wiki_keeps,
    )
)
