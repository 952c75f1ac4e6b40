"""Drafting on several machines: sentences go to the workers of a Dask cluster, each of which runs another engine."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from l10n.engines.engine import read_settings
from l10n.errors import ConfigurationError, EngineError

if TYPE_CHECKING:
    from l10n.drafting import Engine

NAME = "dask"
CHUNK = 16
"""Sentences that a worker gets at a time."""


@dataclass(frozen=True, slots=True)
class DaskSettings:
    """`[tool.l10n.engines.dask]`."""

    scheduler: str = ""
    """The scheduler's address, such as `tcp://10.0.0.5:8786`: sentences are sent there."""
    engine: str = "auto"
    """The engine that the workers run; it and its model must be installed on each of them."""
    timeout: float = 600.0
    """Seconds that a batch may take."""


class DaskEngine:
    """Another engine, on the workers of a cluster."""

    name = NAME

    def __init__(self, settings: DaskSettings, source: str, target: str, others: Mapping[str, Any]) -> None:
        """Connect. Raises EngineError when the library or the scheduler is missing, or the workers lack the engine."""
        if find_spec("distributed") is None:
            raise EngineError("the engine dask is not installed", hint="pip install 'l10n-toolkit[dask]'")
        import distributed

        connect: Any = distributed.Client  # it has no types
        self._settings = settings
        self._pair = (source, target)
        self._others = _frozen(others)
        try:
            self._client = connect(settings.scheduler, timeout=10)
        except (OSError, ValueError) as error:
            raise EngineError(
                "no scheduler answers at {scheduler} ({reason})",
                scheduler=settings.scheduler,
                reason=error,
                hint="Start one with `dask scheduler`.",
            ) from error
        close = weakref.finalize(self, self._client.close)
        try:
            inner = self._gather([self._client.submit(_fingerprint, settings.engine, *self._pair, self._others)])[0]
        except Exception:
            close()
            raise
        self.fingerprint = f"{NAME}:{inner}"
        if reading := self._gather([self._client.submit(_reading, settings.engine, *self._pair, self._others)])[0]:
            self.reading = reading
        self.batch = CHUNK * 2 * max(1, sum(self._client.nthreads().values()))

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [self._pair]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine. The order of the sentences is kept, whichever worker is done first."""
        chunks = [list(sentences[start : start + CHUNK]) for start in range(0, len(sentences), CHUNK)]
        tasks = [
            self._client.submit(_translate, chunk, self._settings.engine, source, target, self._others, pure=False)
            for chunk in chunks
        ]
        return [text for chunk in self._gather(tasks) for text in chunk]

    def _gather(self, tasks: Sequence[Any]) -> list[Any]:
        try:
            return [task.result(timeout=self._settings.timeout) for task in tasks]
        except EngineError:
            raise
        except Exception as error:  # a worker's own, whatever it is
            raise EngineError(
                "a worker of {scheduler} failed: {reason}", scheduler=self._settings.scheduler, reason=repr(error)
            ) from error
        finally:
            self._client.cancel([task for task in tasks if not task.done()])


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    return bool(settings.get("scheduler")) and find_spec("distributed") is not None


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    others = settings.get("engines", {})
    read = read_settings(DaskSettings, NAME, {key: value for key, value in settings.items() if key != "engines"})
    if not read.scheduler:
        raise ConfigurationError(
            "the engine dask has no scheduler", hint='Set scheduler = "tcp://HOST:8786" in [tool.l10n.engines.dask].'
        )
    return DaskEngine(read, source, target, others)


def _frozen(settings: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    return tuple((name, tuple(values.items())) for name, values in settings.items())


@lru_cache(maxsize=4)
def _engine(
    name: str, source: str, target: str, settings: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
) -> Engine:
    """The worker's engine, loaded once."""
    from l10n.engines import load_engine

    return load_engine(name, source, target, {engine: dict(values) for engine, values in settings})


def _translate(sentences: list[str], name: str, source: str, target: str, settings: Any) -> list[str]:
    return _engine(name, source, target, settings).translate(sentences, source, target)


def _reading(name: str, source: str, target: str, settings: Any) -> Any:
    return getattr(_engine(name, source, target, settings), "reading", None)


def _fingerprint(name: str, source: str, target: str, settings: Any) -> str:
    return _engine(name, source, target, settings).fingerprint
