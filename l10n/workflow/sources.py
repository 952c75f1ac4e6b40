"""Source articles, read and parsed; and the units whose texts a catalog holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.errors import ConfigurationError, SourceError
from l10n.files import decode_source
from l10n.formats import ParseOptions, format_for
from l10n.locales import posix_tag
from l10n.model import UNSPLIT_TYPES, Document, Unit
from l10n.project import Article, Project
from l10n.segmentation import sentences
from l10n.translatable import Text
from l10n.workflow.cache import digest


@dataclass(frozen=True, slots=True)
class Source:
    """A source article as it was read."""

    article: Article
    data: bytes
    digest: str
    """The SHA-256 of its bytes, in hex."""


def read_source(project: Project, article: Article) -> Source:
    """Reads an article's bytes. Raises OSError."""
    data = project.source_path(article).read_bytes()
    return Source(article, data, digest(data))


def parse_source(project: Project, source: Source) -> Document:
    """The article's document. Raises SourceError with path and line."""
    return parse_bytes(source.data, project.source_path(source.article), project.settings.parse_options)


def parse_bytes(data: bytes, path: Path, options: ParseOptions) -> Document:
    """The document in a file's bytes; its name's ending tells the format. Raises SourceError with path and line."""
    form = format_for(path)
    try:
        return form.parse(form.package.unpack(data) if form.package else decode_source(data, path), options)
    except SourceError as error:
        error.path = error.path or path
        raise


def read_document(project: Project, article: Article) -> Document:
    """The article's document, as it is on disk now. Raises SourceError with path and line, and OSError."""
    return parse_source(project, read_source(project, article))


def split_unit(project: Project, unit: Unit) -> list[str]:
    """The sentences of a unit, white space included."""
    if unit.type in UNSPLIT_TYPES:
        return [unit.text]
    return sentences(unit.text, project.settings.source_locale, abbreviations=project.settings.abbreviations)


def splitter(project: Project) -> Callable[[Unit], list[str]] | None:
    """How the project's catalogs cut a unit into messages; None when the unit is the message."""
    return (lambda unit: split_unit(project, unit)) if project.settings.unit == "sentence" else None


def message_units(project: Project, document: Document) -> tuple[Unit, ...]:
    """The units whose texts the article's catalog holds: blocks, or sentences by the project's choice."""
    split = splitter(project)
    if split is None:
        return document.units
    pieces = ((unit, piece.strip()) for unit in document.units for piece in split(unit))
    return tuple(replace(unit, text=piece, raw=piece) for unit, piece in pieces if piece)


def chosen_articles(project: Project, names: Iterable[str]) -> list[Article]:
    """The articles of these names, or all; a name may be a catalog's name or a path. Raises ConfigurationError."""
    articles = project.articles()
    names = list(names)
    if not names:
        return articles
    prefix = project.settings.source + "/"
    by_name = {key: article for article in articles for key in (article.name, article.file, prefix + article.file)}
    for name in names:
        if name not in by_name:
            known = ", ".join(article.name for article in articles[:8])
            raise ConfigurationError(
                "no article {name!r}", name=name, path=project.source, hint=Text("There are: {known}", known=known)
            )
    return sorted({by_name[name] for name in names})


def chosen_locales(project: Project, tags: Sequence[str]) -> list[str]:
    """The locales of these tags in gettext's spelling, or the project's. Raises LocaleError for an unknown one and
    ConfigurationError when there is none to work on."""
    locales = list(dict.fromkeys(posix_tag(tag) for tag in tags)) or project.locales()
    if not locales:
        raise ConfigurationError(
            "no locale to work on",
            path=project.root,
            hint="Name one with --locale, or list `locales` in the configuration.",
        )
    if project.settings.source_locale in locales:
        raise ConfigurationError(
            "{source_locale} is the language of the source",
            source_locale=project.settings.source_locale,
            path=project.root,
        )
    return locales
