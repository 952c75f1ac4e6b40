"""The day's work at the review page, in a file of the project's state folder, so that it outlives a run.

Each line is a step: day, locale, article, unit, and `edited`, `approved` or `undone`. Steps are only appended; the
first step of a new day starts the file anew.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from l10n.model import State
from l10n.project import Project, state_folder
from l10n.workflow.review.articles import Saved, article_id, unit_id

Step = Literal["edited", "approved", "undone"]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many units were worked on, each counted once."""

    edited: int = 0
    """All changed units, including approved ones."""
    approved: int = 0


def record_day(project: Project, day: date, saved: Saved, *, undone: bool = False) -> None:
    """Appends steps for saved edits or, with `undone`, for their undoing. Raises OSError."""
    lines = []
    for before, after in saved.changed:
        step: Step = "undone" if undone else "approved" if after.state is State.APPROVED else "edited"
        fields = (day.isoformat(), saved.locale, article_id(saved.article), unit_id(before.key), step)
        lines.append("\t".join(fields) + "\n")
    today = day.isoformat().encode()

    def added(data: bytes | None) -> bytes:
        kept = data if data and data.startswith(today) else b""
        return kept + "".join(lines).encode()

    state_folder(project)
    project.store.revise(_path(project), added)


def day_count(project: Project, day: date, locale: str) -> DayCount:
    """The work of this day in this locale; other lines of the file are skipped. Raises OSError."""
    steps: dict[tuple[str, str], list[str]] = {}
    for line in (project.store.read(_path(project)) or b"").decode("utf-8", "replace").splitlines():
        fields = line.split("\t")
        if len(fields) == 5 and fields[:2] == [day.isoformat(), locale]:
            of_unit = steps.setdefault((fields[2], fields[3]), [])
            if fields[4] != "undone":
                of_unit.append(fields[4])
            elif of_unit:
                of_unit.pop()
    last = [of_unit[-1] for of_unit in steps.values() if of_unit]
    return DayCount(len(last), last.count("approved"))


def _path(project: Project) -> Path:
    return project.state / "review-day.tsv"
