"""Bringing a catalog up to date with its article, so that every translation stays with the text it translates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from l10n.catalog.edit import Key, accepted, is_human, with_target, without_draft, without_fuzzy, without_previous
from l10n.catalog.follow import Followed, follow, increasing
from l10n.locales import is_locale, plural_count, plural_forms, posix_tag
from l10n.model import Catalog, Match, Message, Unit, text_hash

_WRAPPING = re.compile(r"[^\S ]\s*| \s+")
"""Any white space but one space: a text of megabytes is not split into its words."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a merge did. Each live message of the result is counted in exactly one of the first six fields."""

    kept: int = 0
    """The same text in the same place."""
    moved: int = 0
    """The same text in another place; its translation came along untouched."""
    new: int = 0
    """Texts that have no translation yet."""
    filled: int = 0
    """Texts that took an approved translation from the memory."""
    changed: int = 0
    """Translations whose source text changed. They are fuzzy now, with the previous text beside them."""
    revived: int = 0
    """Obsolete entries whose text came back."""
    obsoleted: int = 0
    """Translations whose text is gone from the article."""

    def __add__(self, other: Changes) -> Changes:
        return Changes(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__ if name != "kept")


@dataclass(frozen=True, slots=True)
class Merged:
    catalog: Catalog
    changes: Changes


Lookup = Callable[[str], Match | None]
"""The best translation that the memory holds for a text."""


def merge(
    catalog: Catalog,
    units: Sequence[Unit],
    reference: str,
    *,
    memory: Lookup | None = None,
    article: str | None = None,
    source_locale: str = "en",
) -> Merged:
    """Bring a catalog up to date with its article's units; `reference` is the article's path for `#:`.

    One entry per key, in the order of the article; obsolete entries follow. In this order a unit finds its entry:

    1. the same text in the catalog, wherever it stands: everything stays as it is (re-wrapped text counts as the same);
       an obsolete entry comes back; a draft whose source hash no longer fits gives way to a new one;
    2. the same text in the memory, when it gives a match of 100: filled in as approved. Untranslated entries and drafts
       that were there before take it from other articles alone: `article` is the name by which the memory knows this
       one, and without it they take nothing;
    3. a text in the same place that it was made from (see `follow`): the translation follows, fuzzy, with `#|`;
    4. nothing: an untranslated entry.

    Only a person's work follows: approved text, and fuzzy text that no machine made or that a person has edited. When a
    text leaves the article, its translation becomes obsolete; its draft or untranslated entry is removed. Merging twice
    gives the same result as merging once.
    """
    units, notes = _unique(units)
    forms = _number_of_forms(catalog)
    places = {message.key: place for place, message in enumerate(catalog.messages)}
    exact = _exact(units, catalog, places)
    followed = follow(units, catalog, exact, source_locale)
    stays = set(increasing([exact[index] for index in range(len(units)) if index in exact]))

    counts = dict.fromkeys(Changes.__slots__, 0)
    messages = []
    used = set()
    for index, unit in enumerate(units):
        message = _new(unit, forms)
        kind = "new"
        if (place := exact.get(index)) is not None:
            old = catalog.messages[place]
            used.add(old.key)
            message = _same(old, unit, forms)
            kind = "revived" if old.obsolete else "kept" if place in stays else "moved"
        alone = unit.context is None and not unit.plural
        match = memory(unit.text) if memory and alone and _takes(message, kind) else None
        known = _approved(match, message, kind, article)
        if index in followed and known in (None, followed[index].text):
            used.update(followed[index].emptied)
            message = _carried(followed[index], unit, forms)
            kind = "changed"
        if known is not None:
            message = accepted(replace(message, msgstr=known))
            kind = "filled"
        counts[kind] += 1
        message = replace(message, flags=_flags(unit, message.flags))
        messages.append(replace(message, extracted=_extracted(unit, notes[unit.key]), references=(reference,)))

    left = [message for message in catalog.messages if message.key not in used]
    gone = [message for message in left if not message.obsolete and is_human(message)]
    counts["obsoleted"] = len(gone)
    obsolete = [message for message in left if message.obsolete]
    obsolete += [replace(message, obsolete=True, extracted=(), references=()) for message in gone]
    result = replace(catalog, messages=(*messages, *obsolete))
    return Merged(catalog if result == catalog else result, Changes(**counts))


def _unique(units: Sequence[Unit]) -> tuple[list[Unit], dict[Key, list[str]]]:
    """The first unit of each key, or the first with a plural, and the notes of all units with that key."""
    unique: dict[Key, Unit] = {}
    notes: dict[Key, list[str]] = {}
    for unit in units:
        if unit.key not in unique or (unit.plural and not unique[unit.key].plural):
            unique[unit.key] = unit
        lines = notes.setdefault(unit.key, [])
        lines += [line for line in unit.note.split("\n") if unit.note and line not in lines]
    return list(unique.values()), notes


def _exact(units: Sequence[Unit], catalog: Catalog, places: Mapping[Key, int]) -> dict[int, int]:
    """Which message of the catalog has the text of which unit: unit index -> message index.

    A text that differs in white space alone (wrapped otherwise) is the same, if no other unit claims it.
    """
    exact = {index: places[unit.key] for index, unit in enumerate(units) if unit.key in places}
    if len(exact) == len(units):
        return exact
    claimed = set(exact.values())
    folded: dict[Key, int] = {}
    for place, message in enumerate(catalog.messages):
        if place not in claimed and message.msgid_plural is None and is_human(message):
            folded.setdefault((message.msgctxt, fold(message.msgid)), place)
    if not folded:
        return exact
    for index, unit in enumerate(units):
        if index not in exact and (same := folded.pop((unit.context, fold(unit.text)), None)) is not None:
            exact[index] = same
    return exact


def fold(text: str) -> str:
    """The text as it is however its lines are wrapped: without white space around it, and one space for any other."""
    return _WRAPPING.sub(" ", text.strip())


def _takes(message: Message, kind: str) -> bool:
    """Whether an entry may take its text from the memory: it holds no words of a person, or was obsolete."""
    return not is_human(message) or (kind == "revived" and message.fuzzy)


def _approved(match: Match | None, message: Message, kind: str, article: str | None) -> str | None:
    """The approved translation that an entry takes from the memory. A person's words that came back are only confirmed.
    An entry that was there before takes nothing from its own article, since a person may have deleted the text on
    purpose."""
    if match is None or match.score < 100:
        return None
    if is_human(message):
        return match.target if match.target == message.msgstr else None
    return match.target if kind in ("new", "revived") or article not in (None, match.article) else None


def _number_of_forms(catalog: Catalog) -> int:
    """How many plural forms an entry of the catalog has."""
    stated = re.match(r"\s*nplurals\s*=\s*([1-9])\s*;", catalog.header("Plural-Forms"))
    locale = catalog.header("Language")
    return int(stated[1]) if stated else plural_count(locale) if is_locale(locale) else 2


def _new(unit: Unit, forms: int) -> Message:
    message = Message(unit.text, msgctxt=unit.context)
    return replace(message, msgid_plural=unit.plural, msgstr_plural=("",) * forms) if unit.plural else message


def _with_number(message: Message, unit: Unit, forms: int) -> Message:
    """The entry with plural forms where its text has some now, and without where it has none."""
    if unit.plural and message.msgid_plural is None:
        return replace(message, msgid_plural=unit.plural, msgstr="", msgstr_plural=(message.msgstr,) * forms)
    if not unit.plural and message.msgid_plural is not None:
        return replace(message, msgid_plural=None, msgstr=next(iter(message.msgstr_plural), ""), msgstr_plural=())
    return replace(message, msgid_plural=unit.plural or None)


def _flags(unit: Unit, flags: tuple[str, ...]) -> tuple[str, ...]:
    """The flags, with the limit that the article states."""
    if not unit.limit:
        return flags
    return (*(flag for flag in flags if not flag.startswith("max-length:")), f"max-length:{unit.limit}")


def _same(old: Message, unit: Unit, forms: int) -> Message:
    """The entry of a text that is still, or again, in the article."""
    message = replace(old, obsolete=False)
    if (old.msgid_plural or "") != unit.plural:
        message = _with_number(message, unit, forms)
        if not is_human(old):
            return _emptied(message)
        flags = ("fuzzy", *(flag for flag in message.flags if flag != "fuzzy"))
        return replace(
            without_draft(message), flags=flags, previous_msgid=old.msgid, previous_msgid_plural=old.msgid_plural
        )
    if old.msgid != unit.text:
        return replace(without_draft(message), msgid=unit.text)
    draft = old.draft
    if old.machine_made and draft and draft.source_hash != text_hash(old.source):
        return _emptied(message)
    return message


def _emptied(message: Message) -> Message:
    """The entry without its draft."""
    left = without_fuzzy(without_previous(without_draft(message)))
    return replace(left, msgstr="", msgstr_plural=("",) * len(message.msgstr_plural))


def _carried(followed: Followed, unit: Unit, forms: int) -> Message:
    """The entry of a changed text, with the translation that follows it."""
    flags = ("fuzzy", *(flag for flag in followed.message.flags if flag != "fuzzy"))
    former = with_target(without_previous(without_draft(followed.message)), followed.text)
    message = _with_number(
        replace(former, msgctxt=unit.context, msgid=unit.text, flags=flags, obsolete=False), unit, forms
    )
    if followed.previous == (unit.context, unit.text):  # the edit was taken back
        return message
    old = followed.message
    is_previous = followed.previous == (old.previous_msgctxt, old.previous_msgid)
    return replace(
        message,
        previous_msgctxt=followed.previous[0],
        previous_msgid=followed.previous[1],
        previous_msgid_plural=old.previous_msgid_plural if is_previous else old.msgid_plural,
    )


def _extracted(unit: Unit, notes: Sequence[str]) -> tuple[str, ...]:
    return (() if unit.type == "paragraph" else (f"type: {unit.type}",)) + tuple(notes)


def new_catalog(
    locale: str, source_locale: str, project: str, now: datetime, *, base_path: str = ".", report_bugs_to: str = ""
) -> Catalog:
    """A catalog with a header and no messages; `base_path` leads from its folder to the project's.

    Raises LocaleError for an unknown locale.
    """
    locale = posix_tag(locale)
    date = now.strftime("%Y-%m-%d %H:%M%z")
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": report_bugs_to,
        "PO-Revision-Date": date if now.tzinfo else date + "+0000",
        # what msginit writes when it knows no translator; msgfmt and Poedit accept it
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
        "Language": locale,
        **_MIME,
        "Plural-Forms": plural_forms(locale),
        "X-Generator": _GENERATOR,
        "X-Source-Language": posix_tag(source_locale),
        "X-Poedit-Basepath": base_path,
    }
    return Catalog(tuple(fields.items()), ())


def template(
    units: Sequence[Unit], reference: str, project: str, *, source_locale: str = "en", report_bugs_to: str = ""
) -> Catalog:
    """The template (POT) of an article: its units without translations. No date, so that the same article always
    gives the same file."""
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": report_bugs_to,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        **_MIME,
        "X-Generator": _GENERATOR,
        "X-Source-Language": posix_tag(source_locale),
    }
    return merge(Catalog(tuple(fields.items()), (), header_flags=("fuzzy",)), units, reference).catalog


_GENERATOR = "l10n-toolkit"
_MIME = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
