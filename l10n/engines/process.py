"""A helper program that lives as long as its engine: it takes a text, gives one back, and may die or hang."""

import contextlib
import os
import queue
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Sequence
from typing import IO

from l10n.errors import EngineError, system_reason


def cores() -> int:
    """How many processor cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class HelperProcess:
    """A running program that answers each text on its standard input with one on its standard output.

    Both end with the byte `end`. Texts must not hold it. Not for use from several threads at a time.
    """

    def __init__(self, command: Sequence[str], name: str, end: bytes = b"\n") -> None:
        """Start it. Raises EngineError when it cannot be started."""
        self._name, self._end = name, end
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=0
            )
        except OSError as error:
            raise EngineError("{name} cannot be started ({reason})", name=name, reason=system_reason(error)) from error
        assert self._process.stdout
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        reader = threading.Thread(target=_read, args=(self._process.stdout, end, self._answers), daemon=True)
        reader.start()
        self._finalizer = weakref.finalize(self, _end, self._process, self._errors)

    def ask(self, text: bytes, timeout: float) -> bytes:
        """The answer to a text. Raises EngineError when the program is gone, or silent for so many seconds."""
        assert self._process.stdin
        try:
            self._process.stdin.write(text + self._end)
            answer = self._answers.get(timeout=timeout)
        except OSError:
            answer = None
        except queue.Empty:
            self.close()
            raise EngineError(
                "{name} gave no answer for {timeout:.0f} seconds", name=self._name, timeout=timeout
            ) from None
        if answer is None:
            said = self._last_words()
            self.close()
            if said:
                raise EngineError("{name} ended without an answer: {said}", name=self._name, said=said)
            raise EngineError("{name} ended without an answer", name=self._name)
        return answer

    def close(self) -> None:
        """End it, if it has not ended."""
        self._finalizer()

    def _last_words(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            self._process.wait(timeout=5)
            self._errors.seek(0)
            lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
            return lines[-1][:200] if lines else ""
        return ""


def _read(stream: IO[bytes], end: bytes, answers: queue.Queue[bytes | None]) -> None:
    """Hands over each answer as it comes, and None when the program has closed its output."""
    pending = b""
    with contextlib.suppress(OSError, ValueError):
        while block := stream.read(1 << 16):
            *done, pending = (pending + block).split(end)
            for answer in done:
                answers.put(answer)
    answers.put(None)


def _end(process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, errors):
        with contextlib.suppress(OSError, ValueError):
            if stream:
                stream.close()
