"""The translation memory's file: SQLite, with the index of its sources beside them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.errors import L10nError
from l10n.memory.entry import Entry
from l10n.memory.match import INDEX_FORMAT, Index, build_index, candidates, most_similar, similarity
from l10n.model import Match, text_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import DTypeLike, NDArray

THRESHOLD = 70
"""The least similarity, in percent, of a match that is shown."""

_VERSION = 1
_SCHEMA = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    locale TEXT NOT NULL,      -- of the translations
    hash BLOB NOT NULL,        -- of the text
    text TEXT NOT NULL,
    UNIQUE (locale, hash)
);
CREATE TABLE translations (
    source INTEGER NOT NULL REFERENCES sources (id),
    article TEXT NOT NULL,
    derived INTEGER NOT NULL,  -- a sentence out of a paragraph
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    time INTEGER NOT NULL,     -- seconds since 1970, UTC
    UNIQUE (source, article, derived, target)
);
CREATE TABLE indexes (
    locale TEXT NOT NULL,
    name TEXT NOT NULL,        -- a field of Index, `ids`, or `format`
    data BLOB NOT NULL,
    PRIMARY KEY (locale, name)
);
"""
_NEWEST = """
SELECT id, time, target, before, after FROM sources
LEFT JOIN translations ON source = id AND article = ? AND derived = ?
WHERE locale = ? AND hash = ? ORDER BY time DESC LIMIT 1
"""
_TYPES: dict[str, DTypeLike] = {
    "hashes": "<u4",
    "offsets": "<i8",
    "postings": "<i4",
    "weights": "<f4",
    "lengths": "<i4",
}
_TAIL = 1000
"""The index is rebuilt when more new sources than this (or 1 % of all) wait outside of it. Until then they are compared
one by one."""


PATIENCE = 30.0
"""Seconds to wait for another run that is writing."""


class DamagedMemoryError(L10nError):
    """A memory file that cannot be read any more."""


class BarredMemoryError(L10nError):
    """A memory file that is whole for all that is known, and cannot be used now: its disk is full or fails, or this
    user may not write it."""


@contextmanager
def open_memory(path: Path) -> Iterator[Memory]:
    """Open a memory file, made when it is not there; what was added is stored when the block ends without an error. It
    may be used from any thread, from one at a time. Raises DamagedMemoryError when the file is no memory,
    BarredMemoryError when it cannot be used now, L10nError when it is from a newer version or another run holds it for
    too long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
    except sqlite3.DatabaseError as error:  # a folder, or a file that this user may not read
        raise memory_problem(path, error) from error
    try:
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if not version:
                connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        except sqlite3.DatabaseError as error:
            raise memory_problem(path, error) from error
        if version > _VERSION:
            raise L10nError(
                "this translation memory was written by a newer version",
                path=path,
                hint="Upgrade l10n-toolkit, or name another memory file.",
            )
        try:
            yield Memory(connection)
            connection.commit()
        except sqlite3.DatabaseError as error:
            raise memory_problem(path, error) from error
    finally:
        connection.close()


def memory_problem(path: Path, error: sqlite3.DatabaseError) -> L10nError:
    """What SQLite refused, as a message: another run has the file, it is barred, or it is damaged."""
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return L10nError("the translation memory is in use by another run", path=path, hint="Try again in a moment.")
    if isinstance(error, sqlite3.OperationalError) and _BARRED.search(str(error)) and not path.is_dir():
        return BarredMemoryError("the translation memory cannot be used: {reason}", reason=error, path=path)
    return DamagedMemoryError(
        "the translation memory cannot be used: {reason}",
        reason=error,
        path=path,
        hint="Delete it: it learns everything again from the catalogs and from the files in memory/.",
    )


_BARRED = re.compile(r"\bis full|disk I/O|readonly|unable to open")
"""What SQLite says of a disk, and of a file's permissions."""


@dataclass(slots=True)
class _Loaded:
    """An index in use, and the sources' ids by their numbers in it."""

    index: Index
    ids: NDArray[np.int64]
    tail: dict[int, str]
    """Sources that came later: texts by their ids."""


class Memory:
    """An open translation memory: approved translations into any number of locales."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._loaded: dict[str, _Loaded] = {}

    def add(self, locale: str, entries: Iterable[Entry], now: datetime) -> int:
        """Learn translations into a locale; how many were new. A translation that its article already had keeps its
        first time and gets its present neighbours. A translation that replaces another one in the same article is the
        newer one, unless its own time says otherwise; the memory keeps both."""
        known = self._db.total_changes
        added = 0
        for entry in entries:
            if not entry.source.strip() or not entry.target.strip():
                continue
            time = int((entry.time or now).timestamp())
            values = (entry.article, entry.derived, locale, _hash(entry.source))
            source, latest, *beside = self._db.execute(_NEWEST, values).fetchone() or (None, None)
            if latest is None:
                added += 1
            elif beside == [entry.target, entry.before, entry.after]:
                continue
            elif beside[0] == entry.target:  # it moved beside other neighbours
                time = latest
            else:
                added += 1
                time = time if entry.time else max(time, latest + 1)
            if source is None:
                source = self._insert_source(locale, entry.source)
            self._db.execute(
                "INSERT INTO translations VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET before = excluded.before, after = excluded.after,"
                " time = max(time, excluded.time)",
                (source, entry.article, entry.derived, entry.target, entry.before, entry.after, time),
            )
        if self._db.total_changes != known:
            self._loaded.pop(locale, None)
        return added

    def commit(self) -> None:
        """Store what was added, and let others write."""
        self._db.commit()

    def _insert_source(self, locale: str, text: str) -> int:
        values = (locale, _hash(text), text)
        return self._db.execute("INSERT INTO sources (locale, hash, text) VALUES (?, ?, ?)", values).lastrowid or 0

    def exact(self, locale: str, text: str, *, before: str | None = None, after: str | None = None) -> Match | None:
        """The translation of this very text: 101 when its neighbours were the same, 100 otherwise, else None. `before`
        and `after` are the texts beside it in its article, empty at its beginning or end, None when they are not known.
        Of several translations the one with the same neighbours is taken, then the newest."""
        return next((match for match in self._exact(locale, text, before, after) if match.score >= 100), None)

    def lookup(
        self,
        locale: str,
        text: str,
        *,
        before: str | None = None,
        after: str | None = None,
        threshold: int = THRESHOLD,
        limit: int = 5,
    ) -> list[Match]:
        """The best translations of the same and of similar texts, best first: each with its percentage.

        A sentence that was taken out of a paragraph is at most a match of 99: nobody has approved it by itself.
        """
        found = self._exact(locale, text, before, after)
        scored = (
            (similarity(text, other, threshold), source, other)
            for source, other in self._similar(locale, text, threshold)
        )
        best = sorted((each for each in scored if 0 < each[0] < 100), reverse=True)[:limit]
        for score, source, other in best:
            found += [Match(other, target, int(score), article) for target, article, *_ in self._targets(source)]
        unique: dict[tuple[str, str], Match] = {}
        for match in found:
            unique.setdefault((match.source, match.target), match)
        return list(unique.values())[:limit]

    def _exact(self, locale: str, text: str, before: str | None, after: str | None) -> list[Match]:
        row = self._db.execute("SELECT id FROM sources WHERE locale = ? AND hash = ?", (locale, _hash(text))).fetchone()
        if not row:
            return []
        neighbours = None if before is None or after is None else (_neighbour(before), _neighbour(after))
        found = []
        for target, article, derived, *beside in self._targets(row[0]):
            score = 99 if derived else 101 if tuple(beside) == neighbours else 100
            found.append(Match(text, target, score, article))
        return sorted(found, key=lambda match: -match.score)

    def _targets(self, source: int) -> list[tuple[str, str, int, str, str]]:
        """The translations of a source: target, article, derived, before, after; the newest first."""
        return self._db.execute(
            "SELECT target, article, derived, before, after FROM translations WHERE source = ?"
            " ORDER BY time DESC, rowid",
            (source,),
        ).fetchall()

    def _similar(self, locale: str, text: str, threshold: int) -> Iterator[tuple[int, str]]:
        """Sources that may be similar: ids and texts."""
        loaded = self._loaded.get(locale) or self._load(locale)
        yield from most_similar(text, loaded.tail, threshold)
        chosen = [int(loaded.ids[number]) for number in candidates(loaded.index, text, threshold=threshold)]
        marks = ", ".join("?" * len(chosen))
        yield from self._db.execute(f"SELECT id, text FROM sources WHERE id IN ({marks})", chosen)

    def _load(self, locale: str) -> _Loaded:
        """The locale's index as it is stored, or a new one when it is missing, damaged or too far behind."""
        loaded = self._stored(locale) or self._rebuilt(locale)
        self._loaded[locale] = loaded
        return loaded

    def _stored(self, locale: str) -> _Loaded | None:
        import numpy as np

        rows = dict(self._db.execute("SELECT name, data FROM indexes WHERE locale = ?", (locale,)).fetchall())
        try:
            index = Index(**{name: np.frombuffer(rows[name], dtype) for name, dtype in _TYPES.items()})
            ids = np.frombuffer(rows["ids"], "<i8")
        except (KeyError, ValueError):
            return None
        if rows.get("format") != INDEX_FORMAT or not index.consistent or len(ids) != len(index.lengths):
            return None
        most = max(_TAIL, len(ids) // 100)
        tail = self._db.execute(
            "SELECT id, text FROM sources WHERE locale = ? AND id > ? LIMIT ?",
            (locale, int(ids[-1]) if len(ids) else 0, most + 1),
        ).fetchall()
        return None if len(tail) > most else _Loaded(index, ids, dict(tail))

    def _rebuilt(self, locale: str) -> _Loaded:
        import numpy as np

        query = "SELECT id, text FROM sources WHERE locale = ? ORDER BY id"
        sources = self._db.execute(query, (locale,)).fetchall()
        ids = np.array([number for number, _ in sources], "<i8")
        index = build_index(text for _, text in sources)
        data = {name: getattr(index, name).astype(dtype).tobytes() for name, dtype in _TYPES.items()}
        data |= {"ids": ids.tobytes(), "format": INDEX_FORMAT}
        rows = [(locale, name, value) for name, value in data.items()]
        self._db.executemany("INSERT OR REPLACE INTO indexes VALUES (?, ?, ?)", rows)
        return _Loaded(index, ids, {})

    def search(self, words: str, locale: str | None = None, *, limit: int = 20) -> list[tuple[str, Entry]]:
        """Concordance: what has these words, as they stand, in its source or its translation; the newest first. Gives
        (locale, entry) pairs. Upper and lower case are the same for ASCII letters. Sentences taken out of paragraphs
        are left out: their paragraphs are found."""
        pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where = "(target LIKE :like ESCAPE '\\' OR text LIKE :like ESCAPE '\\') AND NOT derived"
        if locale is not None:
            where += " AND +locale = :locale"  # the plus keeps SQLite from the index: reading on is faster
        pattern = pattern.encode("utf-8", "replace").decode()  # an argument of the command line may be no text
        return self._entries(where, {"like": pattern, "locale": locale, "limit": limit})

    def export(self, locale: str) -> list[Entry]:
        """Everything the memory knows of a locale, but for sentences taken out of paragraphs; the newest first."""
        return [
            entry for _, entry in self._entries("locale = :locale AND NOT derived", {"locale": locale, "limit": -1})
        ]

    def _entries(self, where: str, values: dict[str, Any]) -> list[tuple[str, Entry]]:
        rows = self._db.execute(
            "SELECT locale, text, target, article, before, after, time FROM translations"
            f" JOIN sources ON sources.id = source WHERE {where} ORDER BY time DESC, translations.rowid LIMIT :limit",
            values,
        )
        return [
            (found, Entry(source, target, article, before, after, time=datetime.fromtimestamp(time, timezone.utc)))
            for found, source, target, article, before, after, time in rows
        ]

    def sizes(self) -> dict[str, int]:
        """How many translations there are by locale, sentences taken out of paragraphs left out."""
        return dict(
            self._db.execute(
                "SELECT locale, count(*) FROM translations JOIN sources ON sources.id = source WHERE NOT derived"
                " GROUP BY locale ORDER BY locale"
            ).fetchall()
        )


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _neighbour(text: str) -> str:
    return text_hash(text) if text else ""
