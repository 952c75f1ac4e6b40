"""How the program starts and ends, in processes of its own: its imports, its hashes, what stops it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

SCRIPT = """
import contextlib, json, sys
from l10n.cli import main

with contextlib.redirect_stdout(sys.stderr):
    for arguments in json.loads(sys.argv[1]):
        sys.argv[1:] = arguments
        before = set(sys.modules)
        with contextlib.suppress(SystemExit):
            main()
        print(*sorted(set(sys.modules) - before), file=sys.__stdout__)
"""

COMMANDS = (("extract",), ("update",), ("build", "--engine", "none"), ("status",), ("check",))
"""One after the other in one process: each may import what it needs besides those before it."""
WITHOUT = {"numpy", "rapidfuzz", "tomlkit", "urllib.request", "l10n.drafting.run"}
"""What takes long to import, and what none of these needs here."""


ENDING = """
import os, signal
from l10n.cli import program

program._run = lambda: 1
try:
    program.main()
except SystemExit as ended:
    os.kill(os.getpid(), {number})
    print("ended", ended.code)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_is_done_cannot_be_stopped(workspace, number):
    """A signal that comes when the work is done and told changes neither the exit code nor the output."""
    done = subprocess.run(
        [sys.executable, "-c", ENDING.format(number=int(number))],
        env=workspace.environment,
        capture_output=True,
        text=True,
    )
    assert ("ended 1\n", "", 0) == (done.stdout, done.stderr, done.returncode)


SEVERAL = """
import contextlib, json, sys
from l10n.cli import main

for sys.argv[1:] in json.loads(sys.argv[1]):
    with contextlib.suppress(SystemExit):
        main()
"""


def test_the_same_bytes_whatever_the_hashes(workspace):
    """Python hashes texts in another way in each process; no order of a file or an output hangs on that."""
    commands = (("build", "--engine", "pseudo"), ("check", "--format", "json"), ("export", "--locale", "ko"))
    made = set()
    for seed in ("1", "2"):
        place = replace(workspace, root=workspace.root / seed / "project")
        place.write("l10n.toml", 'locales = ["ko", "de"]\nsite_url = "https://example.org/"\n')
        place.write("glossary/ko.csv", "term,translation,note,flags\nprices,가격,,\nharbour,항구,,\n")
        for name in ("first", "second", "third"):
            text = f"Prices of the *{name}* harbour fell by 3 % in May ([why](third.md))."
            place.write(f"source/{name}.md", f"# The {name} title\n\n{text}\n\n- Prices rose.\n- `Nobody` knows.\n")
        environment = {**place.environment, "PYTHONHASHSEED": seed}
        told = subprocess.run(
            [sys.executable, "-c", SEVERAL, json.dumps(commands)],
            cwd=place.root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        files = sorted((place.root / "build").rglob("*.*")) + sorted((place.root / "locales").rglob("*.po"))
        data = [re.sub(rb'(?m)^"PO-Revision-Date.*$', b"", path.read_bytes()) for path in files]
        made.add((told, tuple(path.relative_to(place.root) for path in files), tuple(data)))
    assert 1 == len(made)


def test_a_command_imports_what_it_uses(workspace):
    """Without a text to draft, to align or to look up, nothing of what does that is imported; rules are for `check`."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", "The title\n\nPrices fell in May, and nobody knows why.\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(COMMANDS)],
        cwd=workspace.root,
        env=workspace.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = [set(line.split()) for line in done.stdout.splitlines()]
    assert len(COMMANDS) == len(imported)
    assert [set()] * len(COMMANDS) == [WITHOUT & found for found in imported]
    assert [False, False, False, False, True] == ["l10n.checks.rules.number" in found for found in imported]
