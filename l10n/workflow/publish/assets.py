"""What pages need and is no article: pictures, includes, configuration, brought along into the outputs of a locale."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from l10n.project import Article, Project
from l10n.store import Store
from l10n.workflow.report import Errors, each, silent


def publish_assets(
    project: Project, store: Store, out: Path, locale: str, files: Sequence[str], errors: Errors
) -> tuple[str, ...]:
    """Copies the files, named by their paths in the folder of sources, to where a locale's outputs have them: relative
    links to them lead there as in the sources. What is there already stays. Returns their paths in the folder of
    outputs. Nothing is ever copied into the folder of sources, where the originals are; files that cannot be copied go
    to `errors`."""
    source = os.path.realpath(project.source)

    def copied(file: str) -> str:
        path = project.output_path(locale, Article(file.removesuffix(Path(file).suffix), file))
        place, original = out / path, project.source / file
        if os.path.realpath(place).startswith(source + os.sep):
            return ""
        if not _is_copy(store.place(place), project.store.place(original)):
            store.write(place, project.store.read_known(original))
        return path

    return tuple(path for _, path in each(files, copied, errors, silent) if path)


def _is_copy(place: Path, original: Path) -> bool:
    """Whether a file was copied since its original last changed."""
    try:
        there, source = place.stat(), original.stat()
    except FileNotFoundError:
        return False
    return there.st_size == source.st_size and there.st_mtime_ns >= source.st_mtime_ns
