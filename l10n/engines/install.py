"""Models on this machine: list, install, remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from l10n.engines.engine import InstallerModule, InstallRequest, Model, Report, is_url
from l10n.engines.listing import installed_models
from l10n.engines.registry import EngineEntry, engine_entries
from l10n.errors import EngineError, L10nError, SourceError
from l10n.translatable import Text

SOURCES: tuple[str, ...] = ("argos", "bergamot", "llm")
"""The engines whose models `install` gets, in the order it tries them."""


def _installers(names: tuple[str, ...] | None = None) -> Iterator[tuple[EngineEntry, InstallerModule]]:
    """The engines whose models are installed here; those with these names, in their order, when names are given."""
    entries = {entry.name: entry for entry in engine_entries()}
    for name in names if names is not None else tuple(entries):
        entry = entries.get(name)
        if entry is None:
            raise EngineError(
                "there is no engine {name!r}", name=name, hint=Text("There are {names}.", names=", ".join(entries))
            )
        try:
            installer = entry.load_installer()
        except EngineError:
            if names is not None:
                raise
            continue
        if installer:
            yield entry, installer


def install(
    source: str,
    target: str,
    *,
    engine: str | None = None,
    origin: str | Path | None = None,
    index: str | None = None,
    report: Report = lambda line: None,
) -> Model:
    """Install a model that translates from one locale to another.

    `origin` is a file, a folder or a URL that holds it. Without one, each engine's own source is tried until one
    answers: `SOURCES`, or `engine` alone; a model that came in this way before is left as it is. `index` takes the
    place of an engine's index of models. `report` is told, a line at a time, what is tried, taken, and how large it
    is. Raises EngineError, saying what was tried, and leaves nothing behind that looks installed; SourceError when
    `origin` is not there.
    """
    request = InstallRequest(source, target, _origin(origin), index)
    names = (engine,) if engine else _origin_engines(request.origin) or (("argos",) if index else SOURCES)
    if origin is None and index is None and (model := _there_already(names, request)):
        report(
            Text(
                "{model} for {engine} is there already: {file}",
                model=model.name,
                engine=model.engine,
                file=str(model.path),
            )
        )
        return model
    failures: list[L10nError] = []
    with _lock():
        for entry, installer in _installers(names):
            try:
                if entry.missing:
                    raise EngineError("the engine {name} is not installed", name=entry.name, hint=entry.missing)
                return installer.install(request, report)
            except L10nError as error:
                failures.append(error)
                if len(names) > 1:
                    report(Text("{engine}: {reason}", engine=entry.name, reason=error.what))
    if len(failures) == 1:
        raise failures[0]
    raise EngineError(
        "no model for {source} to {target} could be installed: {reason}",
        source=source,
        target=target,
        reason="; ".join(str(error.what) for error in failures),
        hint="With a network, run it again; without one, bring a model as a file: l10n models install … --from FILE.",
    )


def _there_already(names: tuple[str, ...], request: InstallRequest) -> Model | None:
    """The model for the pair of the first of the engines that has one; nothing is asked of any network."""
    found = (installer.installed(request.source, request.target) for _, installer in _installers(names))
    return next((model for model in found if model), None)


def _origin(origin: str | Path | None) -> Path | str | None:
    if origin is None or (isinstance(origin, str) and is_url(origin)):
        return origin
    path = Path(origin).expanduser()
    if not path.exists():
        raise SourceError("there is no such file or folder", path=origin)
    return path


def _origin_engines(origin: Path | str | None) -> tuple[str, ...]:
    """Whose model a file or folder holds; for a URL, as its ending says, Argos's where it says nothing."""
    if origin is None:
        return ()
    if isinstance(origin, str):
        return ("llm",) if origin.endswith(".gguf") else ("argos",)
    for entry, installer in _installers():
        if installer.recognizes(origin):
            return (entry.name,)
    raise EngineError(
        "this is not a model that an engine knows, or it is damaged",
        path=origin,
        hint="Known are .argosmodel packages, folders of Firefox Translations models, and .gguf files.",
    )


def remove(name: str, *, engine: str | None = None) -> Model:
    """Remove the installed model of this name (of this engine, when two have one of that name); returns it.

    Raises EngineError when there is none, or it lies outside this program's data folder.
    """
    from l10n.engines import storage

    found = [model for model in installed_models() if model.name == name and engine in (None, model.engine)]
    ours = [model for model in found if model.path.is_relative_to(storage.data_dir())]
    if not found:
        raise EngineError("no model {name!r} is installed", name=name, hint="l10n models list shows those that are.")
    if not ours:
        raise EngineError("this model was not installed by l10n, which leaves it alone", path=found[0].path)
    with _lock():
        storage.discard(ours[0].path)
    return ours[0]


@contextmanager
def _lock() -> Iterator[None]:
    """One install or removal at a time. Raises EngineError when another runs or the data folder cannot be written."""
    from filelock import FileLock, Timeout

    from l10n.engines import storage

    folder = storage.data_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "install.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise EngineError("another install is running", path=folder, hint="Wait for it to finish.") from None
    except OSError as error:
        raise EngineError(
            "the data folder cannot be written ({reason})",
            reason=error.strerror or error,
            path=folder,
            hint="Set L10N_DATA_DIR to a folder that can be written.",
        ) from error
    try:
        yield
    finally:
        lock.release()
