"""`models install` against the services as they are: a mirror or a proxy of them on this machine."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import zstandard
from servers import Asked, Fault, serve_files
from services import BUCKET, Weights, add_argos, add_records, add_registered, at, change, put

from l10n.engines import choose_engine, download, install, load_engine
from l10n.engines.bergamot import install as bergamot_install
from l10n.engines.bergamot.releases import ATTACHMENTS, RECORDS, REGISTRY
from l10n.engines.engine import InstallRequest
from l10n.engines.llm import install as llm_install
from l10n.errors import EngineError, LocaleError
from l10n.translatable import Text


@pytest.fixture(scope="session")
def weights(firefox_model: Path) -> Weights:
    """A real model, which stands in for any pair."""
    return Weights.of(firefox_model)


@pytest.fixture(scope="session")
def whole_site(weights: Weights, package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three services, each with a model from English to Korean."""
    site = tmp_path_factory.mktemp("site")
    add_registered(site, "en-ko", weights, "tiny")
    add_registered(site, "en-ko", weights)
    add_registered(site, "en-ko", weights, "base", releaseStatus="Nightly")
    add_records(site, "en-ko", weights)
    add_records(site, "en-zh-Hant", weights, "base")
    add_argos(site, package)
    return site


@dataclass
class Services:
    """The site that a test may change, how its server errs, and what it was asked for."""

    site: Path
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)

    @property
    def hosts(self) -> list[str]:
        """The hosts that were asked, in order, once each."""
        return list(dict.fromkeys(request.path.split("/")[1] for request in self.asked))

    @property
    def said(self) -> str:
        return "\n".join(map(str, self.told))

    def install(self, source: str = "en", target: str = "ko", **options: Any) -> Any:
        return install(source, target, report=self.told.append, **options)


@pytest.fixture
def services(whole_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """A mirror of the services on this machine; the starter model is out of reach."""
    site = tmp_path / "site"
    shutil.copytree(whole_site, site, copy_function=lambda one, other: Path(other).symlink_to(one))
    monkeypatch.setattr(llm_install, "download_wheel", _unreachable)
    monkeypatch.setattr(bergamot_install, "download_wheel", _unreachable)
    found = Services(site)
    with serve_files(site, found.faults) as (address, asked):
        found.asked = asked
        monkeypatch.setenv("L10N_MODELS_MIRROR", address)
        yield found


def _unreachable(name: str, version: str, into: Path) -> Path:
    raise EngineError("{name} is out of reach", name=name)


def test_the_best_model_is_taken(services: Services) -> None:
    """From English to Korean it is Firefox's released base-memory model, of Mozilla's bucket, and no other service is
    asked; the person is told what to expect, how large it is, and its licence."""
    model = services.install()
    assert ["storage.googleapis.com"] == services.hosts
    assert ("bergamot", "en", "ko", "MPL-2.0") == (model.engine, model.source, model.target, model.license)
    assert "installed en-ko base-memory" in services.said
    assert "23 MB, license MPL-2.0" in services.said
    assert "its drafts are good: to be polished (COMET 0.873)" in services.said
    assert ["O museu está fechado."] == load_engine("auto", "en", "ko").translate(["The museum is closed."], "en", "ko")


def test_a_fingerprint_tells_version_and_hash(services: Services, weights: Weights) -> None:
    """Drafts of one model can be told from those of another version of it."""
    services.install()
    digest = hashlib.sha256(weights.model).hexdigest()[:8]
    assert f"bergamot-en-ko@base-memory-{digest}" == load_engine("auto", "en", "ko").fingerprint


def test_remote_settings_are_asked_next(services: Services) -> None:
    """When the bucket fails; the version is in the records, and split vocabularies and zstd are understood."""
    services.faults["models.json"] = ["503"]
    model = services.install()
    assert model.version.startswith("base-memory-3.0-")
    assert ["model.enko.intgemm.alphas.bin", "model.json", "srcvocab.enko.spm", "trgvocab.enko.spm"] == sorted(
        path.name for path in model.path.iterdir() if not path.name.startswith("lex.")
    )
    hosts = [
        "storage.googleapis.com",
        "firefox.settings.services.mozilla.com",
        "firefox-settings-attachments.cdn.mozilla.net",
    ]
    assert hosts == services.hosts


def test_chinese_in_its_scripts(services: Services) -> None:
    """A locale of Taiwan gets the model of traditional characters, which the bucket of this test lacks."""
    assert "zh-Hant" == services.install("en", "zh_TW").target


def test_argos_is_taken_where_firefox_cannot_be_had(services: Services) -> None:
    """The next best, with what to expect of it."""
    services.faults |= {"models.json": ["404"], "records": ["404"]}
    model = services.install()
    assert "argos" == model.engine
    assert "its drafts are rough: to be rewritten (COMET 0.716)" in services.said


def test_a_worse_model_gives_way(services: Services) -> None:
    """Argos's model is there; when Firefox's can be had it is fetched, `auto` takes it, and the person is told that old
    drafts can be made anew."""
    services.install(engine="argos")
    assert "argos" == choose_engine("en", "ko").first.name
    assert "bergamot" == services.install().engine
    assert "bergamot" == choose_engine("en", "ko").first.name
    assert "it takes the place of translate-en_ko (argos)" in services.said
    assert "l10n draft --again" in services.said


def test_the_starter_gives_way(services: Services, data_dir: Path) -> None:
    """A language model that drafts anything, roughly, keeps no better one away."""
    folder = data_dir / "models" / "llm" / llm_install.STARTER_NAME
    folder.mkdir(parents=True)
    (folder / "model.gguf").write_bytes(b"GGUF" + bytes(5000))
    manifest = {"name": llm_install.STARTER_NAME, "source": "*", "target": "*", "asked_for": [["en", "ko"]]}
    (folder / "model.json").write_text(json.dumps(manifest), "utf-8")
    assert "bergamot" == services.install().engine
    assert "it takes the place of qwen2.5-coder" in services.said


def test_nothing_is_asked_when_the_best_is_there(services: Services) -> None:
    """`is there already` is said only then."""
    services.install()
    services.asked.clear()
    services.install()
    assert [] == services.asked
    assert "en-ko for bergamot is there already" in services.said


def test_a_smaller_model_gives_way_to_the_larger(services: Services) -> None:
    """A tiny model of the same engine makes room for the larger one, in its place."""
    change(services.site, REGISTRY, lambda found: found["models"]["en-ko"].__delitem__(slice(1, None)))
    assert services.install().version.startswith("tiny-")
    change(services.site, REGISTRY, lambda found: found["models"]["en-ko"][0].update(architecture="base-memory"))
    model = services.install()
    assert model.version.startswith("base-memory-")
    assert [model.path] == list(model.path.parent.iterdir())


def test_a_country_is_no_language(services: Services) -> None:
    """`kr` is Korea: what was meant is asked back, nothing is fetched, and it is the person's mistake (exit 2)."""
    with pytest.raises(LocaleError, match="kr is a country") as caught:
        services.install("en", "kr")
    assert ("Did you mean ko?", 2) == (str(caught.value.hint), caught.value.exit_code)
    assert [] == services.asked


def test_an_unknown_language_is_no_reason_to_fetch_anything(services: Services) -> None:
    """Not even the starter, which would take anything."""
    with pytest.raises(LocaleError, match="unknown locale"):
        services.install("en", "qx")
    assert [] == services.asked


@contextlib.contextmanager
def proxy(whole_site: Path, faults: dict[str, list[Fault]], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Asked]]:
    """A proxy that the usual variable names, and a mirror that only it can reach; what it was asked for.

    The mirror is asked in plain HTTP, as one of an intranet may be: that requests through a proxy are encrypted
    otherwise is the standard library's business (CONNECT)."""
    (whole_site.parent / "models.test").symlink_to(whole_site.parent)
    try:
        with serve_files(whole_site.parent, faults, proxied=True) as (address, asked):
            monkeypatch.setenv("http_proxy", address)
            monkeypatch.delenv("no_proxy", raising=False)
            monkeypatch.setenv("L10N_MODELS_MIRROR", f"http://models.test/{whole_site.name}")
            yield asked
    finally:
        (whole_site.parent / "models.test").unlink()


def test_by_way_of_a_proxy(whole_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry and the four files of the model."""
    with proxy(whole_site, {}, monkeypatch) as asked:
        assert "bergamot" == install("en", "ko").engine
    assert 5 == len(asked)


def test_nobody_leads_to_a_server_on_this_machine(whole_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect from elsewhere to a server here, which may trust whoever asks from here, is refused."""
    elsewhere = proxy(whole_site, {"models.json": ["http://127.0.0.1:9/admin"]}, monkeypatch)
    with elsewhere, pytest.raises(EngineError, match="leads to a server on this machine"):
        bergamot_install._install_from_registry(InstallRequest("en", "ko"), lambda line: None)


def test_this_machine_is_never_asked_through_a_proxy(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mirror here is reached directly, whatever the variables say."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert "bergamot" == services.install().engine


MODEL = "model.enko.intgemm.alphas.bin.gz"


def only_registry(services: Services) -> None:
    """Nothing but the best model of the bucket can be had."""
    services.faults |= {"records": ["404"], "index.json": ["404"]}
    change(services.site, REGISTRY, lambda found: {**found, "models": {"en-ko": [found["models"]["en-ko"][1]]}})


def nothing_there(data_dir: Path) -> bool:
    return not list(data_dir.glob("models/*/*"))


def test_a_download_that_breaks_off_goes_on(services: Services, data_dir: Path) -> None:
    """The rest is asked for, and nothing that came is asked for again."""
    only_registry(services)
    services.faults[MODEL] = ["cut", ""]
    with pytest.raises(EngineError, match=r"stopped after 7 MB of 14 MB"):
        services.install()
    assert nothing_there(data_dir)
    services.install()
    size = at(services.site, f"{BUCKET}models/en-ko/base-memory_2025-09-01/{MODEL}").stat().st_size
    ranges = [request.range for request in services.asked if request.path.endswith(MODEL)]
    assert ["", f"bytes={size // 2}-"] == ranges


@pytest.mark.parametrize("fault", ["", "same tag", "no ranges"])
def test_a_file_that_was_replaced_meanwhile(services: Services, weights: Weights, fault: str) -> None:
    """The halves of two versions are never put together: by its ETag, or, where that lies, by the hash of the whole."""
    only_registry(services)
    services.faults[MODEL] = [f"cut,{fault}", fault]
    with pytest.raises(EngineError, match="stopped after"):
        services.install()
    url = f"{BUCKET}models/en-ko/base-memory_2025-09-01/{MODEL}"
    at(services.site, url).unlink()
    put(services.site, url, gzip.compress(weights.model, 2))
    for _ in range(2):  # where the tag lies, the first run finds out and the second begins anew
        try:
            model = services.install()
            break
        except EngineError as error:
            if fault != "same tag":
                raise AssertionError(error) from error
    assert weights.model == (model.path / MODEL.removesuffix(".gz")).read_bytes()


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("stall", "cannot be had|stopped after"),
        ("endless", "more than it announced|more than any model"),
        ("500", "the server answers 500"),
        ("http://models.test/elsewhere", "is not encrypted"),
        ("https://no-such-host.invalid/", "cannot be had"),
    ],
)
def test_bad_answers(
    services: Services, data_dir: Path, monkeypatch: pytest.MonkeyPatch, fault: str, message: str
) -> None:
    """One message says what is wrong, soon, and nothing is installed."""
    monkeypatch.setattr(download, "TIMEOUT", 0.3)
    monkeypatch.setattr(download, "MAX_DOWNLOAD", 40_000_000)
    only_registry(services)
    services.faults[MODEL] = [fault]
    with pytest.raises(EngineError, match=message):
        services.install()
    assert nothing_there(data_dir)


def zeros(size: int, packed: str) -> bytes:
    """A small file that unpacks to many zeros."""
    data = bytes(size)
    return gzip.compress(data) if packed == "gz" else zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_a_bomb(services: Services, data_dir: Path, monkeypatch: pytest.MonkeyPatch, packed: str) -> None:
    """A file that unpacks to far more than a model holds is given up in time."""
    monkeypatch.setattr(bergamot_install, "MAX_UNPACKED", 30_000_000)
    only_registry(services)
    bomb = zeros(40_000_000, packed)
    path = f"models/en-ko/bomb/model.enko.intgemm.alphas.bin.{packed}"
    put(services.site, BUCKET + path, bomb)
    change(services.site, REGISTRY, lambda found: found["models"]["en-ko"][0]["files"]["model"].update(path=path))
    with pytest.raises(EngineError, match="unpacks to far more than a model holds"):
        services.install()
    assert nothing_there(data_dir)


def test_other_bytes_than_announced(services: Services, data_dir: Path) -> None:
    """A file whose hash is another is not installed, in either service."""
    services.faults["index.json"] = ["404"]
    change(
        services.site,
        REGISTRY,
        lambda found: (
            [row["files"]["model"].update(uncompressedHash="0" * 64) for row in found["models"]["en-ko"]] and found
        ),
    )
    change(
        services.site,
        RECORDS,
        lambda found: [each["attachment"].update(hash="1" * 64) for each in found["data"]] and found,
    )
    with pytest.raises(EngineError, match="not the file that its publisher announced"):
        services.install()
    assert nothing_there(data_dir)


def test_a_damaged_best_model_is_passed_over(services: Services) -> None:
    """The next best of the same service is taken."""
    change(
        services.site,
        REGISTRY,
        lambda found: found["models"]["en-ko"][1]["files"]["model"].update(uncompressedHash="0" * 64),
    )
    assert services.install().version.startswith("tiny-")


HOSTILE = [
    "/etc/passwd",
    "../../escaped.gz",
    "models/../../escaped.gz",
    "https://elsewhere.test/x.gz",
    "a/",
    "x\\y",
    "",
    7,
]


@pytest.mark.parametrize("path", HOSTILE)
def test_odd_paths_in_the_registry(services: Services, tmp_path: Path, path: Any) -> None:
    """A path that leaves its place, or is none, makes a row incomplete; it is passed over."""
    only_registry(services)
    change(services.site, REGISTRY, lambda found: found["models"]["en-ko"][0]["files"]["model"].update(path=path))
    with pytest.raises(EngineError, match="has no model for en to ko"):
        services.install()
    assert not list(tmp_path.rglob("*escaped*"))


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped-l10n", "", ".hidden", "a b", "x\ny", None])
@pytest.mark.parametrize("place", ["name", "location"])
def test_odd_names_in_records(services: Services, tmp_path: Path, name: Any, place: str) -> None:
    """The same in Firefox's records."""
    services.faults |= {"models.json": ["404"], "index.json": ["404"]}

    def edit(found: Any) -> None:
        for record in found["data"]:
            (record if place == "name" else record["attachment"])[place] = name

    change(services.site, RECORDS, edit)
    with pytest.raises(EngineError, match="has no model for en to ko"):
        services.install()
    assert not list(tmp_path.rglob("*escaped*"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[" * 200_000,
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"data": 7, "models": 7}',
        b'{"data": [7, {}, []], "models": {"en-ko": 7, "x": [7]}}',
    ],
)
def test_odd_documents(services: Services, data_dir: Path, body: bytes) -> None:
    """Documents that are too deep, empty, or something else end in one message."""
    for url in (REGISTRY, RECORDS):
        at(services.site, url).unlink()
        put(services.site, url, body)
    services.faults["index.json"] = ["404"]
    with pytest.raises(EngineError, match="no model for en to ko could be installed"):
        services.install()
    assert nothing_there(data_dir)


def test_an_index_without_end(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a huge document only so much is read."""
    monkeypatch.setattr(download, "MAX_INDEX", 1 << 20)
    services.faults |= {"models.json": ["endless"], "records": ["404"], "index.json": ["404"]}
    with pytest.raises(EngineError, match="far too large for an index"):
        services.install()


def test_records_of_another_place(services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A copy of the records on a server of one's own has the attachments beside it."""
    services.faults["models.json"] = ["404"]
    copy = tmp_path / "copy"
    shutil.copytree(at(services.site, ATTACHMENTS + "main-workspace"), copy / "main-workspace")
    shutil.copy(at(services.site, RECORDS), copy / "records.json")
    monkeypatch.delenv("L10N_MODELS_MIRROR")
    with serve_files(copy) as (address, asked):
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", f"{address}/records.json")
        monkeypatch.setenv("L10N_FIREFOX_REGISTRY", f"{address}/none.json")
        assert "bergamot" == services.install().engine
    assert 6 == len(asked)


def test_progress_is_told(services: Services) -> None:
    """File by file, up to its size."""
    seen: dict[str, tuple[int, int]] = {}
    services.install(progress=lambda name, done, total: seen.update({name: (done, total)}))
    assert {"model.enko.intgemm.alphas.bin.gz", "lex.50.50.enko.s2t.bin.gz"} <= seen.keys()
    assert all(done == total for done, total in seen.values())


def test_a_large_download_is_asked_about(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its size; whoever says no gets nothing, and no second question about the same model."""
    monkeypatch.setattr("l10n.engines.engine.LARGE", 1_000_000)
    questions: list[str] = []
    with pytest.raises(EngineError, match="the model was not wanted"):
        services.install(engine="bergamot", confirm=lambda question: bool(questions.append(str(question))))
    assert {"23 MB are to be fetched. Go on?"} == set(questions)


def command(workspace: Any, mirror: str, *arguments: str, terminal: bool = False, typed: str = "") -> tuple[int, str]:
    """Runs `l10n models …` behind a mirror, at a terminal if so asked; its exit code, and what it said."""
    environment = {"L10N_MODELS_MIRROR": mirror, "TERM": "xterm"}
    if not terminal:
        done = workspace.run("models", *arguments, code=None, environment=environment)
        return done.returncode, done.stdout + done.stderr
    leader, follower = pty.openpty()
    run = [sys.executable, "-m", "l10n", "models", *arguments]
    environment = workspace.environment | environment
    process = subprocess.Popen(
        run, cwd=workspace.root, env=environment, stdin=follower, stdout=follower, stderr=follower
    )
    os.close(follower)
    os.write(leader, typed.encode())
    said = b""
    with contextlib.suppress(OSError):  # a terminal that nobody writes to any more
        while block := os.read(leader, 4096):
            said += block
    os.close(leader)
    return process.wait(timeout=60), said.decode()


def test_the_command(services: Services, workspace: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person sees who installs the best model, and again; with a bar only at a terminal."""
    mirror = os.environ["L10N_MODELS_MIRROR"]
    code, said = command(workspace, mirror, "install", "en", "ko")
    assert (0, True) == (code, "en-ko: its drafts are good: to be polished (COMET 0.873)" in said), said
    code, said = command(workspace, mirror, "install", "en", "ko", terminal=True)
    assert (0, True) == (code, "en-ko for bergamot is there already" in said), said
    code, said = command(workspace, mirror, "install", "en", "kr")
    assert (2, "error: kr is a country, not a language\n  Did you mean ko?\n") == (code, said)


@pytest.mark.parametrize(
    ("terminal", "typed", "expected"),
    [(True, "n\n", "the model was not wanted"), (True, "y\n", "stopped after"), (False, "", "stopped after")],
)
def test_a_person_is_asked_at_a_terminal(
    services: Services, workspace: Any, package: Path, terminal: bool, typed: str, expected: str
) -> None:
    """Before 600 MB are fetched; where nobody can be asked, the command was the answer."""
    services.faults["translate-en_ko-1_0.argosmodel"] = ["large"]
    mirror = os.environ["L10N_MODELS_MIRROR"]
    code, said = command(workspace, mirror, "install", "en", "ko", "--engine", "argos", terminal=terminal, typed=typed)
    assert (3, True) == (code, expected in said), said
    assert terminal == ("600 MB are to be fetched. Go on?" in said)


def test_a_bar_is_drawn_at_a_terminal(services: Services, workspace: Any) -> None:
    """For each file that takes its time, with its name and size; nothing of it where nobody looks."""
    services.faults["translate-en_ko-1_0.argosmodel"] = ["cut,stall after"]
    mirror = os.environ["L10N_MODELS_MIRROR"]
    for terminal in (True, False):
        _, said = command(workspace, mirror, "install", "en", "ko", "--engine", "argos", terminal=terminal)
        assert terminal == ("━" in said)
        assert "stopped after 156 kB of 312 kB" in said


def test_what_there_is_for_a_pair(workspace: Any) -> None:
    """A table for people, a document for programs; nothing is asked of any server."""
    code, said = command(workspace, "http://127.0.0.1:9", "list", "--available", "en", "ko")
    rows = said.splitlines()
    assert 0 == code
    assert rows[1].startswith("bergamot base-memory        good: to be polished")
    assert "CC-BY-NC-4.0: not for commercial use" in rows[2]
    document = json.loads(command(workspace, "http://127.0.0.1:9", "list", "--available", "en", "ko", "--json")[1])
    assert ["bergamot", "nllb", "bergamot", "argos", "starter"] == [row["family"] for row in document]
    assert 2 == command(workspace, "http://127.0.0.1:9", "list", "--available", "en", "kr")[0]
