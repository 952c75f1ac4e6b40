"""The suite of faults: its library, a short form of it, and that it notices what it is there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fault_runs import why_not

RUN = Path(__file__).with_name("run.py")

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


def faults(*arguments: str, run: Path = RUN) -> subprocess.CompletedProcess[str]:
    """Runs the suite with some arguments."""
    return subprocess.run([sys.executable, run, *arguments], capture_output=True, encoding="utf-8", timeout=600)


@pytest.mark.parametrize(
    "chosen",
    [
        ("build", "--fault", "killed after the call", "--fault", "ENOSPC", "--fault", "SIGTERM", "--each", "3"),
        ("check --fix", "edit", "--fault", "a short write", "--fault", "killed before the call", "--each", "2"),
    ],
)
def test_what_was_approved_survives(chosen):
    """A few of the trials of `make faults`."""
    ended = faults(*chosen)
    assert (0, "") == (ended.returncode, ended.stderr), ended.stdout
    assert "| all |" in ended.stdout


def test_a_program_that_writes_in_place_does_not_survive(tmp_path, repository):
    """A copy that writes its files in their place leaves half files behind, and they are named."""
    left_out = shutil.ignore_patterns(".*", "__pycache__", "build", "corpus", "dist", "docs", "bench")
    copy = shutil.copytree(repository, tmp_path / "copy", ignore=left_out)
    files = copy / "l10n" / "files.py"
    text = files.read_text("utf-8")
    broken = text.replace('os.fdopen(os.open(temporary, flags, 0o666), "wb")', 'path.open("wb")')
    broken = broken.replace("temporary.replace(path)", "pass").replace("temporary.unlink()", "pass")
    assert text != broken
    files.write_text(broken, "utf-8")
    run = copy / "tests" / "faults" / "run.py"
    ended = faults("approve", "--fault", "killed before the call", "--each", "12", run=run)
    assert 1 == ended.returncode, ended.stdout
    assert "approve, killed before the call at call " in ended.stdout
    assert "lost: " in ended.stdout
