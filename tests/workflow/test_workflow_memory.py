"""Several runs at a time share one memory and one cache: nobody waits for long, and nothing is thrown away."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timezone

import pytest

from l10n.errors import L10nError
from l10n.memory import store
from l10n.memory.entry import Entry
from l10n.project import Project
from l10n.settings import Settings
from l10n.store import Store
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange import project_memory as memory_module
from l10n.workflow.exchange.memory_file import keep
from l10n.workflow.exchange.project_memory import open_project_memory

CATALOG = """msgid ""
msgstr ""
"Language: ko\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "A title"
msgstr "제목"
"""


def clock():
    return datetime(2026, 1, 2, tzinfo=timezone.utc)


@pytest.fixture
def project(tmp_path):
    """A project with one approved text."""
    catalog = tmp_path / "locales/ko/LC_MESSAGES/first.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG, encoding="utf-8")
    return Project(tmp_path, Settings(locales=("ko",)))


def can_write(path):
    """Whether another process could write the file now, without waiting."""
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def test_a_run_in_progress_keeps_nobody_out(project):
    """While one run has the memory and the cache open, and has written into both, another can write."""
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "제목" == memory.approved("ko")("A title").target
        assert [] == memory.suggestions("ko")("Something else entirely")
        keep(project, "ko", [Entry("Another", "다른 것")])
        cache["key"] = "text"
        assert can_write(project.state / "memory.sqlite")
        assert can_write(project.state / "cache.sqlite")


def test_a_memory_in_use_is_one_message_and_is_not_thrown_away(project, monkeypatch):
    """A lock that is held for too long is no damage: the file stays, and the message says what to do."""
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    keep(project, "ko", [Entry("Imported", "가져온 것")])
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "가져온 것" == memory.approved("ko")("Imported").target
    path = project.state / "memory.sqlite"
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with (
        open_cache(project) as cache,
        open_project_memory(project, cache, clock) as memory,
        pytest.raises(L10nError, match="in use"),
    ):
        memory.approved("ko")("A title")
    other.close()
    assert not path.with_suffix(".damaged").exists()
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "가져온 것" == memory.approved("ko")("Imported").target


@pytest.mark.parametrize(
    "reason", ["database or disk is full", "disk I/O error", "attempt to write a readonly database"]
)
def test_a_memory_that_cannot_be_used_now_is_not_thrown_away(project, monkeypatch, caplog, reason):
    """A full disk is no damage: the file stays, and the run goes on without it and says so."""
    path = project.state / "memory.sqlite"
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        memory.approved("ko")("A title")
    (project.catalogs / "ko/LC_MESSAGES/second.po").write_text(CATALOG.replace("title", "name"), encoding="utf-8")
    before = path.read_bytes()
    add = store.Memory.add

    def full(self, locale, entries, now):
        (_, _, file), *_ = self._db.execute("PRAGMA database_list")
        if file:
            raise sqlite3.OperationalError(reason)
        return add(self, locale, entries, now)

    monkeypatch.setattr(store.Memory, "add", full)
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "제목" == memory.approved("ko")("A name").target
    assert (before, []) == (path.read_bytes(), list(path.parent.glob("*.damaged")))
    told = [record.getMessage() for record in caplog.records]
    without = "going on without a lasting translation memory"
    assert [f"{without}: {path}: the translation memory cannot be used: {reason}"] == told


def test_a_catalog_that_cannot_be_read_just_now_is_tried_again(project, monkeypatch):
    """With the next question; until then the others are known."""
    refused = [project.catalogs / "ko/LC_MESSAGES/first.po"]
    read = Store.read_known

    def sometimes(self, path):
        if path in refused:
            refused.remove(path)
            raise PermissionError(13, "Permission denied", str(path))
        return read(self, path)

    monkeypatch.setattr(Store, "read_known", sometimes)
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert memory.approved("ko")("A title") is None
        assert "제목" == memory.approved("ko")("A title").target


def test_a_newer_memory_is_not_thrown_away(project):
    """What a newer version wrote is left alone."""
    keep(project, "ko", [Entry("Imported", "가져온 것")])
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "가져온 것" == memory.approved("ko")("Imported").target
    path = project.state / "memory.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with (
        open_cache(project) as cache,
        open_project_memory(project, cache, clock) as memory,
        pytest.raises(L10nError, match="newer version"),
    ):
        memory.approved("ko")("A title")
    assert path.exists()
    assert not path.with_suffix(".damaged").exists()


def test_catalogs_in_which_nothing_is_approved_are_read_once(project, monkeypatch):
    """What was looked at is remembered, also when there was nothing to learn; a new memory file learns it all."""
    path = project.catalog_path("ko", "first")
    path.write_text(CATALOG.replace('\nmsgid "A', '\n#, fuzzy\nmsgid "A'), encoding="utf-8")
    read = []
    parse = memory_module.parse_po
    monkeypatch.setattr(memory_module, "parse_po", lambda data, path: read.append(path) or parse(data, path))
    for _ in range(2):
        with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
            assert memory.approved("ko")("A title") is None
    assert [path] == read
    path.write_text(CATALOG, encoding="utf-8")
    (project.state / "memory.sqlite").unlink()
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        assert "제목" == memory.approved("ko")("A title").target


def test_a_new_memory_learns_from_catalogs_that_have_not_changed(project):
    """Deleting the memory loses nothing that is in the catalogs."""
    for _ in range(2):
        with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
            assert "제목" == memory.approved("ko")("A title").target
        (project.state / "memory.sqlite").unlink()


def test_the_memory_tells_how_words_are_written(project):
    """What was approved is evidence for the case of words in headings."""
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        keep(project, "ko", [Entry("They often meet people in Buzz.", "버즈에서 만났다.")])
        assert "Buzz" == memory.usage("ko")().forms["buzz"]
