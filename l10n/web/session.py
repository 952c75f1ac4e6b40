"""One run of the page: the project, and the steps that can be undone. Losing a session loses no work."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from l10n.project import Article, Project
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange.project_memory import ProjectMemory, open_project_memory
from l10n.workflow.review.articles import Saved, article_id, undo
from l10n.workflow.review.day import DayCount, day_count, record_day

_MOST_STEPS = 200


@dataclass(slots=True)
class Session:
    """The state of a run besides the files."""

    project: Project
    locales: tuple[str, ...]
    clock: Callable[[], datetime]
    steps: list[Saved] = field(default_factory=list)
    """The saved steps of this run, newest last."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    drafting: threading.Lock = field(default_factory=threading.Lock)
    """Held while an engine works: a second click waits for the first, and finds its work done."""

    def articles(self) -> dict[str, Article]:
        """Article id -> article, as on disk now. Only these ids are valid in addresses."""
        return {article_id(article): article for article in self.project.articles()}

    @contextlib.contextmanager
    def memory(self) -> Iterator[ProjectMemory]:
        """The project's memory, for one question: it learns the current catalogs, and holds no lock between two
        questions, so that no build has to wait."""
        with open_cache(self.project) as cache, open_project_memory(self.project, cache, self.clock) as memory:
            yield memory

    def keep(self, saved: Saved) -> None:
        """Remembers a step for undo, and counts it for the day."""
        if saved.changed:
            with self.lock:
                self.steps.append(saved)
                del self.steps[:-_MOST_STEPS]
                self._record(saved, undone=False)

    def undo(self, locale: str, article: Article) -> Saved:
        """Undoes the last step in an article; without one, nothing changes. Raises CatalogError and OSError."""
        with self.lock:
            at = next((at for at, step in reversed(list(enumerate(self.steps))) if step.is_of(locale, article)), None)
            if at is None:
                return Saved(locale, article, (), ())
            undone = undo(self.project, self.steps.pop(at))
            self._record(undone, undone=True)
        return undone

    def today(self, locale: str) -> DayCount:
        """Today's work in a locale, in this run and earlier ones."""
        try:
            return day_count(self.project, self.clock().date(), locale)
        except OSError:
            return DayCount()

    def _record(self, saved: Saved, *, undone: bool) -> None:
        # The texts are already saved; a failed count must not look like a failed save.
        with contextlib.suppress(OSError):
            record_day(self.project, self.clock().date(), saved, undone=undone)
