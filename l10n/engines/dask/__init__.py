"""Drafting on several machines: sentences go to the workers of a Dask cluster, each of which runs another engine."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from l10n.engines.engine import read_settings
from l10n.errors import ConfigurationError, EngineError, L10nError
from l10n.translatable import Text, joined

if TYPE_CHECKING:
    from l10n.drafting import Engine

NAME = "dask"
CHUNK = 16
"""Sentences that a worker gets at a time."""


POLL = 0.5
"""Seconds between two looks at the cluster while it works."""


@dataclass(frozen=True, slots=True)
class DaskSettings:
    """`[tool.l10n.engines.dask]`."""

    scheduler: str = ""
    """The scheduler's address, such as `tcp://10.0.0.5:8786`: sentences are sent there."""
    engine: str = "auto"
    """The engine that the workers run; it and its model must be installed on them. A worker without it is left out."""
    wait: float = 8.0
    """Seconds to wait for the scheduler, and for a first worker."""
    timeout: float = 600.0
    """Seconds that a batch may take."""


class DaskEngine:
    """Another engine, on the workers of a cluster."""

    name = NAME

    def __init__(self, settings: DaskSettings, source: str, target: str, others: Mapping[str, Any]) -> None:
        """Connect. Raises EngineError when the library or the scheduler is missing, or all workers lack the engine."""
        if find_spec("distributed") is None:
            raise EngineError("the engine dask is not installed", hint="pip install 'l10n-toolkit[dask]'")
        connect: Any = _distributed().Client  # it has no types
        self._settings = settings
        self._pair = (source, target)
        self._others = _frozen(others)
        try:
            self._client = connect(settings.scheduler, timeout=settings.wait, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError(
                "no scheduler answers at {scheduler} ({reason})",
                scheduler=settings.scheduler,
                reason=error,
                hint="Start one with `dask scheduler`.",
            ) from error
        close = weakref.finalize(self, _close, self._client)
        self._asked: dict[str, _Answer] = {}
        try:
            self._ask_workers()
            best = self._most_common()
        except BaseException:
            close()
            raise
        self.fingerprint = f"{NAME}:{best.fingerprint}"
        self.natural = best.natural
        if best.reading:
            self.reading = best.reading
        threads = self._threads()
        self.batch = CHUNK * 2 * max(1, sum(threads.get(worker, 0) for worker in self._able()))

    @property
    def notes(self) -> tuple[Text, ...]:
        """Which workers are left out, and why."""
        own = self.fingerprint.removeprefix(f"{NAME}:")
        found = []
        for worker, answer in self._asked.items():
            reason = answer.refusal or Text("it has {other}, not {own}", other=answer.fingerprint, own=own)
            if answer.fingerprint != own:
                found.append(Text("the worker {worker} is left out: {reason}", worker=worker, reason=reason))
        return tuple(found)

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [self._pair]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine. The order of the sentences is kept, whichever worker is done first."""
        if not sentences:
            return []
        self._ask_workers()
        workers = self._able()
        chunks = [list(sentences[start : start + CHUNK]) for start in range(0, len(sentences), CHUNK)]
        call = (self._settings.engine, source, target, self._others)
        tasks = [self._submit(_translate, chunk, *call, workers=workers) for chunk in chunks]
        return [text for chunk in self._gather(tasks, workers) for text in chunk]

    def _ask_workers(self) -> None:
        """Ask every worker that has not been asked what it drafts with. Raises EngineError when there is none."""
        deadline = time.monotonic() + self._settings.wait
        while not (present := self._threads()):
            if time.monotonic() > deadline:
                raise EngineError(
                    "there is no worker at {scheduler}",
                    scheduler=self._settings.scheduler,
                    hint=Text("Start one with `dask worker {scheduler}`.", scheduler=self._settings.scheduler),
                )
            time.sleep(POLL)
        call = (self._settings.engine, *self._pair, self._others)
        new = [worker for worker in sorted(present) if worker not in self._asked]
        tasks = [self._submit(_introduce, *call, workers=[worker]) for worker in new]
        self._asked = {worker: answer for worker, answer in self._asked.items() if worker in present}
        for worker, task in zip(new, tasks, strict=True):
            try:
                (answer,) = self._gather([task], [worker])
            except EngineError as error:
                if self._client.status != "running":
                    raise
                answer = _Answer(refusal=error.what)
            self._asked[worker] = answer

    def _most_common(self) -> _Answer:
        """What most workers draft with: the fingerprint of a draft stands for one model. Raises EngineError."""
        able = [answer for answer in self._asked.values() if answer.fingerprint]
        if not able:
            reasons = [
                Text("{worker}: {reason}", worker=worker, reason=answer.refusal)
                for worker, answer in self._asked.items()
            ]
            raise EngineError(
                "no worker of {scheduler} can draft: {reasons}",
                scheduler=self._settings.scheduler,
                reasons=joined(reasons),
                hint="Install the engine and its model on the workers.",
            )
        counts = Counter(answer.fingerprint for answer in able)
        return max(able, key=lambda answer: counts[answer.fingerprint])

    def _able(self) -> list[str]:
        """The workers that draft with what this engine is named for. Raises EngineError."""
        own = self.fingerprint.removeprefix(f"{NAME}:")
        if able := [worker for worker, answer in self._asked.items() if answer.fingerprint == own]:
            return able
        raise self._workers_lost()

    def _workers_lost(self) -> EngineError:
        return EngineError("no worker of {scheduler} that can draft is left", scheduler=self._settings.scheduler)

    def _submit(self, function: Callable[..., Any], *arguments: Any, workers: Sequence[str]) -> Any:
        try:
            return self._client.submit(function, *arguments, workers=workers, pure=False)
        except Exception as error:  # of the connection, whatever it is
            raise self._lost() from error

    def _threads(self) -> dict[str, int]:
        """The workers that there are, each with its threads. Raises EngineError when the scheduler is lost."""
        try:
            if self._client.status != "running":
                raise ConnectionError(self._client.status)
            ask = self._client.scheduler.ncores
            return dict(self._client.sync(ask, callback_timeout=self._settings.wait))
        except Exception as error:  # of the connection, whatever it is
            raise self._lost() from error

    def _lost(self) -> EngineError:
        return EngineError(
            "the scheduler at {scheduler} is lost",
            scheduler=self._settings.scheduler,
            hint="What was drafted is kept; start the scheduler again and run the command once more.",
        )

    def _gather(self, tasks: Sequence[Any], workers: Sequence[str]) -> list[Any]:
        """The results of tasks of these workers, in order.

        Raises EngineError when one fails or takes too long, and when the scheduler or these workers are lost meanwhile.
        """
        deadline = time.monotonic() + self._settings.timeout
        try:
            return [self._result(task, workers, deadline) for task in tasks]
        finally:
            if self._client.status == "running":
                self._client.cancel([task for task in tasks if not task.done()])

    def _result(self, task: Any, workers: Sequence[str], deadline: float) -> Any:
        while True:
            try:
                return task.result(timeout=POLL)
            except EngineError:
                raise
            except (TimeoutError, asyncio.TimeoutError) as error:
                if task.done():
                    raise self._failed(error) from error
            except Exception as error:  # a worker's own, whatever it is, or the connection's
                raise self._lost() if self._client.status != "running" else self._failed(error) from error
            if self._threads().keys().isdisjoint(workers):
                raise self._workers_lost()
            if time.monotonic() > deadline:
                raise EngineError(
                    "{name} gave no answer for {timeout:.0f} seconds",
                    name=self._settings.scheduler,
                    timeout=self._settings.timeout,
                )

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(
            "a worker of {scheduler} failed: {reason}", scheduler=self._settings.scheduler, reason=repr(error)
        )


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
    return tuple(
        (name, tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in values.items()))
        for name, values in settings.items()
    )


@lru_cache(maxsize=4)
def _engine(
    name: str, source: str, target: str, settings: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
) -> Engine:
    """The worker's engine, loaded once."""
    from l10n.engines import load_engine

    return load_engine(name, source, target, {engine: dict(values) for engine, values in settings})


def _translate(sentences: list[str], name: str, source: str, target: str, settings: Any) -> list[str]:
    return _engine(name, source, target, settings).translate(sentences, source, target)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker says of itself."""

    fingerprint: str = ""
    reading: Any = None
    natural: bool = True
    refusal: Text | None = None
    """Why it cannot draft."""


def _introduce(name: str, source: str, target: str, settings: Any) -> _Answer:
    try:
        engine = _engine(name, source, target, settings)
    except L10nError as error:
        return _Answer(refusal=error.what)
    return _Answer(engine.fingerprint, getattr(engine, "reading", None), getattr(engine, "natural", True))


def _distributed() -> Any:
    """The library. What it logs of lost connections, with tracebacks, is said by this module's errors."""
    quiet = "distributed" not in sys.modules
    import distributed

    for name in ("distributed", "tornado", "asyncio") if quiet else ():
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        for handler in logger.handlers:
            handler.setLevel(logging.CRITICAL + 1)
    return distributed


def _close(client: Any) -> None:
    client.close(timeout=2)
