"""`l10n export` and `import`: catalogs out to a translator's own tools, and back without losing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from l10n.catalog.bundle import bundle, unbundle
from l10n.catalog.edit import set_target
from l10n.catalog.import_alignment import pair_units
from l10n.catalog.po import parse_po, render_po
from l10n.catalog.rewriting import rewrite_po
from l10n.errors import ConfigurationError, L10nError
from l10n.exports.handoff import HandoffUnit, ReturnedUnit
from l10n.exports.mo import render_mo
from l10n.exports.table import parse_csv, render_csv
from l10n.exports.xliff import parse_xliff, render_xliff
from l10n.files import read_file
from l10n.formats import format_for
from l10n.locales import bcp47_tag, posix_tag
from l10n.model import Catalog, Message, State
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.sources import chosen_articles, parse_bytes, read_document

HandoffFormat = Literal["xliff", "xliff2", "csv", "po"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    changed: int
    unchanged: int
    refused: tuple[Text, ...]
    """Units that could not be imported, a line each."""


def export_units(project: Project, tag: str, names: Sequence[str], *, missing_only: bool = False) -> list[HandoffUnit]:
    """The messages of one locale's catalogs in the order of the articles. Raises L10nError and OSError."""
    locale = posix_tag(tag)
    return [
        handoff_unit(article, message)
        for article in chosen_articles(project, names)
        if (catalog := read_catalog(project, locale, article))
        for message in catalog.live
        if not (missing_only and message.state is State.APPROVED)
    ]


def handoff_unit(article: Article, message: Message) -> HandoffUnit:
    """A message of an article's catalog as a unit of a hand-off."""
    codes = format_for(article.file).codes
    return HandoffUnit(
        article.name,
        message.msgid,
        message.msgstr,
        message.state,
        message.msgctxt,
        message.type,
        tuple(note for note in message.extracted if not note.startswith("type: ")),
        message.previous_msgid,
        codes(message.msgid),
        codes(message.msgstr),
    )


def render_handoff(project: Project, tag: str, units: Sequence[HandoffUnit], form: HandoffFormat) -> bytes:
    """The units as a file. Raises L10nError for text that the format cannot hold."""
    if form == "csv":
        return render_csv(units)
    source, target = bcp47_tag(project.settings.source_locale), bcp47_tag(tag)
    return render_xliff(units, source, target, "1.2" if form == "xliff" else "2.1")


def render_bundle(project: Project, tag: str, names: Sequence[str]) -> tuple[bytes, int]:
    """All articles of a locale as one PO file, and the number of its messages. Raises L10nError and OSError."""
    locale = posix_tag(tag)
    catalogs = {
        article.name: catalog
        for article in chosen_articles(project, names)
        if (catalog := read_catalog(project, locale, article))
    }
    result = bundle(catalogs)
    return render_po(result), len(result.messages)


def render_binary(project: Project, tag: str, names: Sequence[str]) -> tuple[bytes, int]:
    """The approved messages of a locale as one MO file, and their number. Raises L10nError."""
    locale = posix_tag(tag)
    found = [read_catalog(project, locale, article) for article in chosen_articles(project, names)]
    catalogs = [catalog for catalog in found if catalog]
    if not catalogs:
        raise ConfigurationError(
            "there is no catalog for {locale} yet", locale=locale, path=project.catalogs, hint="Run `l10n update`."
        )
    messages = [message for catalog in catalogs for message in catalog.live if message.state is State.APPROVED]
    return render_mo(catalogs[0], messages), len(messages)


def import_file(project: Project, tag: str, path: Path) -> ImportReport:
    """Puts the translations of a hand-off into the locale's catalogs: as approved text if the file says so, else as a
    person's draft. A unit is refused if its article or source text is gone, or its translation was emptied. Raises
    L10nError with path and line for a file that cannot be read."""
    articles = {article.name: article for article in project.articles()}
    returned = _read_returned(path, list(articles))
    changed = unchanged = 0
    refused = []
    for name in dict.fromkeys(unit.article for unit in returned):
        units = [unit for unit in returned if unit.article == name]
        if name not in articles:
            refused += [Text("no article {name!r}: {text}", name=name, text=unit.source[:60]) for unit in units]
            continue
        done, kept, lines = _place(project, posix_tag(tag), articles[name], units)
        changed += done
        unchanged += kept
        refused += lines
    return ImportReport(changed, unchanged, tuple(refused))


def _read_returned(path: Path, names: Sequence[str]) -> list[ReturnedUnit]:
    data = read_file(path)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return parse_csv(data, path)
    if suffix in (".xlf", ".xliff"):
        return parse_xliff(data, path)
    if suffix == ".po":
        by_article, strangers = unbundle(parse_po(data, path), names)
        rows = [(name, message) for name, messages in by_article.items() for message in messages]
        rows += [(message.msgctxt or "", message) for message in strangers]
        return [_returned(name, message) for name, message in rows]
    known = ".xlf, .xliff, .csv and .po; a translated article is imported with --from"
    raise ConfigurationError("cannot import this kind of file", path=path, hint=Text("Known are {known}.", known=known))


def _returned(article: str, message: Message) -> ReturnedUnit:
    state = message.state if message.state in (State.APPROVED, State.UNTRANSLATED) else State.DRAFT
    return ReturnedUnit(article, message.msgid, message.msgstr, state, message.msgctxt, message.line)


def import_translated_article(project: Project, tag: str, name: str, path: Path) -> ImportReport:
    """Import by alignment: fills an article's catalog with approved text from a file that translates the article.
    Blocks are paired by structure, order, length and numbers. Blocks without a partner on either side are listed as
    refused. Raises L10nError and OSError."""
    (article,) = chosen_articles(project, [name])
    document = read_document(project, article)
    translated = parse_bytes(read_file(path), path, project.settings.parse_options)
    aligned = pair_units(document.units, translated.units)
    units = [
        ReturnedUnit(article.name, source.text, target.text, State.APPROVED, source.context)
        for source, target in aligned.pairs
    ]
    changed, kept, refused = _place(project, posix_tag(tag), article, units)
    refused += [
        Text("{place}: no translation found: {text}", place=f"{article.name}:{unit.line}", text=unit.text[:60])
        for unit in aligned.sources
    ]
    refused += [
        Text("{place}: translates nothing: {text}", place=f"{path.name}:{unit.line}", text=unit.text[:60])
        for unit in aligned.targets
    ]
    return ImportReport(changed, kept, tuple(refused))


def _place(
    project: Project, locale: str, article: Article, units: Sequence[ReturnedUnit]
) -> tuple[int, int, list[Text]]:
    """Puts one article's units into its catalog; returns how many changed, how many did not, and the refusals."""
    path = project.catalog_path(locale, article)
    changed = kept = 0
    refused: list[Text] = []

    def placed(data: bytes | None) -> bytes:
        nonlocal changed, kept, refused
        changed, kept, refused = 0, 0, []
        if data is None:
            raise L10nError(
                "there is no catalog for {locale} yet", locale=locale, path=path, hint="Run `l10n update` first."
            )
        catalog = parse_po(data, path)
        before = {message.key: message for message in catalog.live}
        result: Catalog = catalog
        for unit in units:
            message = before.get((unit.context, unit.source))
            if message is None:
                refused.append(Text("{article}: no such text: {text}", article=article.name, text=unit.source[:60]))
            elif not unit.target:
                kept += 1
                if message.translated:
                    refused.append(
                        Text(
                            "{article}: came back empty, the translation stays: {text}",
                            article=article.name,
                            text=unit.source[:60],
                        )
                    )
            elif unit.target == message.msgstr and (unit.state is State.APPROVED) == (message.state is State.APPROVED):
                kept += 1
            else:
                changed += 1
                result = set_target(result, message.key, unit.target, approved=unit.state is State.APPROVED)
        return data if not changed else rewrite_po(catalog, data, result, project.settings.wrap)

    project.store.revise(path, placed)
    return changed, kept, refused
