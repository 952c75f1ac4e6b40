"""The marks of AsciiDoc's blocks; and a translation of a unit -> the characters that stand in the unit's place."""

import re
from collections.abc import Sequence

from l10n.formats.asciidoc.codes import separate_markup
from l10n.model import Unit

UNDERLINED = "asciidoc-title"
"""Syntax of a title with a line of marks below it. Both lines must have the same length."""

TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
TITLE_END = re.compile(r"[ \t]+(={1,6}|#{1,6})\Z")
UNDERLINE = re.compile(r"(?:={2,}|-{2,}|~{2,}|\^{2,}|\+{2,})\Z")
VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}[\w,+-]*|[|,:!]={3,})\Z")
PROSE_BLOCK = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)\Z")
ATTRIBUTES = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\Z")
CODE_STYLE = re.compile(r"\[(?:source|listing|literal|verse|stem|latexmath|asciimath|pass|%?[a-z]*,?(?=\s*format=))\b")
ENTRY = re.compile(r":!?[\w-]+!?:(?:[ \t]|\Z)")
MACRO = re.compile(r"(?:[a-z]\w*)::\S*\[.*\]\Z|(?:<<<+|'''+|---|\*\*\*)\Z")
IMAGE = re.compile(r"image::\S*?\[([^\[\]=,\"]+)")
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
    text = _TERM_MARK.sub(lambda match: "{two-colons}" if match[0] == "::" else "&#58;" + match[0][1:], text)
    if _BLOCK_START.match(text):
        text = "{empty}" + text
    if unit.syntax != UNDERLINED:
        return text
    marks = re.split(r"(\r\n|\r|\n)", unit.raw)
    return "".join([text, *marks[1:2], marks[2][0] * max(len(text), 2)])


def _with_breaks(lines: Sequence[str]) -> list[tuple[str, bool]]:
    return [(line, index + 1 < len(lines) and line.endswith(" +")) for index, line in enumerate(lines)]
