"""Keeping a third party's engine from taking the run down with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from l10n.engines.parallel import map_in_threads
from l10n.errors import EngineError, L10nError

if TYPE_CHECKING:
    from l10n.drafting import Engine, Request

PATIENCE = 60.0
"""Seconds that a batch may take, and…"""
PATIENCE_A_SENTENCE = 30.0
"""… for each of its sentences besides."""

Item = TypeVar("Item")


class GuardedEngine:
    """An engine whose every batch ends in time: as many strings as sentences, or an EngineError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self.fingerprint = engine.fingerprint
        for attribute in ("batch", "natural", "reading", "article"):
            if hasattr(engine, attribute):
                setattr(self, attribute, getattr(engine, attribute))

    def pairs(self) -> Iterable[tuple[str, str]]:
        return self._engine.pairs()

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return self._run(lambda batch: self._engine.translate(batch, source, target), sentences)

    def _run(self, call: Callable[[Sequence[Item]], list[str]], batch: Sequence[Item]) -> list[str]:
        patience = PATIENCE + PATIENCE_A_SENTENCE * len(batch)
        try:
            (results,) = map_in_threads([call], [batch], patience, f"the engine {self.name}")
        except (L10nError, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise EngineError("the engine {name} failed: {reason}", name=self.name, reason=repr(error)) from error
        if len(results) != len(batch) or not all(isinstance(result, str) for result in results):
            raise EngineError("the engine {name} gave other than one text a sentence", name=self.name)
        return results


class GuardedContextEngine(GuardedEngine):
    """The same for an engine that reads context."""

    def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
        translate = self._engine.translate_in_context  # type: ignore[attr-defined]  # `guard` has looked
        return self._run(lambda batch: translate(batch, source, target), requests)


def guard(engine: Engine) -> Engine:
    """The engine, guarded."""
    return GuardedContextEngine(engine) if hasattr(engine, "translate_in_context") else GuardedEngine(engine)
