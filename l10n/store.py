"""The store: a project's files, read and written inside its folder only, whole or not at all, one writer at a time.

A link inside the folder that leads out of it is refused, so that a project from anywhere can neither read nor write
files that are not its own. Files are written under a temporary name in the store's own folder and moved to their place,
so that a killed run leaves nothing among the articles, catalogs and pages.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import hashlib
import logging
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path

from l10n.errors import L10nError, OutsideError
from l10n.files import beside, put, read_bytes, staged
from l10n.translatable import Text

logger = logging.getLogger("l10n")

_MOMENT = 2.0
"""Seconds after which a waiting run says whom it waits for."""
_PATIENCE = 120.0
"""Seconds after which a waiting run gives up."""


@dataclass(frozen=True)
class Store:
    """The files of one folder.

    `root` is the folder, `outside` the folders elsewhere that may be used as well, `state` the folder for locks and
    temporary files, which is made when it is needed; None for files of which this program knows nothing else.
    """

    root: Path
    state: Path | None
    outside: tuple[Path, ...] = ()

    @cached_property
    def _within(self) -> tuple[str, ...]:
        return tuple(os.path.realpath(folder) for folder in (self.root, *self.outside))

    def place(self, path: Path) -> Path:
        """The real path, all links followed. Raises OutsideError when it lies outside the store's folders."""
        real = os.path.realpath(path)
        for folder in self._within:
            if real == folder or real.startswith(folder.rstrip(os.sep) + os.sep):
                return Path(real)
        raise OutsideError(
            "leads out of the project, to {place}",
            place=real,
            path=path,
            hint="Remove the link, or name the folder it leads to in the setting `outside`.",
        )

    def read(self, path: Path) -> bytes | None:
        """A file's bytes; None when it is not there. Raises OutsideError, what `read_bytes` raises, and OSError."""
        return read_bytes(self.place(path))

    def read_known(self, path: Path) -> bytes:
        """The bytes of a file that must be there. Raises FileNotFoundError, and what `read` raises."""
        data = self.read(path)
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return data

    def write(self, path: Path, data: bytes) -> bool:
        """Writes a file unless it holds these bytes already; says whether it did."""
        path = self.place(path)
        if read_bytes(path) == data:
            return False
        self._put(path, data, lambda: True)
        return True

    def remove(self, path: Path, root: Path) -> None:
        """Deletes a file, if it is there, and the folders below `root` that get empty by it."""
        self.place(path).unlink(missing_ok=True)
        for folder in path.parents:
            if folder == root or not folder.is_relative_to(root):
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def revise(self, path: Path, change: Callable[[bytes | None], bytes]) -> bool:
        """Rewrites a file that others may be editing at the same time; returns whether its bytes changed. `change` gets
        the file's bytes (None when it is not there) and gives the new ones. When somebody else changed the file while
        `change` worked, it is read again and `change` starts over from what is there now."""
        path = self.place(path)
        while True:
            before = read_bytes(path)
            after = change(before)
            if after == before:
                return False
            with self.holding(path, bucket=True):
                if read_bytes(path) == before and self._put(path, after, partial(_holds, path, before)):
                    return True

    @contextlib.contextmanager
    def holding(self, path: Path, *, bucket: bool = False) -> Iterator[None]:
        """Holds a file's or folder's lock: other runs of this program, of any user and in any container, wait. With
        `bucket`, files share some locks, so that there are few. A run that waits says after a moment whom it waits for;
        the lock of a process that ended is free. Raises L10nError after two minutes."""
        from filelock import FileLock, Timeout

        name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[: 2 if bucket else 16]
        folder = self._folder("locks")
        if folder is None:  # nobody can write there: nothing but the comparison of bytes is left
            yield
            return
        lock = FileLock(folder / f"{name}.lock", mode=0o666)
        note = folder / f"{name}.holder"
        try:
            lock.acquire(timeout=_MOMENT)
        except Timeout:
            logger.warning(Text("waiting for {holder}, which works on {path}", holder=_holder(note), path=path))
            try:
                lock.acquire(timeout=_PATIENCE - _MOMENT)
            except Timeout:
                raise L10nError(
                    "another run works on it: {holder}",
                    holder=_holder(note),
                    path=path,
                    hint="Wait until it ends, or end it, and run this command again.",
                ) from None
        try:
            with contextlib.suppress(OSError):
                _write_note(note)
            yield
        finally:
            lock.release()

    def _put(self, path: Path, data: bytes, wanted: Callable[[], bool]) -> bool:
        path.parent.mkdir(parents=True, exist_ok=True)
        if (folder := self._folder("writing")) is not None:
            try:
                return put(path, data, staged(folder, path.name[:100]), wanted)
            except OSError as error:
                if error.errno != errno.EXDEV:  # the file lies on another disk
                    raise
        return put(path, data, beside(path), wanted)

    def own_folder(self) -> Path:
        """The store's own folder, made if missing; a file in it excludes it from git. Raises OutsideError and
        OSError."""
        assert self.state is not None
        folder = self.place(self.state)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            put(folder / ".gitignore", _IGNORED, beside(folder / ".gitignore"))
        return folder

    def _folder(self, name: str) -> Path | None:
        """A folder of the store's own that can be written, or None."""
        if name not in self._folders:
            self._folders[name] = self._made(name)
        return self._folders[name]

    @cached_property
    def _folders(self) -> dict[str, Path | None]:
        return {}

    def _made(self, name: str) -> Path | None:
        if self.state is None:
            return None
        try:
            folder = self.place(self.own_folder() / name)
            folder.mkdir(exist_ok=True)
        except (OutsideError, OSError):
            return None
        return folder if os.access(folder, os.W_OK | os.X_OK) else None


def _holds(path: Path, data: bytes | None) -> bool:
    """Whether a file holds these bytes still: programs that do not know the lock may write it, too."""
    return read_bytes(path) == data


_IGNORED = b"# made by l10n: a cache, and the translation memory\n*\n"


def _write_note(note: Path) -> None:
    """Says in a file who holds the lock. The file keeps its length: cutting it costs more than all the rest."""
    text = f"{os.getpid()}\t{_user()}\t{socket.gethostname()}\t{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
    handle = os.open(note, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        os.write(handle, text.encode().ljust(200))
    finally:
        os.close(handle)


@cache
def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def _holder(note: Path) -> Text:
    try:
        process, user, host, since = note.read_text("utf-8").strip().split("\t")
    except (OSError, ValueError):
        return Text("another run")
    return Text(
        "process {process} of {user} on {host} (since {since})", process=process, user=user, host=host, since=since
    )
