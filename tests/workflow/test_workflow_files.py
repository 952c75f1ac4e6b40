"""Reading and writing that loses nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from l10n.errors import SourceError
from l10n.files import decode_source, revise, write_atomic, write_changed


def test_revise_starts_over_when_the_file_changed_meanwhile(tmp_path):
    """What somebody else wrote while a change was worked out is not overwritten."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    seen = []

    def change(data):
        seen.append(data)
        if len(seen) == 1:
            path.write_bytes(b"two")
        return data + b"!"

    assert revise(path, change)
    assert [b"one", b"two"] == seen
    assert b"two!" == path.read_bytes()


def test_revise_does_not_write_what_is_there(tmp_path):
    """A change that changes nothing leaves the file alone."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    before = path.stat().st_mtime_ns
    assert not revise(path, lambda data: data)
    assert before == path.stat().st_mtime_ns


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


def test_write_changed_says_whether_it_wrote(tmp_path):
    """Only other bytes are written."""
    path = tmp_path / "a.txt"
    assert [True, False, True] == [write_changed(path, data) for data in (b"a", b"a", b"b")]


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
