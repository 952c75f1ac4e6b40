"""Working on many articles at a time: most of it is waiting for the disk to say that a file is safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from l10n.errors import L10nError
from l10n.workflow.report import Errors, Progress

Item = TypeVar("Item")
Result = TypeVar("Result")

_THREADS = 4
"""Measured: 200 small files take 1.3 s to write safely one by one, 0.16 s with four threads, 0.24 s with sixteen."""


def each(
    items: Sequence[Item], work: Callable[[Item], Result], errors: Errors, progress: Progress, stage: str
) -> Iterator[tuple[Item, Result]]:
    """Every item with what `work` made of it, in order; what is wrong with one goes to `errors`, and the others follow.

    `work` runs in several threads. When the caller stops, or on Ctrl-C, what has begun is finished and no more begins.
    """

    def attempt(item: Item) -> Result | L10nError | OSError:
        try:
            return work(item)
        except (L10nError, OSError) as error:
            return error

    pool = ThreadPoolExecutor(_THREADS)
    try:
        for number, (item, result) in enumerate(zip(items, pool.map(attempt, items), strict=True), 1):
            progress(stage, number, len(items))
            if isinstance(result, (L10nError, OSError)):
                errors.add(result)
            else:
                yield item, result
    finally:
        pool.shutdown(cancel_futures=True)
