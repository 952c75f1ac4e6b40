"""AsciiDoc as Asciidoctor reads it.

Asciidoctor is not a dependency of this project: `apt install asciidoctor`, or `gem install asciidoctor`.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def render(path: Path) -> str:
    """An AsciiDoc file -> the body of its page in HTML. Raises RuntimeError, which says what to install."""
    program = shutil.which("asciidoctor")
    if not program:
        raise RuntimeError("asciidoctor is missing: apt install asciidoctor, or gem install asciidoctor")
    command = [program, "--safe-mode", "secure", "--embedded", "-q", "-a", "showtitle", "-o", "-", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=120)
    if done.returncode:
        raise RuntimeError(f"{path}: asciidoctor: {done.stderr.decode(errors='replace')[:300]}")
    return done.stdout.decode()
