"""A model that may be damaged or hostile is tried in a process of its own, with limits, before it counts."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tiny_argos import zip_package

from l10n.engines import install, installed_models, load_engine, probe, storage
from l10n.errors import EngineError

PAIR = ("en", "ko")


@pytest.fixture(params=["argos", "ct2"])
def model(request: pytest.FixtureRequest, package: Path, tmp_path: Path) -> tuple[str, Path]:
    """The name of an engine, and what it installs."""
    if request.param == "argos":
        return "argos", zip_package(package, tmp_path / "translate-en_ko.argosmodel")
    pytest.importorskip("tokenizers")
    from tiny_ct2 import build

    return "ct2", build(tmp_path / "nllb-200-tiny", "nllb")


def refused(model: tuple[str, Path], data_dir: Path) -> str:
    """What the one message says of a model, of which nothing may stay."""
    engine, origin = model
    with pytest.raises(EngineError, match="does not work: ") as caught:
        install(*PAIR, engine=engine, origin=origin)
    assert [] == [found for found in installed_models() if found.engine == engine]
    assert ["install.lock"] == [path.name for path in data_dir.rglob("*") if path.is_file()]
    assert origin == caught.value.path
    return str(caught.value.what)


@pytest.mark.parametrize(
    ("code", "timeout", "said"),
    [
        ("import os; os.abort()", 60.0, "it ended with the code -6"),
        ("import time; time.sleep(9)", 0.4, "it gave no answer for 0 seconds"),
        ("raise SystemError('the tokenizer is odd')", 60.0, "the tokenizer is odd"),
        ("print('[]')", 60.0, "it ended with the code 0"),
    ],
)
def test_one_that_kills_its_process(
    model: tuple[str, Path],
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    timeout: float,
    said: str,
) -> None:
    """Code in C++ may end without a word, or never: the install says so and lives on."""
    program = tmp_path / "program"
    program.write_text(f"#!{os.path.realpath(sys.executable)}\n{code}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(probe.sys, "executable", str(program))
    monkeypatch.setattr(probe, "TIMEOUT", (timeout, 1e12))
    assert said in refused(model, data_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space")
def test_one_that_wants_more_memory_than_it_may(
    model: tuple[str, Path], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit holds in the process that loads it, whatever the files say."""
    monkeypatch.setattr(probe, "ROOM", (0, 120 << 20))  # less than the libraries take
    refused(model, data_dir)


def test_limits_grow_with_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time and memory follow the bytes that lie in its folder."""
    asked = []

    def run(command: list[str], timeout: float, **_: object) -> object:
        asked.append((timeout, int(command[-1])))
        return type("Run", (), {"stdout": b"{}"})

    monkeypatch.setattr(probe.subprocess, "run", run)
    for size in (0, 400_000):
        (tmp_path / "weights").write_bytes(bytes(size))
        assert "" == probe.what_is_wrong("argos", tmp_path, *PAIR)
    assert [(120.0, 4 << 30), (120.1, (4 << 30) + 2_400_000)] == asked


def test_nothing_is_opened_here(model: tuple[str, Path], tmp_path: Path) -> None:
    """The process that installs loads neither the library nor the files; the model works in another one."""
    import subprocess

    engine, origin = model
    code = (
        "import sys\n"
        "from l10n.engines import install\n"
        f"install('en', 'ko', engine={engine!r}, origin={str(origin)!r})\n"
        "print(*(name for name in ('ctranslate2', 'argostranslate', 'sentencepiece') if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "" == run.stdout.strip()
    assert load_engine(engine, *PAIR).translate(["Trade talks."], *PAIR)


@pytest.mark.parametrize("metadata", ["[" * 200_000, json.dumps({"from_code": "en"}), "null"])
def test_odd_metadata(package: Path, data_dir: Path, tmp_path: Path, metadata: str) -> None:
    """One message."""
    folder = tmp_path / "translate-en_ko"
    storage.copy_folder(package, folder)
    (folder / "metadata.json").write_text(metadata, "utf-8")
    with pytest.raises(EngineError):
        install(*PAIR, engine="argos", origin=zip_package(folder, tmp_path / "odd.argosmodel"))
    assert ["install.lock"] == [path.name for path in data_dir.rglob("*") if path.is_file()]
