"""`l10n build --watch`: builds again when a project's files change."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from l10n.errors import L10nError
from l10n.project import Project
from l10n.workflow.publish.build import BuildReport

Snapshot = dict[str, tuple[int, int]]
"""Every watched file -> its modification time in nanoseconds and its size in bytes."""


def watch(
    project: Callable[[], Project],
    build: Callable[[], BuildReport],
    tell: Callable[[BuildReport | L10nError], None],
    began: Callable[[list[str]], None] = lambda changed: None,
    events: Callable[[list[Path]], Iterator[bool]] | None = None,
) -> None:
    """Builds now, and again whenever a source, catalog, glossary or configuration file has changed, also during a
    build; until KeyboardInterrupt. What a build writes is no reason for another one that anybody is told of.

    `project` reads the configuration. `began` gets the files that made a build begin, relative to the root. `tell` gets
    every build that wrote something or met other errors than the one before, and every error that prevents a build.
    `events` waits in folders for changes, see `file_events`. Raises L10nError if already the first build cannot begin.
    """
    now = project()
    folders = _folders(now)
    wakes = (events or file_events)(folders)
    seen: Snapshot | None = None
    after: Snapshot | None = None
    known: list[str] | None = None
    while True:
        with contextlib.suppress(L10nError):  # the configuration may be wrong for a while
            now = project()
        snapshot = _snapshot(now)
        if snapshot == seen:
            if folders != (folders := _folders(now)):
                wakes = (events or file_events)(folders)
            while not next(wakes) and _configuration(now).items() <= seen.items() and folders == _folders(now):
                pass
            continue
        if changed := _differing(after, snapshot) if after else ():  # not what the build itself has written
            began(sorted(Path(name).relative_to(now.root).as_posix() for name in changed))
        seen = snapshot
        try:
            result: BuildReport | L10nError = build()
        except L10nError as error:
            if known is None:
                raise
            result = error
        errors = [str(error) for error in (result.errors if isinstance(result, BuildReport) else (result,))]
        written = isinstance(result, BuildReport) and any(each.written for each in result.locales)
        if written or errors != known:
            tell(result)
        known = errors
        after = _snapshot(now)


def file_events(folders: list[Path]) -> Iterator[bool]:
    """Waits for changes in folders: gives True when something may have changed there, and False about every second, for
    files elsewhere. The system tells of changes where watchfiles is installed; without it, files are looked at three
    times a second."""
    try:
        from watchfiles import watch as system_events
    except ImportError:
        while True:
            time.sleep(0.3)
            yield True
    yield True
    first = True  # something may have changed before the system began to tell
    for changes in system_events(
        *folders, debounce=400, step=50, rust_timeout=1000, yield_on_timeout=True, watch_filter=None
    ):
        yield bool(changes) or first
        first = False


def _folders(project: Project) -> list[Path]:
    settings = project.settings
    folders = [project.root / folder for folder in (settings.source, settings.catalogs, settings.glossary)]
    return [folder for folder in folders if folder.is_dir()]


def _snapshot(project: Project) -> Snapshot:
    settings = project.settings
    files: list[Path] = []
    with contextlib.suppress(L10nError, OSError):  # the build says what is wrong
        files += [project.source_path(article) for article in project.articles()]
    for folder, ending in ((settings.catalogs, "po"), (settings.glossary, "csv")):
        files += (project.root / folder).rglob(f"*.{ending}")
    return _configuration(project) | _stamps(files)


def _configuration(project: Project) -> Snapshot:
    return _stamps([project.root / "l10n.toml", project.root / "pyproject.toml"])


def _stamps(files: list[Path]) -> Snapshot:
    found = {}
    for path in files:
        with contextlib.suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _differing(before: Snapshot, after: Snapshot) -> set[str]:
    return {name for name, _ in before.items() ^ after.items()}
