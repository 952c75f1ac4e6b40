"""What the templates show: a unit's texts in pieces, its findings, and what helps in translating it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from l10n.catalog.edit import Key
from l10n.catalog.repair import drafted_sentences, former_translations
from l10n.catalog.stats import count
from l10n.checks.text import prose
from l10n.exports.diff import Piece, word_diff
from l10n.formats import format_named
from l10n.glossary.terms import relevant_terms
from l10n.locales import bcp47_tag, direction
from l10n.model import Catalog, Diagnostic, Match, State, Term
from l10n.workflow.check import Place
from l10n.workflow.review import ReviewUnit

STATES = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)


@dataclass(frozen=True, slots=True)
class Side:
    """A language as HTML wants it."""

    lang: str
    dir: str


def side(locale: str) -> Side:
    return Side(bcp47_tag(locale), direction(locale))


@dataclass(frozen=True, slots=True)
class UnitView:
    """One row of the page."""

    id: str
    etag: str
    number: int
    state: str
    type: str
    level: int
    """Of a heading, from 1; 0 for anything else."""
    source: str
    pieces: tuple[tuple[bool, str], ...]
    """The source in pieces: whether it is markup, and the text."""
    target: str
    rows: int
    editable: bool
    origin: str
    """Where a draft came from; empty for a person's text."""
    changed: bool
    """Whether the source has changed since the text was made."""


def unit_view(unit: ReviewUnit, number: int, levels: Mapping[Key, int], markup: str) -> UnitView:
    message = unit.message
    draft = message.draft
    kind = message.type
    level = levels.get(message.key, 2) if kind == "heading" else 1 if kind == "title" else 0
    return UnitView(
        unit.id,
        unit.etag,
        number,
        message.state.value,
        kind,
        level,
        message.msgid,
        source_pieces(message.msgid, markup),
        "\n".join(message.msgstr_plural) if message.msgid_plural is not None else message.msgstr,
        max(1, min(12, 1 + len(message.msgid) // 60 + message.msgid.count("\n"))),
        message.msgid_plural is None,
        draft.origin if draft and message.fuzzy else "",
        message.previous_msgid is not None,
    )


@lru_cache(maxsize=8192)
def source_pieces(text: str, markup: str) -> tuple[tuple[bool, str], ...]:
    """The text cut at its inline codes."""
    pieces, at = [], 0
    for code in format_named(markup).inline_codes(text):
        if code.start > at:
            pieces.append((False, text[at : code.start]))
        pieces.append((True, text[code.start : code.end]))
        at = code.end
    if at < len(text):
        pieces.append((False, text[at:]))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class FindingView:
    rule: str
    severity: str
    message: str
    excerpt: str
    """The place in the target, when the finding has one."""
    fix: str | None


def finding_views(target: str, diagnostics: Sequence[Diagnostic]) -> list[FindingView]:
    return [
        FindingView(
            found.rule,
            found.severity.value,
            found.message,
            target[found.start : found.end][:60],
            found.fix if found.fix != target else None,
        )
        for found in diagnostics
    ]


@dataclass(frozen=True, slots=True)
class Help:
    """What is shown beside the unit that is being worked on."""

    notes: tuple[str, ...]
    terms: tuple[Term, ...]
    matches: tuple[Match, ...]
    previous: tuple[Piece, ...]
    """The source as it was and as it is; empty when it has not changed."""
    drafted: tuple[str, ...]
    """The sentences of a repaired paragraph that are not the person's."""


def unit_help(unit: ReviewUnit, catalog: Catalog, place: Place, matches: Sequence[Match]) -> Help:
    message = unit.message
    notes = [line for line in message.extracted if not line.startswith("type: ")]
    notes += [line for line in message.comments if not line.startswith("l10n: ") and line.strip()]
    previous = message.previous_msgid
    return Help(
        tuple(notes),
        relevant_terms(prose(message.msgid), place.terms, place.source_locale),
        tuple(match for match in matches if match.target != message.msgstr or message.fuzzy),
        () if previous is None else tuple(word_diff(previous, message.msgid)),
        drafted_sentences(message, former_translations(catalog), place.locale),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a progress bar, in percent of its width."""

    state: str
    start: float
    width: float
    units: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far an article or a locale is."""

    bars: tuple[Bar, ...]
    total: int
    words: int
    done: int
    """Percent of the units that are approved, rounded down."""


def progress_view(catalogs: Sequence[Catalog], source_locale: str) -> ProgressView:
    units = dict.fromkeys(STATES, 0)
    words = 0
    for catalog in catalogs:
        for state, counts in count(catalog, source_locale).items():
            if state in units:
                units[state] += counts.units
                words += counts.words
    total = sum(units.values())
    bars, start = [], 0.0
    for state, number in units.items():
        width = 100 * number / total if total else 0.0
        bars.append(Bar(state.value, round(start, 2), round(width, 2), number))
        start += width
    return ProgressView(tuple(bars), total, words, 100 * units[State.APPROVED] // total if total else 0)
