"""`l10n segment`: the blocks and sentences of one file."""

from dataclasses import dataclass
from pathlib import Path

from l10n.errors import SourceError
from l10n.files import read_file
from l10n.formats import REGISTRY, ParseOptions, format_named
from l10n.locales import posix_tag
from l10n.model import UNSPLIT_TYPES, Document
from l10n.segmentation import sentences
from l10n.translatable import Text
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
    return _blocks(parse_bytes(read_file(path), path, ParseOptions()), lang)


def segment_text(text: str, lang: str, format: str) -> tuple[Block, ...]:
    """The blocks of a text in the format of this name. Raises SourceError and LocaleError."""
    posix_tag(lang)
    if format not in REGISTRY:
        hint = Text("There are {names}.", names=", ".join(REGISTRY))
        raise SourceError("no format {name!r}", name=format, hint=hint)
    return _blocks(format_named(format).parse(text, ParseOptions()), lang)


def _blocks(document: Document, lang: str) -> tuple[Block, ...]:
    codes_of = format_named(document.format).codes
    blocks = []
    for unit in document.units:
        protected = [(code.start, code.end) for code in codes_of(unit.text)]
        whole = unit.type in UNSPLIT_TYPES
        found = [unit.text] if whole else sentences(unit.text, lang, protected=protected)
        blocks.append(Block(unit.type, unit.line, tuple(found)))
    return tuple(blocks)
