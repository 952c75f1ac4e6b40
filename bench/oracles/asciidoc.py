"""AsciiDoc, as Asciidoctor reads it.

Needs asciidoctor, from apt or gem.

Ids are made of their order, not of words, which change. Pages are rendered one by one and include nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ids import numbered  # a script's own folder

PROGRAM = shutil.which("asciidoctor")
if PROGRAM is None:
    raise ImportError("asciidoctor is not there: apt install asciidoctor, or gem install asciidoctor")


def render(text: str, path: Path) -> str:
    """A page's text -> the HTML body that shows it. Raises RuntimeError with what Asciidoctor says."""
    command = [str(PROGRAM), "--safe-mode", "secure", "--embedded", "-q", "-a", "showtitle", "-o", "-", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=120)
    if done.returncode:
        raise RuntimeError(f"{path}: {done.stderr.decode(errors='replace')[:300]}")
    return numbered(done.stdout.decode())
