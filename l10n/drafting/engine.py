"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from l10n.model import Match, Term


class Engine(Protocol):
    """A machine translation engine. It sees sentences whose inline codes are already masked.

    Two more attributes count where an engine has them: `batch`, how many sentences it wants at a time at most (results
    are stored after each batch, so a slow engine wants few), and `natural`, False when what it writes is no language,
    which no check of language is then asked about.
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
    """The source sentence before it in the same article, unmasked; empty at the beginning."""


@runtime_checkable
class ContextEngine(Engine, Protocol):
    """An engine that can use terms, examples and the sentence before; drafting prefers this method where it exists."""

    def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
        """One translation a request, in order; an empty one means that there is none. Raises EngineError."""
