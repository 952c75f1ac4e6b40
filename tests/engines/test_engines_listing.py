"""`models list`: every engine, with its models or with what it lacks."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from l10n.engines import ENGINES, Listed, Model, install, list_engines
from l10n.translatable import Text


def of(engine: str) -> list[Listed]:
    return [listed for listed in list_engines() if listed.engine == engine]


def test_every_engine_has_a_line(data_dir: Path) -> None:
    """Engines without models, and without their library, are listed as well, best first."""
    listed = [listed.engine for listed in list_engines()]
    assert [entry.name for entry in ENGINES] == list(dict.fromkeys(listed))


def test_a_model_is_listed_whole(data_dir: Path, package_file: Path) -> None:
    """An installed package's line holds its pair, size, licence and place, and nothing is missing."""
    model = install("en", "ko", engine="argos", origin=package_file)
    assert [Listed("argos", model, None)] == of("argos")
    document = of("argos")[0].document()
    assert ("argos", "en", "ko", "") == tuple(document[key] for key in ("engine", "source", "target", "note"))
    assert model.size == document["size"] > 0


def test_what_is_missing_is_said(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose library is not installed says how to get it; its JSON has nulls for a model."""
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "xllamacpp" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    assert [Listed("llm", None, Text("not installed: {how}", how="pip install 'l10n-toolkit[llm]'"))] == of("llm")
    assert of("llm")[0].document()["path"] is None


def test_an_engine_that_cannot_be_imported(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed with the reason, and the others with it."""
    monkeypatch.setitem(sys.modules, "l10n.engines.pseudo", None)
    assert [(None, True)] == [(listed.model, "cannot be imported" in str(listed.note)) for listed in of("pseudo")]
    assert of("memory")


def test_apertium_lists_the_system_s_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mode is a model: its pair in the codes of locales, its data's size, and where it lies."""
    data = tmp_path / "of-no-package" / "eng-cat.bin"
    data.parent.mkdir()
    data.write_bytes(b"12345")
    mode = tmp_path / "modes" / "eng-cat_valencia.mode"
    mode.parent.mkdir()
    mode.write_text(f"lt-proc '{data}' | lt-proc -g '{data}'", "utf-8")
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
    (model,) = (listed.model for listed in of("apertium"))
    assert model is not None
    expected = Model("apertium", "en", "ca_valencia", "eng-cat_valencia", model.version, 5, "not stated", mode)
    assert expected == model
