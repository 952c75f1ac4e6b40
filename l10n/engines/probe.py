"""Opens a model that may be damaged or hostile, in a process of its own with limits, and translates with it: `probe
ENGINE FOLDER SOURCE TARGET BYTES`. Prints what is wrong as JSON, `{}` when nothing is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from l10n.engines.storage import folder_size
from l10n.errors import L10nError
from l10n.translatable import Text

TIMEOUT = 120.0, 4_000_000
"""Seconds that the process may take, and how many of the model's bytes give it another one: the largest take minutes
to load from a slow disk."""
ROOM = 6, 4 << 30
"""It may take so many times the model's bytes of memory (int8 may become float32), and so many more."""


def what_is_wrong(engine: str, folder: Path, source: str, target: str) -> str | Text:
    """Why the staged model in a folder does not translate; empty when it does. An engine that can be asked has
    `open_folder`."""
    import l10n

    size = folder_size(folder)
    seconds, memory = TIMEOUT[0] + size / TIMEOUT[1], ROOM[0] * size + ROOM[1]
    root = str(Path(l10n.__file__).parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", __name__, engine, str(folder), source, target, str(memory)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired:
        return Text("it gave no answer for {timeout:.0f} seconds", timeout=seconds)
    try:
        return str(json.loads(run.stdout).get("wrong", ""))
    except (ValueError, AttributeError):
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else Text("it ended with the code {code}", code=run.returncode)


def main(engine: str, folder: Path, source: str, target: str, memory: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # one that crashes leaves no image of it behind
    try:
        import_module(f"l10n.engines.{engine}").open_folder(folder, source, target).translate(["a"], source, target)
        print("{}")
    except (L10nError, MemoryError) as error:
        print(json.dumps({"wrong": str(error.what) if isinstance(error, L10nError) else "MemoryError"}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
