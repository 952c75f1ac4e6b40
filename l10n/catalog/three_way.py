"""Merging two versions of a catalog with the one that both come from: unit by unit, where git would merge lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from l10n.catalog.edit import Key, has_text, is_human, without_draft, without_fuzzy
from l10n.model import Catalog, Message

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The outcome of a merge."""

    catalog: Catalog
    theirs: Mapping[Key, Message]
    """Their entry for each unit to which both sides gave different words; the catalog has ours."""


def merge_versions(base: Catalog, ours: Catalog, theirs: Catalog) -> ThreeWay:
    """Merges what two sides did to a catalog. Units are told by their key.

    What one side alone changed is as that side has it: words (text, `fuzzy`, the mark of a draft, `#|`), each comment
    and flag, references, place. Where both changed the words of a unit,

    * the same text that one side approved is approved;
    * a person's words win against none and against a machine's;
    * two machines' drafts are no conflict: ours stays;
    * different words of two persons are a conflict.

    A unit that one side's article no longer has is gone, but what a person made of it on the other side stays: with the
    text that it became (a `#|` says so), else as an obsolete entry. The order is that of the side whose article
    changed; what only the other side has follows its neighbour there.
    """
    sides = _by_key(base), _by_key(ours), _by_key(theirs)
    followed = _follow(*sides)
    merged: dict[Key, Message] = {}
    conflicts: dict[Key, Message] = {}
    for key in dict.fromkeys([*sides[1], *sides[2]]):
        before, our, their = (side.get(key) for side in sides)
        if our is not None and their is not None:
            merged[key], conflicting = _both(before or _before(sides[0], our, their), our, their)
            if conflicting:
                conflicts[key] = replace(their, obsolete=merged[key].obsolete)
        elif present := our or their:
            kept = _one(before, present, is_followed=key in followed.used)
            if kept is not None:
                merged[key] = followed.entries.get(key, kept)
    ordered = [merged[key] for key in _order(base, ours, theirs) if key in merged]
    messages = sorted(ordered, key=lambda message: message.obsolete)
    catalog = replace(_header(base, ours, theirs), messages=tuple(messages))
    return ThreeWay(catalog, conflicts)


def _by_key(catalog: Catalog) -> dict[Key, Message]:
    return {message.key: message for message in catalog.messages}


def _pick(before: Value | None, ours: Value, theirs: Value) -> Value:
    """The value that one side changed; ours when both did."""
    return theirs if ours == before else ours


def _words(message: Message) -> tuple[object, ...]:
    """What a translator or a machine makes of a unit."""
    previous = (message.previous_msgctxt, message.previous_msgid, message.previous_msgid_plural)
    return message.msgstr, message.msgstr_plural, message.fuzzy, message.draft, previous


def _text(message: Message) -> tuple[str, tuple[str, ...]]:
    return message.msgstr, message.msgstr_plural


def _both(before: Message | None, ours: Message, theirs: Message) -> tuple[Message, bool]:
    """A unit that both sides have, and whether it is a conflict."""
    chosen, conflicting = _chosen(before, ours, theirs)
    other_flags = _lines(
        without_fuzzy(before).flags if before else (), without_fuzzy(ours).flags, without_fuzzy(theirs).flags
    )
    flags = (*(flag for flag in chosen.flags if flag == "fuzzy"), *other_flags)
    plain = _lines(
        without_draft(before).comments if before else (), without_draft(ours).comments, without_draft(theirs).comments
    )
    marks = [line for line in chosen.comments if line not in without_draft(chosen).comments]
    obsolete = _pick(before.obsolete if before else None, ours.obsolete, theirs.obsolete)
    if before is None and ours.obsolete != theirs.obsolete:
        obsolete = False
    message = replace(
        chosen,
        flags=chosen.flags if set(chosen.flags) == set(flags) else flags,
        comments=chosen.comments if without_draft(chosen).comments == plain else (*plain, *marks),
        extracted=_pick(before.extracted if before else None, ours.extracted, theirs.extracted),
        references=_pick(before.references if before else None, ours.references, theirs.references),
        obsolete=obsolete,
    )
    return message, conflicting


def _chosen(before: Message | None, ours: Message, theirs: Message) -> tuple[Message, bool]:
    """The side whose words count, and whether the other's would be lost."""
    our, their, former = _words(ours), _words(theirs), _words(before) if before else None
    if our == their or their == former:
        return ours, False
    if our == former:
        return theirs, False
    if _text(ours) == _text(theirs):
        return (theirs if ours.fuzzy and not theirs.fuzzy else ours), False
    if is_human(ours) and is_human(theirs):
        return ours, True
    return (theirs if is_human(theirs) or not has_text(ours) else ours), False


def _before(base: Mapping[Key, Message], *sides: Message) -> Message | None:
    """What a text that is new on both sides came from: its translation as it followed from the former text."""
    for side in sides:
        former = _former(base, side)
        if former is not None:
            return replace(without_draft(side), msgstr=former.msgstr, msgstr_plural=former.msgstr_plural)
    return None


def _former(base: Mapping[Key, Message], message: Message) -> Message | None:
    """The entry of the base that a fuzzy message was carried over from."""
    if message.previous_msgid is None or not message.fuzzy:
        return None
    return base.get((message.previous_msgctxt, message.previous_msgid))


def _one(before: Message | None, present: Message, *, is_followed: bool) -> Message | None:
    """A unit that the other side lacks: it is new, or the other side's article has it no longer."""
    if before is None:
        return present
    changed = _words(present) != _words(before) or (present.obsolete and not before.obsolete)
    if is_followed or not changed or not is_human(present):
        return None
    return replace(present, obsolete=True, extracted=(), references=())


@dataclass(frozen=True, slots=True)
class _Followed:
    entries: Mapping[Key, Message]
    """New texts with the words that the other side gave to their former text."""
    used: frozenset[Key]
    """The former texts."""


def _follow(base: Mapping[Key, Message], ours: Mapping[Key, Message], theirs: Mapping[Key, Message]) -> _Followed:
    """Where one side's article changed a text and the other side its translation, the new words follow the text."""
    entries: dict[Key, Message] = {}
    used: set[Key] = set()
    for updated, edited in ((ours, theirs), (theirs, ours)):
        for key, message in updated.items():
            former = _former(base, message)
            if former is None or key in base or key in edited or former.key in updated or former.key not in edited:
                continue
            there = edited[former.key]
            if _text(message) == _text(former) and is_human(there) and _text(there) != _text(former):
                comments = _lines(without_draft(former).comments, message.comments, without_draft(there).comments)
                entries[key] = replace(
                    message, msgstr=there.msgstr, msgstr_plural=there.msgstr_plural, comments=comments
                )
                used.add(former.key)
    return _Followed(entries, frozenset(used))


def _lines(before: Iterable[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Comment lines or flags: without what one side removed, with what one side added."""
    known = set(before)
    kept = [line for line in ours if line in theirs or line not in known]
    return (*kept, *(line for line in theirs if line not in ours and line not in known))


def _order(base: Catalog, ours: Catalog, theirs: Catalog) -> list[Key]:
    """The keys in the order of the side whose article changed; what it lacks stands behind its neighbour of the other
    side."""
    places = [[message.key for message in catalog.messages] for catalog in (base, ours, theirs)]
    live = [[message.key for message in catalog.live] for catalog in (base, ours, theirs)]
    first, second = (places[2], places[1]) if live[1] == live[0] else (places[1], places[2])
    following: dict[Key | None, list[Key]] = {}
    known = set(first)
    before: Key | None = None
    for key in second:
        if key in known:
            before = key
        else:
            following.setdefault(before, []).append(key)
    return [*following.get(None, ()), *(each for key in first for each in (key, *following.get(key, ())))]


def _header(base: Catalog, ours: Catalog, theirs: Catalog) -> Catalog:
    """Our catalog with the header that both made: a field that one side changed is as that side has it; of two
    revisions the later one counts, with its translator."""
    fields = [{name: value for name, value in catalog.headers if name} for catalog in (base, ours, theirs)]
    later = {"PO-Revision-Date": "", "Last-Translator": ""}
    if fields[2].get("PO-Revision-Date", "") > fields[1].get("PO-Revision-Date", "") and _is_changed(fields, later):
        later = {name: fields[2].get(name, "") for name in later}
    headers: list[tuple[str, str]] = []
    for name, value in ours.headers:
        if not name:
            headers.append((name, value))
        elif later.get(name):
            headers.append((name, later[name]))
        elif name in fields[2]:
            headers.append((name, _pick(fields[0].get(name), value, fields[2][name])))
        elif fields[0].get(name) != value:  # else they took it out
            headers.append((name, value))
    headers += [
        (name, value) for name, value in theirs.headers if name and name not in fields[1] and name not in fields[0]
    ]
    return replace(
        ours,
        headers=tuple(headers),
        header_comments=_lines(base.header_comments, ours.header_comments, theirs.header_comments),
        header_flags=_lines(base.header_flags, ours.header_flags, theirs.header_flags),
        header_extracted=_lines(base.header_extracted, ours.header_extracted, theirs.header_extracted),
        header_references=_lines(base.header_references, ours.header_references, theirs.header_references),
    )


def _is_changed(fields: Sequence[Mapping[str, str]], names: Iterable[str]) -> bool:
    """Whether both sides changed one of these fields."""
    return any(fields[0].get(name) not in (fields[1].get(name), fields[2].get(name)) for name in names)
