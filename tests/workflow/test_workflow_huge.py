"""One line of a megabyte, as exports and logs have them: each stage holds it a few times, not each of its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from growth import peak

from l10n.compiler import Policy
from l10n.project import Project, find_project
from l10n.workflow import waiting
from l10n.workflow.catalogs import extract, update
from l10n.workflow.checking.gate import Gate
from l10n.workflow.checking.run import Request, run_checks
from l10n.workflow.drafts import draft_catalogs
from l10n.workflow.publish.build import build

TIMES = 12
LINE = "Prices fell in May, and nobody knows why, not even we. " * 20_000


def now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=timezone.utc)


STAGES: dict[str, Callable[[Project], object]] = {
    "extract": extract,
    "update": lambda project: update(project, ["ko"], clock=now),
    "update again": lambda project: update(project, ["ko"], clock=now),
    "draft": lambda project: draft_catalogs(project, ["ko"], engine="pseudo", clock=now),
    "check": lambda project: run_checks(Request(project, project.root, (), (), Gate())),
    "build": lambda project: build(project, ["ko"], policy=Policy(), engine="none", clock=now),
}


def project_with(folder: Path, line: str) -> Project:
    folder.mkdir()
    (folder / "l10n.toml").write_text('locales = ["ko"]\n', "utf-8")
    (folder / "source").mkdir()
    (folder / "source/first.txt").write_text(f"The title\n\n{line}\n", "utf-8")
    return find_project(folder)


def test_a_megabyte_in_one_line(tmp_path, monkeypatch):
    """What the stages need for a short line, imports among it, is there before."""
    monkeypatch.setattr(waiting, "LONGEST", 1000)
    small, large = (project_with(tmp_path / name, line) for name, line in (("small", LINE[:55]), ("large", LINE)))
    for run in STAGES.values():
        run(small)
    needed = {name: peak(lambda run=run: run(large)) / len(LINE) for name, run in STAGES.items()}
    assert {} == {name: round(times, 1) for name, times in needed.items() if times > TIMES}
