"""Two engines, one behind the other, for a pair that has no model of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from l10n.engines.languages import PIVOT

if TYPE_CHECKING:
    from l10n.drafting import Engine


class PivotEngine:
    """Translates into English with one engine and on with another."""

    def __init__(self, first: Engine, second: Engine, source: str, target: str) -> None:
        self._first, self._second = first, second
        self._pair = (source, target)
        self.name = first.name if first.name == second.name else f"{first.name}+{second.name}"
        self.fingerprint = f"{first.fingerprint}+{second.fingerprint}"
        if reading := getattr(first, "reading", None):
            self.reading = reading
        if batches := [engine.batch for engine in (first, second) if hasattr(engine, "batch")]:
            self.batch = min(batches)

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [self._pair]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return self._second.translate(self._first.translate(sentences, source, PIVOT), PIVOT, target)
