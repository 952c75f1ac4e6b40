"""Drafting on the workers of a cluster: some that live in this process, and real ones, which come and go."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from l10n.engines import load_engine
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import ConfigurationError, EngineError

distributed = pytest.importorskip("distributed")
CATALOG = "locales/ko/LC_MESSAGES/first.po"
SLOW = """
import time
from l10n.engines.pseudo import pseudolocalize

class Slow:
    name, fingerprint, natural, batch = "slow", "slow@1", False, 16

    def translate(self, sentences, source, target):
        time.sleep(0.3)
        return [pseudolocalize(text) for text in sentences]

def supports(source, target, settings):
    return True

def load(source, target, settings):
    return Slow()
"""
"""An engine that only some machines have."""


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster with two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def on(scheduler: str, **settings: object):
    return load_engine("dask", "en", "ko", {"dask": {"scheduler": scheduler, **settings}})


def test_sentences_come_back_in_order(scheduler):
    """A hundred sentences over two workers are the worker's engine's, in their order."""
    engine = on(scheduler, engine="pseudo")
    sentences = [f"Sentence {number} here." for number in range(100)]
    assert [pseudolocalize(sentence) for sentence in sentences] == engine.translate(sentences, "en", "ko")
    assert ("dask:pseudo@1", ()) == (engine.fingerprint, engine.notes)
    assert [] == engine.translate([], "en", "ko")


def test_settings_of_the_workers_engine_may_be_lists(scheduler):
    """They are handed on; here to an engine that has no such setting."""
    with pytest.raises(EngineError, match=r"can draft: .*the engine llm has no setting 'hots'"):
        on(scheduler, engine="llm", engines={"llm": {"hots": ["127.0.0.1"]}})


def test_workers_without_the_engine_are_named(scheduler):
    """Where none of them has it, that is one message with the reason of each."""
    with pytest.raises(
        EngineError, match=r"no worker of tcp://.* can draft: tcp://.*; tcp://.*there is no engine 'nons"
    ):
        on(scheduler, engine="nonsense")


def test_no_scheduler_is_one_message():
    """An address where nothing listens, and no address at all."""
    with pytest.raises(EngineError, match="no scheduler answers"):
        on("tcp://127.0.0.1:9", wait=2)
    with pytest.raises(ConfigurationError, match="has no scheduler"):
        load_engine("dask", "en", "ko", {})


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.scheduler = self._start("scheduler", "--port", self.address.rpartition(":")[2], "--no-dashboard")

    def add_worker(self, *plugins: Path) -> subprocess.Popen[bytes]:
        """A worker that finds packages in these folders, too."""
        return self._start("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", plugins=plugins)

    def wait_for_workers(self, number: int) -> None:
        with distributed.Client(self.address, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(number, timeout=60)

    def _start(self, what: str, *arguments: str, plugins: tuple[Path, ...] = ()) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([*map(str, plugins), str(Path(__file__).parents[2])])
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    for process in reversed(cluster.processes):
        process.kill()
        process.wait()


def make_plugin(folder: Path, code: str) -> Path:
    """A folder with a package that adds the engine `slow`."""
    entry = folder / "slow_engine-1.0.dist-info"
    entry.mkdir(parents=True)
    (folder / "slow_engine.py").write_text(code)
    (entry / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-engine\nVersion: 1.0\n")
    (entry / "entry_points.txt").write_text("[l10n.engines]\nslow = slow_engine\n")
    return folder


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    return make_plugin(tmp_path / "plugin", SLOW)


@contextmanager
def timed_out(seconds: float) -> Iterator[None]:
    """Fails when its body takes far longer than what a person is told to wait for."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def article(workspace, cluster: Cluster, engine: str, articles: int = 1, size: int = 3) -> None:
    """Writes a project whose articles have a title and sentences that no other has, and its catalogs."""
    dask = f'[engines.dask]\nscheduler = "{cluster.address}"\nengine = "{engine}"\n'
    workspace.write("l10n.toml", f'locales = ["ko"]\nengine = "dask"\n{dask}')
    for name in ("first", "second", "third", "fourth", "fifth", "sixth")[:articles]:
        sentences = (f"Sentence number {number} of the {name} article is about trade." for number in range(size))
        workspace.write(f"source/{name}.txt", f"A {name} title\n\n" + "\n".join(sentences) + "\n")
    workspace.run("update")


def test_workers_with_another_engine_are_skipped_by_name(workspace, cluster, plugin, tmp_path) -> None:
    """One that lacks it and one with another version than most: the others do the work, and people are told."""
    article(workspace, cluster, "slow", size=40)
    other = make_plugin(tmp_path / "other", SLOW.replace("slow@1", "slow@2"))
    for plugins in ((), (other,), (plugin,), (plugin,)):
        cluster.add_worker(*plugins)
    cluster.wait_for_workers(4)
    done = workspace.run("draft")
    assert 41 == workspace.read(CATALOG).count("# l10n: mt dask:slow@1 ")
    assert 2 == done.stdout.count("    the worker tcp://127.0.0.1:")
    assert " is left out: there is no engine 'slow'" in done.stdout
    assert " is left out: it has slow@2, not slow@1" in done.stdout
    assert "Traceback" not in done.stderr


def test_workers_all_without_the_engine(workspace, cluster) -> None:
    """Exit code 3, and every worker by name."""
    article(workspace, cluster, "slow")
    cluster.add_worker()
    cluster.wait_for_workers(1)
    error = workspace.run("draft", code=3).stderr
    assert "can draft: tcp://127.0.0.1:" in error
    assert "there is no engine 'slow'" in error
    assert "Traceback" not in error


def test_no_worker_is_said(workspace, cluster) -> None:
    """After the time that the setting `wait` says, which is less than ten seconds, and with exit code 3; nothing else
    is waited for."""
    article(workspace, cluster, "pseudo")
    with timed_out(60):
        error = workspace.run("draft", code=3).stderr
    assert f"there is no worker at {cluster.address}" in error
    assert f"dask worker {cluster.address}" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(("victim", "end"), [("scheduler", "kill"), ("scheduler", "terminate"), ("worker", "kill")])
def test_what_was_drafted_before_a_loss_is_kept(workspace, cluster, plugin, victim: str, end: str) -> None:
    """A scheduler, or the only worker, that goes is one message without a traceback and exit code 3; the next run
    needs to draft no more than the rest."""
    article(workspace, cluster, "slow", articles=6, size=40)
    worker = cluster.add_worker(plugin)
    cluster.wait_for_workers(1)
    process = workspace.start("draft")
    deadline = time.monotonic() + 60
    while "# l10n: mt dask:slow@1" not in workspace.read(CATALOG) and process.poll() is None:
        assert time.monotonic() < deadline, "nothing was drafted"
        time.sleep(0.05)
    getattr(cluster.scheduler if victim == "scheduler" else worker, end)()
    output, error = process.communicate(timeout=90)
    assert 3 == process.returncode, output + error
    said = f"the scheduler at {cluster.address} is lost" if victim == "scheduler" else "no worker of"
    assert error.startswith("error: ")
    assert (2 if "\n  " in error else 1, True) == (len(error.splitlines()), said in error), error
    catalogs = sorted((workspace.root / CATALOG).parent.glob("*.po"))
    kept = sum(path.read_text("utf-8").count("# l10n: mt dask:slow@1") for path in catalogs)
    assert 41 <= kept < 6 * 41
    assert f"ko: {kept} units drafted" in output
    waiting = json.loads(workspace.run("draft", "--dry-run", "--engine", "pseudo", "--json").stdout)
    assert 6 * 41 - kept == sum(row["units"] for row in waiting)
