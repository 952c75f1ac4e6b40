"""Installing CTranslate2 models: from a folder, a zip of one, or the address of a folder whose files are served."""

from __future__ import annotations

import hashlib
import re
import urllib.error
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from l10n.engines import storage
from l10n.engines.ct2 import NAME, find_model, require_library
from l10n.engines.ct2.codes import best_code
from l10n.engines.ct2.descriptor import CONFIG, FILE, VOCABULARIES, WEIGHTS, Descriptor, describe, vocabulary_files
from l10n.engines.ct2.families import families
from l10n.engines.download import download, install_message, partial_of
from l10n.engines.engine import ANY, InstallRequest, Model, Report, is_url
from l10n.engines.probe import what_is_wrong
from l10n.errors import EngineError, system_reason
from l10n.locales import is_locale
from l10n.translatable import Text

HUB = "huggingface.co"
"""Serves a repository's files under `resolve/main`, not at its own address."""
_COMMIT = re.compile(r"[0-9a-f]{40}\Z")


def installed(source: str, target: str) -> Model | None:
    return find_model(source, target)


def recognizes(origin: Path) -> bool:
    """A folder in CTranslate2's form, or one or a zip that holds one; a package of Argos, which does so too, is not."""
    if origin.is_file() and zipfile.is_zipfile(origin):
        try:
            with zipfile.ZipFile(origin) as zipped:
                names = {Path(name).name for name in zipped.namelist() if name.count("/") <= 1}
        except (OSError, zipfile.BadZipFile):
            return False
        return WEIGHTS in names and "metadata.json" not in names
    return origin.is_dir() and _root(origin) is not None and not (origin / "metadata.json").exists()


def install(request: InstallRequest, report: Report) -> Model:
    """Install a model that translates a pair. Raises EngineError and ConfigurationError, leaving nothing that looks
    installed."""
    require_library()
    origin = request.origin
    if origin is None:
        raise EngineError(
            "nobody serves CTranslate2 models by pair",
            hint=Text(
                "Bring one as a folder: l10n models install {source} {target} --engine ct2 --from DIR",
                source=request.source,
                target=request.target,
            ),
        )
    with storage.staging(NAME) as stage:
        if isinstance(origin, str) and is_url(origin):
            return _install_served(origin, stage, request, report)
        path = Path(origin)
        if path.is_file():
            storage.unzip(path, stage)
            folder = _root(stage)
            name = folder.name if folder and folder != stage else path.stem
        else:
            folder = _root(path)
            name = _name(folder) if folder else ""
        if folder is None:
            raise EngineError(
                "there is no CTranslate2 model here",
                path=path,
                hint=Text("It is a folder with {weights} and its vocabulary.", weights=WEIGHTS),
            )
        return _install_folder(folder, name, request, report, ours=path.is_file())


def _root(folder: Path) -> Path | None:
    """The folder that holds the weights: this one, or the only one below it that does."""
    if (folder / WEIGHTS).is_file():
        return folder
    below = [path.parent for path in folder.glob(f"*/{WEIGHTS}")]
    return below[0] if len(below) == 1 else None


def _name(folder: Path) -> str:
    """What a model's folder is called; in a cache of the hub, which names it by its commit, the repository's name."""
    folder = folder.resolve()
    if _COMMIT.match(folder.name) and folder.parent.name == "snapshots":
        return folder.parent.parent.name.rpartition("--")[2]
    return folder.name


def _install_served(url: str, stage: Path, request: InstallRequest, report: Report) -> Model:
    """Fetch the files that such a folder may have, and install it."""
    base, name = _served_at(url)
    folder = stage / "model"
    folder.mkdir()
    tokenizers = {file for family in families().values() for names in family.tokenizers for file in names}
    optional = [FILE, "tokenizer_config.json", *VOCABULARIES, *sorted(tokenizers)]
    for file in (CONFIG, *optional):
        _fetch(f"{base}/{file}", folder / file, request, report, needed=file == CONFIG)
    descriptor = describe(folder, request.source, request.target)  # before much is fetched
    for file in (*descriptor.tokenizers, WEIGHTS):
        if not (folder / file).exists():
            _fetch(f"{base}/{file}", folder / file, request, report, needed=True)
    return _install_folder(folder, name, request, report, ours=True)


def _served_at(url: str) -> tuple[str, str]:
    """Where the files of a folder are served, and the folder's name; of a repository of the hub, from any of its
    pages."""
    parts = urlsplit(url)
    path = parts.path.strip("/").split("/")
    if parts.hostname != HUB or len(path) < 2:
        return url.rstrip("/"), path[-1]
    revision = path[3] if len(path) > 3 and path[2] in ("tree", "resolve", "blob") else "main"
    return f"{parts.scheme}://{HUB}/{path[0]}/{path[1]}/resolve/{revision}", path[1]


def _fetch(url: str, into: Path, request: InstallRequest, report: Report, *, needed: bool) -> None:
    """Download a file; one that is not needed may be missing on the server. Raises EngineError."""
    try:
        download(url, request, report).replace(into)
        partial_of(url).remove()
    except EngineError as error:
        cause = error.__cause__
        if needed or not isinstance(cause, urllib.error.HTTPError) or cause.code not in (403, 404):
            raise


def _install_folder(folder: Path, name: str, request: InstallRequest, report: Report, *, ours: bool) -> Model:
    """Put the model's files beside their place, verify them, and move them there."""
    pair = request.source, request.target
    descriptor = describe(folder, *pair)
    own = _own_pair(name, descriptor)
    if descriptor.tokens(*pair) is None or (own and descriptor.pair and not _same(own, descriptor)):
        raise EngineError(
            "this model does not translate {source} to {target}",
            source=request.source,
            target=request.target,
            path=request.origin,
        )
    with storage.staging(NAME) as stage:
        root = stage / "model"
        root.mkdir()
        files = [CONFIG, WEIGHTS, *vocabulary_files(folder), *descriptor.tokenizers]
        for file in files:
            source = (folder / file).resolve()
            if not source.is_file():
                if file == CONFIG:
                    continue  # CTranslate2 wrote none before its version 3
                raise EngineError("the model is incomplete: it lacks {name}", name=file, path=request.origin)
            try:
                storage.place(source, root / file, report, ours=ours)
            except OSError as error:
                raise EngineError(
                    "the model cannot be copied ({reason})", reason=system_reason(error), path=source
                ) from error
        manifest = _manifest(root, name, descriptor)
        storage.write_manifest(root, manifest)
        if wrong := what_is_wrong(NAME, root, *pair):
            raise EngineError("the model does not work: {reason}", reason=wrong, path=request.origin)
        model = storage.publish(root, NAME, manifest)
    report(install_message(model))
    return model


def _manifest(root: Path, name: str, descriptor: Descriptor) -> dict[str, Any]:
    """What an installed model's folder says of it; its version is a hash of everything that has a part in a draft."""
    files = {file.name: [file.stat().st_size, storage.file_sha256(file)] for file in sorted(root.iterdir())}
    digest = hashlib.sha256(repr((files, descriptor.document())).encode()).hexdigest()
    source, target = (*descriptor.pair, "", "")[:2]
    return {
        "engine": NAME,
        "name": _model_name(name, descriptor),
        "source": source or ANY,
        "target": target or ANY,
        "version": digest[:8],
        "license": descriptor.license,
        "files": files,
        "descriptor": descriptor.document(),
    }


def _model_name(name: str, descriptor: Descriptor) -> str:
    """A name that tells family and pair."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "model"
    if descriptor.family and not plain.startswith(descriptor.family):
        plain = f"{descriptor.family}-{plain}"
    pair = "-".join(filter(None, descriptor.pair))
    return plain if pair in plain else f"{plain}-{pair}"


def _own_pair(name: str, descriptor: Descriptor) -> tuple[str, str] | None:
    """The pair that a folder's name tells, as those of OPUS-MT do: `opus-mt-en-ko`. The family's name, which may hold a
    language's code, is passed over."""
    parts = name.replace(descriptor.family or "\0", "").strip("-").split("-")
    pairs = [pair for pair in pairwise(parts) if all(map(is_locale, pair))]
    return pairs[-1] if pairs else None


def _same(own: tuple[str, str], descriptor: Descriptor) -> bool:
    return all(not tag or best_code(tag, (code,)) for tag, code in zip(descriptor.pair, own, strict=True))
