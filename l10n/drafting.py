"""Drafting: memory, masking, the engine, unmasking and the checks, in that order; and what an engine is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from l10n.model import Draft, Match, Term


class Engine(Protocol):
    """A machine translation engine. It sees sentences whose inline codes are already masked."""

    name: str
    """What `--engine` calls it."""
    fingerprint: str
    """Name, model and version, as it stands in a draft's mark: `argos-en-ko@1.9`. Without spaces."""

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The (source, target) languages it can translate now, without installing anything."""

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """One translation a sentence, in order; an empty one means that there is none. Raises EngineError."""


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to translate, with what an engine that reads context should know about it."""

    sentence: str
    """Its inline codes and do-not-translate terms are masked; other terms stand in it as written."""
    terms: tuple[Term, ...] = ()
    """The glossary's terms that occur in the sentence, in its order."""
    examples: tuple[Match, ...] = ()
    """The nearest translations that the memory holds, best first."""
    previous: str = ""
    """The source sentence before it in the same article, unmasked; empty at the beginning."""


@runtime_checkable
class ContextEngine(Engine, Protocol):
    """An engine that can use terms, examples and the sentence before; drafting prefers this method where it exists."""

    def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
        """One translation a request, in order; an empty one means that there is none. Raises EngineError."""


@dataclass(frozen=True, slots=True)
class Job:
    """A block to draft."""

    text: str
    """The msgid."""
    type: str = "paragraph"
    """The unit type; those in UNSPLIT_TYPES are never split into sentences."""
    markup: str = ""
    """The name of the source's format, which says what its inline codes are; empty: none."""
    previous: str = ""
    """The block before it in the same article, for engines that read context."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What drafting made of a job."""

    text: str
    """The translation; empty: left untranslated, and `mark.failed` says why."""
    mark: Draft


@dataclass(frozen=True, slots=True)
class Setting:
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
    memory: Callable[[str], Match | None] | None = None
    """A whole block or sentence -> the best match that the memory holds."""
    examples: Callable[[str], Sequence[Match]] | None = None
    """A sentence -> matches to show an engine that reads context, best first."""
    cache: MutableMapping[str, str] | None = None
    """Engines' answers of earlier runs, by an opaque key."""
    batch: int = 256
    """How many sentences an engine gets at a time."""


def draft(jobs: Sequence[Job], setting: Setting) -> Iterator[tuple[int, Proposal]]:
    """Each job's index and proposal, as soon as it is done, in no particular order.

    Raises EngineError when an engine fails as a whole; what was done by then has been yielded.
    """
    raise NotImplementedError
