"""Installing Argos packages: from the index, a mirror of it, a package file, or a folder."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from l10n.engines import storage
from l10n.engines.argos import ALIASES, NAME, find_model, is_package, model_at, read_metadata
from l10n.engines.download import download, fetch_json, install_message, mirrored, partial_of
from l10n.engines.engine import InstallRequest, Model, Report, is_url, version_numbers
from l10n.engines.languages import model_codes
from l10n.engines.probe import what_is_wrong
from l10n.errors import EngineError
from l10n.translatable import Text, joined

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
SUFFIX = ".argosmodel"


def installed(source: str, target: str) -> Model | None:
    return find_model(source, target)


def recognizes(origin: Path) -> bool:
    """A package file, an unpacked package, or a folder that holds either."""
    return bool(list(_packages_in(origin)))


def install(request: InstallRequest, report: Report) -> Model:
    """Install the package for a pair. Raises EngineError, leaving nothing that looks installed."""
    origin = request.origin
    if origin is None:
        index = request.index or os.environ.get("ARGOS_PACKAGE_INDEX") or INDEX
        return _install_from_index(index, request, report)
    if isinstance(origin, str) and is_url(origin):
        if urlsplit(origin).path.endswith((".json", "/")):
            return _install_from_index(origin, request, report)
        return _install_download([origin], request, report)
    packages = list(_packages_in(Path(origin)))
    if not packages:
        raise EngineError(
            "there is no Argos package here", path=origin, hint=Text("A package is a {suffix} file.", suffix=SUFFIX)
        )
    return _install_local(packages, request, report)


def _packages_in(origin: Path) -> Iterator[Path]:
    """Package files and unpacked packages at or directly below a path."""
    if origin.is_file():
        if origin.suffix == SUFFIX or zipfile.is_zipfile(origin):
            yield origin
    elif (origin / "metadata.json").is_file():
        yield origin
    elif origin.is_dir():
        yield from (path for path in sorted(origin.iterdir()) if path.suffix == SUFFIX or is_package(path))


def _install_local(packages: list[Path], request: InstallRequest, report: Report) -> Model:
    """Install the first of the packages that is for the pair; the error of the last when none is."""
    for package in packages[:-1]:
        try:
            return _install_package(package, request, report)
        except EngineError as error:
            report(error.what)
    return _install_package(packages[-1], request, report)


def _install_from_index(index: str, request: InstallRequest, report: Report) -> Model:
    url = index if index.endswith(".json") else index.rstrip("/") + "/index.json"
    asked = mirrored(url)
    report(Text("looking for {source} to {target} in {url}", source=request.source, target=request.target, url=asked))
    listing = fetch_json(url)
    if not isinstance(listing, list):
        raise EngineError("{url} is not an index of Argos packages", url=url)
    entry = best_entry(listing, request)
    if entry is None:
        raise EngineError(
            "{url} has no package for {source} to {target}", url=url, source=request.source, target=request.target
        )
    links = links_of(entry, url)
    # A mirror often keeps the files beside a copied index whose links still lead to the original place.
    beside = [urljoin(url, link.rsplit("/", 1)[-1]) for link in links]
    candidates = dict.fromkeys(beside + links if request.index else links)
    return _install_download([link for link in candidates if is_url(link)], request, report)


def links_of(entry: Mapping[str, Any], url: str) -> list[str]:
    """The addresses of an entry of an index, which lies at `url`; what is no address is passed over."""
    listed, links = entry.get("links"), []
    for link in listed if isinstance(listed, list) else ():
        with suppress(ValueError):  # a bracket in its host
            links += [urljoin(url, link)] if isinstance(link, str) else []
    return links


def best_entry(listing: list[Any], request: InstallRequest) -> dict[str, Any] | None:
    """The index's entry for the pair; among several the one for the closest codes, then the newest."""
    sources, targets = model_codes(request.source, ALIASES), model_codes(request.target, ALIASES)
    fitting = [
        entry
        for entry in listing
        if isinstance(entry, dict)
        and entry.get("type", "translate") == "translate"
        and entry.get("from_code") in sources
        and entry.get("to_code") in targets
    ]

    def preference(entry: dict[str, Any]) -> tuple[int, int, tuple[int, ...]]:
        version = version_numbers(str(entry.get("package_version", "")))
        return -sources.index(entry["from_code"]), -targets.index(entry["to_code"]), version

    return max(fitting, key=preference, default=None)


def _install_download(links: list[str], request: InstallRequest, report: Report) -> Model:
    failed = []
    for link in links:
        try:
            package = download(link, request, report)
        except EngineError as error:
            failed.append(error.what)
            continue
        try:
            return _install_package(package, request, report)
        finally:
            partial_of(link).remove()
    raise EngineError(
        "the package cannot be downloaded: {reason}", reason=joined(failed) if failed else Text("it has no http link")
    )


def _install_package(package: Path, request: InstallRequest, report: Report) -> Model:
    """Unpack or copy a package beside its place, verify it, and move it there."""
    with storage.staging(NAME) as stage:
        if package.is_dir():
            root = stage / "package"
            storage.copy_folder(package, root)
        else:
            storage.unzip(package, stage)
            roots = [path.parent for path in stage.glob("**/metadata.json") if len(path.relative_to(stage).parts) <= 2]
            if len(roots) != 1:
                raise EngineError("this is not an Argos package: it has no metadata.json", path=package)
            root = roots[0]
        model = _verify(root, package, request)
        manifest = {
            "engine": NAME,
            "name": f"translate-{model.source}_{model.target}",
            "source": model.source,
            "target": model.target,
            "version": model.version,
            "license": model.license,
        }
        published = storage.publish(root, NAME, manifest)
    report(install_message(published))
    return published


def _verify(root: Path, package: Path, request: InstallRequest) -> Model:
    """The model in an unpacked package that is for the pair and works. Raises EngineError naming `package`."""
    metadata = read_metadata(root)
    kind = metadata.get("type", "translate")
    if kind != "translate":
        raise EngineError("this package is of type {kind}, not a translation model", kind=kind, path=package)
    model = model_at(root)
    if model.source not in model_codes(request.source, ALIASES) or model.target not in model_codes(
        request.target, ALIASES
    ):
        raise EngineError(
            "this package translates {source} to {target}, not {wanted} to {wanted_target}",
            source=model.source,
            target=model.target,
            wanted=request.source,
            wanted_target=request.target,
            path=package,
        )
    if not all(code.replace("-", "").replace("_", "").isalnum() for code in (model.source, model.target)):
        raise EngineError("the package's language codes are not codes", path=package)
    if not is_package(root) or not any((root / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        raise EngineError("the package is incomplete: it lacks its model or its tokenizer", path=package)
    if wrong := what_is_wrong(NAME, root, model.source, model.target):
        raise EngineError("the package does not work: {reason}", reason=wrong, path=package)
    return model
