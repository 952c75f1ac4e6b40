"""Catalogs whose article is gone: which they are, and how they go without a word being lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from errno import ENOENT
from functools import partial
from os import strerror
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.errors import ConfigurationError, L10nError
from l10n.memory.entry import Entry, approved_entries
from l10n.model import Catalog
from l10n.project import Article, Project
from l10n.workflow.exchange.memory_file import keep, parting_entries
from l10n.workflow.report import Errors


@dataclass(frozen=True, slots=True)
class Pruned:
    """A catalog that was removed."""

    path: Path
    memory: Path
    """The file that its texts are in."""
    kept: int
    """How many texts the file keeps of it: those that no other catalog holds."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A catalog that lost its obsolete entries."""

    path: Path
    memory: Path
    """The file that their texts are in."""
    entries: int
    """How many there were."""
    kept: int
    """How many texts the file keeps of them: those that no catalog translates."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What went out of a project."""

    pruned: tuple[Pruned, ...] = ()
    cleared: tuple[Cleared, ...] = ()
    templates: tuple[Path, ...] = ()
    """Templates whose article is gone."""


def clean_up(project: Project, locales: Sequence[str], errors: Errors) -> Cleaned:
    """Removes what no article needs any more: catalogs and templates whose article is gone, and the obsolete entries of
    the other catalogs; all words of people are in the memory's file before. What cannot be read stays, and is an error.
    Raises ConfigurationError when there is no article at all."""
    names = project.inventory().names
    if not names:
        raise ConfigurationError(
            "there is no article, so every catalog would be removed",
            path=project.source,
            hint="Put the articles back; or delete the catalogs yourself.",
        )
    pruned = _prune_catalogs(project, locales, names, errors)
    cleared = [found for locale in locales for found in _clear_catalogs(project, locale, names, errors)]
    templates = []
    for path in orphan_templates(project, names):
        try:
            project.store.remove(path, project.catalogs)
        except (L10nError, OSError) as error:
            errors.add(error, path)
        else:
            templates.append(path)
    return Cleaned(pruned, tuple(cleared), tuple(templates))


def orphan_templates(project: Project, names: Collection[str]) -> list[Path]:
    """The templates that belong to none of the articles with these names."""
    folder = project.template_path(Article("a", "a")).parent
    found = sorted(folder.rglob("*.pot"))
    return [path for path in found if path.relative_to(folder).with_suffix("").as_posix() not in names]


def orphan_catalogs(project: Project, locale: str, names: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The catalogs of a locale that belong to none of the articles with these names: each one's name and path."""
    folder = project.catalogs / locale / "LC_MESSAGES"
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in names:
            yield name, path


def _prune_catalogs(
    project: Project, locales: Sequence[str], names: Collection[str], errors: Errors
) -> tuple[Pruned, ...]:
    """Removes the catalogs whose article is gone."""
    pruned = []
    for locale in locales:
        orphans = list(orphan_catalogs(project, locale, names))
        held = _held(project, locale, names) if orphans else set()
        for name, path in orphans:
            try:
                data = project.store.read_known(path)
                parting = [entry for entry in parting_entries(parse_po(data, path), name) if _text(entry) not in held]
                keep(project, locale, parting)
                with project.store.holding(path, bucket=True):
                    if project.store.read(path) != data:  # somebody works on it
                        continue
                    project.store.remove(path, project.catalogs)
            except (L10nError, OSError) as error:
                errors.add(error, path)
            else:
                pruned.append(Pruned(path, project.memory_path(locale), len(parting)))
    return tuple(pruned)


def _clear_catalogs(project: Project, locale: str, names: Collection[str], errors: Errors) -> Iterator[Cleared]:
    """Takes the obsolete entries out of a locale's catalogs."""
    found: dict[Path, tuple[bytes, Catalog, list[Entry]]] = {}
    held: set[tuple[str, str]] = set()
    for name in sorted(names):
        path = project.catalog_path(locale, name)
        try:
            data = project.store.read(path)
            catalog = parse_po(data, path) if data is not None else Catalog((), ())
        except (L10nError, OSError):  # `update` has said so
            continue
        live = replace(catalog, messages=catalog.live)
        held |= {_text(entry) for entry in approved_entries(live, name)}
        if data is not None and live.messages != catalog.messages:
            obsolete = tuple(message for message in catalog.messages if message.obsolete)
            found[path] = data, live, parting_entries(replace(catalog, messages=obsolete), name)
    parting = {
        path: [entry for entry in entries if _text(entry) not in held] for path, (_, _, entries) in found.items()
    }
    try:
        keep(project, locale, [entry for entries in parting.values() for entry in entries])
    except (L10nError, OSError) as error:
        errors.add(error)
        return
    for path, (data, live, _) in found.items():
        try:
            written = project.store.revise(path, partial(_without_obsolete, path, data, live, project.settings.wrap))
        except (L10nError, OSError) as error:
            errors.add(error, path)
            continue
        if written:
            entries = len(parse_po(data, path).messages) - len(live.messages)
            yield Cleared(path, project.memory_path(locale), entries, len(parting[path]))


def _without_obsolete(path: Path, seen: bytes, live: Catalog, width: int, data: bytes | None) -> bytes:
    """The catalog's file with its live entries alone; a file that somebody has changed meanwhile stays as it is."""
    if data is None:
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(path))
    return rewrite_po(parse_po(data, path), data, live, width) if data == seen else data


def _held(project: Project, locale: str, names: Collection[str]) -> set[tuple[str, str]]:
    """The approved texts in the catalogs of articles that are there. What is in a catalog that cannot be read is not
    among them."""
    held = set()
    for name in names:
        path = project.catalog_path(locale, name)
        try:
            data = project.store.read(path)
            found = approved_entries(parse_po(data, path), name) if data is not None else []
        except (L10nError, OSError):  # `update` has said so
            continue
        held |= {_text(entry) for entry in found}
    return held


def _text(entry: Entry) -> tuple[str, str]:
    return entry.source, entry.target
