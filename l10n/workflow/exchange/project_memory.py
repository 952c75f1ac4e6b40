"""A project's translation memory: the approved texts of all its catalogs, and what is kept in `memory/`."""

from __future__ import annotations

import contextlib
import functools
import logging
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from l10n.catalog.po import parse_po
from l10n.errors import L10nError, OutsideError
from l10n.files import is_text
from l10n.memory.entry import Entry, approved_entries, sentence_entries
from l10n.memory.store import BarredMemoryError, DamagedMemoryError, Memory, memory_problem, open_memory
from l10n.model import Match
from l10n.project import Project, state_folder
from l10n.translatable import Text
from l10n.workflow.cache import Cache, digest
from l10n.workflow.exchange.memory_file import kept_entries
from l10n.workflow.report import file_error

if TYPE_CHECKING:
    from l10n.drafting import Usage

logger = logging.getLogger("l10n")

_DRAFT_FROM = 85
"""A match of at least this percentage becomes a draft."""
_EXAMPLE_FROM = 70
"""A match of at least this percentage is worth showing."""

_TELLING = 20_000
"""So many of the newest texts tell how words are written."""

_TEXT = re.compile(rb'^msgstr (?:"[^"]|""\r?\n")', re.MULTILINE)
"""Matches a translation in a PO file; a catalog without one need not be parsed."""

_KEPT = ""
"""The name of the file in `memory/` among those of learned catalogs; no article has it."""

Result = TypeVar("Result")


class ProjectMemory:
    """The memory of one project. The first question about a locale opens it, and it learns the catalogs that changed;
    unchanged ones cost nothing. Thread-safe."""

    def __init__(self, project: Project, cache: Cache, clock: Callable[[], datetime]) -> None:
        self._project = project
        self._path = project.state / "memory.sqlite"
        self._cache = cache
        self._clock = clock
        self._lock = threading.Lock()
        self._stack = contextlib.ExitStack()
        self._memory: Memory | None = None
        self._known: dict[str, int] = {}
        """Locale -> the number of its translations, once they have been learned."""
        self._unread: dict[str, list[Path]] = {}
        """Locale -> the catalogs that could not be read just then."""

    def approved(self, locale: str) -> Callable[[str], Match | None]:
        """A function that finds the approved translation of the same text in any article."""
        return lambda text: self._ask(
            locale, lambda memory: memory.exact(locale, text) if self._known[locale] else None
        )

    def draft(self, locale: str) -> Callable[[str], Match | None]:
        """A function that finds the best match that is good enough for a draft."""

        def find(text: str) -> Match | None:
            found = self._ask(locale, lambda memory: memory.lookup(locale, text, threshold=_DRAFT_FROM, limit=1))
            return found[0] if found else None

        return find

    def suggestions(self, locale: str, *, limit: int = 5) -> Callable[[str], list[Match]]:
        """A function that finds the matches worth showing, best first."""
        return lambda text: self._ask(
            locale, lambda memory: memory.lookup(locale, text, threshold=_EXAMPLE_FROM, limit=limit)
        )

    def usage(self, locale: str) -> Callable[[], Usage]:
        """A function that tells how the newest texts write their words; it is worked out once."""

        @functools.cache
        def tell() -> Usage:
            from l10n.drafting import usage_of

            texts = [entry.source for entry in self.export(locale)[:_TELLING]]
            return usage_of(texts, (), self._project.settings.source_locale)

        return tell

    def search(self, words: str, locale: str | None = None, *, limit: int = 20) -> list[tuple[str, Entry]]:
        """Concordance: the entries with these words in their source or translation, and their locales."""
        for each in [locale] if locale else self._project.locales():
            self._ask(each, lambda memory: None)
        return self._do(lambda memory: memory.search(words, locale, limit=limit))

    def export(self, locale: str) -> list[Entry]:
        """All entries of a locale."""
        return self._ask(locale, lambda memory: memory.export(locale))

    def close(self) -> None:
        self._stack.close()

    def _ask(self, locale: str, question: Callable[[Memory], Result]) -> Result:
        def answer(memory: Memory) -> Result:
            if locale not in self._known:
                self._learn(memory, locale, self._catalogs(locale))
            elif unread := self._unread.get(locale):
                self._learn(memory, locale, unread)
            return question(memory)

        return self._do(answer)

    def _do(self, work: Callable[[Memory], Result]) -> Result:
        """What `work` gives of the memory, for one thread at a time. Added entries are stored at once, so that no other
        run has to wait. A damaged memory is put aside, and one learned anew takes its place; one that cannot be used
        now stays as it is, and this run goes on without.

        Raises L10nError when another run holds it for too long.
        """
        with self._lock:
            for last in (False, True):
                memory = self._open()
                try:
                    result = work(memory)
                    memory.commit()
                    return result
                except sqlite3.DatabaseError as error:
                    problem = memory_problem(self._path, error)
                    if isinstance(problem, DamagedMemoryError) and not last:
                        self._put_aside()
                    elif isinstance(problem, BarredMemoryError) and not last:
                        self._leave()
                        self._without(problem.text)
                    else:
                        raise problem from error
                except (ValueError, TypeError, OverflowError):  # what SQLite gave cannot have been written
                    if last:
                        raise
                    self._put_aside()
            raise AssertionError

    def _open(self) -> Memory:
        for last in (False, True):
            if self._memory is None:
                try:
                    state_folder(self._project)
                    self._project.store.place(self._path)
                    if not self._path.exists():
                        self._cache.forget_learned()
                    self._memory = self._stack.enter_context(open_memory(self._path))
                except DamagedMemoryError as error:  # approved texts are in the catalogs
                    self._put_aside()
                    if last:
                        return self._without(error.text)
                except (OutsideError, BarredMemoryError) as error:
                    return self._without(error.text)
                except OSError as error:
                    return self._without(file_error(error).text)
        assert self._memory is not None
        return self._memory

    def _leave(self) -> None:
        with contextlib.suppress(L10nError, sqlite3.Error):
            self.close()
        self._memory = None
        self._known.clear()
        self._cache.forget_learned()

    def _put_aside(self) -> None:
        self._leave()
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_suffix(".damaged"))

    def _without(self, why: Text) -> Memory:
        """A memory for this run only, where none can be kept."""
        logger.warning(Text("going on without a lasting translation memory: {what}", what=why))
        self._cache.forget_learned()
        self._memory = self._stack.enter_context(open_memory(Path(":memory:")))
        return self._memory

    def _catalogs(self, locale: str) -> list[Path]:
        return sorted((self._project.catalogs / locale / "LC_MESSAGES").rglob("*.po"))

    def _learn(self, memory: Memory, locale: str, paths: Sequence[Path]) -> None:
        """Learns from those of the catalogs that changed since the last time, and at first from the file of what they
        do not hold. A catalog that cannot be read is tried again with the next question: a text that is about to leave
        it may be wanted elsewhere."""
        folder = self._project.catalogs / locale / "LC_MESSAGES"
        known = self._cache.learned(locale)
        learned: dict[str, str] = {}
        unread = []
        for path in paths:
            name = path.relative_to(folder).with_suffix("").as_posix()
            if not is_text(name):
                continue
            try:
                data = self._project.store.read_known(path)
                stamp = digest(data)
                if known.get(name) == stamp:
                    continue
                if len(_TEXT.findall(data)) > 1:  # the header is one
                    memory.add(locale, self._entries(data, path, name, locale), self._clock())
                learned[name] = stamp
            except L10nError:  # `update` and `check` say what is wrong with a catalog
                continue
            except OSError:
                unread.append(path)
        if locale not in self._known:
            self._learn_kept(memory, locale, known, learned)
        memory.commit()
        for name, stamp in learned.items():
            self._cache.keep_learned(locale, name, stamp)
        self._unread[locale] = unread
        if learned or locale not in self._known:
            self._known[locale] = memory.sizes().get(locale, 0)

    def _learn_kept(self, memory: Memory, locale: str, known: dict[str, str], learned: dict[str, str]) -> None:
        """Learns from the file of what no catalog holds, if it has changed."""
        try:
            kept = self._project.store.read(self._project.memory_path(locale))
            if kept is not None and known.get(_KEPT) != (stamp := digest(kept)):
                memory.add(locale, kept_entries(self._project, locale, kept), self._clock())
                learned[_KEPT] = stamp
        except (OSError, L10nError) as error:
            reason = error.text if isinstance(error, L10nError) else file_error(error).text
            logger.warning(Text("going on without these translations: {what}", what=reason))

    def _entries(self, data: bytes, path: Path, name: str, locale: str) -> list[Entry]:
        """A catalog's approved texts, and their sentences whose translation is certain."""
        whole = approved_entries(parse_po(data, path), name)
        source = self._project.settings.source_locale
        return whole + [sentence for entry in whole for sentence in sentence_entries(entry, source, locale)]


@contextlib.contextmanager
def open_project_memory(project: Project, cache: Cache, clock: Callable[[], datetime]) -> Iterator[ProjectMemory]:
    """The project's memory; its file is opened when it is first used."""
    memory = ProjectMemory(project, cache, clock)
    try:
        yield memory
    finally:
        memory.close()
