"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from l10n.drafting.plain_text import VERSION
from l10n.model import Match, Term


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine was trained on, and so reads without loss. The rest is made plain for it and put back later."""

    typography: bool = False
    """Curly quotes, dashes, ellipses and special spaces."""
    case: bool = False
    """Headings in Title Case, and text in CAPITALS."""
    markup: bool = False
    """Sentences with tokens in the place of inline codes; without it, a sentence goes without its codes first."""
    words: bool = True
    """Single words, out of their sentence, in a moment: so that they can be looked for in its translation."""
    longest: int = 0
    """How many characters a sentence may have until its end gets lost; 0 when no such length is known."""


PLAIN = Reading()
"""Plain text, one sentence: what translation models are trained on, and what counts where an engine says nothing."""
AS_WRITTEN = Reading(typography=True, case=True, markup=True, words=False)
"""Any text: large language models, and engines that take a text apart themselves."""


class Engine(Protocol):
    """A machine translation engine. It sees sentences whose inline codes are already masked.

    Five more attributes count where an engine has them: `batch`, how many sentences it wants at a time at most
    (results are stored after each batch, so a slow engine wants few); `natural`, False when what it writes is no
    language, which no check of language is then asked about; `reading`, a Reading, without which it gets plain text;
    `article`, True when what a request says of the article changes its answers; and `notes`, Texts that people are told
    with what it drafted.
    """

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
    """The source sentences before it in the same article, three at most, unmasked; empty at the beginning."""
    title: str = ""
    """The article's title, where that is known."""


@runtime_checkable
class ContextEngine(Engine, Protocol):
    """An engine that can use terms, examples and the sentence before; drafting prefers this method where it exists."""

    def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
        """One translation a request, in order; an empty one means that there is none. Raises EngineError."""


Link = tuple[int, int, int, int, float]
"""A piece of a sentence and of its translation, from where to where in each, and how much the second comes from the
first: 0 to 1."""


@runtime_checkable
class AligningEngine(Engine, Protocol):
    """An engine that can tell which words of a sentence it took those of its translation from."""

    def align(self, sentence: str, translation: str) -> Sequence[Link]:
        """What belongs together; nothing where it cannot say. Raises EngineError."""


def is_natural(engine: Engine) -> bool:
    """Whether what the engine writes is language; see Engine."""
    return bool(getattr(engine, "natural", True))


def reading_of(engine: Engine) -> Reading:
    """What the engine reads without loss; see Engine."""
    reading = getattr(engine, "reading", PLAIN)
    return reading if is_natural(engine) else AS_WRITTEN


def stamp_of(engine: Engine) -> str:
    """What stands in the marks of an engine's drafts: its fingerprint, and how text is made plain for it, for another
    way makes other drafts."""
    reading = reading_of(engine)
    return engine.fingerprint if reading.typography and reading.case else f"{engine.fingerprint}~{VERSION}"
