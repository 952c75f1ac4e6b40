"""Many calls at a time, with an eye on the clock."""

import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from l10n.errors import EngineError

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_threads(
    calls: Sequence[Callable[[Item], Result]], items: Sequence[Item], timeout: float, name: str
) -> list[Result]:
    """The results for all items, in order; each is computed by whichever call is free, in a thread of its own. Raises
    what a call raises, once it is raised, and EngineError when for `timeout` seconds no call has finished. The threads
    are daemons: one that hangs keeps neither this function nor the program from ending."""
    waiting = iter(range(len(items)))
    done: queue.SimpleQueue[tuple[int, Result] | BaseException] = queue.SimpleQueue()
    lock = threading.Lock()
    stop = threading.Event()

    def next_index() -> int | None:
        with lock:
            return None if stop.is_set() else next(waiting, None)

    def work(call: Callable[[Item], Result]) -> None:
        try:
            while (index := next_index()) is not None:
                done.put((index, call(items[index])))
        except BaseException as error:  # handed on, whatever it is: native libraries raise more than Exceptions
            done.put(error)

    for call in calls:
        threading.Thread(target=work, args=(call,), daemon=True).start()
    results: dict[int, Result] = {}
    try:
        while len(results) < len(items):
            outcome = done.get(timeout=timeout)
            if isinstance(outcome, BaseException):
                raise outcome
            index, result = outcome
            results[index] = result
    except queue.Empty:
        raise EngineError("{name} gave no answer for {timeout:.0f} seconds", name=name, timeout=timeout) from None
    finally:
        stop.set()
    return [results[index] for index in range(len(items))]
