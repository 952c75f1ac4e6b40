"""What a command imports: the test suite and every script start it hundreds of times."""

from __future__ import annotations

import json
import subprocess
import sys

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
