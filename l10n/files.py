"""Reading and writing files: source text with its bytes checked, and writing that never leaves half a file."""

import contextlib
import getpass
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from l10n.errors import SourceError

_MAX_SOURCE = 64 * 1024 * 1024


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


def read_bytes(path: Path) -> bytes | None:
    """A file's bytes, or None when there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_atomic(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment it holds either the old or the new bytes; its permissions are kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    _put(path, data, handle, Path(name), lambda: True)


def _put(path: Path, data: bytes, handle: int, temporary: Path, wanted: Callable[[], bool]) -> bool:
    """Fills an open temporary file and puts it in the place of `path`, if that is wanted when all is written."""
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            mode = path.stat().st_mode & 0o7777
        except FileNotFoundError:
            mode = 0o666 & ~_umask()
        temporary.chmod(mode)
        if put := wanted():
            temporary.replace(path)
        else:
            temporary.unlink()
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return put


def write_changed(path: Path, data: bytes) -> bool:
    """Writes a file unless it holds these bytes already; says whether it did."""
    if read_bytes(path) == data:
        return False
    write_atomic(path, data)
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def revise(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Rewrites a file that people may be editing at the same time; returns whether its bytes changed. `change` gets the
    file's bytes (None when it is not there) and gives the new ones. When somebody else changed the file while `change`
    worked, it is read again and `change` starts over from what is there now."""
    while True:
        before = read_bytes(path)
        after = change(before)
        if after == before:
            return False
        with _locked(path):
            if read_bytes(path) == before and _put_over(path, before, after):
                return True


def _put_over(path: Path, before: bytes | None, after: bytes) -> bool:
    """Writes a file whose lock is held; returns whether it did. It does not when the file's bytes are no longer
    `before`: programs that do not know the lock may write it, too. A temporary file of a killed run is written
    over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    return _put(path, after, handle, temporary, lambda: read_bytes(path) == before)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the lock of a file, so that two runs of this program take turns in writing it."""
    from filelock import FileLock

    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:2]
    folder = Path(tempfile.gettempdir(), f"l10n-locks-{os.getuid() if hasattr(os, 'getuid') else getpass.getuser()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    with FileLock(folder / f"{name}.lock"):
        yield
