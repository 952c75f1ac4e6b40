"""Which engine is taken, and what happens to one that misbehaves."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from tiny_argos import build_package

from l10n.engines import choose_engine, engine_entries, guard, install, is_automatic, load_engine
from l10n.errors import ConfigurationError, EngineError


class Whisper:
    """A third party's engine, with the fault it is told to have."""

    name = "whisper"
    fingerprint = "whisper@1"
    batch = 5

    def __init__(self, fault: str) -> None:
        self._fault = fault

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "xx")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        if self._fault == "hangs":
            time.sleep(3)
        if self._fault == "raises":
            raise ZeroDivisionError("oh")
        results = [sentence.lower() for sentence in sentences]
        return results[1:] if self._fault == "forgets" else results


@pytest.fixture
def third_party(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An engine module that an entry point names."""
    module = ModuleType("whisper_engine")
    module.supports = lambda source, target, settings: target == "xx"  # type: ignore[attr-defined]
    module.load = lambda source, target, settings: Whisper(settings.get("fault", ""))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    points = [
        EntryPoint("whisper", "whisper_engine", "l10n.engines"),
        EntryPoint("broken", "no_such_module_anywhere", "l10n.engines"),
        EntryPoint("pseudo", "whisper_engine", "l10n.engines"),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == "l10n.engines" else [])
    return module


def test_an_unknown_engine_is_named() -> None:
    """The message lists the engines that there are."""
    with pytest.raises(EngineError, match="no engine 'bing'") as caught:
        load_engine("bing", "en", "ko")
    assert 3 == caught.value.exit_code
    assert "argos" in str(caught.value.hint)


def test_auto_without_any_model_says_how_to_get_one() -> None:
    """Nothing installed: one line on what to do."""
    with pytest.raises(EngineError, match="no engine for en to ko") as caught:
        load_engine("auto", "en", "ko")
    assert "l10n models install en ko" in str(caught.value.hint)


def test_auto_never_takes_pseudo_or_memory() -> None:
    """They are for those who ask for them."""
    assert {"pseudo", "memory"} <= {entry.name for entry in engine_entries() if entry.use == "asked"}


def test_auto_takes_the_engine_with_a_model(package_file: Path) -> None:
    """A translation model comes before a language model, and the choice is explained."""
    install("en", "ko", origin=package_file)
    choice = choose_engine("en", "ko", {"llm": {"endpoint": "http://127.0.0.1:9/v1"}})
    assert "argos" == choice.first.name
    assert "argos: it has a model for en to ko" == str(choice.why)


@pytest.mark.parametrize(
    ("model", "chosen"), [("translategemma-12b-it", "llm"), ("qwen3-1.7b", "argos"), ("default", "argos")]
)
def test_auto_goes_by_quality(package_file: Path, model: str, chosen: str) -> None:
    """From English to Korean a language model of four billion parameters and more is better than Argos's model; a
    smaller one, or one of unknown size, is not."""
    install("en", "ko", origin=package_file)
    settings = {"llm": {"endpoint": "http://127.0.0.1:9/v1", "endpoint_model": model}}
    assert chosen == choose_engine("en", "ko", settings).first.name


def test_auto_takes_a_language_model_last() -> None:
    """Where no model has the pair, one that serves any pair does."""
    choice = choose_engine("en", "ko", {"llm": {"endpoint": "http://127.0.0.1:9/v1"}})
    assert "llm" == choice.first.name


def test_a_pair_without_a_model_goes_through_english(package: Path, tmp_path: Path) -> None:
    """Two models make a third pair, each sentence passing both."""
    install("en", "ko", origin=package)
    install("de", "en", origin=build_package(tmp_path / "translate-de_en-2_5", "de", "en", version="2.5"))
    engine = load_engine("auto", "de", "ko")
    assert "argos-de-en@2.5+argos-en-ko@1.0" == engine.fingerprint
    assert "argos to English, then argos: no model goes there directly" == str(choose_engine("de", "ko").why)
    english = load_engine("argos", "de", "en").translate(["Trade talks."], "de", "en")
    expected = load_engine("argos", "en", "ko").translate(english, "en", "ko")
    assert expected == engine.translate(["Trade talks."], "de", "ko")
    assert engine.fingerprint == load_engine("argos", "de", "ko").fingerprint


def test_an_engine_that_lacks_the_pair_says_so(package: Path) -> None:
    """Asked for by name, without a model for the pair, not even through English."""
    install("en", "ko", origin=package)
    with pytest.raises(EngineError, match="no Argos package for en to fr") as caught:
        load_engine("argos", "en", "fr")
    assert "l10n models install en fr --engine argos" == str(caught.value.hint)


def test_settings_are_checked(package: Path) -> None:
    """A misspelt or mistyped setting is a mistake in the configuration, not ignored."""
    install("en", "ko", origin=package)
    with pytest.raises(ConfigurationError, match="no setting 'beem'"):
        load_engine("argos", "en", "ko", {"argos": {"beem": 1}})
    with pytest.raises(ConfigurationError, match="must be a int"):
        load_engine("argos", "en", "ko", {"argos": {"beam": "4"}})
    with pytest.raises(ConfigurationError, match="must not be negative"):
        load_engine("argos", "en", "ko", {"argos": {"threads": -1}})
    assert "argos-en-ko@1.0+beam1" == load_engine("argos", "en", "ko", {"argos": {"beam": 1}}).fingerprint


def test_automatic_chains() -> None:
    """Whether the program chooses."""
    assert [True, True, False] == [is_automatic("auto"), is_automatic("argos, auto"), is_automatic("argos")]


def test_a_third_party_engine_is_found(third_party: ModuleType) -> None:
    """By its entry point; it cannot take the name of one of ours, and a broken one does no harm."""
    assert ["whisper", "broken"] == [entry.name for entry in engine_entries()][-1:-3:-1]
    engine = load_engine("whisper", "en", "xx")
    assert ["hello"] == engine.translate(["HELLO"], "en", "xx")
    assert 5 == getattr(engine, "batch", None)
    assert "whisper" == choose_engine("en", "xx").first.name
    assert "pseudo@1" == load_engine("pseudo", "en", "xx").fingerprint
    with pytest.raises(EngineError, match="broken cannot be imported"):
        load_engine("broken", "en", "xx")


@pytest.mark.parametrize(
    ("fault", "message"),
    [("forgets", "other than one text a sentence"), ("raises", "ZeroDivisionError"), ("hangs", "no answer for")],
)
def test_a_faulty_engine_ends_in_an_engine_error(
    third_party: ModuleType, monkeypatch: pytest.MonkeyPatch, fault: str, message: str
) -> None:
    """Whatever it does, the run gets one clear error."""
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    monkeypatch.setattr(guard, "PATIENCE_A_SENTENCE", 0.05)
    engine = load_engine("whisper", "en", "xx", {"whisper": {"fault": fault}})
    with pytest.raises(EngineError, match=message):
        engine.translate(["One.", "Two."], "en", "xx")


def test_importing_the_engines_imports_no_library() -> None:
    """The registry is read by every command: it must cost nothing."""
    code = (
        "import sys, l10n.engines; print(*{'numpy', 'ctranslate2', 'urllib.request', 'xllamacpp'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "" == run.stdout.strip()
