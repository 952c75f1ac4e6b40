"""Says which versions of the generators built the sites."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_SEEN: dict[str, str] = {}


@pytest.fixture
def versions() -> Callable[[str, str, Path], None]:
    """Notes the version of a generator, which may want a site to tell it."""

    def note(generator: str, path: str, site: Path) -> None:
        if generator in _SEEN:
            return
        word = "version" if generator == "hugo" else "--version"
        command = [shutil.which(generator, path=path) or generator, word]
        done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)
        found = re.search(r"\d+(?:\.\d+)+", done.stdout)
        _SEEN[generator] = found[0] if found else done.stdout.strip()

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Writes them."""
    if _SEEN:
        terminalreporter.write_line(f"built by {', '.join(' '.join(pair) for pair in sorted(_SEEN.items()))}")
