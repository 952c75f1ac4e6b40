"""`l10n init`: a project's configuration and folders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import ConfigurationError
from l10n.languages.language import language
from l10n.locales import posix_tag
from l10n.project import Project, find_project
from l10n.settings import Settings
from l10n.store import Store


@dataclass(frozen=True, slots=True)
class SetupReport:
    configuration: Path
    created: tuple[Path, ...]


def init(folder: Path, *, source_locale: str, locales: Sequence[str]) -> SetupReport:
    """Writes `[tool.l10n]` into the folder's pyproject.toml, or l10n.toml where there is none, and makes the folders.

    Raises ConfigurationError when the folder is a project already, LocaleError for an unknown locale.
    """
    if not folder.is_dir():
        raise ConfigurationError("there is no such folder", path=folder)
    pyproject, own = folder / "pyproject.toml", folder / "l10n.toml"
    if own.exists() or (pyproject.exists() and "[tool.l10n]" in pyproject.read_text(encoding="utf-8")):
        configuration = own if own.exists() else pyproject
        raise ConfigurationError("this is a project already", path=configuration, hint="Edit its configuration.")
    tags = ", ".join(f'"{posix_tag(tag)}"' for tag in locales)
    lines = f'source_locale = "{posix_tag(source_locale)}"\nlocales = [{tags}]\n'
    if plain := [posix_tag(tag) for tag in locales if "plain-style" in language(tag).traits]:
        lines += f"plain_style = {json.dumps(plain)}\n"  # as articles are written
    configuration = pyproject if pyproject.exists() else own
    store = Store(folder.resolve(), None)
    if configuration == pyproject:
        text = pyproject.read_text(encoding="utf-8")
        store.write(pyproject, f"{text.rstrip()}\n\n[tool.l10n]\n{lines}".encode())
    else:
        store.write(own, lines.encode())
    project: Project = find_project(folder)
    created = []
    for path in (project.source, project.catalogs, project.root / Settings().glossary):
        if not path.exists():
            path.mkdir(parents=True)
            created.append(path)
    _ignore_build(folder, store)
    return SetupReport(configuration, tuple(created))


def _ignore_build(folder: Path, store: Store) -> None:
    """Keeps the output out of version control, where there is one."""
    if not (folder / ".git").exists():
        return
    path = folder / ".gitignore"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "build/" not in text.splitlines():
        store.write(path, f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}build/\n".encode())
