"""Catalogs whose article is gone: which they are, and how they go without a word being lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.errors import ConfigurationError, L10nError
from l10n.memory.entry import Entry, approved_entries
from l10n.project import Project
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


def orphan_catalogs(project: Project, locale: str, names: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The catalogs of a locale that belong to none of the articles with these names: each one's name and path."""
    folder = project.catalogs / locale / "LC_MESSAGES"
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in names:
            yield name, path


def prune_catalogs(project: Project, locales: Sequence[str], errors: Errors) -> tuple[Pruned, ...]:
    """Removes the catalogs whose article is gone, each after its texts are in the memory's file. One that cannot be
    read stays, and is an error. Raises ConfigurationError when there is no article at all."""
    names = project.inventory().names
    if not names:
        raise ConfigurationError(
            "there is no article, so every catalog would be removed",
            path=project.source,
            hint="Put the articles back; or delete the catalogs yourself.",
        )
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
