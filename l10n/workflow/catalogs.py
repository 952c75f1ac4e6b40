"""Catalogs on disk: reading them, and bringing them up to date with their articles."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from os.path import relpath
from pathlib import Path

from l10n.catalog.merge import Changes, Lookup, Merged, fold, merge, new_catalog, template
from l10n.catalog.po import parse_po, render_po
from l10n.catalog.rewriting import rewrite_po
from l10n.errors import L10nError
from l10n.memory.entry import Entry
from l10n.model import Catalog, Document, Unit
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange.memory_file import keep_parted, parting_entries
from l10n.workflow.exchange.project_memory import open_project_memory
from l10n.workflow.orphans import Cleaned, Cleared, Pruned, clean_up, orphan_catalogs, orphan_templates
from l10n.workflow.report import Errors, Progress, each, silent
from l10n.workflow.sources import chosen_articles, chosen_locales, message_units, read_document


@dataclass(frozen=True, slots=True)
class UpdatedCatalog:
    """The result of `update` for one catalog."""

    locale: str
    article: str
    path: Path
    written: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class UpdateReport:
    catalogs: tuple[UpdatedCatalog, ...]
    errors: tuple[L10nError, ...]
    orphans: tuple[Path, ...] = ()
    """Catalogs whose article is gone."""
    pruned: tuple[Pruned, ...] = ()
    """Those that were removed."""
    cleared: tuple[Cleared, ...] = ()
    """Catalogs that lost their obsolete entries."""
    orphan_templates: tuple[Path, ...] = ()
    """Templates whose article is gone."""
    pruned_templates: tuple[Path, ...] = ()
    """Those that were removed."""


@dataclass(frozen=True, slots=True)
class ExtractReport:
    templates: tuple[Path, ...]
    written: tuple[Path, ...]
    """The templates that changed; with `check`, those that would."""
    units: int
    errors: tuple[L10nError, ...]
    unread: Mapping[str, int] = field(default_factory=dict)
    """Ending -> the number of files among the sources that no format reads."""


def read_catalog(project: Project, locale: str, article: Article) -> Catalog | None:
    """An article's catalog; None if there is none yet. Raises L10nError and OSError."""
    path = project.catalog_path(locale, article)
    data = project.store.read(path)
    return None if data is None else parse_po(data, path)


def extract(project: Project, *, check: bool = False, progress: Progress = silent) -> ExtractReport:
    """Writes a template of every article; with `check`, only reports which ones would change."""

    def write(article: Article) -> tuple[bool, int]:
        path = project.template_path(article)
        units = message_units(project, read_document(project, article))
        data = render_po(_template(project, article, units))
        return (project.store.read(path) != data if check else project.store.write(path, data)), len(units)

    templates, written, units = [], [], 0
    inventory = project.inventory()
    errors = Errors(list(inventory.errors))
    for article, (changed, number) in each(inventory.articles, write, errors, progress, Text("extract")):
        path = project.template_path(article)
        templates.append(path)
        units += number
        if changed:
            written.append(path)
    return ExtractReport(tuple(templates), tuple(written), units, tuple(errors.found), inventory.unread)


def update(
    project: Project,
    tags: Sequence[str],
    names: Sequence[str] = (),
    *,
    clock: Callable[[], datetime],
    prune: bool = False,
    progress: Progress = silent,
) -> UpdateReport:
    """Merges the articles' units into the locales' catalogs. A bad article or catalog does not stop the others.

    With `prune`, catalogs and templates whose article is gone are removed, and obsolete entries of the others, after
    their texts are in the memory's file."""
    locales = chosen_locales(project, tags)
    errors = Errors()
    articles = chosen_articles(project, names, errors)
    updated: dict[tuple[str, str], UpdatedCatalog] = {}
    kept: dict[str, set[Entry]] = {locale: set() for locale in locales}
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:

        def merge_into_all(article: Article) -> list[str]:
            document = read_document(project, article)
            return [locale for locale in wanted[article] if merge_into(locale, article, document)]

        def merge_into(locale: str, article: Article, document: Document) -> bool:
            """Whether the catalog waits for the memory."""
            path = project.catalog_path(locale, article)
            try:
                found = memory.approved(locale)
                merged = update_catalog(project, locale, article, document, found, clock, kept[locale])
            except Exception as error:  # the others go on
                errors.add(error, article)
                return False
            if merged.waits:
                kept[locale].update(merged.parted)
                return True
            updated[article.name, locale] = UpdatedCatalog(locale, article.name, path, merged.written, merged.changes)
            return False

        wanted = {article: list(locales) for article in articles}
        while wanted:
            told = progress if not updated else silent
            wanted = dict(each(tuple(wanted), merge_into_all, errors, told, Text("update")))
            waiting = {locale for tags in wanted.values() for locale in tags}
            ready = {locale for locale in waiting if keep_parted(project, locale, kept[locale], errors)}
            wanted = {
                article: found for article, tags in wanted.items() if (found := [tag for tag in tags if tag in ready])
            }
    cleaned = clean_up(project, locales, errors) if prune else Cleaned()
    known = project.inventory().names
    orphans = [path for locale in locales for _, path in orphan_catalogs(project, locale, known)]
    places = sorted(updated, key=lambda key: (key[0], locales.index(key[1])))
    return UpdateReport(
        tuple(updated[place] for place in places),
        tuple(errors.found),
        tuple(orphans),
        cleaned.pruned,
        cleaned.cleared,
        tuple(orphan_templates(project, known)),
        cleaned.templates,
    )


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A catalog's file after its article was merged into it."""

    catalog: Catalog
    data: bytes
    written: bool
    changes: Changes
    parted: tuple[Entry, ...] = ()
    """Approved translations of texts that have changed since: the catalog holds them no more."""
    waits: bool = False
    """Whether the file is as it was, because not all of these are known to be kept elsewhere."""


def update_catalog(
    project: Project,
    locale: str,
    article: Article,
    document: Document,
    memory: Lookup,
    clock: Callable[[], datetime],
    kept: Collection[Entry],
) -> MergedFile:
    """Merges one document into its catalog; `memory` finds texts approved elsewhere. A catalog that would part with an
    approved translation is written only when this is among those that are `kept` in the memory's file, so that a run
    may end anywhere. Raises L10nError and OSError."""
    path = project.catalog_path(locale, article)
    units = message_units(project, document)
    language, reference = project.settings.source_locale, project.reference(article)
    catalog, output = empty_catalog(), b""
    result = Merged(catalog, Changes())
    parted: tuple[Entry, ...] = ()
    waits = False

    def merged(data: bytes | None) -> bytes:
        nonlocal catalog, result, output, parted, waits
        catalog = fresh_catalog(project, locale, path, clock) if data is None else parse_po(data, path)
        result = merge(catalog, units, reference, memory=memory, article=article.name, source_locale=language)
        parted = _parted(catalog, result.catalog, article.name) if result.changes.changed else ()
        waits = any(entry not in kept for entry in parted)
        if data is not None and (waits or result.catalog is catalog):
            output = data
        else:
            output = rewrite_po(catalog, data, result.catalog, project.settings.wrap)
        return output

    written = project.store.revise(path, merged)
    return MergedFile(result.catalog, output, written, result.changes, parted, waits)


def _parted(before: Catalog, after: Catalog, article: str) -> tuple[Entry, ...]:
    """The approved translations that a catalog held and holds no more; another wrapping of a text is no other text."""

    def approved(catalog: Catalog) -> dict[tuple[str, str, bool], Entry]:
        messages = tuple(message for message in catalog.messages if not message.fuzzy)
        entries = parting_entries(replace(catalog, messages=messages), article)
        return {(fold(entry.source), entry.target, entry.derived): entry for entry in entries}

    held = approved(after)
    return tuple(entry for identity, entry in approved(before).items() if identity not in held)


def _template(project: Project, article: Article, units: Sequence[Unit]) -> Catalog:
    settings = project.settings
    return template(
        units,
        project.reference(article),
        project.name,
        source_locale=settings.source_locale,
        report_bugs_to=settings.report_bugs_to,
    )


def empty_catalog() -> Catalog:
    """The catalog to start from when there is no file yet."""
    return Catalog((), ())


def fresh_catalog(project: Project, locale: str, path: Path, clock: Callable[[], datetime]) -> Catalog:
    """An empty catalog for a locale at a path, with its header."""
    up = Path(relpath(project.root, path.parent)).as_posix()
    return new_catalog(
        locale,
        project.settings.source_locale,
        project.name,
        clock(),
        base_path=up,
        report_bugs_to=project.settings.report_bugs_to,
    )
