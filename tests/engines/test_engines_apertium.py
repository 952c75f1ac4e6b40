"""Apertium's pairs, where the operating system has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.drafting import Engine
from l10n.engines import apertium, load_engine
from l10n.errors import EngineError


@pytest.fixture
def engine() -> Engine:
    if not Path("/usr/share/apertium/modes/eng-spa.mode").exists():
        pytest.skip("Apertium's pair eng-spa is not installed")
    return load_engine("apertium", "en", "es_MX")


def test_translates(engine: Engine) -> None:
    """With and without a full stop, one sentence after the other through one process."""
    assert ["El presidente dijo.", "Dos casas grandes"] == engine.translate(
        ["The president said.", "two big houses"], "en", "es"
    )


def test_unknown_words_carry_no_mark(engine: Engine) -> None:
    """Apertium marks a word that it does not know with a star; an asterisk of the text stays."""
    assert ["El zorgblatt * 50%."] == engine.translate(["The zorgblatt * 50%."], "en", "es")


def test_characters_of_the_stream_format_survive(engine: Engine) -> None:
    """Brackets and the like mean something to Apertium's programs, and must not reach them."""
    text = r"[a] {b} ^c$ d\e @f <g> [<t:b:1>h] \[ \\"
    (result,) = engine.translate([text], "en", "es")
    assert [char for char in text if not char.isalnum()] == [char for char in result if not char.isalnum()]


def test_a_pair_that_is_not_there() -> None:
    """The hint names the package manager's search."""
    with pytest.raises(EngineError, match="no pair en to tlh") as caught:
        load_engine("apertium", "en", "tlh")
    assert "apt-cache" in str(caught.value.hint)


def test_modes_are_found_under_both_kinds_of_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three letters or two; a variant's mode before the language's own."""
    modes = tmp_path / "modes"
    modes.mkdir()
    for name in ("eng-cat", "eng-cat_valencia", "en-gl"):
        (modes / f"{name}.mode").write_text("", "utf-8")
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
    assert modes / "eng-cat.mode" == apertium.find_mode("en_US", "ca")
    assert modes / "eng-cat_valencia.mode" == apertium.find_mode("en", "ca_valencia")
    assert modes / "en-gl.mode" == apertium.find_mode("en", "gl_ES")
    assert apertium.find_mode("en", "es") is None
