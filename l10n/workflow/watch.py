"""`l10n build --watch`: notice what changed in a project's files."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from l10n.project import Project


def watch(project: Project, once: Callable[[], int], pause: Callable[[float], None] = time.sleep) -> None:
    """Calls `once` whenever a source, catalog, glossary or configuration file changed; until KeyboardInterrupt."""
    seen = _snapshot(project)
    while True:
        pause(0.3)
        now = _snapshot(project)
        if now != seen:
            once()
            seen = _snapshot(project)


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
