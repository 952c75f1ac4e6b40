"""The program, imported and ready: a process that is copied for each run of it, which saves the run its start.

A run is a process of its own, as one from a shell is: with its own arguments, environment, folder, streams and end. It
knows nothing of earlier runs, since the process that is copied never runs a command. How the program starts has tests
of its own, which start it.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_LIBRARIES = ("babel.messages.plurals", "markdown_it", "numpy", "rapidfuzz.fuzz", "rapidfuzz.process", "rich.table",
              "tomlkit", "urllib.request", "xml.sax.saxutils", "yaml")  # fmt: skip
"""What the program imports when it needs it."""
_MOST = 1 << 17
"""The bytes of a request: arguments and environment."""


class ReadyProgram:
    """The process that is copied, as those who want runs of it see it. Thread-safe."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                env={**environment, "OPENBLAS_NUM_THREADS": "1"},  # a process with threads cannot be copied
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def run(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], input: str | None, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """Runs the program with the arguments to its end. Raises TimeoutExpired."""
        command = ["l10n", *arguments]
        with contextlib.ExitStack() as stack:
            given, output, errors = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            given.write((input or "").encode())
            given.seek(0)
            answers, theirs = os.pipe()
            answer = stack.enter_context(os.fdopen(answers, "rb", 0))
            request = json.dumps((command, str(folder), dict(environment))).encode()
            with os.fdopen(theirs, "wb", 0), self._lock:
                files = [file.fileno() for file in (given, output, errors)]
                socket.send_fds(self._requests, [request], [*files, theirs])
            process = int(answer.readline())
            if not select.select([answer], [], [], timeout)[0]:
                os.kill(process, signal.SIGKILL)
                raise subprocess.TimeoutExpired(command, timeout)
            return subprocess.CompletedProcess(command, int(answer.readline()), _read(output), _read(errors))

    def close(self) -> None:
        """Ends the process, whose runs have all ended."""
        self._requests.close()
        self._process.wait()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")  # as `subprocess` does


def _serve(requests: socket.socket) -> tuple[list[str], str, dict[str, str]] | None:
    """Copies itself for each request; returns in the copies, with what is to be run where, and None at the end."""
    running: dict[int, int] = {}
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    while True:
        ready, _, _ = select.select([requests, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            while running:
                process, status = os.waitpid(-1, os.WNOHANG)
                if not process:
                    break
                _answer(running.pop(process), os.waitstatus_to_exitcode(status))
        if requests in ready:
            request, files, _, _ = socket.recv_fds(requests, _MOST, 4)
            if not request:
                return None
            if process := os.fork():
                for file in files[:3]:
                    os.close(file)
                running[process] = files[3]
                os.write(files[3], b"%d\n" % process)
            else:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for number, file in enumerate(files[:3]):
                    os.dup2(file, number)
                os.closerange(3, max(*files, woken, wakes, requests.detach()) + 1)
                return json.loads(request)


def _answer(file: int, code: int) -> None:
    with os.fdopen(file, "wb", 0) as answers, contextlib.suppress(BrokenPipeError):
        answers.write(b"%d\n" % code)


def _become(command: list[str], folder: str, environment: dict[str, str]) -> None:
    """Makes of this copy what a shell makes of a new process, as far as it shows."""
    ours = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    theirs = environment.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:] = [folder, *theirs, *(path for path in sys.path[1:] if path not in (*ours, *theirs))]
    sys.argv[:] = command
    tempfile.tempdir = None
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    sys.stdin = sys.__stdin__ = open(0, encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(  # noqa: SIM115
        2, "w", encoding=encoding, errors="backslashreplace", closefd=False, buffering=1
    )


def _import_all() -> None:
    """Imports the program's modules, and what they import when they need it."""
    import l10n.cli

    for module in pkgutil.walk_packages(l10n.__path__, "l10n."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)


def _run() -> None:
    """Runs the program, and ends as Python does but for freeing its memory piece by piece."""
    from l10n.cli import main

    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _import_all()
    gc.collect()
    gc.freeze()
    if wanted := _serve(socket.socket(fileno=int(sys.argv[1]))):
        _become(*wanted)
        _run()
