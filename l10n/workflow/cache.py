"""Results of earlier runs, in the project's state folder. Deleting or damaging the cache costs nothing but time."""

import contextlib
import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Iterator, MutableMapping
from functools import cache
from pathlib import Path

import l10n
from l10n.errors import L10nError
from l10n.model import Draft
from l10n.project import Project, state_folder
from l10n.translatable import Text
from l10n.workflow.report import file_error

logger = logging.getLogger("l10n")

_FILE = "cache.sqlite"

_SCHEMA = """
create table if not exists builds (locale text, article text, inputs text, record text, primary key (locale, article));
create table if not exists drafts (key text primary key, text text);
create table if not exists drafted (locale text, source text, mark text, text text, primary key (locale, source));
create table if not exists learned (locale text, article text, digest text, primary key (locale, article));
"""


class Cache(MutableMapping[str, str]):
    """Finished builds, the catalogs that the memory has learned, drafts of units and, as a mapping, of sentences.
    Thread-safe."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self.damaged = False
        """Whether its file could not be read or written in some place."""

    def build(self, locale: str, article: str, inputs: str) -> dict[str, object] | None:
        """The record of the build that was made from the same inputs; None if there is none."""
        query = "select record from builds where locale = ? and article = ? and inputs = ?"
        written = _opened(self._row(query, locale, article, inputs), locale, article, inputs)
        return None if written is None else dict(json.loads(written))

    def keep_build(self, locale: str, article: str, inputs: str, record: dict[str, object]) -> None:
        key = (locale, article, inputs)
        self._write("insert or replace into builds values (?, ?, ?, ?)", *key, _sealed(json.dumps(record), *key))

    def draft(self, locale: str, source_hash: str) -> tuple[Draft, str] | None:
        """The stamp and the text of the last draft of a source; None if this machine has made none."""
        row = self._row("select text, mark from drafted where locale = ? and source = ?", locale, source_hash)
        text = _opened(row, locale, source_hash, str(row[1] if row else ""))
        mark = None if row is None or text is None else Draft.parse(row[1])
        return None if text is None or mark is None else (mark, text)

    def keep_draft(self, locale: str, mark: Draft, text: str) -> None:
        key = (locale, mark.source_hash, mark.render())
        self._write("insert or replace into drafted values (?, ?, ?, ?)", *key, _sealed(text, *key))

    def learned(self, locale: str) -> dict[str, str]:
        """Article -> the digest of the catalog that the memory has learned."""
        try:
            with self._lock:
                query = "select article, digest from learned where locale = ?"
                return dict(self._connection.execute(query, (locale,)).fetchall())
        except (sqlite3.Error, ValueError) as error:
            self._note(error)
            return {}

    def keep_learned(self, locale: str, article: str, digest: str) -> None:
        self._write("insert or replace into learned values (?, ?, ?)", locale, article, digest)

    def forget_learned(self) -> None:
        self._write("delete from learned")

    def __getitem__(self, key: str) -> str:
        text = _opened(self._row("select text from drafts where key = ?", key), key)
        if text is None:
            raise KeyError(key)
        return text

    def __setitem__(self, key: str, text: str) -> None:
        self._write("insert or replace into drafts values (?, ?)", key, _sealed(text, key))

    def __delitem__(self, key: str) -> None:
        self._write("delete from drafts where key = ?", key)

    def __iter__(self) -> Iterator[str]:
        return (str(row[0]) for row in self._connection.execute("select key from drafts"))

    def __len__(self) -> int:
        return int(self._connection.execute("select count(*) from drafts").fetchone()[0])

    def _row(self, query: str, *values: str) -> tuple[str, ...] | None:
        try:
            with self._lock:
                row: tuple[str, ...] | None = self._connection.execute(query, values).fetchone()
        except (sqlite3.Error, ValueError) as error:
            self._note(error)
            return None
        return row

    def _write(self, query: str, *values: str) -> None:
        try:
            with self._lock:
                self._connection.execute(query, values)
        except (sqlite3.Error, ValueError) as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        """Notes damage: SQLite's own errors, and text in the file that is not UTF-8 (ValueError)."""
        if "locked" not in str(error) and "full" not in str(error):
            self.damaged = True


def _sealed(text: str, *key: str) -> str:
    """A text as it is kept under a key: a row that is damaged, or has got under another key, is not taken for it."""
    return f"{digest(*key, text)[:16]} {text}"


def _opened(row: tuple[str, ...] | None, *key: str) -> str | None:
    """The text in the first column of a row, if it is as it was kept under the key; else None."""
    seal, _, text = str(row[0] if row else "").partition(" ")
    return text if seal == digest(*key, text)[:16] else None


@contextlib.contextmanager
def open_cache(project: Project) -> Iterator[Cache]:
    """The project's cache; if its file cannot be used, an empty one that is discarded afterwards. A file that turns out
    to be damaged is deleted at the end."""
    connection = _connect(project)
    cache = Cache(connection)
    try:
        yield cache
    finally:
        connection.close()
        if cache.damaged:
            with contextlib.suppress(OSError, L10nError):
                (state_folder(project) / _FILE).unlink()


def _connect(project: Project) -> sqlite3.Connection:
    for _ in range(2):
        path: Path | None = None
        try:
            path = project.store.place(state_folder(project) / _FILE)
            connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.executescript("pragma journal_mode = wal; pragma synchronous = off;" + _SCHEMA)
            return connection
        except (sqlite3.DatabaseError, ValueError):  # ValueError: text in it that is not UTF-8
            if path is not None:  # damaged: start anew
                with contextlib.suppress(OSError):
                    path.unlink()
        except (OSError, L10nError) as error:
            logger.warning(Text("going on without a cache: {what}", what=_reason(error)))
            break
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(_SCHEMA)
    return connection


def _reason(error: OSError | L10nError) -> Text:
    return error.text if isinstance(error, L10nError) else file_error(error).text


def digest(*parts: bytes | str) -> str:
    """The SHA-256, in hex, of several pieces and their boundaries."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


@cache
def code_stamp() -> str:
    """A text that changes with this program's version and, in a checkout, with its files."""
    folder = Path(l10n.__file__).parent
    files = (path for path in sorted(folder.rglob("*.*")) if path.suffix in (".py", ".txt", ".tsv"))
    stats = [(path.name, path.stat().st_mtime_ns) for path in files]
    return digest(l10n.__version__, repr(stats))
