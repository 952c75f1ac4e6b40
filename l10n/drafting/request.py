"""What drafting is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass

from l10n.drafting.engine import Engine
from l10n.drafting.manner import Manner
from l10n.drafting.other_words import OtherWords
from l10n.errors import EngineError
from l10n.model import Draft, Match, Term


@dataclass(frozen=True, slots=True)
class Job:
    """A block to draft."""

    text: str
    """The msgid."""
    type: str = "paragraph"
    """The unit type; those in UNSPLIT_TYPES are never split into sentences."""
    format: str = ""
    """The name of the source's format, which says what its inline codes are; empty: not known."""
    previous: str = ""
    """The block before it in the same article, for engines that read context."""
    manner: Manner | None = None
    """How the article writes; without it the texts of the same run tell."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What drafting made of a job."""

    text: str
    """The translation; empty: left untranslated, and `mark.failed` says why."""
    mark: Draft


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that one run of drafting into one locale depends on."""

    locale: str
    source_locale: str = "en"
    chain: tuple[Engine, ...] = ()
    """Engines to try, best first; the next one is asked only for what fails the checks."""
    terms: tuple[Term, ...] = ()
    """The locale's glossary."""
    placeholders: tuple[str, ...] = ()
    """Regular expressions of what must be kept besides the markup's inline codes."""
    abbreviations: tuple[str, ...] = ()
    """The project's abbreviations, which end no sentence."""
    plain_style: bool = False
    """Whether Korean sentences get the plain style's endings in place of polite ones."""
    memory: Callable[[str], Match | None] | None = None
    """A whole block or sentence -> the best match that the memory holds."""
    examples: Callable[[str], Sequence[Match]] | None = None
    """A sentence -> matches to show an engine that reads context, best first."""
    lost: MutableMapping[str, EngineError] | None = None
    """Where given: takes, by fingerprint, why an engine failed as a whole; the others of the chain go on."""
    other_words: OtherWords | None = None
    """A translation of a term -> what it is in the source's language, where an engine can say so."""
    cache: MutableMapping[str, str] | None = None
    """Engines' answers of earlier runs, by an opaque key."""
    batch: int = 256
    """How many sentences an engine gets at a time."""
