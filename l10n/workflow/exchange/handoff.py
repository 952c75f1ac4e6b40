"""`l10n export` and `import`: catalogs out to a translator's own tools, and back without losing anything."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from l10n.catalog.bundle import bundle, unbundle
from l10n.catalog.import_alignment import pair_units
from l10n.catalog.po import parse_po, render_po
from l10n.errors import ConfigurationError
from l10n.exports.handoff import HandoffUnit, Mark, ReturnedFile, ReturnedUnit, note_lines
from l10n.exports.mo import render_mo
from l10n.exports.table import parse_csv, render_csv
from l10n.exports.xliff import render_xliff
from l10n.exports.xliff_return import parse_xliff
from l10n.files import read_file
from l10n.locales import bcp47_tag, fits_locale, language, posix_tag
from l10n.model import Catalog, Message, State, text_hash
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.exchange.returns import ImportReport, merge_returned, translation
from l10n.workflow.sources import chosen_articles, parse_bytes, read_document

HandoffFormat = Literal["xliff", "xliff2", "csv", "po"]


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
    codes = article.format.codes
    return HandoffUnit(
        article.name,
        message.msgid,
        message.msgstr,
        message.state,
        message.msgctxt,
        message.type,
        tuple(note for note in message.extracted if not note.startswith("type: ")),
        tuple(line for line in message.comments if line.strip() and not line.startswith("l10n: ")),
        message.previous_msgid,
        codes(message.msgid),
        codes(message.msgstr),
    )


def render_handoff(project: Project, tag: str, units: Sequence[HandoffUnit], form: HandoffFormat) -> bytes:
    """The units as a file. Raises L10nError for text that the format cannot hold."""
    if form == "csv":
        return render_csv(units, bcp47_tag(tag))
    source, target = bcp47_tag(project.settings.source_locale), bcp47_tag(tag)
    return render_xliff(units, source, target, "1.2" if form == "xliff" else "2.1")


def render_bundle(project: Project, tag: str, names: Sequence[str], *, missing_only: bool = False) -> tuple[bytes, int]:
    """All articles of a locale as one PO file, and the number of its messages. Raises L10nError and OSError."""
    locale = posix_tag(tag)
    catalogs = {
        article.name: replace(catalog, messages=_marked(article, catalog, missing_only=missing_only))
        for article in chosen_articles(project, names)
        if (catalog := read_catalog(project, locale, article))
    }
    result = bundle(catalogs)
    return render_po(result), len(result.messages)


def _marked(article: Article, catalog: Catalog, *, missing_only: bool) -> tuple[Message, ...]:
    """The live messages, each with its mark as a `#.` line, which PO editors keep and do not let people edit."""

    def marked(message: Message) -> Message:
        mark = replace(Mark.of(handoff_unit(article, message)), target=text_hash(translation(message)))
        return replace(message, extracted=(*message.extracted, f"l10n: exported {mark.render()}"))

    return tuple(marked(message) for message in catalog.live if not (missing_only and message.state is State.APPROVED))


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


def import_file(
    project: Project,
    tag: str,
    path: Path,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Merges a hand-off that came back into the locale's catalogs (see `returns`). With `overwrite`, theirs is taken
    where both sides changed, and ours stays in the memory. Raises L10nError with path and line for a file that cannot
    be read, or that is of another language."""
    locale = posix_tag(tag)
    returned = _read_returned(path, [article.name for article in project.articles()])
    _check_languages(project, locale, returned, path)
    return merge_returned(project, locale, returned.units, overwrite=overwrite, dry_run=dry_run)


def _check_languages(project: Project, locale: str, returned: ReturnedFile, path: Path) -> None:
    source = project.settings.source_locale
    for tag in returned.sources:
        if language(tag) != "und" and not fits_locale(tag, source, region=False):
            raise ConfigurationError(
                "this file translates from {language}, and the project's articles are in {source}",
                language=tag,
                source=source,
                path=path,
            )
    for tag in returned.targets:
        if language(tag) != "und" and not fits_locale(tag, locale):
            raise ConfigurationError(
                "this file is in {language}, and was to go into {locale}",
                language=tag,
                locale=locale,
                path=path,
                hint=Text("Import it with --locale {language}.", language=tag),
            )


def _read_returned(path: Path, names: Sequence[str]) -> ReturnedFile:
    data = read_file(path)
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        return parse_csv(data, path)
    if suffix in (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"):
        return parse_xliff(data, path)
    if suffix == ".po":
        catalog = parse_po(data, path)
        by_article, strangers = unbundle(catalog, names)
        rows = [(name, message) for name, messages in by_article.items() for message in messages]
        rows += [("", message) for message in strangers]
        units = tuple(_returned(name, message) for name, message in rows)
        told = [(catalog.header(name),) if catalog.header(name) else () for name in ("X-Source-Language", "Language")]
        return ReturnedFile(units, *told)
    known = ".xlf, .xliff, .csv and .po; a translated article is imported with --from"
    raise ConfigurationError("cannot import this kind of file", path=path, hint=Text("Known are {known}.", known=known))


def _returned(article: str, message: Message) -> ReturnedUnit:
    state = message.state if message.state in (State.APPROVED, State.UNTRANSLATED) else State.DRAFT
    mark = next(filter(None, map(Mark.parse, message.extracted)), None)
    unit = ReturnedUnit(article, message.msgid, translation(message), state, message.msgctxt, message.line, mark)
    forms = message.msgstr_plural
    return replace(
        unit,
        notes=note_lines(message.comments),
        partial=any(forms) and not all(forms),
        plural=message.msgid_plural,
    )


def import_translated_article(
    project: Project,
    tag: str,
    name: str,
    path: Path,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import by alignment: fills an article's catalog with approved text from a file that translates the article, as
    `import_file` does from one without marks. Blocks are paired by structure, order, length and numbers. Blocks without
    a partner on either side are listed as refused. Raises L10nError and OSError."""
    (article,) = chosen_articles(project, [name])
    document = read_document(project, article)
    form = article.format if path.suffix == Path(article.file).suffix else None
    translated = parse_bytes(read_file(path), path, project.settings.parse_options, form)
    aligned = pair_units(document.units, translated.units)
    units = [
        ReturnedUnit(article.name, source.text, target.text, State.APPROVED, source.context, target.line)
        for source, target in aligned.pairs
    ]
    report = merge_returned(project, posix_tag(tag), units, overwrite=overwrite, dry_run=dry_run)
    left = [
        Text("{place}: no translation found: {text}", place=f"{article.name}:{unit.line}", text=unit.text[:60])
        for unit in aligned.sources
    ]
    left += [
        Text("{place}: translates nothing: {text}", place=f"{path.name}:{unit.line}", text=unit.text[:60])
        for unit in aligned.targets
    ]
    return replace(report, refused=(*report.refused, *left))
