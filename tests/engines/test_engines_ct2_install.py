"""Installing CTranslate2 models: recognised, verified in a process of its own, one copy on the disk, or refused with a
reason and nothing left behind."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from servers import serve_files
from tiny_ct2 import build, rewrite_json, vocabulary

from l10n.engines import choose_engine, install, installed_models, list_available, list_engines, load_engine, remove
from l10n.engines.best_model import quality_text, score_of
from l10n.errors import L10nError
from l10n.translatable import Text


@pytest.fixture(scope="session")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("ctranslate2")
    return build(tmp_path_factory.mktemp("nllb") / "nllb-200-distilled-600M-int8", "nllb")


@pytest.fixture(scope="session")
def opus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("ctranslate2")
    return build(tmp_path_factory.mktemp("opus") / "opus-mt-en-ko", "opus-mt")


@pytest.fixture
def folder(nllb: Path, tmp_path: Path) -> Path:
    """A copy of the NLLB model, to be changed."""
    return Path(shutil.copytree(nllb, tmp_path / nllb.name))


def ours() -> list[str]:
    return [model.name for model in installed_models() if model.engine == "ct2"]


def test_a_folder_is_recognised_and_installed(nllb: Path) -> None:
    """Without naming the engine; the person is told the licence and that it allows no commercial use."""
    told: list[Text] = []
    model = install("en", "ko", origin=nllb, report=told.append)
    assert ("ct2", "nllb-200-distilled-600M-int8", "CC-BY-NC-4.0") == (model.engine, model.name, model.license)
    said = "\n".join(map(str, told))
    assert "license CC-BY-NC-4.0" in said
    assert "its license, CC-BY-NC-4.0, does not allow commercial use" in said
    (listed,) = (listed for listed in list_engines() if listed.engine == "ct2")
    assert listed.document()["license"] == "CC-BY-NC-4.0"
    assert "ct2" == choose_engine("en", "ko").first.name
    assert "ct2-nllb-200-distilled-600M-int8@" in load_engine("auto", "en", "ko").fingerprint


def test_what_is_known_of_a_family_is_said_of_its_models_alone(nllb: Path, opus: Path) -> None:
    """NLLB's figure is not that of OPUS-MT, nor OPUS-MT's that of another model that this engine runs."""
    one = install("en", "ko", origin=nllb)
    assert 0.866 == score_of(one, "en", "ko")
    assert "its drafts are good: to be polished (COMET 0.866)" == str(quality_text(one, "en", "ko"))
    other = install("en", "ko", origin=opus)
    assert "its drafts are fair: to be corrected (not measured)" == str(quality_text(other, "en", "ko"))
    assert load_engine("ct2", "en", "ko").fingerprint.startswith("ct2-nllb")


def test_the_command_that_the_catalogue_shows(nllb: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It installs the model; listing and removing know it."""
    command = next(row.how for row in list_available("en", "ko") if row.known.family == "nllb")
    assert "l10n models install en ko --engine ct2 --from DIR" == command
    words = command.replace("DIR", str(nllb)).split()
    run = subprocess.run([sys.executable, "-m", "l10n", *words[1:]], capture_output=True, text=True)
    assert (0, True) == (run.returncode, "does not allow commercial use" in run.stderr + run.stdout)
    assert ["nllb-200-distilled-600M-int8"] == ours()
    remove("nllb-200-distilled-600M-int8")
    assert [] == ours()
    assert (nllb / "model.bin").is_file()


def test_the_weights_lie_on_the_disk_once(folder: Path) -> None:
    """A user's file gets a second name."""
    model = install("en", "ko", origin=folder)
    assert (folder / "model.bin").stat().st_ino == (model.path / "model.bin").stat().st_ino


def test_a_zip(opus: Path, tmp_path: Path) -> None:
    """Of the folder, or of its files; what it is is told by its files, too."""
    for number, place in enumerate((opus.name, "")):
        archive = tmp_path / f"opus-mt-en-ko-{number}.zip"
        with zipfile.ZipFile(archive, "w") as zipped:
            for path in opus.iterdir():
                zipped.write(path, Path(place) / path.name)
        model = install("en", "ko", origin=archive)
        assert ("ct2", opus.name if place else archive.stem) == (model.engine, model.name)


def test_the_cache_of_the_hub(nllb: Path, tmp_path: Path) -> None:
    """Its folders are named by commits and full of links; the model is called after the repository."""
    snapshot = tmp_path / "models--org--nllb-200-ct2" / "snapshots" / ("0123456789" * 4)
    snapshot.mkdir(parents=True)
    for path in nllb.iterdir():
        (snapshot / path.name).symlink_to(path)
    model = install("en", "ko", origin=snapshot)
    assert "nllb-200-ct2" == model.name
    assert not any(path.is_symlink() for path in model.path.iterdir())
    assert load_engine("ct2", "en", "ko").translate(["Trade talks."], "en", "ko")[0]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://models.example/nllb-small/", "models.example/nllb-small"),
        ("https://huggingface.co/org/nllb-small", "huggingface.co/org/nllb-small/resolve/main"),
        ("https://huggingface.co/org/nllb-small/tree/v2", "huggingface.co/org/nllb-small/resolve/v2"),
    ],
)
def test_a_served_folder(nllb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, host: str) -> None:
    """Its files are asked for by the names that they have in every such folder, from the mirror that the environment
    names; the weights last, once it is clear what the model is."""
    shutil.copytree(nllb, tmp_path / "site" / host)
    with serve_files(tmp_path / "site") as (address, asked):
        monkeypatch.setenv("L10N_MODELS_MIRROR", address)
        model = install("en", "ko", engine="ct2", origin=url)
    assert "nllb-small" == model.name
    assert f"/{host}/model.bin" == asked[-1].path
    assert [] == list((tmp_path / "data" / "staging").iterdir())


def test_a_server_that_fails_is_no_missing_file(nllb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that the server cannot give now is not passed over."""
    shutil.copytree(nllb, tmp_path / "site" / "models.example" / "m")
    with serve_files(tmp_path / "site", {"shared_vocabulary.json": ["503"]}) as (address, asked):
        monkeypatch.setenv("L10N_MODELS_MIRROR", address)
        with pytest.raises(L10nError, match="503"):
            install("en", "ko", engine="ct2", origin="https://models.example/m")
    assert not [request for request in asked if request.path.endswith("model.bin")]


def break_file(name: str, data: bytes | None) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink() if data is None else (folder / name).write_bytes(data)

    return change


def cut_weights(folder: Path) -> None:
    data = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(data[: len(data) // 2])


def write_descriptor(text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "l10n-model.toml").write_text(text, "utf-8") and None


def with_vocabulary(words: Callable[[list[str]], object]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / "shared_vocabulary.json").write_text(json.dumps(words(list(vocabulary(folder)))), "utf-8")

    return change


def another_tokenizer(folder: Path) -> None:
    """One whose words the vocabulary has not."""
    words = [word if word.startswith("<") or "_" in word else f"{word}x" for word in vocabulary(folder)]
    (folder / "shared_vocabulary.json").write_text(json.dumps(words), "utf-8")


DESCRIBED = 'family = "nllb"\n'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cut_weights, "the model does not work"),
        (break_file("model.bin", b""), "the model does not work"),
        (break_file("model.bin", b"\6\0\0\0" + b"\xff" * 64), "the model does not work"),
        (break_file("shared_vocabulary.json", None), "has no vocabulary"),
        (break_file("shared_vocabulary.json", b'{"a": 1}'), "not a list of words"),
        (break_file("shared_vocabulary.json", b"[1, 2]"), "not a list of words"),
        (break_file("shared_vocabulary.json", b"[" * 100_000), "cannot be read"),
        (with_vocabulary(lambda words: words[:-20]), "do not tell what"),
        (another_tokenizer, "the tokenizer is not this model's"),
        (break_file("config.json", b"no json"), "cannot be read"),
        (break_file("config.json", b"[]"), "cannot be read"),
        (break_file("config.json", b'{"unk_token": 7, "eos_token": {"a": 1}}'), "the model does not work"),
        (break_file("sentencepiece.bpe.model", None), "do not tell what"),
        (break_file("sentencepiece.bpe.model", b"no model"), "the model does not work"),
        (break_file("tokenizer_config.json", b"\xff\xfe"), "cannot be read"),
        (write_descriptor("family = 'none'"), "there is no family 'none'"),
        (write_descriptor("familie = 'nllb'"), "has no key 'familie'"),
        (write_descriptor("not toml"), "not valid TOML"),
        (write_descriptor(DESCRIBED + "beam = 'wide'"), "'beam' is of the wrong kind"),
        (write_descriptor(DESCRIBED + "beam = true"), "'beam' is of the wrong kind"),
        (write_descriptor(DESCRIBED + "source = ['{source}']"), "'source' must have {text} once"),
        (write_descriptor(DESCRIBED + "pair = ['en']"), "'pair' must have two locales"),
        (write_descriptor(DESCRIBED + "tokenizer = '../../secret.model'"), "is not the name of a file"),
        (write_descriptor(DESCRIBED + "tokenizer = 'other.model'"), "it lacks other.model"),
        (write_descriptor(DESCRIBED + "target = ['[{target}]']"), r"does not have the token '[kor_Hang]'"),
        (write_descriptor("license = 'MIT'"), "names no tokenizer"),
    ],
)
def test_what_cannot_be_used_is_refused(folder: Path, change: Callable[[Path], None], said: str) -> None:
    """With the reason; nothing looks installed, and this process lives on."""
    change(folder)
    with pytest.raises(L10nError, match=re.escape(said)):
        install("en", "ko", engine="ct2", origin=folder)
    assert [] == ours()


def test_the_message_shows_a_descriptor(opus: Path, tmp_path: Path) -> None:
    """Where the files leave a doubt; what it shows is one that serves, once the files are named so."""
    folder = Path(shutil.copytree(opus, tmp_path / "own"))
    (folder / "source.spm").rename(folder / "a.spm")
    with pytest.raises(L10nError, match="do not tell what") as caught:
        install("en", "ko", engine="ct2", origin=folder)
    hint = str(caught.value.hint)
    assert "l10n-model.toml" in hint
    (folder / "a.spm").rename(folder / "source.spm")
    example = "\n".join(line.strip() for line in hint.splitlines() if " = " in line)
    (folder / "l10n-model.toml").write_text(example, "utf-8")
    model = install("en", "ko", engine="ct2", origin=folder)
    assert ("en", "ko", "own-en-ko") == (model.source, model.target, model.name)


@pytest.mark.parametrize(("source", "target"), [("en", "ja"), ("qq", "ko"), ("sr_Latn", "en")])
def test_a_pair_that_the_model_does_not_have(nllb: Path, source: str, target: str) -> None:
    """Its vocabulary has no token for one of the languages, or not in this script."""
    with pytest.raises(L10nError, match=f"does not translate {source} to {target}"):
        install(source, target, engine="ct2", origin=nllb)


def test_a_folder_s_name_tells_the_pair(opus: Path) -> None:
    """OPUS-MT's files do not, so what is asked for is compared with the name."""
    with pytest.raises(L10nError, match="does not translate ko to en"):
        install("ko", "en", engine="ct2", origin=opus)


@pytest.mark.parametrize("file", ["model.bin", "config.json", "shared_vocabulary.json", "source.spm", "target.spm"])
def test_every_file_is_in_the_version(opus: Path, tmp_path: Path, file: str) -> None:
    """A model of which any file differs drafts under another name."""
    first = install("en", "ko", origin=opus).version
    folder = Path(shutil.copytree(opus, tmp_path / opus.name))
    if file == "config.json":
        rewrite_json(folder / file, unk_token="<unk>", note="another")
    elif file == "shared_vocabulary.json":
        (folder / file).write_text(json.dumps(vocabulary(folder), indent=3), "utf-8")
    else:
        data = bytearray((folder / file).read_bytes())
        if file == "model.bin":
            data[len(data) // 2] ^= 1  # a weight
        else:
            data += b"\xc2\x3e\x00"  # a field that readers do not know (protocol buffers pass over those)
        (folder / file).write_bytes(data)
    assert first != install("en", "ko", origin=folder).version


def test_the_descriptor_is_in_the_version(opus: Path, tmp_path: Path) -> None:
    """Other tokens, other drafts."""
    first = install("en", "ko", origin=opus).version
    folder = Path(shutil.copytree(opus, tmp_path / opus.name))
    (folder / "l10n-model.toml").write_text('family = "opus-mt"\nlength_penalty = 0.5\n', "utf-8")
    assert first != install("en", "ko", origin=folder).version


def test_nobody_serves_a_pair() -> None:
    """Without a folder the command says what to bring."""
    with pytest.raises(L10nError, match="nobody serves") as caught:
        install("en", "ko", engine="ct2")
    assert "--from DIR" in str(caught.value.hint)


def test_a_package_of_argos_stays_one(package: Path, package_file: Path) -> None:
    """It holds such a model, but has a tokenizer and metadata of Argos's own."""
    assert ["argos", "argos"] == [install("en", "ko", origin=origin).engine for origin in (package, package_file)]


def test_an_install_that_is_damaged_is_none(nllb: Path) -> None:
    """A manifest that another program rewrote hides the model, not the engine."""
    model = install("en", "ko", origin=nllb)
    manifest = model.path / "model.json"
    for descriptor in ({"beam": "x"}, [], None, {"tokenizer": "../x"}):
        rewrite_json(manifest, descriptor=descriptor)
        with pytest.raises(L10nError, match="no CTranslate2 model for en to ko"):
            load_engine("ct2", "en", "ko")
