"""Reading and writing that loses nothing."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from l10n.errors import SourceError
from l10n.files import decode_source, read_bytes, write_atomic


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    """When the disk is full the file is as it was, and no temporary file stays."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"two")
    assert {"a.po": b"one"} == {found.name: found.read_bytes() for found in tmp_path.iterdir()}


def test_an_error_of_a_disk_names_the_file(tmp_path, monkeypatch):
    """Written or read, and not by the name of the temporary file."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    names = []

    def broken(*arguments):
        raise OSError(5, "Input/output error")

    for module, name, work in (
        (os, "fsync", lambda: write_atomic(path, b"two")),
        (os, "fstat", lambda: read_bytes(path)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, broken)
            with pytest.raises(OSError, match="Input/output") as refused:
                work()
        names.append(refused.value.filename)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as refused:  # noqa: PT011  # its text is the system's
        write_atomic(tmp_path / "folder", b"two")
    assert [str(path), str(path), str(tmp_path / "folder")] == [*names, refused.value.filename]


def test_permissions_are_kept(tmp_path):
    """A file that others may not read stays that way."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert 0o640 == stat.S_IMODE(path.stat().st_mode)


def test_a_link_stays_a_link(tmp_path):
    """A linked catalog is written where it lies."""
    real = tmp_path / "real.po"
    real.write_bytes(b"one")
    link = tmp_path / "link.po"
    link.symlink_to(real)
    write_atomic(link, b"two")
    assert link.is_symlink()
    assert b"two" == real.read_bytes()


def test_a_source_may_be_as_large_as_the_limit_and_no_larger(monkeypatch):
    """One byte more than allowed is refused with the limit; the limit itself is read."""
    monkeypatch.setattr("l10n.files._MAX_SOURCE", 10)
    assert "0123456789" == decode_source(b"0123456789", Path("a.txt"))
    with pytest.raises(SourceError, match="larger than"):
        decode_source(b"0123456789a", Path("a.txt"))


def test_one_nul_byte_makes_a_file_no_text():
    """The message names the line of the first one."""
    with pytest.raises(SourceError) as refused:
        decode_source(b"one\ntwo \0 three\n", Path("a.txt"))
    assert "a.txt:2: not a text file: it contains a NUL byte\n  Save it as UTF-8 text." == str(refused.value)


def test_what_is_no_regular_file_is_not_read(tmp_path):
    """A pipe that nobody writes is refused at once; so are a device and a socket, and a folder is an OSError."""
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        for path in (pipe, Path("/dev/zero"), tmp_path / "s"):
            with pytest.raises(SourceError, match="not a regular file"):
                read_bytes(path)
    with pytest.raises(IsADirectoryError):
        read_bytes(tmp_path)


def test_a_file_without_end_is_refused_before_it_is_read(tmp_path):
    """A sparse file of a terabyte costs nothing but its message."""
    huge = tmp_path / "huge.md"
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SourceError, match="larger than 1024 MiB"):
        read_bytes(huge)
