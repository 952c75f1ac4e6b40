"""A translation of a reStructuredText unit -> the characters that stand in its place; and the marks of blocks."""

import re
from unicodedata import east_asian_width

from l10n.formats.delimited import write_value
from l10n.formats.rst.codes import separate_markup
from l10n.formats.rst.references import with_names
from l10n.model import Unit

TITLE = "rst-title"
"""Syntax of a title with lines of marks, which must be as long as the title is wide."""
HEADWORD = "rst-headword"
"""Syntax of a term of a glossary, which roles refer to by its words."""
VALUE = "rst-csv"
"""Syntax of a value of a CSV table; behind it stands the separator, or nothing where it is between quotation marks."""

ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\Z")
BULLET = re.compile(r"[-*+•‣⁃](?:[ \t]+|\Z)")
ENUMERATOR = re.compile(r"\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|#)[.)](?:[ \t]+|\Z)")
OPTION = re.compile(r"(?:(?:--?|/)[A-Za-z0-9?][\w-]*(?:[ =]?(?:<[^<>]*>|[A-Za-z][\w-]*))?(?:, )?)+(?:[ \t]{2,}|\Z)")
FIELD = re.compile(r":(?![: \t])(?:[^:\\]|\\.|:(?![ \t`]|\Z))+(?<! ):(?:[ \t]+|\Z)")
BORDER = re.compile(r"=+(?:[ \t]+=+)+[ \t]*\Z")
BORDER_PART = re.compile(r"=+")
SPAN = re.compile(r"-+(?:[ \t]+-+)*[ \t]*\Z")
SPAN_PART = re.compile(r"-+")
"""The lines of simple tables: the borders, and those below spans."""
EXPLICIT = re.compile(r"\.\.(?:[ \t]+|\Z)")


def width(text: str) -> int:
    """The width of a text in columns; Hangul, Han and the like take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


BLOCK_START = re.compile(
    rf"(?:{BULLET.pattern}|{ENUMERATOR.pattern}|{EXPLICIT.pattern}|{FIELD.pattern}|{OPTION.pattern}"
    r"|\| |>>> |__ |::\Z)"
)


def encode_rst(unit: Unit, target: str) -> str:
    """A translation on one line, escaped where it would begin another block. A title's marks grow with it. If the
    document links to a title by its words, these lead to an explicit target above it."""
    text = with_names(unit.text, " ".join(target.split()), () if unit.syntax == TITLE else unit.labels)
    text = separate_markup(text)
    while text.endswith("::") and not text.endswith("\\::"):
        text = text[:-1]
    if unit.syntax != TITLE:
        text = "\\" + text if BLOCK_START.match(text) or ADORNMENT.match(text) else text
        return write_value(text, unit.syntax.removeprefix(VALUE)) if unit.syntax.startswith(VALUE) else text
    lines = re.split(r"(\r\n|\r|\n)", unit.raw)
    for place in range(0, len(lines), 2):
        mark = ADORNMENT.match(lines[place].strip())
        if not mark:
            lines[place] = lines[place].replace(lines[place].strip(), text)
        elif len(lines[place].strip()) < width(text):
            lines[place] = lines[place].rstrip() + mark[1] * (width(text) - len(lines[place].strip()))
    targets = [f".. _`{label}`:{unit.newline * 2}" for label in unit.labels]
    return "".join([*targets, *lines])
