"""What the elements of an XML vocabulary are to a translator: the categories of ITS 2.0 as a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from l10n.languages.tables import read_sections
from l10n.model import UnitType

_TYPES: dict[str, UnitType] = {
    "title": "heading",
    "caption": "caption",
    "list-item": "list-item",
    "term": "term",
    "table-cell": "table-cell",
    "quote": "quote",
}
"""Section -> the type of the text in its elements."""


@dataclass(frozen=True)
class Rules:
    code: frozenset[str]
    """Elements within text whose content is the same in every language."""
    skeleton: frozenset[str]
    """Elements that hold nothing to translate and stand between texts."""
    within: frozenset[str]
    """Elements that flow within a text."""
    block: frozenset[str]
    """Elements that never flow within a text. Others that no row names do where they hold text alone, among text."""
    nested: frozenset[str]
    """Elements within a text that are texts of their own: footnotes, entries of an index."""
    preserve: frozenset[str]
    """Elements in which line ends and spaces are seen."""
    types: dict[str, UnitType]
    attributes: frozenset[str]
    """Attributes whose values people read."""


@cache
def rules(name: str) -> Rules:
    """The rules of a vocabulary, from the file `<name>.txt` beside this module."""
    sections = read_sections(Path(__file__).with_name(f"{name}.txt").read_text("utf-8"))
    named = {key: frozenset(words) for key, words in sections.items()}
    return Rules(
        named["code"],
        named["skeleton"],
        named["within"],
        named["block"],
        named["nested"],
        named["preserve"],
        {element: kind for section, kind in _TYPES.items() for element in named[section]},
        named["attributes"],
    )
