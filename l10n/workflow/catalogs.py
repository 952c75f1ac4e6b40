"""Catalogs on disk: reading them, and bringing them up to date with their articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from l10n.catalog.merge import Changes, merge, new_catalog, template
from l10n.catalog.po import parse_po, render_po
from l10n.errors import L10nError
from l10n.model import Catalog, Document
from l10n.project import Article, Project, read_bytes, revise, write_changed
from l10n.workflow.cache import open_cache
from l10n.workflow.report import Errors, Progress, silent
from l10n.workflow.sources import chosen_articles, chosen_locales, message_units, parse_source, read_source


@dataclass(frozen=True, slots=True)
class UpdatedCatalog:
    """What `update` did to one catalog."""

    locale: str
    article: str
    path: Path
    written: bool
    changes: Changes


@dataclass(frozen=True, slots=True)
class UpdateReport:
    catalogs: tuple[UpdatedCatalog, ...]
    errors: tuple[L10nError, ...]


@dataclass(frozen=True, slots=True)
class ExtractReport:
    templates: tuple[Path, ...]
    written: tuple[Path, ...]
    """Those that changed; with `check`, those that would."""
    units: int
    errors: tuple[L10nError, ...]


def read_catalog(path: Path) -> Catalog | None:
    """The catalog in a file, or None when there is no such file. Raises CatalogError."""
    data = read_bytes(path)
    return None if data is None else parse_po(data, path)


def extract(project: Project, *, check: bool = False, clock: Callable[[], datetime]) -> ExtractReport:
    """Writes a template of every article; with `check`, only says which ones would change."""
    templates, written, units = [], [], 0
    errors = Errors()
    with open_cache(project) as cache:
        for article in project.articles():
            path = project.template_path(article)
            try:
                document = parse_source(project, read_source(project, article), cache)
                found = message_units(project, document)
                data = render_po(template(found, project.reference(article), project.name, clock()))
                if (read_bytes(path) != data) if check else write_changed(path, data):
                    written.append(path)
            except (L10nError, OSError) as error:
                errors.add(error)
                continue
            templates.append(path)
            units += len(found)
    return ExtractReport(tuple(templates), tuple(written), units, tuple(errors.found))


def update(
    project: Project,
    tags: Sequence[str],
    names: Sequence[str] = (),
    *,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> UpdateReport:
    """Merges the articles' units into the locales' catalogs; one bad article or catalog does not stop the others."""
    locales = chosen_locales(project, tags)
    updated: list[UpdatedCatalog] = []
    errors = Errors()
    articles = chosen_articles(project, names)
    with open_cache(project) as cache:
        for number, article in enumerate(articles, 1):
            progress("update", number, len(articles))
            try:
                document = parse_source(project, read_source(project, article), cache)
            except (L10nError, OSError) as error:
                errors.add(error)
                continue
            for locale in locales:
                try:
                    updated.append(update_catalog(project, locale, article, document, clock))
                except (L10nError, OSError) as error:
                    errors.add(error)
    return UpdateReport(tuple(updated), tuple(errors.found))


def update_catalog(
    project: Project, locale: str, article: Article, document: Document, clock: Callable[[], datetime]
) -> UpdatedCatalog:
    """Merges one document into its catalog of one locale. Raises CatalogError, and OSError."""
    path = project.catalog_path(locale, article)
    units = message_units(project, document)
    changes = Changes()

    def merged(data: bytes | None) -> bytes:
        nonlocal changes
        catalog = fresh_catalog(project, locale, path, clock) if data is None else parse_po(data, path)
        result = merge(catalog, units, project.reference(article), source_locale=project.settings.source_locale)
        changes = result.changes
        return data if data is not None and result.catalog == catalog else render_po(result.catalog)

    written = revise(path, merged)
    return UpdatedCatalog(locale, article.name, path, written, changes)


def fresh_catalog(project: Project, locale: str, path: Path, clock: Callable[[], datetime]) -> Catalog:
    """An empty catalog for a locale at a path, with its header."""
    up = "../" * len(path.relative_to(project.root).parent.parts)
    return new_catalog(
        locale,
        project.settings.source_locale,
        project.name,
        clock(),
        base_path=up.rstrip("/") or ".",
        report_bugs_to=project.settings.report_bugs_to,
    )
