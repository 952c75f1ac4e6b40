"""Reviewing one article: its units as they are on disk, and every change a person makes to them.

The catalog is the only truth. Nothing is kept between two calls: each change reads the file anew, compares the unit's
`etag` with the one the person saw, and is written only where they agree.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from l10n.catalog.edit import Key, set_target
from l10n.catalog.edit import accepted as accept
from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.checks import check_article, check_forms, check_pair, silenced
from l10n.compiler import Policy, compile_document
from l10n.drafting import localize_tokens
from l10n.errors import CatalogError, ConfigurationError
from l10n.model import Catalog, Diagnostic, Document, Message, State
from l10n.project import Article, Project
from l10n.workflow.cache import digest
from l10n.workflow.checking.catalogs import Place, pair_of, project_place
from l10n.workflow.glossaries import read_terms
from l10n.workflow.sources import read_document, splitter


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A message as a person saw it."""

    id: str
    """Names the message in its catalog: it depends on msgctxt and msgid alone."""
    etag: str
    """Changes with everything a person may change: text and flags."""
    message: Message


@dataclass(frozen=True, slots=True)
class ReviewArticle:
    """An article's catalog as it is on disk."""

    locale: str
    article: Article
    stamp: str
    """The digest of the catalog's bytes."""
    units: tuple[ReviewUnit, ...]
    catalog: Catalog


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants a unit to be."""

    id: str
    etag: str
    """The etag of the unit that the person saw."""
    text: str | None = None
    """The new translation; None keeps the old one."""
    forms: tuple[str, ...] = ()
    """All plural forms, in place of `text`, for a message that has some; empty keeps the old ones."""
    approved: bool = False
    """Whether the edit approves the unit; without it the unit keeps its state."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was not made: the unit is no longer what the person saw."""

    edit: Edit
    current: ReviewUnit | None
    """The current unit; None if it has left the catalog."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of edits in one catalog; `undo` takes it back."""

    locale: str
    article: Article
    changed: tuple[tuple[Message, Message], ...]
    """Each changed message, before and after."""
    conflicts: tuple[Conflict, ...]

    def is_of(self, locale: str, article: Article) -> bool:
        return (self.locale, self.article) == (locale, article)


def unit_id(key: Key) -> str:
    """A message's id: 12 hex digits that depend on its msgctxt and msgid."""
    context, text = key
    return digest("" if context is None else "\4" + context, text)[:12]


def unit_etag(message: Message) -> str:
    """16 hex digits that change with the message's texts and flags."""
    return digest(message.msgid, message.msgstr, *message.msgstr_plural, "\n".join(message.flags))[:16]


def review_unit(message: Message) -> ReviewUnit:
    return ReviewUnit(unit_id(message.key), unit_etag(message), message)


def open_article(project: Project, locale: str, article: Article) -> ReviewArticle:
    """The article's units in reading order. Raises CatalogError, OSError, and ConfigurationError without a catalog."""
    path = project.catalog_path(locale, article)
    data = project.store.read(path)
    if data is None:
        raise ConfigurationError("there is no catalog yet", path=path, hint="`l10n update` makes it.")
    catalog = parse_po(data, path)
    return ReviewArticle(locale, article, digest(data), tuple(map(review_unit, catalog.live)), catalog)


def save(project: Project, locale: str, article: Article, edits: Sequence[Edit]) -> Saved:
    """Makes the edits in one write. An edit whose unit has changed meanwhile becomes a conflict.

    An edit that asks for what is there already is no conflict. Raises CatalogError and OSError, with nothing written.
    """
    wanted = {edit.id: edit for edit in edits}

    def apply(unit: ReviewUnit) -> Message | Conflict:
        edit = wanted[unit.id]
        made = _edited(unit.message, edit)
        if unit.etag == edit.etag or (made == unit.message and edit.text is not None):
            return made
        return Conflict(edit, unit)

    saved = _revise(project, locale, article, frozenset(wanted), apply)
    seen = {unit_id(before.key) for before, _ in saved.changed}
    return _with_missing(project, saved, [edit for edit in edits if edit.id not in seen])


def _with_missing(project: Project, saved: Saved, edits: Iterable[Edit]) -> Saved:
    """Adds a conflict for every edit whose unit has left the catalog."""
    open_conflicts = {conflict.edit.id for conflict in saved.conflicts}
    rest = [edit for edit in edits if edit.id not in open_conflicts]
    if not rest:
        return saved
    present = {unit.id for unit in open_article(project, saved.locale, saved.article).units}
    gone = tuple(Conflict(edit, None) for edit in rest if edit.id not in present)
    return replace(saved, conflicts=saved.conflicts + gone)


def undo(project: Project, saved: Saved) -> Saved:
    """Takes the changes back, but for units that somebody changed since. Raises CatalogError and OSError."""
    before = {unit_id(after.key): (old, unit_etag(after)) for old, after in saved.changed}

    def restore(unit: ReviewUnit) -> Message | Conflict:
        old, etag = before[unit.id]
        if unit.etag != etag:
            return Conflict(Edit(unit.id, etag, old.msgstr), unit)
        return replace(old, line=unit.message.line, msgstr_line=unit.message.msgstr_line)

    return _revise(project, saved.locale, saved.article, frozenset(before), restore)


def _revise(
    project: Project,
    locale: str,
    article: Article,
    ids: frozenset[str],
    change: Callable[[ReviewUnit], Message | Conflict],
) -> Saved:
    """Rewrites the messages with these ids in the file as it is at the moment of writing."""
    path = project.catalog_path(locale, article)
    changed: list[tuple[Message, Message]] = []
    conflicts: list[Conflict] = []

    def revised(data: bytes | None) -> bytes:
        changed.clear()
        conflicts.clear()
        if data is None:
            raise CatalogError("the catalog is gone", path=path, hint="`l10n update` makes it anew.")
        catalog = parse_po(data, path)
        messages = []
        for message in catalog.messages:
            if not message.obsolete and unit_id(message.key) in ids:
                result = change(review_unit(message))
                if isinstance(result, Conflict):
                    conflicts.append(result)
                elif result != message:
                    changed.append((message, result))
                    message = result
            messages.append(message)
        rewritten = replace(catalog, messages=tuple(messages))
        return rewrite_po(catalog, data, rewritten, project.settings.wrap) if changed else data

    project.store.revise(path, revised)
    return Saved(locale, article, tuple(changed), tuple(conflicts))


def _edited(message: Message, edit: Edit) -> Message:
    if message.msgid_plural is not None:
        return _edited_forms(message, edit)
    text = message.msgstr if edit.text is None else edit.text.replace("\r\n", "\n")
    approved = edit.approved or message.state is State.APPROVED
    if text == message.msgstr and (not edit.approved or not text):
        return message
    return set_target(Catalog((), (message,)), message.key, text, approved=approved).messages[0]


def _edited_forms(message: Message, edit: Edit) -> Message:
    """As `_edited`, for a message with plural forms: it is approved only when every form has text."""
    forms = tuple(form.replace("\r\n", "\n") for form in edit.forms) or message.msgstr_plural
    approved = (edit.approved or message.state is State.APPROVED) and all(forms)
    accepting = approved and edit.approved
    if len(forms) != len(message.msgstr_plural) or (forms == message.msgstr_plural and not accepting):
        return message
    changed = replace(message, msgstr_plural=forms)
    if approved or not any(forms):
        return accept(changed)
    return changed if changed.fuzzy else replace(changed, flags=("fuzzy", *changed.flags))


def replacements(article: ReviewArticle, find: str, put: str) -> list[Edit]:
    """The edits that put one text in the place of another in all the article's translations."""
    return [
        Edit(unit.id, unit.etag, unit.message.msgstr.replace(find, put))
        for unit in article.units
        if find and find in unit.message.msgstr and unit.message.msgid_plural is None
    ]


def article_place(project: Project, locale: str, article: Article) -> Place:
    """What the checks have to know of the article's catalog. Raises L10nError for a bad glossary."""
    return project_place(project, locale, article, read_terms(project, locale))


def unit_findings(message: Message, place: Place) -> list[Diagnostic]:
    """What the checks find in one message by itself, silenced rules left out."""
    if not message.translated:
        return []
    quiet = silenced(message)
    found = check_forms(message, partial(pair_of, message, place), check_pair)
    return [diagnostic for _, diagnostic in found if diagnostic.rule not in quiet]


def together_findings(messages: Sequence[Message], place: Place) -> dict[str, list[Diagnostic]]:
    """By unit id, what only the article's translations together show."""
    translated = [message for message in messages if message.translated]
    pairs = [pair_of(message, place, message.msgid, message.msgstr) for message in translated]
    found: dict[str, list[Diagnostic]] = {}
    for index, diagnostic in check_article(pairs):
        if diagnostic.rule not in silenced(translated[index]):
            found.setdefault(unit_id(translated[index].key), []).append(diagnostic)
    return found


def find_unit(article: ReviewArticle, wanted: str) -> ReviewUnit | None:
    """The unit with this id, or whose id begins so when no other's does."""
    found = [unit for unit in article.units if unit.id.startswith(wanted)] if len(wanted) >= 4 else []
    return found[0] if len(found) == 1 else None


def compiled_preview(project: Project, locale: str, article: Article, document: Document, catalog: Catalog) -> str:
    """The localized article as `build` would write it now, drafts included."""
    finish = partial(localize_tokens, locale=locale)
    return compile_document(document, catalog, Policy(), split=splitter(project), finish=finish).text


def heading_levels(document: Document) -> dict[Key, int]:
    """How deep each heading of an article lies, from 1, where its markup says so."""
    return {unit.key: unit.level for unit in reversed(document.units) if unit.level}


def source_document(project: Project, article: Article) -> Document:
    """The article as it is on disk now. Raises SourceError and OSError."""
    return read_document(project, article)


def article_id(article: Article) -> str:
    """Names an article in an address: 10 hex digits, never a path."""
    return hashlib.sha256(article.name.encode("utf-8", "surrogateescape")).hexdigest()[:10]
