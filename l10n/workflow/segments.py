"""`l10n segment`: the blocks and sentences of one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from l10n.formats import ParseOptions, format_for
from l10n.locales import posix_tag
from l10n.model import UNSPLIT_TYPES
from l10n.segmentation import sentences
from l10n.workflow.sources import parse_bytes


@dataclass(frozen=True, slots=True)
class Block:
    type: str
    line: int
    segments: tuple[str, ...]
    """Joined, they are the block's text."""


def segment_file(path: Path, lang: str) -> tuple[Block, ...]:
    """The blocks of a source file with their sentences. Raises SourceError, LocaleError and OSError."""
    posix_tag(lang)
    data = path.read_bytes()
    format = format_for(path)
    document = parse_bytes(data, path, ParseOptions())
    blocks = []
    for unit in document.units:
        protected = [(code.start, code.end) for code in format.codes(unit.text)]
        whole = unit.type in UNSPLIT_TYPES
        found = [unit.text] if whole else sentences(unit.text, lang, protected=protected)
        blocks.append(Block(unit.type, unit.line, tuple(found)))
    return tuple(blocks)
