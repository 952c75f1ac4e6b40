"""Drafting: memory, masking, the engine, unmasking and the checks, in that order; and what an engine is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


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
