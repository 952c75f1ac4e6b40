"""What came back from translators, merged into the catalogs: three-way, unit by unit.

Three texts are compared: the one that was exported (by the hash in the unit's mark), ours now, and theirs. A side that
did not change gives way to the other; where both changed, a person decides. A unit without a mark is from another tool:
it fills what is empty or a machine's, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from l10n.catalog.edit import has_text, is_human, set_target
from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.errors import L10nError
from l10n.exports.handoff import ReturnedUnit, Tag, written_by_markup
from l10n.memory.entry import Entry
from l10n.model import Catalog, Message, State, text_hash
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.exchange.memory_file import keep, parting_entries


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that an import changes, or a conflict that it leaves to people."""

    article: str
    context: str | None
    source: str
    ours: str
    ours_state: State
    theirs: str
    theirs_state: State
    line: int = 0
    """Of the unit in the file; 0 if the form does not tell."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    changed: int
    unchanged: int
    """Units whose text and state stay, without the conflicts."""
    refused: tuple[Text, ...]
    """Units that could not be imported, a line each."""
    conflicts: tuple[Change, ...] = ()
    """Units that changed on both sides; nothing of them is written."""
    changes: tuple[Change, ...] = ()
    comments: int = 0
    """The number of new comments of translators."""
    written: bool = True
    """Whether the catalogs were written; not with `dry_run`."""


class Verdict(Enum):
    SAME = "same"
    TAKE = "take"
    CONFLICT = "conflict"
    EMPTY = "empty"
    PARTIAL = "partial"
    FORMS = "forms"
    """It has more or fewer plural forms than the catalog."""


def translation(message: Message) -> str:
    """A message's translation, of a plural all its forms with U+0000 between; empty unless there is any text."""
    return message.target if has_text(message) else ""


def judge(ours: Message, theirs: ReturnedUnit) -> tuple[Verdict, State]:
    """What becomes of a unit, and the state of its translation if it is taken.

    A machine's draft that came back as it went out is not approved by a file that tells no state, and the source
    itself is no translation unless the file says that it is done: tools fill what nobody has translated with it. Others
    (OmegaT) empty what was no more than a draft, which stays then.
    """
    mark = theirs.mark if theirs.mark and theirs.mark.source == text_hash(ours.msgid) else None
    text, our_text = theirs.target, translation(ours)
    returned = mark is not None and text_hash(text) == mark.target
    approved = theirs.state is State.APPROVED
    if mark and returned and theirs.state is None:
        approved = mark.approved
    state = State.APPROVED if approved else State.DRAFT
    our_approved = ours.state is State.APPROVED
    if theirs.partial:
        return Verdict.PARTIAL, state
    if not text:
        return (Verdict.SAME if returned or not is_human(ours) else Verdict.EMPTY), state
    if text.count("\0") != max(len(ours.msgstr_plural) - 1, 0):
        return Verdict.FORMS, state
    if text == our_text and approved == our_approved:
        return Verdict.SAME, state
    if mark and returned and approved == mark.approved:
        return Verdict.SAME, state
    if text == ours.msgid and not approved:
        return Verdict.SAME, state
    if mark and text_hash(our_text) == mark.target and our_approved == mark.approved:
        return Verdict.TAKE, state
    if text == our_text:
        return (Verdict.TAKE if approved else Verdict.SAME), state
    return (Verdict.CONFLICT if is_human(ours) else Verdict.TAKE), state


@dataclass(slots=True)
class _Placed:
    """What happened to the units of one article."""

    unchanged: int = 0
    refused: list[Text] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    comments: int = 0
    replaced: list[Entry] = field(default_factory=list)
    """Words of people that give way to theirs."""


def merge_returned(
    project: Project,
    locale: str,
    units: Sequence[ReturnedUnit],
    *,
    overwrite: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Merges units into the catalogs of a locale; with `dry_run`, only tells what would happen. `overwrite` takes
    theirs where both sides changed; ours goes into the memory's file before it is overwritten.

    A unit of an unknown article goes wherever its text stands. Raises L10nError, before anything is written, when a
    catalog is missing or cannot be read.
    """
    articles = {article.name: article for article in project.articles()}
    by_article, strangers = _by_article(project, locale, articles.values(), units)
    placed = []
    for name, theirs in by_article.items():
        data = _read(project, locale, articles[name])
        placed.append(_merged(project, locale, articles[name], data, theirs, overwrite)[1])
    if not dry_run:
        keep(project, locale, [entry for each in placed for entry in each.replaced])
        placed = [_write(project, locale, articles[name], theirs, overwrite) for name, theirs in by_article.items()]
    return ImportReport(
        sum(len(each.changes) for each in placed),
        sum(each.unchanged for each in placed),
        (*(line for each in placed for line in each.refused), *strangers),
        tuple(found for each in placed for found in each.conflicts),
        tuple(found for each in placed for found in each.changes),
        sum(each.comments for each in placed),
        written=not dry_run,
    )


def _by_article(
    project: Project, locale: str, articles: Iterable[Article], units: Sequence[ReturnedUnit]
) -> tuple[dict[str, list[ReturnedUnit]], list[Text]]:
    """The units by article, and a line for each that belongs nowhere."""
    found: dict[str, list[ReturnedUnit]] = defaultdict(list)
    names = {article.name for article in articles}
    strangers: list[Text] = []
    elsewhere: list[tuple[str, _Texts]] = []
    for unit in units:
        if unit.article in names:
            found[unit.article].append(unit)
            continue
        if not elsewhere:
            for article in articles:
                if data := project.store.read(path := project.catalog_path(locale, article)):
                    elsewhere.append((article.name, _Texts(article, parse_po(data, path))))
        homes = [name for name, texts in elsewhere if texts.find(unit)]
        for name in homes:
            found[name].append(unit)
        if not homes and not _untouched(unit):
            strangers.append(Text("no article has this text: {text}", text=unit.source[:60]))
    return found, strangers


def _read(project: Project, locale: str, article: Article) -> bytes:
    path = project.catalog_path(locale, article)
    data = project.store.read(path)
    if data is None:
        raise L10nError(
            "there is no catalog for {locale} yet", locale=locale, path=path, hint="Run `l10n update` first."
        )
    return data


def _write(project: Project, locale: str, article: Article, units: Sequence[ReturnedUnit], overwrite: bool) -> _Placed:
    path = project.catalog_path(locale, article)
    placed = _Placed()

    def placing(data: bytes | None) -> bytes:
        nonlocal placed
        merged, placed = _merged(project, locale, article, data or b"", units, overwrite)
        return merged

    project.store.revise(path, placing)
    return placed


class _Texts:
    """Finds the messages of a catalog that returned units are about."""

    def __init__(self, article: Article, catalog: Catalog) -> None:
        self._codes = article.format.codes
        self._plurals = {message.key: message for message in catalog.live if message.msgid_plural is not None}
        self._messages = {message.key: message for message in catalog.live if message.msgid_plural is None}
        self._spaced: dict[str, list[Message]] = defaultdict(list)
        for message in self._messages.values():
            self._spaced[_collapsed(message.msgid)].append(message)
        self.hashes = {text_hash(message.msgid) for message in catalog.live}

    def find(self, unit: ReturnedUnit) -> tuple[Message, str] | None:
        """The message and its translation: by context and text; else by text, white space aside, where no other message
        has it (the contexts of other tools are not ours); else by text and inline elements."""
        if unit.plural is not None:
            plural = self._plurals.get((unit.context, unit.source)) or self._plurals.get((None, unit.source))
            return (plural, unit.target) if plural and plural.msgid_plural == unit.plural else None
        if found := self._find(unit):
            message, text = found
            return message, text if "\r" in message.msgid else text.replace("\r\n", "\n")
        return None

    def _find(self, unit: ReturnedUnit) -> tuple[Message, str] | None:
        for context in (unit.context, None):
            if message := self._messages.get((context, unit.source)):
                return message, unit.target
        alike = self._spaced.get(_collapsed(unit.source), ())
        if len(alike) == 1:
            same = _collapsed(unit.target) == _collapsed(alike[0].msgstr)
            return alike[0], alike[0].msgstr if same else unit.target
        if any(isinstance(part, Tag) for part in unit.source_parts):
            for message in self._messages.values():
                text = written_by_markup(unit, message.msgid, self._codes(message.msgid))
                if text is not None:
                    return message, text
        return None


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _untouched(unit: ReturnedUnit) -> bool:
    """Whether a unit, whatever became of its text here, came back as it went out."""
    mark = unit.mark
    if mark is None or unit.partial or (mark.source, mark.target) != (text_hash(unit.source), text_hash(unit.target)):
        return False
    return unit.state is None or not unit.target or (unit.state is State.APPROVED) == mark.approved


def _merged(
    project: Project, locale: str, article: Article, data: bytes, units: Sequence[ReturnedUnit], overwrite: bool
) -> tuple[bytes, _Placed]:
    """One article's catalog with its units merged into it, and what happened to them."""
    catalog = parse_po(data, project.catalog_path(locale, article))
    texts = _Texts(article, catalog)
    now = {message.key: message for message in catalog.live}
    placed = _Placed()
    for unit in units:
        found = texts.find(unit)
        if found is None:
            if _untouched(unit):
                placed.unchanged += 1
            elif unit.mark and unit.mark.source in texts.hashes:
                placed.refused.append(
                    Text(
                        "{article}: the source was changed in the file: {text}",
                        article=article.name,
                        text=unit.source[:60],
                    )
                )
            else:
                placed.refused.append(
                    Text("{article}: no such text: {text}", article=article.name, text=unit.source[:60])
                )
            continue
        key, text = found[0].key, found[1]
        now[key] = _merge_unit(article, now[key], replace(unit, target=text), placed, overwrite)
    messages = tuple(message if message.obsolete else now[message.key] for message in catalog.messages)
    if messages == catalog.messages:
        return data, placed
    return rewrite_po(catalog, data, replace(catalog, messages=messages), project.settings.wrap), placed


def _merge_unit(article: Article, ours: Message, theirs: ReturnedUnit, placed: _Placed, overwrite: bool) -> Message:
    verdict, state = judge(ours, theirs)
    our_text, their_text = (text.replace("\0", " / ") for text in (translation(ours), theirs.target))
    change = Change(article.name, ours.msgctxt, ours.msgid, our_text, ours.state, their_text, state, theirs.line)
    if verdict is Verdict.CONFLICT and not overwrite:
        placed.conflicts.append(change)
        return ours
    result = ours
    if verdict in (Verdict.TAKE, Verdict.CONFLICT):
        placed.changes.append(change)
        alone, approved = Catalog((), (ours,)), state is State.APPROVED
        if verdict is Verdict.CONFLICT:
            placed.replaced += parting_entries(alone, article.name)
        (result,) = set_target(alone, ours.key, theirs.target, approved=approved).messages
    elif verdict is Verdict.SAME:
        placed.unchanged += 1
    else:
        placed.refused.append(_refusal(verdict, article.name, ours.msgid[:60]))
    comments = _new_comments(ours, theirs)
    placed.comments += len(comments)
    return replace(result, comments=(*result.comments, *comments)) if comments else result


def _refusal(verdict: Verdict, article: str, text: str) -> Text:
    if verdict is Verdict.PARTIAL:
        return Text("{article}: only a part of it is translated: {text}", article=article, text=text)
    if verdict is Verdict.FORMS:
        other = "{article}: the plural has another number of forms than in the catalog: {text}"
        return Text(other, article=article, text=text)
    return Text("{article}: came back empty, the translation stays: {text}", article=article, text=text)


def _new_comments(ours: Message, theirs: ReturnedUnit) -> list[str]:
    """The lines of notes that neither went out with the unit nor stand in the catalog."""
    known = {line.strip() for line in (*ours.comments, *ours.extracted)}
    exported = theirs.mark.notes if theirs.mark else ()
    return [
        line
        for line in dict.fromkeys(theirs.notes)
        if line not in known and text_hash(line) not in exported and not line.startswith("l10n: ")
    ]
