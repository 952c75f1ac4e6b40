"""Opens a model that may be damaged or hostile, in a process of its own, and translates with it: `probe FOLDER SOURCE
TARGET`. Prints what is wrong as JSON, `{}` when nothing is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from l10n.errors import L10nError
from l10n.translatable import Text

TIMEOUT = 900.0
"""Seconds; the largest models take minutes to load from a slow disk."""
ROOM = 6, 4 << 30
"""The process may take so many times the bytes of the weights (int8 may become float32), and so many more."""


def what_is_wrong(folder: Path, source: str, target: str) -> str | Text:
    """Why the staged model in a folder does not translate; empty when it does."""
    import l10n

    root = str(Path(l10n.__file__).parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", __name__, str(folder), source, target]
    try:
        run = subprocess.run(command, capture_output=True, timeout=TIMEOUT, env=environment)
    except subprocess.TimeoutExpired:
        return Text("it gave no answer for {timeout:.0f} seconds", timeout=TIMEOUT)
    try:
        return str(json.loads(run.stdout).get("wrong", ""))
    except (ValueError, AttributeError):
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else Text("it ended with the code {code}", code=run.returncode)


def main(folder: Path, source: str, target: str) -> None:
    from l10n.engines import storage
    from l10n.engines.ct2 import NAME, Ct2Engine, Ct2Settings
    from l10n.engines.ct2.descriptor import WEIGHTS, parse

    with suppress(ImportError, OSError, ValueError):
        import resource

        times, more = ROOM
        limit = (folder / WEIGHTS).stat().st_size * times + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        manifest = json.loads((folder / storage.MANIFEST).read_text("utf-8"))
        descriptor = parse(manifest["descriptor"], folder)
        model = storage.model_of(folder, manifest, NAME)
        Ct2Engine(model, descriptor, (source, target), Ct2Settings(beam=1, threads=1)).translate(["a"], source, target)
        print("{}")
    except (L10nError, MemoryError) as error:
        print(json.dumps({"wrong": str(error.what) if isinstance(error, L10nError) else "MemoryError"}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
