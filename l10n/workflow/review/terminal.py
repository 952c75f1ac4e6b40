"""Review in a terminal: the units to do, one unit in detail, one article in an editor."""

import glob
import itertools
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from l10n.catalog.repair import drafted_sentences, former_translations
from l10n.errors import ConfigurationError, L10nError
from l10n.glossary.terms import relevant_terms
from l10n.model import Diagnostic, Match, State, Term
from l10n.project import Project, state_folder
from l10n.store import Store
from l10n.translatable import Text
from l10n.workflow.cache import open_cache
from l10n.workflow.exchange.project_memory import open_project_memory
from l10n.workflow.report import Errors
from l10n.workflow.review.articles import (
    ReviewArticle,
    ReviewUnit,
    Saved,
    article_place,
    open_article,
    save,
    unit_findings,
)
from l10n.workflow.review.bilingual import parse_bilingual, render_bilingual
from l10n.workflow.sources import chosen_articles, chosen_locales

logger = logging.getLogger("l10n")

_SHOWN = 20
"""The most units that are shown."""


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit with matches, terms and findings that help to translate it."""

    id: str
    locale: str
    article: str
    type: str
    state: State
    source: str
    target: str
    previous: str | None
    origin: str
    notes: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    terms: tuple[Term, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """A unit that nobody has approved yet."""

    id: str
    locale: str
    article: str
    state: State
    source: str


@dataclass(frozen=True, slots=True)
class TodoReport:
    units: tuple[Todo, ...]
    errors: tuple[L10nError, ...]


def list_todo(project: Project, tags: Sequence[str]) -> TodoReport:
    """The units that are not approved, in reading order, without those that `update` has not merged yet."""
    errors = Errors()
    units = [
        Todo(unit.id, opened.locale, opened.article.name, unit.message.state, unit.message.msgid)
        for opened in _opened(project, tags, (), errors)
        for unit in opened.units
        if unit.message.state is not State.APPROVED
    ]
    return TodoReport(tuple(units), tuple(errors.found))


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit whose source has changed since a person translated it."""

    id: str
    locale: str
    article: str
    state: State
    previous: str
    """The source that was translated."""
    source: str
    target: str
    drafted: tuple[str, ...]
    """The sentences of the target that a machine drafted again; the others are the person's."""


@dataclass(frozen=True, slots=True)
class ChangedReport:
    units: tuple[Changed, ...]
    errors: tuple[L10nError, ...]


def changed_units(project: Project, tags: Sequence[str]) -> ChangedReport:
    """The units that need a person because their source has changed, in reading order, without those that `update` has
    not merged yet."""
    errors = Errors()
    units = []
    for opened in _opened(project, tags, (), errors):
        former = former_translations(opened.catalog)
        for unit in opened.units:
            message = unit.message
            if message.previous_msgid is not None:
                drafted = drafted_sentences(message, former, opened.locale)
                place = unit.id, opened.locale, opened.article.name, message.state
                units.append(Changed(*place, message.previous_msgid, message.msgid, message.msgstr, drafted))
    return ChangedReport(tuple(units), tuple(errors.found))


def find_units(
    project: Project, tags: Sequence[str], names: Sequence[str], wanted: str, *, clock: Callable[[], datetime]
) -> tuple[UnitReport, ...]:
    """The first units whose id begins so or, if there is none, whose text has these words. Raises L10nError."""
    opened = list(_opened(project, tags, names, Errors()))
    found = _matching(opened, lambda unit: len(wanted) >= 4 and unit.id.startswith(wanted))
    words = wanted.casefold()
    found = found or _matching(
        opened, lambda unit: words in unit.message.msgid.casefold() or words in unit.message.msgstr.casefold()
    )
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        return tuple(
            _report(project, article, unit, memory.suggestions(article.locale)(unit.message.msgid))
            for article, unit in found[:_SHOWN]
        )


def _matching(
    opened: Sequence[ReviewArticle], fits: Callable[[ReviewUnit], bool]
) -> list[tuple[ReviewArticle, ReviewUnit]]:
    return [(article, unit) for article in opened for unit in article.units if fits(unit)]


def _opened(project: Project, tags: Sequence[str], names: Sequence[str], errors: Errors) -> Iterator[ReviewArticle]:
    """The existing catalogs; the error of an unreadable one goes to `errors`."""
    for locale in chosen_locales(project, tags):
        for article in chosen_articles(project, names):
            if project.catalog_path(locale, article).exists():
                try:
                    yield open_article(project, locale, article)
                except Exception as error:  # the others go on
                    errors.add(error, article)


def _report(project: Project, opened: ReviewArticle, unit: ReviewUnit, matches: Sequence[Match]) -> UnitReport:
    message = unit.message
    place = article_place(project, opened.locale, opened.article)
    return UnitReport(
        unit.id,
        opened.locale,
        opened.article.name,
        message.type,
        message.state,
        message.msgid,
        message.msgstr,
        message.previous_msgid,
        message.draft.origin if message.draft else "",
        tuple(line for line in message.extracted if not line.startswith("type: ")),
        tuple(unit_findings(message, place)),
        relevant_terms(message.msgid, place.terms, place.source_locale),
        tuple(match for match in matches if match.target != message.msgstr),
    )


@dataclass(frozen=True, slots=True)
class Edited:
    """The result of editing an article in an editor."""

    saved: Saved
    kept: Path | None
    """The file with the person's text, if not all of it could be saved."""

    @property
    def conflicts(self) -> int:
        return len(self.saved.conflicts)


def edit_article(project: Project, tags: Sequence[str], name: str, *, editor: Callable[[str], None]) -> Edited:
    """Opens an article's units in an editor and saves the person's changes. If some cannot be saved, the text stays in
    a file; its path is in the result, or is said, and the next edit says it again. Raises L10nError and OSError."""
    locales = chosen_locales(project, tags)
    if len(locales) != 1:
        raise ConfigurationError(
            "one locale is edited at a time", hint=Text("Name one with --locale: {names}", names=", ".join(locales))
        )
    article = chosen_articles(project, [name])[0]
    opened = open_article(project, locales[0], article)
    text = render_bilingual(opened.units, f"{article.name}, {project.settings.source_locale} to {locales[0]}")
    name = f"{article.name.replace('/', '-')}.{locales[0]}.txt"
    for earlier in sorted((project.state / "edit").glob(f"{glob.escape(name.removesuffix('.txt'))}*.txt")):
        logger.warning(Text("the text of an earlier edit, which could not be saved, is in {file}", file=earlier))
    store, path = _written(project, name, text.encode())
    editor(str(path))
    try:
        edits = parse_bilingual((store.read(path) or b"").decode("utf-8", "replace"), opened.units, path)
        saved = save(project, locales[0], article, edits)
    except BaseException:
        logger.warning(Text("Your text is in {file}", file=path))
        raise
    if saved.conflicts:
        return Edited(saved, path)
    path.unlink(missing_ok=True)
    return Edited(saved, None)


def _written(project: Project, name: str, text: bytes) -> tuple[Store, Path]:
    """The new file that a person edits, and its store: in the project's own folder or, where nothing can be written
    there, in a temporary one."""
    try:
        path = _free_path(state_folder(project) / "edit" / name)
        project.store.write(path, text)
        return project.store, path
    except (L10nError, OSError):
        folder = Path(tempfile.mkdtemp(prefix="l10n-edit-")).resolve()
        store = Store(folder, None)
        store.write(folder / name, text)
        return store, folder / name


def _free_path(path: Path) -> Path:
    """The path, or a free one beside it if an earlier edit left a person's text there."""
    others = (path.with_suffix(f".{number}.txt") for number in itertools.count(2))
    return next(each for each in itertools.chain([path], others) if not each.exists())
