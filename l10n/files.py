"""Reading and writing files: only regular ones, source text with its bytes checked, and never half a file."""

import contextlib
import errno
import functools
import os
import re
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from l10n.errors import SourceError

_MAX_SOURCE = 64 * 1024 * 1024
_MAX_FILE = 1024 * 1024 * 1024


def decode_source(data: bytes, path: Path) -> str:
    """A source file's bytes as text, line ends and byte order mark kept. Raises SourceError with the line of the first
    byte that is not UTF-8, or for a file that is not text."""
    if len(data) > _MAX_SOURCE:
        raise SourceError("larger than {limit} MiB", limit=_MAX_SOURCE >> 20, path=path, hint="Split it into articles.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("encoded in UTF-16", path=path, hint="Save it as UTF-8.")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SourceError(
            "not a text file: it contains a NUL byte", path=path, line=line, hint="Save it as UTF-8 text."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            "not UTF-8: byte 0x{byte:02x}", byte=data[error.start], path=path, line=line, hint="Save it as UTF-8."
        ) from error


def is_text(text: str) -> bool:
    """Whether a text can be written as UTF-8. The name of a file may not: Python shows bytes of it that are not UTF-8
    as halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_bytes(path: Path) -> bytes | None:
    """A file's bytes, or None when there is no such file. Raises SourceError for what is no regular file (a device, a
    pipe, a socket: reading one may never end) or larger than 1 GiB, and OSError."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise SourceError("not a regular file", path=path) from error
        raise
    with _naming(path), os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("not a regular file", path=path)
        if status.st_size > _MAX_FILE:
            raise SourceError("larger than {limit} MiB", limit=_MAX_FILE >> 20, path=path)
        return file.read()


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Has every OSError name the file that people know: that of a full disk names none, others a temporary file."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises FileNotFoundError when it is not there, and what `read_bytes` raises."""
    data = read_bytes(path)
    if data is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return data


def write_atomic(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment it holds either the old or the new bytes; its permissions are kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    put(path, data, beside(path))


def beside(path: Path) -> Path:
    """The name of this thread's temporary file in a file's folder. What killed processes left in that folder is removed
    the first time."""
    sweep(path.parent)
    return path.with_name(f".{path.name}.{_owner()}.new")


def staged(folder: Path, name: str) -> Path:
    """The name of this thread's temporary file in a folder for such files, from which `put` moves it. What killed
    processes left in the folder is removed the first time."""
    sweep(folder)
    return folder / f".{name}.{_owner()}.new"


def _owner() -> str:
    return f"{socket.gethostname().replace('.', '-')}.{os.getpid()}.{threading.get_ident()}"


@functools.cache
def sweep(folder: Path) -> None:
    """Removes temporary files from a folder that processes made that run no more on this host; once in a process."""
    host = socket.gethostname().replace(".", "-")
    with contextlib.suppress(OSError):
        for left in folder.glob(".*.new"):
            made = _MADE_BY.search(left.name)
            if made and made["host"] == host and not _runs(int(made["process"])):
                left.unlink(missing_ok=True)


_MADE_BY = re.compile(r"\.(?P<host>[^.]+)\.(?P<process>[0-9]{1,9})\.[0-9]+\.new\Z")


def _runs(process: int) -> bool:
    if os.name != "posix":  # a signal of 0 would end the process there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def put(path: Path, data: bytes, temporary: Path, wanted: Callable[[], bool] = lambda: True) -> bool:
    """Writes a file by way of a temporary one; returns whether it did. `wanted` is asked when all is written: if it
    says no, the file stays as it is. The file keeps its permissions. Raises OSError; then nothing is left behind."""
    try:
        with _naming(path):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                temporary.chmod(path.stat().st_mode & 0o7777)
            if put := wanted():
                temporary.replace(path)
            else:
                temporary.unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return put
