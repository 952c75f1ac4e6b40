"""Argos packages through CTranslate2 directly: the text that Argos itself would give, and no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_argos import SENTENCES

from l10n.engines import install, load_engine, storage
from l10n.engines.argos import ArgosEngine, ArgosSettings, find_model, model_at
from l10n.engines.ct2.translator import token_spans
from l10n.errors import EngineError

ARGOS_ITSELF = """
import json, sys
from pathlib import Path
import ctranslate2
from argostranslate import package, translate

class OneSentence:
    def split_sentences(self, text):
        return [text]

found = package.Package(Path(sys.argv[1]))
translator = ctranslate2.Translator(str(found.package_path / "model"), device="cpu")
sentences = json.load(sys.stdin)
print(json.dumps([
    translate.apply_packaged_translation(found, text, translator, OneSentence(), num_hypotheses=1)[0].value
    for text in sentences
]))
"""


@pytest.mark.parametrize("prefix", ["", "e"])
@pytest.mark.parametrize("beam", [1, 4])
def test_the_same_text_as_argostranslate(package: Path, tmp_path: Path, beam: int, prefix: str) -> None:
    """Sentence by sentence, with the same beam, whatever else is in the batch."""
    copy = tmp_path / "translate-en_ko"
    storage.copy_folder(package, copy)
    metadata = json.loads((copy / "metadata.json").read_text("utf-8"))
    (copy / "metadata.json").write_text(json.dumps(metadata | {"target_prefix": prefix}), "utf-8")
    sentences = [*SENTENCES, *(f"Sentence number {number} of the talks." for number in range(12))]
    environment = os.environ | {"HOME": str(tmp_path), "ARGOS_BEAM_SIZE": str(beam), "XDG_CONFIG_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", ARGOS_ITSELF, str(copy)],
        input=json.dumps(sentences),
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    engine = ArgosEngine(model_at(copy), ArgosSettings(beam=beam))
    assert json.loads(run.stdout) == engine.translate(sentences, "en", "ko")


def test_nothing_of_argos_but_its_tokenizer_is_imported(package: Path, tmp_path: Path) -> None:
    """Its other modules create folders, and bring a sentence splitter that downloads its model."""
    install("en", "ko", origin=package)
    code = (
        "import sys\n"
        "from l10n.engines import load_engine\n"
        "load_engine('argos', 'en', 'ko').translate(['Trade talks.'], 'en', 'ko')\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in ('argostranslate', 'minisbd', 'stanza')))"
    )
    before = {path for path in tmp_path.rglob("*") if "xdg" in path.name}
    environment = os.environ | {"HOME": str(tmp_path / "home")}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert "argostranslate argostranslate.tokenizer" == run.stdout.strip()
    assert before == {path for path in tmp_path.rglob("*") if "xdg" in path.name}
    assert not (tmp_path / "home").exists()


def test_a_long_sentence_goes_in_pieces(package: Path) -> None:
    """More than 256 tokens: each piece is translated as it would be alone."""
    install("en", "ko", origin=package)
    engine = load_engine("argos", "en", "ko")
    sentence = "The two countries agreed to meet again, " * 40
    (result,) = engine.translate([sentence], "en", "ko")
    assert len(result) > len(engine.translate(["The two countries agreed to meet again,"], "en", "ko")[0])
    began = time.process_time()
    engine.translate(["x" * 200_000], "en", "ko")
    assert time.process_time() - began < 60  # it ends at all: tokenizing one such word takes hours


@pytest.mark.parametrize(
    ("locale", "codes", "found"),
    [
        ("pt_BR", ("pb", "pt"), "pb"),
        ("pt_BR", ("pt",), "pt"),
        ("pt", ("pb", "pt"), "pt"),
        ("zh_Hant", ("zh", "zt"), "zt"),
        ("zh_Hant", ("zh",), None),
        ("zh_Hans", ("zh", "zt"), "zh"),
        ("zh", ("zh", "zt"), "zh"),
        ("ko_KR", ("ko",), "ko"),
        ("sr_Latn", ("sr",), None),
    ],
)
def test_a_locale_finds_the_package_in_its_script(
    package: Path, data_dir: Path, locale: str, codes: tuple[str, ...], found: str | None
) -> None:
    """Argos has codes of its own for Brazil and for traditional Chinese; another script's package does not serve."""
    for code in codes:
        folder = storage.model_dir("argos") / f"translate-en_{code}"
        storage.copy_folder(package, folder)
        (folder / "metadata.json").write_text(json.dumps({"from_code": "en", "to_code": code}), "utf-8")
    model = find_model("en", locale)
    assert found == (model.target if model else None)


def test_a_package_damaged_after_its_install(package: Path) -> None:
    """The error names the folder and what to do."""
    model = install("en", "ko", origin=package)
    (model.path / "model" / "model.bin").write_bytes(b"\6\0\0\0")
    with pytest.raises(EngineError, match="cannot be loaded") as caught:
        load_engine("argos", "en", "ko")
    assert model.path == caught.value.path


def test_a_model_that_hangs(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time that is set the run gets an error instead of waiting."""

    class Never:
        def done(self) -> bool:
            return False

    install("en", "ko", origin=package)
    engine = load_engine("argos", "en", "ko", {"argos": {"timeout": 0.1}})
    translator = type("Hanging", (), {"translate_batch": lambda self, batch, **_: [Never() for _ in batch]})()
    monkeypatch.setattr(engine._translator, "model", translator)  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match="no answer for"):
        engine.translate(["Trade talks."], "en", "ko")


def test_attention_says_which_words_belong_together(package: Path) -> None:
    """Every link is between a place in the sentence and one in the translation, and weighs what attention can."""
    engine = ArgosEngine(model_at(package), ArgosSettings())
    sentence, translation = "Trade talks resume next week.", "대통령은 화요일 서울에서 총리를 만났다."
    links = engine.align(sentence, translation)
    assert links
    assert all(sentence[a:b].strip() and translation[c:d].strip() and 0 < weight <= 1 for a, b, c, d, weight in links)
    by_target = {place: [weight for *_, c, d, weight in links if (c, d) == place] for place in {x[2:4] for x in links}}
    assert all(sum(weights) <= 1.001 for weights in by_target.values())


def test_no_alignment_of_what_the_vocabulary_cannot_spell() -> None:
    """Tokens that are not the letters of the text have no place in it."""
    assert [(0, 1), (1, 2), (3, 4)] == [
        place for place in token_spans(["▁a", "b", "▁c"], "ab c") if place[0] != place[1]
    ]
    assert [] == token_spans(["▁a", "<unk>"], "ab")
