"""The store: inside its folder only, whole or not at all, one writer at a time."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from l10n import store as stores
from l10n.errors import L10nError, OutsideError
from l10n.store import Store


@pytest.fixture
def store(tmp_path):
    """The files of a folder, with a place for locks and temporary files."""
    return Store(tmp_path, tmp_path / ".l10n")


def test_revise_starts_over_when_the_file_changed_meanwhile(tmp_path, store):
    """What somebody else wrote while a change was worked out is not overwritten."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    seen = []

    def change(data):
        seen.append(data)
        if len(seen) == 1:
            path.write_bytes(b"two")
        return data + b"!"

    assert store.revise(path, change)
    assert [b"one", b"two"] == seen
    assert b"two!" == path.read_bytes()


def test_revise_does_not_write_what_is_there(tmp_path, store):
    """A change that changes nothing leaves the file alone."""
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    before = path.stat().st_mtime_ns
    assert not store.revise(path, lambda data: data)
    assert before == path.stat().st_mtime_ns


def test_write_changed_says_whether_it_wrote(tmp_path, store):
    """Only other bytes are written."""
    path = tmp_path / "a.txt"
    assert [True, False, True] == [store.write(path, data) for data in (b"a", b"a", b"b")]


def test_a_link_that_leads_out_is_neither_read_nor_written(tmp_path):
    """Through a file, a folder in between, or the store's own folder: nothing outside changes."""
    outer, root = tmp_path / "outer", tmp_path / "project"
    outer.mkdir()
    root.mkdir()
    (outer / "secret").write_bytes(b"secret")
    (root / "file").symlink_to(outer / "secret")
    (root / "folder").symlink_to(outer)
    (root / "up").symlink_to("..")
    store = Store(root, root / ".l10n")
    for name in ("file", "folder/secret", "folder/new", "up/outer/secret", "../outer/secret"):
        with pytest.raises(OutsideError, match="leads out of the project"):
            store.read(root / name)
        with pytest.raises(OutsideError, match="leads out of the project"):
            store.revise(root / name, lambda data: b"changed")
    assert {"secret": b"secret"} == {path.name: path.read_bytes() for path in outer.iterdir()}


def test_a_link_that_stays_inside_is_followed(tmp_path, store):
    """The file that it leads to is written, and the link stays."""
    (tmp_path / "real.po").write_bytes(b"one")
    (tmp_path / "link.po").symlink_to("real.po")
    assert store.write(tmp_path / "link.po", b"two")
    assert ((tmp_path / "link.po").is_symlink(), b"two") == (True, (tmp_path / "real.po").read_bytes())


def test_a_folder_outside_may_be_allowed_by_name(tmp_path):
    """Then it is as good as the root; its neighbours, whose names begin alike, are not."""
    for name in ("project", "site", "site-two"):
        (tmp_path / name).mkdir()
    root = tmp_path / "project"
    store = Store(root, root / ".l10n", (tmp_path / "site",))
    assert store.write(tmp_path / "site" / "a", b"a")
    with pytest.raises(OutsideError):
        store.write(tmp_path / "site-two" / "a", b"a")


def test_nothing_but_the_file_is_left_beside_it(tmp_path, store):
    """Not even while it is written: temporary files lie in the store's own folder."""
    folder = tmp_path / "build"
    seen = []

    def change(data):
        return b"page"

    original = os.fsync

    def fsync(handle):
        seen.extend(sorted(path.name for path in folder.iterdir()))
        original(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        store.revise(folder / "page.md", change)
    assert ([], ["page.md"]) == (seen, [path.name for path in folder.iterdir()])


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_writes_is_not(tmp_path):
    """By the next process that writes."""
    folder = tmp_path / ".l10n" / "writing"
    folder.mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = os.uname().nodename.replace(".", "-")
    for process in (ended.pid, os.getpid()):
        (folder / f".a.po.{host}.{process}.1.new").write_bytes(b"half")
    (folder / f".a.po.elsewhere.{ended.pid}.1.new").write_bytes(b"half")
    script = "import sys; from pathlib import Path; from l10n.store import Store; r = Path(sys.argv[1]);"
    subprocess.run([sys.executable, "-c", f"{script} Store(r, r / '.l10n').write(r / 'b', b'b')", tmp_path], check=True)
    left = sorted(path.name for path in folder.iterdir())
    assert [f".a.po.elsewhere.{ended.pid}.1.new", f".a.po.{host}.{os.getpid()}.1.new"] == left


def test_a_folder_that_cannot_be_made_costs_the_lock_only(tmp_path):
    """Where `.l10n` is a file, files are written all the same, by way of a name beside them."""
    (tmp_path / ".l10n").write_bytes(b"")
    store = Store(tmp_path, tmp_path / ".l10n")
    assert store.revise(tmp_path / "a.po", lambda data: b"one")
    assert [".l10n", "a.po"] == sorted(path.name for path in tmp_path.iterdir())


def test_twenty_writers_take_turns(tmp_path):
    """Each adds its line to one file, a process each, with a temporary folder of its own: none is lost."""
    script = (
        "import sys; from pathlib import Path; from l10n.store import Store; r = Path(sys.argv[1]);"
        "s = Store(r, r / '.l10n');"
        "[s.revise(r / 'log', lambda d: (d or b'') + f'{sys.argv[2]} {n}\\n'.encode()) for n in range(5)]"
    )
    writers = []
    for number in range(20):
        (tmp_path / f"tmp{number}").mkdir()
        environment = {**os.environ, "TMPDIR": str(tmp_path / f"tmp{number}")}
        command = [sys.executable, "-c", script, str(tmp_path), str(number)]
        writers.append(subprocess.Popen(command, env=environment))
    assert [0] * 20 == [writer.wait() for writer in writers]
    lines = (tmp_path / "log").read_text().splitlines()
    assert sorted(f"{writer} {number}" for writer in range(20) for number in range(5)) == sorted(lines)


_HOLDER = (
    "import sys; from pathlib import Path; from l10n.store import Store; r = Path(sys.argv[1]);\n"
    "with Store(r, r / '.l10n').holding(r / 'a'): print('held', flush=True); sys.stdin.read()"
)


def _holder(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HOLDER, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "held\n" == process.stdout.readline()
    return process


def test_who_waits_says_for_whom_and_gives_up(tmp_path, store, monkeypatch, caplog):
    """The process and its user are named after a moment, and again in the error."""
    monkeypatch.setattr(stores, "_MOMENT", 0.05)
    monkeypatch.setattr(stores, "_PATIENCE", 0.2)
    holder = _holder(tmp_path)
    try:
        with caplog.at_level(logging.WARNING), pytest.raises(L10nError) as refused, store.holding(tmp_path / "a"):
            pass
    finally:
        holder.communicate("")
    assert f"another run works on it: process {holder.pid} of " in str(refused.value)
    assert [f"waiting for process {holder.pid} of"] == [
        str(record.msg)[: len(f"waiting for process {holder.pid} of")] for record in caplog.records
    ]
    assert 2 == refused.value.exit_code


def test_the_lock_of_a_killed_process_is_free(tmp_path, store):
    """Whatever its note says."""
    holder = _holder(tmp_path)
    holder.kill()
    holder.wait()
    with store.holding(tmp_path / "a"):
        assert True


def test_two_threads_take_turns(tmp_path, store):
    """The review page writes from several threads of one process."""
    threads = [
        threading.Thread(target=lambda: store.revise(tmp_path / "n", lambda data: (data or b"") + b"."))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert b"." * 20 == (tmp_path / "n").read_bytes()
