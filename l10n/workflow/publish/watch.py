"""`l10n build --watch`: notice what changed in a project's files."""

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
    """Builds now, and again whenever a source, catalog, glossary or configuration file changed, also while a build ran;
    until KeyboardInterrupt.

    `tell` gets what is news: a build that wrote something or met other errors than the one before, and what keeps a
    build from beginning. Raises L10nError when that is so from the start.
    """
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
    """Every watched file's time of change, in nanoseconds, and size in bytes."""
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
