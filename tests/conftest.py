"""What all tests share."""

from __future__ import annotations

import ast
import atexit
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
from ready_program import ReadyProgram

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data beside the checkout; a test that needs it is skipped where it is absent."""
    for folder in Path(__file__).resolve().parents:
        if (data := folder / "shared" / "data").is_dir():
            return data
    pytest.skip("the development data is not on this machine")


@pytest.fixture(scope="session")
def documents(request: pytest.FixtureRequest) -> Path:
    """The folder of the specifications' test data, as `make corpus` gets it, else of the development data."""
    if (folder := REPOSITORY / "corpus" / "documents").is_dir():
        return folder
    try:
        return request.getfixturevalue("shared_data") / "documents"
    except pytest.skip.Exception:
        pytest.skip("the test data of the specifications is not here: `make corpus` gets it")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's folder."""
    return REPOSITORY


@pytest.fixture(scope="session")
def templates() -> Mapping[str, frozenset[str]]:
    """By module of l10n/: every template that it writes in a `Text`, nested ones too, as far as they have words."""
    return {
        path.relative_to(REPOSITORY).as_posix(): frozenset(
            call.args[0].value
            for call in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "Text"
            and isinstance(call.args[0], ast.Constant)
            and re.search("[A-Za-z]", re.sub(r"\{[^{}]*\}", "", call.args[0].value))
        )
        for path in (REPOSITORY / "l10n").rglob("*.py")
        if "Text(" in path.read_text("utf-8")
    }


@cache
def ready_program() -> ReadyProgram:
    """The program, ready to be run; it ends with the tests."""
    program = ReadyProgram({**os.environ, "PYTHONPATH": str(REPOSITORY)})
    atexit.register(program.close)
    return program


@dataclass(frozen=True)
class Workspace:
    """A folder in which the real program runs as a process of its own, with no models but those a test installs."""

    root: Path
    data: Path

    @property
    def environment(self) -> dict[str, str]:
        ours = ("L10N_", "ARGOS_", "LC_", "LANG")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        nowhere = "http://127.0.0.1:9/"  # nothing listens there: no test reaches a network
        return {
            **kept,
            "L10N_DATA_DIR": str(self.data / "l10n"),
            "XDG_DATA_HOME": str(self.data),
            "HTTP_PROXY": nowhere,
            "HTTPS_PROXY": nowhere,
            "NO_PROXY": "127.0.0.1,localhost",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONIOENCODING": "utf-8",
        }

    def write(self, name: str, text: str | bytes) -> Path:
        """Writes a file below the root, its folders included."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def run(
        self,
        *arguments: str,
        input: str | None = None,
        code: int | None = 0,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[str]:
        """Runs `l10n` with the arguments and expects the exit code; None expects any. `environment` is what the run has
        besides, or in another way."""
        done = ready_program().run(arguments, self.root, {**self.environment, **environment}, input, timeout=120)
        if code is not None:
            assert code == done.returncode, f"l10n {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts `l10n` and does not wait for it."""
        return subprocess.Popen(
            [sys.executable, "-m", "l10n", *arguments],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # a shell makes what it runs in the background deaf to Ctrl-C
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            encoding="utf-8",
        )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty folder to run the program in."""
    root = tmp_path / "project"
    root.mkdir()
    return Workspace(root, tmp_path / "data")
