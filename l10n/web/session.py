"""One run of the page: the project, and what can be undone. To lose it loses nobody's work."""

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
    """What a run knows besides the files."""

    project: Project
    locales: tuple[str, ...]
    clock: Callable[[], datetime]
    steps: list[Saved] = field(default_factory=list)
    """What was saved in this run, the newest last."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def articles(self) -> dict[str, Article]:
        """By id, the articles there are now: no other name in an address leads anywhere."""
        return {article_id(article): article for article in self.project.articles()}

    @contextlib.contextmanager
    def memory(self) -> Iterator[ProjectMemory]:
        """The project's memory, for one question: it learns what the catalogs hold by now, and holds no lock between
        two questions that would keep a build waiting."""
        with open_cache(self.project) as cache, open_project_memory(self.project, cache, self.clock) as memory:
            yield memory

    def keep(self, saved: Saved) -> None:
        """Remembers what can be undone, and counts it for the day."""
        if saved.changed:
            with self.lock:
                self.steps.append(saved)
                del self.steps[:-_MOST_STEPS]
                self._record(saved, undone=False)

    def undo(self, locale: str, article: Article) -> Saved:
        """Takes the last step in an article back; when there is none, nothing changes. Raises CatalogError, OSError."""
        with self.lock:
            at = next((at for at, step in reversed(list(enumerate(self.steps))) if step.is_of(locale, article)), None)
            if at is None:
                return Saved(locale, article, (), ())
            undone = undo(self.project, self.steps.pop(at))
            self._record(undone, undone=True)
        return undone

    def today(self, locale: str) -> DayCount:
        """What was done today in a locale, in this run and in those before it."""
        try:
            return day_count(self.project, self.clock().date(), locale)
        except OSError:
            return DayCount()

    def _record(self, saved: Saved, *, undone: bool) -> None:
        # The texts are saved by now: a count that cannot be kept is no reason to say otherwise.
        with contextlib.suppress(OSError):
            record_day(self.project, self.clock().date(), saved, undone=undone)
