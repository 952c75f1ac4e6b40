"""How the work of reading a text grows with its length: in CPU time, by comparing two lengths, and in memory."""

from __future__ import annotations

import gc
import signal
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LIMIT = 60
"""CPU seconds after which a reading is stopped that would not end."""
SLACK = 2.5
"""How much more than its length the work for a text of four times the length may grow: where the work grows with the
square of the length, it is four times as much."""


def assert_linear(work: Callable[[str], object], small: str, large: str) -> None:
    """Does the work for a text and for a longer one of its kind; the second may cost more as it is longer, no more."""
    with _limit():
        longer = len(large) / len(small)
        assert longer > 3.5, "too little longer to tell lines from squares"
        growth = _seconds(work, large) / max(_seconds(work, small), 0.002)
    assert growth < SLACK * longer, f"{longer:.1f} times the text takes {growth:.1f} times the work"


def _seconds(work: Callable[[str], object], text: str) -> float:
    """The CPU time of the work: the least of two goes."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(2):
            begun = time.process_time()
            work(text)
            best = min(best, time.process_time() - begun)
    finally:
        gc.enable()
    return best


def peak(work: Callable[[], object]) -> int:
    """The most bytes that the work holds at a time, besides what there was before it."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@contextmanager
def _limit() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise AssertionError(f"still at work after {LIMIT} seconds")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
