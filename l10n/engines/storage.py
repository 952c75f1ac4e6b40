"""Where models lie on this machine, and how one gets there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import stat
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from l10n.engines.engine import Model, Report, megabytes
from l10n.errors import EngineError, system_reason
from l10n.translatable import Text

MANIFEST = "model.json"
"""Says what a model folder of ours holds; a folder without one is not an installed model."""

MAX_UNPACKED = 8 << 30
"""No archive may unpack to more bytes than this…"""
MAX_RATIO = 50
"""… nor to more than this many times its own size; weights hardly compress at all."""
MAX_ENTRIES = 10_000


def data_dir() -> Path:
    """The folder for models: `L10N_DATA_DIR`, else `l10n` in the platform's place for a user's application data."""
    if folder := os.environ.get("L10N_DATA_DIR"):
        return Path(folder).expanduser()
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "l10n"


def model_dir(engine: str) -> Path:
    """The folder that holds one folder a model of the engine."""
    return data_dir() / "models" / engine


def installed(engine: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The model folders of an engine with their manifests, by name; folders without a readable one are passed over."""
    folder = model_dir(engine)
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        try:
            manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(manifest, dict):
            yield path, manifest


def model_of(path: Path, manifest: dict[str, Any], engine: str) -> Model:
    """The model that a manifest describes."""
    return Model(
        engine=engine,
        source=str(manifest.get("source", "")),
        target=str(manifest.get("target", "")),
        name=str(manifest.get("name", path.name)),
        version=str(manifest.get("version", "")),
        size=folder_size(path),
        license=str(manifest.get("license", "")),
        path=path,
    )


def folder_size(path: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


@contextmanager
def staging(engine: str) -> Iterator[Path]:
    """A fresh folder on the same disk as the models, gone afterwards whatever happens."""
    base = data_dir() / "staging"
    folder = base / f"{engine}-{secrets.token_hex(8)}"
    try:
        try:
            base.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise EngineError(
                "cannot write to the data folder: {reason}",
                reason=system_reason(error),
                path=base,
                hint="Set L10N_DATA_DIR to a folder that can be written.",
            ) from error
        yield folder
    finally:
        try:
            shutil.rmtree(folder, ignore_errors=True)
        except BaseException:  # told to stop just now
            shutil.rmtree(folder, ignore_errors=True)
            raise


REPLACED = "replaced"
"""What the folder begins with that holds a model until the new one is in its place."""
RESUMED_WITHIN = 30 * 24 * 3600.0
"""Seconds for which half a download is kept, for a run that goes on."""


def sweep() -> None:
    """Remove what killed runs left in the staging folder; whoever calls it holds the lock of installs.

    Halves of downloads stay for a month, and so do the joined parts of the starter model. A model that was to be
    replaced, and was not, comes back.
    """
    base = data_dir() / "staging"
    for manifest in base.glob(f"{REPLACED}-*/*/{MANIFEST}"):
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            engine = str(json.loads(manifest.read_text("utf-8"))["engine"])
            if not (target := model_dir(engine) / manifest.parent.name).exists():
                manifest.parent.replace(target)
    for path in base.iterdir() if base.is_dir() else ():
        resumable = path.suffix in (".part", ".validator") or (path / "progress.json").exists()
        if not resumable or time.time() - path.stat().st_mtime > RESUMED_WITHIN:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def publish(folder: Path, engine: str, manifest: dict[str, Any]) -> Model:
    """Move a staged, verified folder into its place as the model `manifest["name"]`, in place of an older one."""
    write_manifest(folder, manifest)
    target = model_dir(engine) / str(manifest["name"])
    target.parent.mkdir(parents=True, exist_ok=True)
    with staging(REPLACED) as old:
        try:
            _make_room(target, old)
            folder.replace(target)
        except BaseException:
            if not target.exists():
                _make_room(old / target.name, target.parent)  # the old one comes back
            raise
    return model_of(target, manifest, engine)


def _make_room(model: Path, into: Path) -> None:
    if model.exists():
        model.replace(into / model.name)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a folder's manifest in place, whole."""
    new = folder / f"{MANIFEST}.new"
    new.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    new.replace(folder / MANIFEST)


def discard(path: Path) -> None:
    """Take a model folder away: first out of sight in one step, then from the disk."""
    if not path.exists():
        return
    with staging("removed") as trash:
        path.replace(trash / path.name)


def unzip(archive: Path, into: Path) -> None:
    """Unpack an archive that may be hostile.

    Raises EngineError when it is damaged, or an entry would leave the folder, is a link, is encrypted, or unpacks to
    unreasonably much; `into` may then hold a part and must be thrown away.
    """
    try:
        with zipfile.ZipFile(archive) as zipped:
            entries = zipped.infolist()
            _refuse_hostile(archive, entries)
            budget = min(MAX_UNPACKED, max(archive.stat().st_size * MAX_RATIO, 1 << 20))
            for entry in entries:
                target = into / entry.filename
                if entry.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(entry) as packed, target.open("wb") as unpacked:
                    while block := packed.read(1 << 20):
                        budget -= len(block)
                        if budget < 0:
                            raise EngineError("the package unpacks to far more than a model holds", path=archive)
                        unpacked.write(block)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise EngineError(
            "the package is damaged or incomplete ({reason})", reason=error, path=archive, hint="Download it again."
        ) from error


def _refuse_hostile(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise EngineError(
            "the package has {entries} entries, far more than a model", entries=len(entries), path=archive
        )
    for entry in entries:
        name = entry.filename
        outside = (
            ".." in PurePosixPath(name).parts
            or ".." in PureWindowsPath(name).parts
            or name.startswith(("/", "\\"))
            or bool(PureWindowsPath(name).drive)
        )
        if outside or stat.S_ISLNK(entry.external_attr >> 16):
            raise EngineError("the package's entry {name!r} would leave its folder", name=name, path=archive)
        if entry.flag_bits & 1:
            raise EngineError("the package's entry {name!r} is encrypted", name=name, path=archive)


def copy_folder(origin: Path, into: Path) -> None:
    """Copy a folder's regular files. Raises EngineError for a link that leads elsewhere, or an unreadable file."""
    try:
        for path in origin.rglob("*"):
            if path.is_symlink() and not path.resolve().is_relative_to(origin.resolve()):
                raise EngineError("the folder holds a link that leaves it", path=path)
        shutil.copytree(origin, into, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise EngineError("the folder cannot be copied ({reason})", reason=error, path=origin) from error


def place(file: Path, into: Path, report: Report, *, ours: bool) -> None:
    """Put a model's file into its folder without a second copy on the disk, where that can be: a download is moved, a
    user's own file gets a second name. Raises OSError."""
    if ours:
        shutil.move(file, into)
        return
    try:
        into.hardlink_to(file)
    except OSError:  # another disk, or one without hard links
        report(Text("copying {size}: the file lies on another disk", size=megabytes(file.stat().st_size)))
        shutil.copyfile(file, into)


def file_sha256(path: Path) -> str:
    """The hex digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
