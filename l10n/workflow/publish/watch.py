"""`l10n build --watch`: builds again when a project's files change."""

import contextlib
import time
from collections.abc import Callable

from l10n.errors import L10nError
from l10n.project import Project
from l10n.workflow.publish.build import BuildReport


def watch(
    project: Project,
    build: Callable[[], BuildReport],
    tell: Callable[[BuildReport | L10nError], None],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Builds now, and again whenever a source, catalog, glossary or configuration file has changed, also during a
    build; until KeyboardInterrupt. `tell` gets every build that wrote something or met other errors than the one
    before, and every error that prevents a build. Raises L10nError if already the first build cannot begin."""
    seen: dict[str, tuple[int, int]] | None = None
    known: list[str] | None = None
    while True:
        now = _snapshot(project)
        if now != seen:
            seen = now
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
        else:
            pause(0.3)


def _snapshot(project: Project) -> dict[str, tuple[int, int]]:
    """Every watched file -> its modification time in nanoseconds and its size in bytes."""
    settings = project.settings
    files = [project.root / "l10n.toml", project.root / "pyproject.toml"]
    for folder in (settings.source, settings.catalogs, settings.glossary):
        files += (project.root / folder).rglob("*")
    found = {}
    for path in files:
        with contextlib.suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found
