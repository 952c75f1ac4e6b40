"""The marks of AsciiDoc's blocks; and a translation of a unit -> the characters that stand in the unit's place."""

import re
from collections.abc import Sequence

from l10n.formats.asciidoc.codes import separate_markup
from l10n.formats.asciidoc.tables import SPEC_AT_END
from l10n.formats.delimited import write_value
from l10n.model import Unit

UNDERLINED = "asciidoc-title"
"""Syntax of a title with a line of marks below it. Both lines must have the same length."""

CELL = "asciidoc-cell"
"""Syntax of a text in a table's cell; behind it stand the delimiters that are escaped."""
BLOCK = "asciidoc-cell-block"
"""Syntax of a block in a cell that holds blocks; likewise."""
VALUE = "asciidoc-csv"
"""Syntax of a value of CSV; behind it stands the separator, or nothing where the value is between quotation marks."""
ABOVE = "asciidoc-above"
"""Syntax of a paragraph right above a line of marks; behind it stands how long that is. Of one length, both would
be a title."""
ENTRY_VALUE = "asciidoc-entry"
"""Syntax of the value of an attribute of the document."""
ALT = "asciidoc-attribute"
"""Syntax of an attribute's value without quotation marks."""
QUOTED = "asciidoc-attribute-quoted"
"""Syntax of an attribute's value between quotation marks."""

TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
TITLE_END = re.compile(r"[ \t]+(={1,6}|#{1,6})\Z")
UNDERLINE = re.compile(r"(?:={2,}|-{2,}|~{2,}|\^{2,}|\+{2,})\Z")
VERBATIM = re.compile(r"(?:(-{4,}|\.{4,}|\+{4,}|/{4,})|(`{3,})[\w,+-]*)\Z")
PROSE_BLOCK = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|\"\")\Z")
ATTRIBUTES = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\Z")
CODE_STYLE = re.compile(r"\[(?:source|listing|literal|stem|latexmath|asciimath|pass)\b")
ENTRY = re.compile(r":!?[\w-]+!?:(?:[ \t]|\Z)")
MACRO = re.compile(r"(?:[a-z]\w*)::[^\s\[]*\[.*\]\Z|(?:<<<+|'''+|---|\*\*\*)\Z")
CAPTION = re.compile(r"\.(?=[^\s.])")
LIST = re.compile(
    r"(?:\*{1,5}|-|\.{1,5}|[0-9]{1,4}\.|[a-zA-Z]\.|[ivxIVX]{1,6}\)|<[0-9.]{1,3}>|•)[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)"
)
TERM = re.compile(r"(.*?\S)?[ \t]*(?::{2,4}|;;)(?:[ \t]+(?=\S)|\Z)")
ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|TODO):[ \t]+(?=\S)")
COMMENT = re.compile(r"//(?!/)")

_BLOCK_START = re.compile(
    rf"{TITLE.pattern}|{LIST.pattern}|{ENTRY.pattern}|{CAPTION.pattern}|{ADMONITION.pattern}|{MACRO.pattern}"
    r"|//|\||\+\Z|(?:-{2,}|={4,}|\*{4,}|_{4,}|\.{4,}|\+{4,}|`{3,}.*|<<<+|'''+)\Z|\[.*\]\Z"
)
_TERM_MARK = re.compile(r"(?<=\S)(?::{2,4}|;;)(?=[ \t]|\Z)")


def encode_asciidoc(unit: Unit, target: str) -> str:
    """A translation on one line (hard breaks keep their line ends), escaped where it would begin another block."""
    lines = [" ".join(line.split()) for line in target.split("\n") if line.strip()]
    lines = [line + " +" if hard and not line.endswith(" +") else line for line, hard in _with_breaks(lines)]
    text = separate_markup(unit.newline.join(lines))
    for label in unit.labels:
        if unit.level:
            text = f"{text} [[{label}]]"
        else:
            name, _, id = label.partition("\n")
            text = re.sub(rf"<<{re.escape(name)}(?=[,>])", f"<<{id}", text)
    if unit.syntax.startswith(VALUE):
        return write_value(text, unit.syntax.removeprefix(VALUE))
    if unit.syntax == ENTRY_VALUE:
        return text
    if unit.syntax in (ALT, QUOTED):
        mark = '"' if unit.syntax == ALT and re.search(r"[,=\"\]]", text) else ""
        return mark + text.replace('"', "&quot;") + mark
    if not unit.syntax.startswith(CELL) or unit.syntax.startswith(BLOCK):
        text = _TERM_MARK.sub(lambda match: "{two-colons}" if match[0] == "::" else "&#58;" + match[0][1:], text)
        if _BLOCK_START.match(text):
            text = "{empty}" + text
    if unit.syntax.startswith(CELL):
        delimiters = unit.syntax.removeprefix(BLOCK).removeprefix(CELL)
        text = "".join("\\" + char if char in delimiters else char for char in text)
        return f"{text}{{empty}}" if SPEC_AT_END.search(text) else text
    if unit.syntax.startswith(ABOVE) and abs(len(text) - int(unit.syntax.removeprefix(ABOVE))) < 2:
        text += "{empty}"
    if unit.syntax != UNDERLINED:
        return text
    _, line_end, line = re.split(r"(\r\n|\r|\n)", unit.raw)
    return f"{text}{line_end}{line[0] * max(len(text), 2)}"


def _with_breaks(lines: Sequence[str]) -> list[tuple[str, bool]]:
    return [(line, index + 1 < len(lines) and line.endswith(" +")) for index, line in enumerate(lines)]
