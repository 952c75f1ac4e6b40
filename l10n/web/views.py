"""The values for the templates: a unit's texts in pieces, its findings, and help with its translation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.catalog.edit import Key
from l10n.catalog.repair import drafted_sentences, former_translations
from l10n.catalog.stats import count
from l10n.engines import drafts_tier, tier_text
from l10n.exports.diff import Piece, word_diff
from l10n.formats import codes_of
from l10n.glossary.terms import relevant_terms
from l10n.locales import bcp47_tag, direction
from l10n.model import Catalog, Diagnostic, Match, Message, State, Term
from l10n.text.prose import prose
from l10n.translatable import Text
from l10n.web.typography import Stretch, typeset
from l10n.workflow.checking.catalogs import Place
from l10n.workflow.review.articles import ReviewUnit

STATES = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)


@dataclass(frozen=True, slots=True)
class Side:
    """A language's attributes for HTML."""

    tag: str
    """The tag in gettext's spelling."""
    lang: str
    dir: str


def side(locale: str) -> Side:
    return Side(locale, bcp47_tag(locale), direction(locale))


@dataclass(frozen=True, slots=True)
class UnitView:
    """One row of the page."""

    id: str
    etag: str
    number: int
    state: str
    type: str
    level: int
    """The level of a heading, from 1; 0 for other units."""
    sources: tuple[tuple[Stretch, ...], ...]
    """The source, and its plural if it has one."""
    targets: tuple[str, ...]
    """The translation, or each of its plural forms."""
    shown: tuple[Stretch, ...]
    """The translation as it looks in the article; empty if it looks as written, and for plural forms."""
    rows: int
    origin: str
    """The origin of a draft; empty for a person's text."""
    quality: Text | None
    """What can be expected of the engine that made it; None for any other text."""
    changed: bool
    """Whether the source has changed since the text was made."""


def unit_view(unit: ReviewUnit, number: int, levels: Mapping[Key, int], format: str, pair: tuple[str, str]) -> UnitView:
    """`pair` is the source's locale and the translation's."""
    message = unit.message
    draft = message.draft
    kind = message.type
    level = levels.get(message.key, 2) if kind == "heading" else 1 if kind == "title" else 0
    sources = (message.msgid,) if message.msgid_plural is None else (message.msgid, message.msgid_plural)
    targets = message_targets(message)
    shown = typeset(targets[0], format) if len(targets) == 1 else ()
    return UnitView(
        unit.id,
        unit.etag,
        number,
        message.state.value,
        kind,
        level,
        tuple(typeset(source, format) for source in sources),
        targets,
        shown if any(stretch.styles for stretch in shown) else (),
        max(1, min(12, 1 + len(message.msgid) // 60 + message.msgid.count("\n"))),
        draft.origin if draft and message.fuzzy else "",
        tier_text(tier) if draft and message.fuzzy and (tier := drafts_tier(draft.origin, *pair)) else None,
        message.previous_msgid is not None,
    )


def message_targets(message: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms."""
    return (message.msgstr,) if message.msgid_plural is None else message.msgstr_plural


def target_text(message: Message) -> str:
    """The translation as one text, its plural forms below each other."""
    return "\n".join(message_targets(message))


@dataclass(frozen=True, slots=True)
class FindingView:
    rule: str
    severity: str
    text: Text
    excerpt: str
    """The finding's place in the target, if it has one."""
    fix: str | None
    """The repaired target, if there is one."""
    certain: bool
    """Whether the repair is certain, not only likely."""


def finding_views(message: Message, diagnostics: Sequence[Diagnostic]) -> list[FindingView]:
    """Findings as shown; those about plural forms without place and fix, since the form is not known."""
    target = message.msgstr
    one = message.msgid_plural is None
    return [
        FindingView(
            found.rule,
            found.severity.value,
            found.text,
            target[found.start : found.end][:60] if one else "",
            _repaired(found, target) if one else None,
            found.fix is not None,
        )
        for found in diagnostics
    ]


def _repaired(found: Diagnostic, target: str) -> str | None:
    repaired = found.fix if found.fix is not None else found.suggestion
    return repaired if repaired != target else None


@dataclass(frozen=True, slots=True)
class Help:
    """The help beside the unit that is being edited."""

    notes: tuple[str, ...]
    terms: tuple[Term, ...]
    matches: tuple[Match, ...]
    previous: tuple[Piece, ...]
    """The changes from the previous source to the current one; empty if it has not changed."""
    drafted: tuple[str, ...]
    """The sentences of a repaired paragraph that a machine drafted."""


def unit_help(unit: ReviewUnit, catalog: Catalog, place: Place, matches: Sequence[Match]) -> Help:
    message = unit.message
    notes = [line for line in message.extracted if not line.startswith("type: ")]
    notes += [line for line in message.comments if not line.startswith("l10n: ") and line.strip()]
    previous = message.previous_msgid
    return Help(
        tuple(notes),
        relevant_terms(prose(message.msgid, codes_of(place.format)), place.terms, place.source_locale),
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
    """The progress of an article or a locale."""

    bars: tuple[Bar, ...]
    total: int
    words: int
    done: int
    """Percent of the units that are approved, rounded down."""


_LEAST_WIDTH = 1.0
"""Percent of a bar that any number of units takes: a bar that looks full is full."""


def progress_view(catalogs: Sequence[Catalog], source_locale: str) -> ProgressView:
    units = dict.fromkeys(STATES, 0)
    words = 0
    for catalog in catalogs:
        for state, counts in count(catalog, source_locale).items():
            if state in units:
                units[state] += counts.units
                words += counts.words
    total = sum(units.values())
    widths = {state: max(100 * number / total, _LEAST_WIDTH) if number else 0.0 for state, number in units.items()}
    scale = 100 / (sum(widths.values()) or 100)
    bars, start = [], 0.0
    for state, number in units.items():
        width = widths[state] * scale
        bars.append(Bar(state.value, round(start, 2), round(width, 2), number))
        start += width
    return ProgressView(tuple(bars), total, words, 100 * units[State.APPROVED] // total if total else 0)
