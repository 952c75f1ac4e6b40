"""Opening a project, and `l10n init`: a project's configuration and folders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from l10n.errors import ConfigurationError
from l10n.formats import suggested_formats
from l10n.languages.language import language
from l10n.locales import posix_tag, same_language
from l10n.project import Project, find_project
from l10n.settings import Settings, read_table
from l10n.store import Store


def open_project(folder: Path) -> Project:
    """The project that a folder lies in. Raises what `find_project` does, and ConfigurationError for a table of
    settings that is no engine's."""
    project = find_project(folder)
    if tables := project.settings.engine_tables:
        from l10n.engines import check_tables

        try:
            check_tables(tables)
        except ConfigurationError as error:
            error.path = project.configuration
            raise
    return project


@dataclass(frozen=True, slots=True)
class SetupReport:
    configuration: Path
    created: tuple[Path, ...]
    added: tuple[str, ...] = ()
    """The locales that were added to a project's configuration."""
    known: tuple[str, ...] = ()
    """The asked-for locales that the project has already, by the names it has them under."""
    locales: tuple[str, ...] = ()
    """All locales of the project now."""
    is_new: bool = True
    has_articles: bool = False
    """Whether a new project has articles already."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """What the project's own files say about the dialects of its articles; written into the configuration."""


def init(folder: Path, *, source_locale: str, locales: Sequence[str], otherwise: Sequence[str] = ()) -> SetupReport:
    """Writes `[tool.l10n]` into the folder's pyproject.toml, or l10n.toml where there is none, and makes the folders.
    `otherwise` are the locales of a new project if none is named.
    In a project that is one already, adds the locales that its configuration lacks, and makes what is missing.

    Raises ConfigurationError when the folder or its configuration cannot be used, LocaleError for an unknown locale.
    """
    import tomlkit

    if not folder.is_dir():
        raise ConfigurationError("there is no such folder", path=folder)
    tags = tuple(dict.fromkeys(posix_tag(tag) for tag in locales))
    if (configuration := _configuration(folder)) is not None:
        return _extended(folder, configuration, tags)
    tags = tags or tuple(otherwise)
    lines = tomlkit.document()
    lines["source_locale"] = posix_tag(source_locale)
    lines["locales"] = list(tags)
    if plain := _plain(tags):
        lines["plain_style"] = plain  # as articles are written
    if formats := suggested_formats(partial(_texts, folder)):
        lines["formats"] = tomlkit.inline_table()
        lines["formats"].update(formats)
    pyproject, own = folder / "pyproject.toml", folder / "l10n.toml"
    store = Project(folder.resolve(), Settings()).store
    _ignore_build(folder, store)  # before the configuration makes it a project: a run that dies here is begun anew
    configuration = pyproject if pyproject.exists() else own
    if configuration == pyproject:
        text = pyproject.read_text(encoding="utf-8")
        store.write(pyproject, f"{text.rstrip()}\n\n[tool.l10n]\n{tomlkit.dumps(lines)}".encode())
    else:
        store.write(own, tomlkit.dumps(lines).encode())
    project = find_project(folder)
    created = _make_folders(project)
    return SetupReport(
        configuration, created, locales=tags, has_articles=bool(project.inventory().names), formats=formats
    )


def _texts(folder: Path, file: str) -> list[str]:
    """The texts of the files of this path in a folder and in the folders in it; links that lead away are not read."""
    root = folder.resolve()
    found = [path.resolve() for path in (folder / file, *sorted(folder.glob(f"*/{file}"))) if path.is_file()]
    return [path.read_text(encoding="utf-8", errors="replace") for path in found if path.is_relative_to(root)]


def _configuration(folder: Path) -> Path | None:
    """The file that makes a folder a project; None if it is none."""
    pyproject, own = folder / "pyproject.toml", folder / "l10n.toml"
    if own.exists():
        return own
    return pyproject if pyproject.exists() and read_table(pyproject, ("tool", "l10n")) is not None else None


def _extended(folder: Path, configuration: Path, tags: tuple[str, ...]) -> SetupReport:
    """Adds to a project what it lacks; comments and order of its configuration stay."""
    import tomlkit

    project = find_project(folder)
    known = project.locales()
    by_tag = {tag: next((each for each in known if same_language(each, tag)), "") for tag in tags}
    if project.settings.source_locale in tags:
        raise ConfigurationError(
            "{source_locale} is the language of the source",
            source_locale=project.settings.source_locale,
            path=configuration,
        )
    added = tuple(tag for tag in tags if not by_tag[tag])
    if added:

        def extended(data: bytes | None) -> bytes:
            document = tomlkit.parse((data or b"").decode())
            table: Any = document if configuration.name == "l10n.toml" else document["tool"]["l10n"]
            for key, values in (("locales", [*known, *added]), ("plain_style", _plain(added))):
                present = table.get(key) or []
                missing = [value for value in values if value not in present]
                if present:
                    present.extend(missing)
                elif missing:
                    table[key] = missing
            return tomlkit.dumps(document).encode()

        project.store.revise(configuration, extended)
    created = _make_folders(find_project(folder))
    already = tuple(name for name in by_tag.values() if name)
    return SetupReport(configuration, created, added, already, (*known, *added), is_new=False)


def _plain(tags: Sequence[str]) -> list[str]:
    return [tag for tag in tags if "plain-style" in language(tag).traits]


def _make_folders(project: Project) -> tuple[Path, ...]:
    created = []
    for path in (project.source, project.catalogs, project.root / project.settings.glossary):
        if not path.exists():
            path.mkdir(parents=True)
            created.append(path)
    return tuple(created)


def _ignore_build(folder: Path, store: Store) -> None:
    """Keeps the output out of version control, where there is one."""
    if not (folder / ".git").exists():
        return
    path = folder / ".gitignore"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "build/" not in text.splitlines():
        store.write(path, f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}build/\n".encode())
