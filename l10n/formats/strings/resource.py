"""A file of strings as a Document: what its reader finds becomes units, each a span of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import count

from l10n.errors import SourceError
from l10n.formats.lines import split_lines
from l10n.formats.omission import reach
from l10n.formats.strings.icu import icu_leaves
from l10n.model import Document, Unit

_LINE_REST = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A string of a file, or a set of strings that are written together."""

    key: str
    start: int
    end: int
    """The span of the file that its translation replaces."""
    units: Sequence[Unit]
    """Its texts, without `raw`, key and line."""
    together: bool = False
    """Whether `Format.encode_together` writes it, although it is one text without a plural."""


def text_unit(text: str, *, plural: str = "", note: str = "", syntax: str = "", limit: int = 0, left: str = "") -> Unit:
    """A unit that an Entry completes; `left` is what stays of the entry when nothing of it has a translation."""
    return Unit(text, "", "paragraph", syntax=syntax, note=note, plural=plural, limit=limit, left=left)


def message_units(value: str, *, note: str = "", syntax: str = "", left: str = "") -> list[Unit]:
    """The texts of a string that may be an ICU message with branches."""
    leaves = icu_leaves(value)
    if not leaves:
        return [text_unit(value, note=note, syntax=syntax, left=left)]
    units = []
    for leaf in leaves:
        when = [f"{name}: {value}" for name, value in leaf.conditions]
        lines = "\n".join(filter(None, (note, *when)))
        units.append(text_unit(leaf.text, plural=leaf.plural, note=lines, syntax=syntax, left=left))
    return units


def resource_document(name: str, text: str, entries: Iterable[Entry], contexts: Sequence[str] = ()) -> Document:
    """The document of a file: all outside the entries is skeleton.

    The keys that `contexts` names are contexts of their texts. So is the key of a plural whose singular is a text of
    another entry, too, with another plural or none: a catalog has one entry for a text.
    """
    found = sorted(entries, key=lambda entry: entry.start)
    plurals: dict[str, set[str]] = {}
    for entry in found:
        for unit in entry.units:
            plurals.setdefault(unit.text, set()).add(unit.plural)
    numbers = count(1)
    parts: list[str | Unit] = []
    done, line = 0, 1
    for entry in found:
        if entry.start < done:
            continue
        parts += [text[done : entry.start]] if done < entry.start else []
        line += len(split_lines(text[done : entry.start] + "|")) - 1
        chosen = selects(contexts, entry.key)
        together = f"{next(numbers)}" if entry.together or len(entry.units) > 1 or entry.units[0].plural else ""
        at = entry.start
        for place, unit in enumerate(entry.units):
            rest = len(entry.units) - place - 1
            stop = entry.end - rest if place == 0 else at + 1
            wants_context = chosen or (unit.plural and len(plurals[unit.text]) > 1)
            parts.append(
                replace(
                    unit,
                    raw=text[at:stop],
                    note="\n".join(filter(None, (f"key: {entry.key}" if entry.key else "", unit.note))),
                    context=entry.key if wants_context and entry.key else unit.context,
                    left=unit.left if place == 0 else "",
                    line=line,
                    together=together,
                )
            )
            at = stop
        line += len(split_lines(text[entry.start : entry.end] + "|")) - 1
        done = entry.end
    if done < len(text):
        parts.append(text[done:])
    return Document(name, tuple(parts))


def leaving(text: str, start: int, end: int, outer: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """What leaves with a span (`Unit.leaves`): the element or entry around it, and its lines if they hold no other."""
    begin = outer[0]
    while begin and text[begin - 1] in " \t":
        begin -= 1
    rest = _LINE_REST.match(text, outer[1])
    alone = rest is not None and (begin == 0 or text[begin - 1] in "\r\n\ufeff")
    return (reach(start, end, (begin, rest.end()) if alone and rest else outer),)


def selects(patterns: Iterable[str], key: str) -> bool:
    """Whether a list of patterns takes a key: the last one that fits decides, and one that begins with `!` refuses."""
    taken = False
    for pattern in patterns:
        if fnmatchcase(key, pattern.removeprefix("!")):
            taken = not pattern.startswith("!")
    return taken


def line_of(text: str, place: int) -> int:
    """The number of the line in which a place lies, from 1."""
    return len(split_lines(text[:place] + "|"))


def malformed(text: str, place: int, kind: str, reason: str) -> SourceError:
    """The error of a file that cannot be read, with its line and column."""
    start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return SourceError(
        "this is no file of {kind}: {reason}",
        kind=kind,
        reason=reason,
        line=line_of(text, place),
        column=place - start + 1,
    )
