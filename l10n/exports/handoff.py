"""The hand-off: messages for a translator's own tools, and back from them, as values for XLIFF, CSV and PO files.

A file that goes out says of every unit what it held then (its `Mark`), so that what comes back can be told from what
only came along. The mark lies where a tool that does not know it keeps it: in an attribute of an own namespace in XLIFF
1.2 (its section 2.5), in the metadata module in 2.1, in a column of a table, in a `#.` comment of a PO file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.model import InlineCode, State, text_hash

_MARK = re.compile(r"\bsrc=([0-9a-f]{8}) out=([0-9a-f]{8}) state=([a-z]+)(?: notes=([0-9a-f,]+))?")


@dataclass(frozen=True, slots=True)
class HandoffUnit:
    """One message to export."""

    article: str
    source: str
    target: str
    state: State
    context: str | None = None
    """msgctxt."""
    type: str = "paragraph"
    notes: tuple[str, ...] = ()
    """What the writer tells the translator."""
    comments: tuple[str, ...] = ()
    """What translators wrote."""
    previous: str | None = None
    """The source text that the target translates, if that is not the current source."""
    source_codes: tuple[InlineCode, ...] = ()
    target_codes: tuple[InlineCode, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """The writer's notes, and the former source."""
        previous = (f"Translated from: {self.previous}",) if self.previous else ()
        return (*self.notes, *previous)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a unit was when it was exported, as hashes."""

    source: str
    target: str
    approved: bool
    notes: tuple[str, ...] = ()
    """Of every line of its notes and comments."""

    @classmethod
    def of(cls, unit: HandoffUnit) -> "Mark":
        notes = tuple(dict.fromkeys(map(text_hash, note_lines((*unit.remarks, *unit.comments)))))
        return cls(text_hash(unit.source), text_hash(unit.target), unit.state is State.APPROVED, notes)

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        """The first mark in a text; None when there is none."""
        if not (match := _MARK.search(text)):
            return None
        notes = tuple(match[4].split(",")) if match[4] else ()
        return cls(match[1], match[2], match[3] == State.APPROVED.value, notes)

    def render(self) -> str:
        """One line without quotes or angle brackets, which no spreadsheet takes for a number."""
        notes = f" notes={','.join(self.notes)}" if self.notes else ""
        state = State.APPROVED if self.approved else State.DRAFT
        return f"src={self.source} out={self.target} state={state}{notes}"


def note_lines(notes: Sequence[str]) -> tuple[str, ...]:
    """The lines of notes that say something, as the comments of a catalog are."""
    return tuple(line.strip() for note in notes for line in note.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline element of a tool's text."""

    key: tuple[str, str]
    """`open`, `close` or nothing, and its id: the same in source and target."""
    text: str
    """The markup that it stands for, if the file says so."""


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One message to import."""

    article: str
    """Empty if the file does not tell."""
    source: str
    target: str
    """The translation, of a plural all its forms with U+0000 between; empty if there is none."""
    state: State | None
    """APPROVED, DRAFT or UNTRANSLATED; None if the file does not tell."""
    context: str | None = None
    line: int = 0
    """Its line in the file, from 1; 0 if the format does not tell."""
    mark: Mark | None = None
    notes: tuple[str, ...] = ()
    """All lines of notes, ours too."""
    partial: bool = False
    """Whether only some of its segments are translated."""
    source_parts: tuple[str | Tag, ...] = ()
    """The source with its inline elements; empty if it has none, and so is the next."""
    target_parts: tuple[str | Tag, ...] = ()
    plural: str | None = None
    """The source's plural, if it has one."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A hand-off that came back."""

    units: tuple[ReturnedUnit, ...]
    sources: tuple[str, ...] = ()
    """The languages that it translates from, as far as it tells."""
    targets: tuple[str, ...] = ()
    """The languages that it translates into."""


def written_by_markup(unit: ReturnedUnit, source: str, codes: Sequence[InlineCode]) -> str | None:
    """The translation with a source's own inline codes in the place of a tool's elements, which may hold nothing, or
    other markup. None unless the unit's source is this one, element by code, and the translation has no other elements.
    """
    ends = {code.start: code.end for code in codes}
    known: dict[tuple[str, str], str] = {}
    at = 0
    for part in unit.source_parts:
        if isinstance(part, Tag):
            end = ends.get(at)
            if end is None or known.setdefault(part.key, source[at:end]) != source[at:end]:
                return None
            at = end
        elif source.startswith(part, at):
            at += len(part)
        else:
            return None
    if at != len(source) or not at:
        return None
    found = [known.get(part.key) if isinstance(part, Tag) else part for part in unit.target_parts]
    return None if None in found else "".join(filter(None, found))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain text, or one inline code with its partner."""

    text: str
    code: InlineCode | None = None
    id: int = 0
    """The code's number in the unit, from 1; both halves of a pair have the same."""
    half: str = ""
    """`open` or `close` for one half of a pair, if the other half is in the text, too."""


def pieces(text: str, codes: Sequence[InlineCode]) -> list[Piece]:
    """A text cut at its inline codes, with well-nested pairs matched. The joined pieces are the text."""
    halves: dict[int, str] = {}
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for index, code in enumerate(codes):
        if code.kind == "open":
            waiting.append(index)
        elif code.kind == "close" and waiting:
            opened = waiting.pop()
            halves[opened], halves[index] = "open", "close"
            partner[index] = opened
    found = []
    end = 0
    ids: dict[int, int] = {}
    for index, code in enumerate(codes):
        if code.start > end:
            found.append(Piece(text[end : code.start]))
        ids[index] = ids[partner[index]] if index in partner else len(set(ids.values())) + 1
        found.append(Piece(text[code.start : code.end], code, ids[index], halves.get(index, "")))
        end = code.end
    if end < len(text):
        found.append(Piece(text[end:]))
    return found
