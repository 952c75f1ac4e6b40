"""The hand-off: messages for a translator's own tools, and back from them, as values for XLIFF and CSV files."""

from collections.abc import Sequence
from dataclasses import dataclass

from l10n.model import InlineCode, State


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
    previous: str | None = None
    """The source text that the target translates, if that is not the current source."""
    source_codes: tuple[InlineCode, ...] = ()
    target_codes: tuple[InlineCode, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One message to import."""

    article: str
    source: str
    target: str
    """The translation; empty if there is none."""
    state: State
    """APPROVED, DRAFT or UNTRANSLATED."""
    context: str | None = None
    line: int = 0
    """Its line in the file, from 1; 0 if the format does not tell."""


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
