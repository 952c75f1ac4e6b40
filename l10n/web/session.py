"""One run of the page: the project, its memory, and what can be undone. To lose it loses nobody's work."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from l10n.errors import ConfigurationError
from l10n.memory.entry import Entry
from l10n.model import Message, State
from l10n.project import Article, Project
from l10n.workflow.memory import ProjectMemory
from l10n.workflow.review import Saved, article_id, undo

_MOST_STEPS = 200


@dataclass(slots=True)
class Session:
    project: Project
    locales: tuple[str, ...]
    memory: ProjectMemory
    steps: list[Saved] = field(default_factory=list)
    """What was saved in this run, the newest last."""
    saved: int = 0
    approved: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def articles(self) -> dict[str, Article]:
        """By id, the articles there are now: no other name in an address leads anywhere."""
        return {article_id(article): article for article in self.project.articles()}

    def keep(self, saved: Saved) -> None:
        """Remembers what can be undone, and teaches the memory what was approved."""
        if not saved.changed:
            return
        approved = [after for _, after in saved.changed if after.state is State.APPROVED]
        with self.lock:
            self.steps.append(saved)
            del self.steps[:-_MOST_STEPS]
            self.saved += len(saved.changed)
            self.approved += len(approved)
        self._learn(saved, approved)

    def undo(self) -> Saved:
        """Takes the last step back. Raises ConfigurationError when there is none."""
        with self.lock:
            if not self.steps:
                raise ConfigurationError("nothing to undo")
            step = self.steps.pop()
        undone = undo(self.project, step)
        with self.lock:
            self.saved -= len(undone.changed)
            self.approved -= sum(before.state is State.APPROVED for before, _ in undone.changed)
        return undone

    def _learn(self, saved: Saved, approved: Sequence[Message]) -> None:
        plain = [each for each in approved if each.msgctxt is None and each.msgid_plural is None]
        if plain:
            entries = [Entry(each.msgid, each.msgstr, saved.article.name) for each in plain]
            self.memory.add(saved.locale, entries)
