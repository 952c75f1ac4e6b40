"""Reads and parses source articles; cuts their units into the messages of a catalog."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.errors import ConfigurationError, SourceError
from l10n.files import decode_source, is_text
from l10n.formats import REGISTRY, Format, ParseOptions, format_for, telltale_of
from l10n.locales import posix_tag, same_language
from l10n.model import UNSPLIT_TYPES, Document, Unit
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.cache import digest
from l10n.workflow.report import Errors


@dataclass(frozen=True, slots=True)
class Source:
    """A source article as read from disk."""

    article: Article
    data: bytes
    digest: str
    """The SHA-256 of its bytes, in hex."""


def read_source(project: Project, article: Article) -> Source:
    """Reads an article's bytes. Raises L10nError, for a name that is no text as well, and OSError."""
    if not is_text(article.file):
        raise SourceError(
            "the file's name is not UTF-8", path=project.source_path(article), hint="Rename the file or its folder."
        )
    data = project.store.read_known(project.source_path(article))
    return Source(article, data, digest(data))


def parse_source(project: Project, source: Source) -> Document:
    """The article's document. Raises SourceError with path and line."""
    article = source.article
    path = project.source_path(article)
    document = parse_bytes(source.data, path, project.settings.parse_options, article.format)
    if not article.stated and (dialect := telltale_of(document.raw, document.format)):
        _say_once(project.root, dialect, article.file)
    return document


def _say_once(root: Path, dialect: str, file: str) -> None:
    """Tells people of the first article of a project that looks like a dialect which the settings do not name."""
    if (root, dialect) not in _said:
        _said.add((root, dialect))
        globs = ", ".join(f'"{glob}" = "{dialect}"' for glob in REGISTRY[dialect].globs)
        line = "{file} looks like {dialect}, and is read as plain {format}. If it is: formats = {{ {globs} }}"
        values = {"file": file, "dialect": dialect, "format": format_for(file).name, "globs": globs}
        logging.getLogger("l10n").warning(Text(line, **values))


_said: set[tuple[Path, str]] = set()
"""The projects and dialects that this process has told people of."""


def parse_bytes(data: bytes, path: Path, options: ParseOptions, form: Format | None = None) -> Document:
    """The document in a file's bytes, in a format or the one that the file's ending says. Raises SourceError with path
    and line."""
    form = form or format_for(path)
    try:
        return form.parse(form.package.unpack(data) if form.package else decode_source(data, path), options)
    except SourceError as error:
        error.path = error.path or path
        raise


def read_document(project: Project, article: Article) -> Document:
    """The article's document, read from disk. Raises SourceError with path and line, and OSError."""
    return parse_source(project, read_source(project, article))


def split_unit(project: Project, unit: Unit) -> list[str]:
    """The sentences of a unit, including their white space."""
    if unit.type in UNSPLIT_TYPES or unit.plural or unit.together:
        return [unit.text]
    from l10n.segmentation import sentences

    return sentences(unit.text, project.settings.source_locale, abbreviations=project.settings.abbreviations)


def splitter(project: Project) -> Callable[[Unit], list[str]] | None:
    """The function that cuts a unit into messages; None if each unit is one message."""
    return (lambda unit: split_unit(project, unit)) if project.settings.unit == "sentence" else None


def message_units(project: Project, document: Document) -> tuple[Unit, ...]:
    """The units that are the messages of the article's catalog: blocks or, if the project wants that, sentences."""
    split = splitter(project)
    if split is None:
        return document.units
    pieces = ((unit, piece.strip()) for unit in document.units for piece in split(unit))
    return tuple(unit if unit.plural else replace(unit, text=piece, raw=piece) for unit, piece in pieces if piece)


def chosen_articles(project: Project, names: Iterable[str], errors: Errors | None = None) -> list[Article]:
    """The articles with these names, or all if there are none. A name may be a catalog's name or a path. What is wrong
    in the folder of sources goes to `errors`. Raises ConfigurationError."""
    inventory = project.inventory()
    articles = list(inventory.articles)
    if errors is not None:
        errors.found += inventory.errors
    names = list(names)
    if not names:
        return articles
    by_name = {key: article for article in articles for key in (article.name, article.file, project.reference(article))}
    for name in names:
        if name not in by_name:
            known = ", ".join(article.name for article in articles[:8])
            raise ConfigurationError(
                "no article {name!r}", name=name, path=project.source, hint=Text("There are: {known}", known=known)
            )
    return sorted({by_name[name] for name in names})


def chosen_locales(project: Project, tags: Sequence[str]) -> list[str]:
    """These locales in gettext's spelling, or the project's locales. Raises LocaleError for an unknown locale and
    ConfigurationError if there are none."""
    locales = list(dict.fromkeys(posix_tag(tag) for tag in tags)) or project.locales()
    if not locales:
        raise ConfigurationError(
            "no locale to work on",
            path=project.root,
            hint="Name one with --locale, or list `locales` in the configuration.",
        )
    known = project.settings.locales
    if project.settings.source_locale in locales:
        raise ConfigurationError(
            "{source_locale} is the language of the source",
            source_locale=project.settings.source_locale,
            path=project.root,
        )
    if known and (unknown := [tag for tag in locales if tag not in known]):
        raise ConfigurationError(
            "{locale} is no locale of this project, which has {locales}",
            locale=unknown[0],
            locales=", ".join(known),
            path=project.root,
            hint=_addition(unknown[0], known),
        )
    return locales


def _addition(locale: str, known: Sequence[str]) -> Text:
    """What to do about a locale that is not among the project's."""
    if alike := [tag for tag in known if same_language(tag, locale)]:
        return Text("Did you mean {locale}?", locale=alike[0])
    return Text("Add it with `l10n init --locale {locale}`.", locale=locale)
