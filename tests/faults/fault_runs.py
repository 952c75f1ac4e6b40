"""Runs of the program, each in a child of this process, in which the n-th file call goes wrong.

This process has the library of faults.c loaded before the C library, and imports the program once; a child is forked
for every run, so that a run costs what it does and no more. This process itself never runs a command: what the program
remembers would leak from one run into the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).with_name("faults.c")
HANGS = 120
"""Seconds after which a run counts as one that hangs."""

_STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

COUNT, FAIL, KILL_BEFORE, KILL_AFTER, CUT, SIGNAL = range(6)
"""The deeds of faults.c."""
WRITING = "wpstnlucmo"
"""The letters of calls that change something; `r` and `O` read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and in which calls."""

    name: str
    deed: int
    value: int
    letters: str
    lasting: bool = False
    """Whether all later calls of these kinds go wrong as well."""

    @property
    def ends(self) -> bool:
        """Whether the run is killed."""
        return self.deed in (KILL_BEFORE, KILL_AFTER)


FAULTS = (
    Fault("killed before the call", KILL_BEFORE, 0, WRITING),
    Fault("killed after the call", KILL_AFTER, 0, WRITING),
    Fault("ENOSPC", FAIL, errno.ENOSPC, "wpsnlmo"),
    Fault("EIO", FAIL, errno.EIO, WRITING + "rO"),
    Fault("EACCES", FAIL, errno.EACCES, "nlucmoO"),
    Fault("a short write", CUT, errno.ENOSPC, "wp", lasting=True),
    Fault("ENOSPC from then on", FAIL, errno.ENOSPC, "wp", lasting=True),
    Fault("SIGTERM", SIGNAL, signal.SIGTERM, WRITING),
    Fault("SIGHUP", SIGNAL, signal.SIGHUP, WRITING),
    Fault("SIGINT", SIGNAL, signal.SIGINT, WRITING),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a project and the models of its user."""

    root: Path

    @property
    def data(self) -> Path:
        """The user's folder for models."""
        return self.root.parent / f"{self.root.name}-data"

    def copied_from(self, other: Place) -> None:
        """Becomes what another place is."""
        for mine, its in ((self.root, other.root), (self.data, other.data)):
            shutil.rmtree(mine, ignore_errors=True)
            if its.exists():
                shutil.copytree(its, mine, symlinks=True)


@dataclass(slots=True)
class Ended:
    """How a run ended."""

    code: int
    """The exit code, or minus the signal that ended it."""
    output: str
    errors: str
    calls: str = ""
    """The letters of its file calls; empty for a run that was killed."""
    modules: str = ""
    """The names of the modules that it had imported at its end."""
    seconds: float = 0.0


@dataclass(slots=True)
class Running:
    """A child that runs a command."""

    process: int
    folder: Path
    started: float = field(default_factory=time.monotonic)

    def wait(self) -> Ended:
        """How it ended. Raises TimeoutError for one that hangs."""
        while True:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                break
            if time.monotonic() - self.started > HANGS:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
                raise TimeoutError((self.folder / "errors").read_text("utf-8", "replace"))
            time.sleep(0.002)
        seconds = time.monotonic() - self.started
        texts = {name: self.folder / name for name in ("output", "errors", "calls", "modules")}
        found = {name: path.read_text("utf-8", "replace") if path.exists() else "" for name, path in texts.items()}
        shutil.rmtree(self.folder, ignore_errors=True)
        return Ended(os.waitstatus_to_exitcode(status), **found, seconds=seconds)


Command = Sequence[str] | Callable[[Path], int]
"""The arguments of the program, or a function that works on the project's folder and gives an exit code."""


def start(
    place: Place,
    command: Command,
    fault: Fault | None = None,
    number: int = 0,
    *,
    before: Callable[[], None] | None = None,
) -> Running:
    """Starts a command, in which the fault happens at the call of this number; `before` is called in the child."""
    folder = Path(tempfile.mkdtemp(prefix="run-"))
    folder.chmod(0o777)
    if process := os.fork():
        return Running(process, folder)
    code = 99
    try:
        _become_a_program(place, folder)
        if before:
            before()
        code = _run(place, command, fault, number, folder)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def run(place: Place, command: Command, fault: Fault | None = None, number: int = 0) -> Ended:
    """Runs a command to its end."""
    return start(place, command, fault, number).wait()


def import_what_it_needs(ended: Ended) -> None:
    """Imports the modules of a run, so that no later one has to: another user may not even be allowed to."""
    for name in ended.modules.split():
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _become_a_program(place: Place, folder: Path) -> None:
    """What a shell gives to a program: a session and streams of its own, and signals that do what they usually do."""
    for handle, name in ((1, "output"), (2, "errors")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    for each in _STOPPING:
        signal.signal(each, signal.SIG_DFL)
    os.setsid()
    os.environ["L10N_DATA_DIR"] = str(place.data)
    os.chdir(place.root)


def _run(place: Place, command: Command, fault: Fault | None, number: int, folder: Path) -> int:
    from l10n.cli.program import main

    how = (fault.deed, fault.value, fault.letters if fault.lasting else "") if fault else (COUNT, 0, "")
    library = _library()
    library.faults_arm(f"{place.root}\n{place.data}".encode(), number, *how[:2], how[2].encode())
    try:
        if callable(command):
            code = command(place.root)
        else:
            sys.argv = ["l10n", "-C", str(place.root), *command]
            signal.signal(signal.SIGINT, signal.default_int_handler)  # as Python begins
            main()
    except SystemExit as stop:  # the program heeds no signal any more
        code = stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:  # it had not begun: Python ends so
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    finally:
        calls = library.faults_disarm()
    (folder / "calls").write_bytes(calls)
    (folder / "modules").write_text(" ".join(sys.modules), "utf-8")
    return code


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_char_p]
    library.faults_disarm.restype = ctypes.c_char_p
    return library


def why_not() -> str:
    """Why the faults cannot be made on this machine; empty where they can."""
    if not sys.platform.startswith("linux"):
        return "faults are made by LD_PRELOAD and /proc, which Linux alone has"
    if not shutil.which("cc"):
        return "there is no C compiler `cc` to build tests/faults/faults.c with"
    return ""


def with_faults(script: Path, arguments: Sequence[str]) -> None:
    """Starts this process anew with the library of faults, unless it has it already."""
    if os.environ.get("L10N_FAULTS"):
        os.environ.pop("LD_PRELOAD")
        return
    folder = tempfile.mkdtemp(prefix="faults-")
    library = Path(folder, "faults.so")
    subprocess.run(["cc", "-O1", "-Wall", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("L10N_", "LC_", "LANG"))}
    environment = {
        **kept,
        "LD_PRELOAD": str(library),
        "L10N_FAULTS": folder,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "TMPDIR": folder,
    }
    done = subprocess.run([sys.executable, script, *arguments], env=environment, check=False)
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(done.returncode)
