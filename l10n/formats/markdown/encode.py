"""A translation of a Markdown unit -> the characters that stand in the unit's place.

The words are the translator's; the block structure is the document's. Text that would begin another block, close a
heading or end a table cell is escaped, and line ends get the container's prefix.
"""

import re
from collections import Counter
from functools import partial

from l10n.formats.front_matter import encode_scalar
from l10n.formats.markdown.codes import Pair, bare_references, inline_codes, unrendered_pairs
from l10n.formats.markdown.dialect import GFM, Dialect
from l10n.formats.markdown.protected import (
    ABBREVIATION,
    BRACKET_TITLE,
    HUGO_VALUE,
    LIQUID_VALUE,
    MODULE,
    PLAIN_TITLE,
    QUOTED_TITLE,
)
from l10n.formats.markdown.raw_html import HTML, encode_raw
from l10n.model import Unit
from l10n.text.inline import has_words

FLOW = ""
"""Syntax of a paragraph: it may have several lines."""
LINE = "line"
"""One line that must not begin a block: a term of a definition list."""
HEADING = "heading"
"""What follows `#`."""
CELL = "table-cell"
FIRST_CELL = "table-row"
"""A cell at the very start of its line."""
LINK_TITLE = "link-title"
"""The title in a link definition, delimiters included."""

QUOTES = {HUGO_VALUE: '\\"', LIQUID_VALUE: "&quot;"}
"""How a double quote is written in the parameter of a shortcode."""
_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|track|ul|script|pre|style|textarea"
)
_BLOCK_STARTS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?=#{1,6}(?:[ \t]|\Z))"),  # heading
    re.compile(r"(?=>)"),  # quote
    re.compile(r"(?=[-+*](?:[ \t]|\Z))"),  # list item
    re.compile(r"(?=\*\[[^\[\]]+\] ?:(?!.*\*\s*\Z))"),  # abbreviation; what ends with a star is emphasis
    re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|\Z))"),  # ordered list item
    re.compile(r"(?=[:~][ \t])"),  # definition
    re.compile(r"(?=(?:-[ \t]*)+\Z|=+[ \t]*\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z)"),  # underline, thematic break
    re.compile(r"(?=\+{3}[ \t]*\Z)"),  # front matter
    re.compile(r"(?=[|:-][-:| \t]*\Z)"),  # a table's second line
    re.compile(r"(?=:::)"),  # container
    re.compile(r"(?=\[[ xX]\][ \t]|\[![A-Za-z][\w-]*\])"),  # task, callout
    re.compile(r"\[(?:[^\[\]\\]|\\.)+\](?=:)"),  # definition of a link or footnote
)
"""Text that would begin a block at the start of a line; a backslash is inserted at the end of the match."""
_RAW_START = re.compile(rf"`{{3,}}[^`]*\Z|~~~|<(?:/?(?:{_BLOCKS})(?:[ \t>]|/>|\Z)|!--|\?|![A-Za-z\[])", re.IGNORECASE)
"""Text that would begin a fence or a raw block, but is right inside a line: the word joiner goes before it."""
_FENCE_START = re.compile(r"`{3,}[^`]*\Z|~~~")
_CODE_START = re.compile(r"\{|\$\$|<[A-Za-z/>]")
WORD_JOINER = "&#8288;"
"""Invisible; a tag behind it is inside a line and begins no block."""
_START = re.compile(r"[#>\-+*0-9:~=_|`$\[<{ie!?]")


def encode_markdown(unit: Unit, target: str, dialect: Dialect = GFM) -> str:
    """`target`, written so that it stands in the place of `unit.raw` and changes no structure around it."""
    if unit.syntax.startswith(("yaml", "toml")):
        return encode_scalar(unit, target)
    if unit.syntax.startswith(HTML):
        return encode_raw(unit, target)
    text = target.replace("\r\n", "\n").replace("\r", "\n")
    if value := dialect.values.get(unit.syntax):
        return value(text)
    text = dialect.complete(unit.text, _name_references(unit, text, dialect))
    text = _render_emphasis(unit, text, dialect)
    text = dialect.plain(unit.text, text, partial(inline_codes, dialect=dialect))
    if unit.syntax == FLOW:
        return unit.newline.join(_escape_start(line, dialect) for line in _lines(text))
    *rows, last = text.split("\n")
    line = " ".join(filter(None, [*map(_unbroken, rows), last.strip(" \t")]))
    if unit.syntax == HEADING:
        return re.sub(r"(?<![^ \t])(?=#+\Z)", r"\\", line)
    if unit.syntax == QUOTED_TITLE:
        return line.replace('"', "&quot;")
    if unit.syntax == BRACKET_TITLE:
        return re.sub(r"(\\.)|[\[\]\\]", lambda match: match[1] or f"\\{match[0]}", line)
    if unit.syntax == PLAIN_TITLE:
        return re.sub(r"[{}=]", lambda match: f"&#{ord(match[0])};", line)
    if label := dialect.labels.get(unit.syntax):
        return label(line)
    if unit.syntax == LINK_TITLE:
        return '"' + re.sub(r'(\\.)|["\\]', lambda match: match[1] or f"&#{ord(match[0])};", line) + '"'
    if unit.syntax in QUOTES:
        return re.sub(r"(\\.)|\"", lambda match: match[1] or QUOTES[unit.syntax], line)
    if unit.syntax in (CELL, FIRST_CELL):
        line = re.sub(r"(?<!\\)\|", r"\\|", line)
        line += " " if line.endswith("\\") else ""
    if unit.syntax == ABBREVIATION:
        return re.sub(r"\*\Z", "&#42;", line)
    return line if unit.syntax == CELL else _escape_start(line, dialect)


def _unbroken(line: str) -> str:
    """A line without the mark of a hard break, which has no place in a heading or a cell."""
    line = line.strip(" \t")
    return line[:-1] if (len(line) - len(line.rstrip("\\"))) % 2 else line


def _lines(text: str) -> list[str]:
    """The lines of a paragraph, without blank ones, which would end it; a hard break's spaces stay."""
    lines = [line.strip(" \t") + ("  " if line.endswith("  ") else "") for line in text.split("\n") if line.strip()]
    return [*lines[:-1], lines[-1].rstrip(" ")] if lines else []


def _escape_start(line: str, dialect: Dialect) -> str:
    if not (_START.match(line) or line[:1] in dialect.starts):
        return line
    if (
        (_RAW_START if dialect.has_html else _FENCE_START).match(line)
        or (dialect.guards and dialect.guards.match(line))
        or MODULE.match(line)
        or (_CODE_START.match(line) and not _has_words_after_code(line, dialect))
    ):
        return WORD_JOINER + line
    for pattern in (*dialect.escapes, *_BLOCK_STARTS):
        if match := pattern.match(line):
            if line[match.end() : match.end() + 1] not in dialect.escapable:
                return WORD_JOINER + line
            return f"{line[: match.end()]}\\{line[match.end() :]}"
    return line


def _has_words_after_code(line: str, dialect: Dialect) -> bool:
    codes = inline_codes(line, dialect)
    return bool(codes) and codes[0].start == 0 and has_words(line, codes)


def _name_references(unit: Unit, target: str, dialect: Dialect) -> str:
    """The target with translated reference links completed: `[말]` for `[word]` becomes `[말][word]`, the same link."""
    labels = unit.labels[: len(unit.labels) - len(dialect.names(unit.text))]
    if not labels:
        return target
    brackets = {fold_label(reference.label) for reference in bare_references(unit.text, dialect)}
    found = bare_references(target, dialect)
    spare = Counter(reference.label for reference in found)
    lost = [label for label in labels if not _take(spare, label)]
    folded = Counter(fold_label(label) for label in spare.elements())
    lost = [label for label in lost if not _take(folded, fold_label(label))]
    renamed = [reference for reference in found if fold_label(reference.label) not in brackets]
    return _splice(target, [(new.close, new.end, f"][{old}]") for new, old in zip(renamed, lost, strict=False)])


def _take(items: Counter[str], item: str) -> bool:
    """Removes one `item`; returns whether there was one."""
    items[item] -= 1
    return items[item] >= 0


def fold_label(label: str) -> str:
    """The normal form of a link label, equal for matching labels (CommonMark 6.3, "matching")."""
    return " ".join(label.split()).lower().upper()


_TAGS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~": "del", "~~": "del"}


def _render_emphasis(unit: Unit, text: str, dialect: Dialect) -> str:
    """Write emphasis that CommonMark leaves as marks (`_강조_는`, `**“인용”**은`) with asterisks or as HTML."""
    if not any(mark in unit.text for mark in "*_~"):
        return text
    if "*" not in text:
        pairs = unrendered_pairs(text, dialect)
        text = _splice(text, [edit for pair in pairs for edit in _edits(text, pair, asterisks=True)])
    return _splice(text, [edit for pair in unrendered_pairs(text, dialect) for edit in _edits(text, pair)])


_Edit = tuple[int, int, str]
"""A span and its replacement."""


def _edits(text: str, pair: Pair, asterisks: bool = False) -> list[_Edit]:
    opening, closing = pair.opening, pair.closing
    mark = text[opening.start : opening.end]
    if asterisks:
        return [(code.start, code.end, mark.replace("_", "*")) for code in (opening, closing)]
    name = _TAGS[mark]
    return [(opening.start, opening.end, f"<{name}>"), (closing.start, closing.end, f"</{name}>")]


def _splice(text: str, edits: list[_Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, replacement in sorted(edits):
        pieces += (text[done:start], replacement)
        done = end
    return "".join([*pieces, text[done:]])
