"""Installing Argos packages: from everywhere, and never in part."""

from __future__ import annotations

import importlib.util
import json
import os
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from filelock import FileLock
from servers import serve_files
from tiny_argos import zip_package

from l10n.engines import Model, install, installed_models, load_engine, remove, storage
from l10n.engines.engine import InstallRequest
from l10n.errors import EngineError, SourceError
from l10n.translatable import Text


def installed() -> list[Model]:
    """The Argos packages that the program sees; a wheel with a Firefox model may be installed besides."""
    return [model for model in installed_models() if model.engine == "argos"]


def left_behind(data_dir: Path) -> list[str]:
    """The files in the data folder, the lock aside."""
    return sorted(str(path.relative_to(data_dir)) for path in data_dir.rglob("*") if path.is_file())[:20]


def nothing_installed(data_dir: Path) -> bool:
    return not installed() and left_behind(data_dir) in ([], ["install.lock"])


def write_index(folder: Path, link: str, version: str = "1.0") -> None:
    """An index of one usable package, an older one, and others that do not fit."""
    entries = [
        {"type": "translate", "from_code": "en", "to_code": "ja", "package_version": "1.0", "links": ["http://x/"]},
        {"type": "sbd", "from_codes": ["en"], "links": ["http://x/"]},
        {"type": "translate", "from_code": "en", "to_code": "ko", "package_version": "0.9", "links": ["http://x/"]},
        {"type": "translate", "from_code": "en", "to_code": "ko", "package_version": version, "links": [link]},
    ]
    (folder / "index.json").write_text(json.dumps(entries), "utf-8")


def test_from_a_file(package_file: Path) -> None:
    """The package is listed with its pair, version, size and place, and translates."""
    told: list[Text] = []
    model = install("en", "ko", origin=package_file, report=told.append)
    assert [model] == installed()
    assert ("argos", "en", "ko", "1.0") == (model.engine, model.source, model.target, model.version)
    assert model.size > 100_000
    assert "installed translate-en_ko 1.0" in str(told[-1])
    assert load_engine("argos", "en", "ko").translate(["Trade talks."], "en", "ko")[0]


@pytest.mark.parametrize("place", ["unpacked", "with-the-file"])
def test_from_a_folder(package: Path, package_file: Path, place: str) -> None:
    """An unpacked package, or a folder that holds package files."""
    origin = package if place == "unpacked" else package_file.parent
    assert "translate-en_ko" == install("en", "ko", origin=origin).name


@pytest.mark.parametrize("how", ["index", "from"])
def test_from_an_index(package_file: Path, tmp_path: Path, how: str) -> None:
    """The newest entry for the pair is taken, whether the index is named as such or as the origin."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "en_ko.argosmodel").write_bytes(package_file.read_bytes())
    write_index(tmp_path / "site", "en_ko.argosmodel")
    with serve_files(tmp_path / "site") as (address, _):
        arguments = {"index": address} if how == "index" else {"origin": f"{address}/index.json"}
        install("en", "ko", **arguments)
    assert 1 == len(installed())


def test_from_a_mirror_whose_index_is_a_copy(package_file: Path) -> None:
    """Links that lead to the original place are looked for beside the index first."""
    write_index(package_file.parent, f"http://127.0.0.1:9/elsewhere/{package_file.name}")
    try:
        with serve_files(package_file.parent) as (address, _):
            install("en", "ko", index=address)
    finally:
        (package_file.parent / "index.json").unlink()
    assert 1 == len(installed())


def test_from_a_url(package_file: Path) -> None:
    """A package file's own address."""
    with serve_files(package_file.parent) as (address, _):
        install("en", "ko", origin=f"{address}/{package_file.name}")
    assert 1 == len(installed())


def test_an_interrupted_download_goes_on(package_file: Path, data_dir: Path) -> None:
    """The second run asks for the rest only; until then nothing is installed."""
    with serve_files(package_file.parent, {package_file.name: ["cut", ""]}) as (address, asked):
        with pytest.raises(EngineError, match="stopped after"):
            install("en", "ko", origin=f"{address}/{package_file.name}")
        assert not installed()
        install("en", "ko", origin=f"{address}/{package_file.name}")
    assert ["", f"bytes={package_file.stat().st_size // 2}-"] == [request.range for request in asked]
    assert not list((data_dir / "staging").iterdir())


def test_installing_again_replaces(package: Path, package_file: Path, tmp_path: Path) -> None:
    """A newer version takes the place of the older one."""
    install("en", "ko", origin=package_file)
    newer = tmp_path / "newer"
    storage.copy_folder(package, newer)
    metadata = json.loads((newer / "metadata.json").read_text("utf-8"))
    (newer / "metadata.json").write_text(json.dumps(metadata | {"package_version": "1.10"}), "utf-8")
    install("en", "ko", origin=newer)
    assert ["1.10"] == [model.version for model in installed()]


def test_packages_of_argos_itself_are_seen(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has packages already needs no others; they are used where they lie, and never removed."""
    theirs = tmp_path / "theirs"
    storage.copy_folder(package, theirs / "translate-en_ko")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(theirs))
    assert [theirs / "translate-en_ko"] == [model.path for model in installed()]
    with pytest.raises(EngineError, match="leaves it alone"):
        remove("translate-en_ko")


def test_remove(package_file: Path, data_dir: Path) -> None:
    """A removed model is gone from the list and from the disk."""
    install("en", "ko", origin=package_file)
    assert "translate-en_ko" == remove("translate-en_ko").name
    assert nothing_installed(data_dir)
    with pytest.raises(EngineError, match="no model 'translate-en_ko'"):
        remove("translate-en_ko")


def corrupted(package: Path, package_file: Path, tmp_path: Path, fault: str) -> Path:
    """A package file with one fault."""
    broken = tmp_path / "broken.argosmodel"
    data = package_file.read_bytes()
    if fault == "truncated":
        broken.write_bytes(data[: len(data) // 2])
    elif fault == "flipped":
        middle = len(data) // 3
        broken.write_bytes(
            data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 64]) + data[middle + 64 :]
        )
    elif fault == "empty":
        broken.write_bytes(b"")
    else:
        copy = tmp_path / "translate-en_ko"
        storage.copy_folder(package, copy)
        if fault == "weights":
            (copy / "model" / "model.bin").write_bytes(b"\6\0\0\0" + os.urandom(4096))
        elif fault == "tokenizer":
            (copy / "sentencepiece.model").unlink()
        elif fault == "metadata":
            (copy / "metadata.json").write_text("[]", "utf-8")
        elif fault == "kind":
            (copy / "metadata.json").write_text('{"type": "sbd", "from_code": "en", "to_code": "ko"}', "utf-8")
        zip_package(copy, broken)
        if fault in ENTRIES:
            with zipfile.ZipFile(broken, "a", zipfile.ZIP_DEFLATED) as zipped:
                zipped.writestr(*ENTRIES[fault])
    return broken


_LINK = zipfile.ZipInfo("translate-en_ko/link")
_LINK.external_attr = 0o120777 << 16
ENTRIES: dict[str, tuple[str | zipfile.ZipInfo, bytes]] = {
    "parent": ("translate-en_ko/../../../escaped", b"x"),
    "absolute": ("/tmp/escaped-l10n", b"x"),
    "backslash": ("..\\..\\escaped", b"x"),
    "drive": ("C:\\escaped", b"x"),
    "link": (_LINK, b"/etc/passwd"),
    "bomb": ("translate-en_ko/zeros", bytes(40_000_000)),
}


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("truncated", "not a model that an engine knows|damaged"),
        ("flipped", "damaged|does not work|metadata"),
        ("empty", "not a model|damaged"),
        ("weights", "does not work"),
        ("tokenizer", "lacks its model or its tokenizer"),
        ("metadata", "not a JSON object"),
        ("kind", "of type sbd"),
        ("parent", "would leave its folder"),
        ("absolute", "would leave its folder"),
        ("backslash", "would leave its folder"),
        ("drive", "would leave its folder"),
        ("link", "would leave its folder"),
        ("bomb", "far more than a model holds"),
    ],
)
def test_a_bad_package_leaves_nothing(
    package: Path, package_file: Path, tmp_path: Path, data_dir: Path, fault: str, message: str
) -> None:
    """Whatever is wrong with a package, one message says so, and nothing looks installed."""
    broken = corrupted(package, package_file, tmp_path, fault)
    with pytest.raises(EngineError, match=message):
        install("en", "ko", engine="argos", origin=broken)
    assert nothing_installed(data_dir)
    assert not list(tmp_path.glob("**/escaped*"))


def test_an_archive_of_countless_entries_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of entries is looked at before any of them is written."""
    monkeypatch.setattr(storage, "MAX_ENTRIES", 3)
    for count, refused in ((3, False), (4, True)):
        archive, into = tmp_path / f"{count}.zip", tmp_path / str(count)
        with zipfile.ZipFile(archive, "w") as zipped:
            for number in range(count):
                zipped.writestr(f"file{number}", b"x")
        with pytest.raises(EngineError, match="entries, far more") if refused else nullcontext():
            storage.unzip(archive, into)
        assert refused is not into.exists()


def test_a_folder_with_a_link_that_leaves_it_is_not_copied(tmp_path: Path) -> None:
    """A link within the folder may stay; one to a file elsewhere would bring that file along."""
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (folder / "file").write_text("x", "utf-8")
    (folder / "inside").symlink_to("file")
    storage.copy_folder(folder, tmp_path / "copy")
    (folder / "outside").symlink_to(tmp_path / "secret")
    with pytest.raises(EngineError, match="holds a link that leaves it"):
        storage.copy_folder(folder, tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_a_package_for_another_pair(package_file: Path, data_dir: Path) -> None:
    """The message names both pairs."""
    with pytest.raises(EngineError, match="translates en to ko, not en to ja"):
        install("en", "ja", origin=package_file)
    assert nothing_installed(data_dir)


@pytest.mark.parametrize(
    ("content", "message"),
    [("[]", "has no package for en to ko"), ("{}", "not an index"), ("<html>", "not a model index")],
)
def test_an_index_without_the_pair(tmp_path: Path, data_dir: Path, content: str, message: str) -> None:
    """An index that lacks the pair, or is none."""
    (tmp_path / "index.json").write_text(content, "utf-8")
    with serve_files(tmp_path) as (address, _), pytest.raises(EngineError, match=message):
        install("en", "ko", engine="argos", index=address)
    assert nothing_installed(data_dir)


def test_the_sources_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    """When none answers the error says what was tried, and why each failed."""

    def fail(name: str) -> object:
        def install_one(request: InstallRequest, report: object) -> None:
            raise EngineError(f"{name} cannot be reached")

        return install_one

    for name in ("argos", "bergamot", "llm"):
        monkeypatch.setattr(f"l10n.engines.{name}.install.install", fail(name))
    told: list[Text] = []
    with pytest.raises(EngineError) as caught:
        install("en", "ko", report=told.append)
    assert ["bergamot cannot be reached", "argos cannot be reached", "llm cannot be reached"] == [
        str(line).partition(": ")[2] for line in told
    ]
    assert "bergamot cannot be reached; argos cannot be reached; llm cannot be reached" in str(caught.value.what)
    assert nothing_installed(data_dir)


@pytest.mark.parametrize("engine", ["argos", "bergamot", "llm"])
def test_without_the_library_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, engine: str, data_dir: Path) -> None:
    """A model that nothing here could run is no use; how to install what runs it is told instead."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match=f"the engine {engine} is not installed") as caught:
        install("en", "tlh", engine=engine)
    assert f"l10n-toolkit[{engine}]" in str(caught.value.hint)
    assert nothing_installed(data_dir)


def test_an_unreachable_index() -> None:
    """The server is named, and no other source is tried in its place."""
    with pytest.raises(EngineError, match=r"^http://127\.0\.0\.1:9/index\.json cannot be reached"):
        install("en", "ko", index="http://127.0.0.1:9")


def test_a_missing_file() -> None:
    """A path that does not exist is not looked for on the net."""
    with pytest.raises(SourceError, match="no such file"):
        install("en", "ko", origin="nowhere.argosmodel")


def test_something_else(tmp_path: Path) -> None:
    """A file of another kind is not taken for a model."""
    (tmp_path / "notes.txt").write_text("hello", "utf-8")
    with pytest.raises(EngineError, match="not a model that an engine knows"):
        install("en", "ko", origin=tmp_path / "notes.txt")


def test_two_installs_at_a_time(package_file: Path, data_dir: Path) -> None:
    """The second is refused while the first runs."""
    data_dir.mkdir()
    with FileLock(data_dir / "install.lock"), pytest.raises(EngineError, match="another install is running"):
        install("en", "ko", origin=package_file)


def test_a_folder_that_cannot_be_written(package_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to choose another."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("L10N_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(EngineError, match="cannot be written") as caught:
        install("en", "ko", origin=package_file)
    assert "L10N_DATA_DIR" in str(caught.value.hint)
