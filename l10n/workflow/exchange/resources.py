"""`l10n memory` and `l10n glossary`: import, export, search and list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import l10n
from l10n.errors import ConfigurationError
from l10n.files import read_file
from l10n.glossary.tbx import parse_tbx
from l10n.glossary.terms import parse_terms
from l10n.locales import posix_tag
from l10n.memory.entry import Entry
from l10n.memory.tmx import parse_tmx, render_tmx
from l10n.model import Term
from l10n.project import Project
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange.memory_file import keep
from l10n.workflow.exchange.project_memory import open_project_memory
from l10n.workflow.glossaries import put_terms, read_terms

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    read: int
    new: int
    skipped: int = 0
    """Rows without one of the two languages."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One hit of a search in the memory."""

    locale: str
    source: str
    target: str
    article: str


def import_memory(project: Project, tag: str, path: Path) -> Imported:
    """Adds a TMX file's translations into one locale to the project's own file of them. Raises L10nError with path and
    line, and OSError."""
    locale = posix_tag(tag)
    exchange = parse_tmx(read_file(path), path, project.settings.source_locale, locale)
    new = keep(project, locale, exchange.entries)
    return Imported(len(exchange.entries), new, exchange.skipped)


def export_memory(project: Project, tag: str, clock: Clock) -> tuple[bytes, int]:
    """All entries of a locale as a TMX 1.4b file, and their number."""
    locale = posix_tag(tag)
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        entries: list[Entry] = memory.export(locale)
    return render_tmx(entries, project.settings.source_locale, locale, version=l10n.__version__), len(entries)


def search_memory(project: Project, words: str, tag: str | None, limit: int, clock: Clock) -> tuple[Pair, ...]:
    """The pairs with exactly these words in their source or translation, newest first."""
    locale = posix_tag(tag) if tag else None
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        found = memory.search(words, locale, limit=limit)
    return tuple(Pair(locale, entry.source, entry.target, entry.article) for locale, entry in found)


def list_terms(project: Project, tag: str) -> tuple[Term, ...]:
    """The terms of a locale's glossary. Raises L10nError with path and line."""
    return read_terms(project, posix_tag(tag))


def import_terms(project: Project, tag: str, path: Path) -> Imported:
    """Adds the terms of a TBX or CSV file to a locale's glossary; a term that is there already stays unchanged.

    Raises L10nError with path and line, and OSError.
    """
    locale = posix_tag(tag)
    data = read_file(path)
    if path.suffix.lower() == ".csv":
        terms = parse_terms(data, path)
    elif path.suffix.lower() in (".tbx", ".xml"):
        terms = parse_tbx(data, project.settings.source_locale, locale, path)
    else:
        raise ConfigurationError("cannot import this kind of file", path=path, hint="Known are .tbx and .csv.")
    return Imported(len(terms), len(put_terms(project, locale, terms)))
