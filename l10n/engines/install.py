"""Models on this machine: list, install, remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from l10n.engines import storage
from l10n.engines.best_model import (
    WORTH,
    Candidate,
    candidates,
    quality_text,
    refuse_mistaken,
    refuse_unknown,
    score_of,
    starter,
)
from l10n.engines.engine import (
    Confirm,
    InstallerModule,
    InstallRequest,
    Model,
    Progress,
    Report,
    is_url,
    no_progress,
    unasked,
)
from l10n.engines.languages import PIVOT
from l10n.engines.listing import installed_models
from l10n.engines.registry import EngineEntry, engine_entries
from l10n.errors import EngineError, L10nError, SourceError, system_reason
from l10n.locales import language
from l10n.translatable import Text, joined


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
    progress: Progress = no_progress,
    confirm: Confirm = unasked,
) -> Model:
    """Install a model that translates from one locale to another.

    `origin` is a file, a folder or a URL that holds it. Without one, the best model of the catalogue that can be had is
    taken, in place of a worse one; or that of `engine` alone. `index` takes the place of an engine's index of models.
    `report` is told, a line at a time, what is tried, taken, how large and how good it is; `confirm` is asked before
    more than 500 MB are fetched. Raises LocaleError for a tag that is no locale's; EngineError, saying what was tried,
    and leaves nothing behind that looks installed; SourceError when `origin` is not there.
    """
    for tag in (source, target):
        refuse_mistaken(tag)
    request = InstallRequest(source, target, _origin(origin), index, progress, confirm)
    with _lock():
        storage.sweep()
        if origin is None and index is None and engine is None:
            return _install_best(request, report)
        return _install_named(request, engine, report)


def _install_named(request: InstallRequest, engine: str | None, report: Report) -> Model:
    """The model of one engine, or that of an origin."""
    names = (engine,) if engine else _origin_engines(request.origin) or ("argos",)
    if request.origin is None and request.index is None and (model := _there_already(names, request)):
        report(_there(model))
        return model
    (entry, installer), *_ = _installers(names)
    return _run(entry, installer, request, report)


def _install_best(request: InstallRequest, report: Report) -> Model:
    """The best model that can be had: what is there already, when nothing better can."""
    source, target = request.source, request.target
    for tag in (source, target):
        refuse_unknown(tag)
    here = _best_here(request)
    score = score_of(here, source, target) if here else 0.0
    failures: list[L10nError] = []
    for candidate in candidates(source, target):
        if here and candidate.score < score + WORTH:
            continue
        try:
            model = _install_candidate(candidate, request, report)
            if here:
                report(Text("it takes the place of {model} ({engine})", model=here.name, engine=here.engine))
                report(Text("`l10n draft --again` drafts anew what another model drafted before"))
            return model
        except L10nError as error:
            failures.append(error)
            report(Text("{engine}: {reason}", engine=candidate.engine, reason=error.what))
    if (not here or here.engine == "llm") and PIVOT not in (language(source), language(target)):
        with suppress(L10nError):
            legs = [replace(request, target=PIVOT), replace(request, source=PIVOT)]
            return [_install_direct(leg, report) for leg in legs][1]
    if here:
        report(_there(here))
        report(Text("{model}: {quality}", model=here.name, quality=quality_text(here, source, target)))
        return here
    try:
        return _install_candidate(starter(), request, report)
    except L10nError as error:
        failures.append(error)
        report(Text("{engine}: {reason}", engine="llm", reason=error.what))
    raise EngineError(
        "no model for {source} to {target} could be installed: {reason}",
        source=source,
        target=target,
        reason=joined([error.what for error in failures]),
        hint="With a network, run it again; without one, bring a model as a file: l10n models install … --from FILE.",
    )


def _install_direct(request: InstallRequest, report: Report) -> Model:
    """The best model that was made for the very pair. Raises the last error when none can be had."""
    if (here := _best_here(request)) and here.engine != "llm":
        return here
    *others, last = candidates(request.source, request.target)
    for candidate in others:
        with suppress(L10nError):
            return _install_candidate(candidate, request, report)
    return _install_candidate(last, request, report)


def _install_candidate(candidate: Candidate, request: InstallRequest, report: Report) -> Model:
    ((entry, installer),) = _installers((candidate.engine,))
    model = _run(entry, installer, request, report)
    report(Text("{model}: {quality}", model=model.name, quality=quality_text(model, request.source, request.target)))
    return model


def _run(entry: EngineEntry, installer: InstallerModule, request: InstallRequest, report: Report) -> Model:
    if entry.missing:
        raise EngineError("the engine {name} is not installed", name=entry.name, hint=entry.missing)
    model = installer.install(request, report)
    if "-NC" in model.license.upper():
        report(Text("its license, {license}, does not allow commercial use", license=model.license))
    return model


def _best_here(request: InstallRequest) -> Model | None:
    """The best model for a pair on this machine, whoever put it there."""
    found = [model for _, each in _installers() if (model := each.installed(request.source, request.target))]
    return max(found, key=lambda model: score_of(model, request.source, request.target), default=None)


def _there(model: Model) -> Text:
    return Text(
        "{model} for {engine} is there already: {file}", model=model.name, engine=model.engine, file=str(model.path)
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
        return ("llm",) if urlsplit(origin).path.endswith(".gguf") else ("argos",)
    for entry, installer in _installers():
        if installer.recognizes(origin):
            return (entry.name,)
    raise EngineError(
        "this is not a model that an engine knows, or it is damaged",
        path=origin,
        hint="Known are .argosmodel packages, folders of Firefox Translations and CTranslate2 models, and .gguf files.",
    )


def remove(name: str, *, engine: str | None = None) -> Model:
    """Remove the installed model of this name (of this engine, when two have one of that name); returns it.

    Raises EngineError when there is none, or it lies outside this program's data folder.
    """
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
            reason=system_reason(error),
            path=folder,
            hint="Set L10N_DATA_DIR to a folder that can be written.",
        ) from error
    try:
        yield
    finally:
        lock.release()
