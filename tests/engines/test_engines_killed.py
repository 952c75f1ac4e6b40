"""Installs that are killed: nothing looks installed that is not whole, and the next run sweeps what was left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from servers import serve_files

from l10n.engines import install, installed_models, storage
from l10n.errors import EngineError

KILLED_AT = {
    "unpacking": ("l10n.engines.storage", "unzip"),
    "verifying": ("l10n.engines.argos.install", "_verify"),
    "writing the manifest": ("l10n.engines.storage", "write_manifest"),
    "making room": ("l10n.engines.storage", "_make_room"),
    "reporting": ("l10n.engines.argos.install", "install_message"),
}
"""By moment: the module and the function at whose end the program is killed."""

SCRIPT = """
import importlib, os, signal, sys
from l10n.engines import install

module, name, origin = sys.argv[1:]
module = importlib.import_module(module)
function = getattr(module, name)

def killed(*arguments, **options):
    function(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(module, name, killed)
install("en", "ko", origin=origin)
"""


def whole(data_dir: Path) -> bool:
    """Whether there is one model, which translates, and nothing else."""
    installed = [model for model in installed_models() if model.engine == "argos"]
    left = list((data_dir / "staging").iterdir())
    return ([1], []) == ([len(installed)], left) and [installed[0].path] == list(storage.model_dir("argos").iterdir())


@pytest.mark.parametrize("moment", KILLED_AT)
@pytest.mark.parametrize("before", ["nothing there", "an older model there"])
def test_killed(package_file: Path, data_dir: Path, moment: str, before: str) -> None:
    """At any moment, whether or not a model was there."""
    if before != "nothing there":
        install("en", "ko", origin=package_file)
    run = subprocess.run([sys.executable, "-c", SCRIPT, *KILLED_AT[moment], str(package_file)], timeout=60)
    assert -signal.SIGKILL == run.returncode
    seen = [model for model in installed_models() if model.engine == "argos"]
    assert all((model.path / "model" / "model.bin").is_file() for model in seen)
    install("en", "ko", origin=package_file)
    assert whole(data_dir)


def test_a_model_that_was_to_be_replaced_comes_back(package_file: Path) -> None:
    """Killed between the old model and the new one, there is the old one, whatever else the next run finds."""
    older = install("en", "ko", origin=package_file)
    run = [sys.executable, "-c", SCRIPT, *KILLED_AT["making room"], str(package_file)]
    assert -signal.SIGKILL == subprocess.run(run, timeout=60).returncode
    assert not older.path.exists()
    with pytest.raises(EngineError):
        install("en", "ja", origin=package_file)
    assert [older] == [model for model in installed_models() if model.engine == "argos"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_model_that_cannot_be_replaced_stays(
    package_file: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """When the new one cannot be put in place, or the run is stopped just then, the old one is there."""
    older = install("en", "ko", origin=package_file)
    make_room = storage._make_room

    def stopped(model: Path, into: Path) -> None:
        make_room(model, into)
        if model == older.path:
            raise error

    monkeypatch.setattr(storage, "_make_room", stopped)
    with pytest.raises(type(error)):
        install("en", "ko", origin=package_file)
    assert whole(data_dir)


def test_a_run_that_is_stopped_while_it_tidies_up_tidies_up(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a stage is gone after a signal, too."""
    tidy = shutil.rmtree
    calls = []

    def stopped(*arguments: object, **options: object) -> None:
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyboardInterrupt
        tidy(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "rmtree", stopped)
    with pytest.raises(KeyboardInterrupt), storage.staging("argos") as folder:
        (folder / "half").write_bytes(b"x")
    assert [] == list((data_dir / "staging").iterdir())


def test_killed_while_downloading(package_file: Path, data_dir: Path) -> None:
    """What had come is used by the next run."""
    with serve_files(package_file.parent, {package_file.name: ["cut,stall after", ""]}) as (address, asked):
        url = f"{address}/{package_file.name}"
        code = f"from l10n.engines import install; install('en', 'ko', origin={url!r})"
        run = subprocess.Popen([sys.executable, "-c", code])
        half = package_file.stat().st_size // 2
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and _fetched(data_dir) < half:
            time.sleep(0.02)
        run.kill()
        assert -signal.SIGKILL == run.wait()
        assert half == _fetched(data_dir)
        install("en", "ko", origin=url)
    assert [f"bytes={half}-"] == [request.range for request in asked][1:]
    assert whole(data_dir)


def _fetched(data_dir: Path) -> int:
    return sum(path.stat().st_size for path in data_dir.glob("staging/*.part"))


def test_old_halves_are_swept(package_file: Path, data_dir: Path) -> None:
    """Half a download is kept for a month, not for ever; what cannot be resumed goes at once."""
    staging = data_dir / "staging"
    staging.mkdir(parents=True)
    month = time.time() - storage.RESUMED_WITHIN
    for name, age in {"new.part": 60, "old.part": -60, "old.validator": -60, "argos-xyz": 60}.items():
        (staging / name).write_bytes(b"x")
        os.utime(staging / name, (month + age, month + age))
    (staging / "bergamot-xyz").mkdir()
    install("en", "ko", origin=package_file)
    assert ["new.part"] == [path.name for path in staging.iterdir()]
