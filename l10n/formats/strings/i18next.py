"""Files of i18next in JSON, version 4 of its format: plural keys (`_one`, `_other`, `_ordinal_two`) become plurals.

The keys of a plural stand one behind the other; one that stands apart is a text of its own. The text for one may be
under the key itself. `_zero` is shown for 0 in every language and stays. `{{name}}`, `$t(key)` and the numbered tags of
react-i18next are placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.strings import encode_json
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.json_text import Member, Node, json_string, json_tree
from l10n.formats.strings.plural import completed, forms_of, in_order, one_and_other
from l10n.formats.strings.resource import Entry, resource_document, selects, text_unit
from l10n.locales import plural_categories
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_PLURAL_KEY = re.compile(r"(?P<base>.*?)(?P<ordinal>_ordinal)?_(?P<category>zero|one|two|few|many|other)", re.DOTALL)


def parse_i18next(text: str, options: ParseOptions) -> Document:
    """A file of i18next -> its strings. Raises SourceError, with the line, where it is malformed."""
    entries: list[Entry] = []
    waiting = [("", json_tree(text))]
    while waiting:
        path, node = waiting.pop()
        for members, plural in _sets(node):
            first = members[0]
            key = f"{path}.{first.key}" if path and first.key else path or first.key
            if first.node.kind != "string":
                waiting.append((key, first.node))
            elif not selects(options.strings, key):
                continue
            elif plural:
                entries += _plural(key, members)
            elif has_words(first.node.value, string_codes(first.node.value)):
                entries.append(Entry(key, first.node.start, first.node.end, [text_unit(first.node.value, left='""')]))
    return resource_document("i18next", text, entries, options.contexts)


class _Set(NamedTuple):
    """The members of a plural."""

    base: str
    ordinal: str
    """`_ordinal` or nothing."""
    texts: dict[str, str]
    """Category -> text."""
    plain: bool
    """Whether the text for one stands under the key itself, where i18next looks when there is no `_one`."""


def _sets(node: Node) -> Iterator[tuple[list[Member], bool]]:
    """The members of an object or array, those of a plural together, and whether they are one."""
    members = node.members
    place = 0
    while place < len(members):
        stop = place + 1
        match = _plural_key(members[place])
        following = _plural_key(members[stop]) if match is None and stop < len(members) else None
        plain = following is not None and following["base"] == members[place].key and not following["ordinal"]
        match = following if plain else match
        while match and stop < len(members) and _same_set(match, _plural_key(members[stop])):
            stop += 1
        some = members[place:stop]
        if match and _is_plural(some):
            yield some, True
        else:
            yield from (([member], False) for member in (some[:1] if plain else some))
            stop = place + 1 if plain else stop
        place = stop


def _is_plural(members: Sequence[Member]) -> bool:
    """Whether members are a plural: `see_other` is a key, too."""
    found = _set_of(members)
    counted = len(members) > 1 or "count" in members[0].node.value
    return counted and "other" in found.texts and len(found.texts) == len(members)


def _set_of(members: Sequence[Member]) -> _Set:
    keys = [_plural_key(member) for member in members]
    last = keys[-1]
    base, ordinal = (last["base"], last["ordinal"] or "") if last else (members[-1].key, "")
    plain = len(members) > 1 and members[0].key == base
    texts = {
        match["category"] if match and not (plain and place == 0) else "one": member.node.value
        for place, (match, member) in enumerate(zip(keys, members, strict=True))
    }
    return _Set(base, ordinal, texts, plain)


def _plural_key(member: Member) -> re.Match[str] | None:
    return _PLURAL_KEY.fullmatch(member.key) if member.node.kind == "string" else None


def _same_set(one: re.Match[str], other: re.Match[str] | None) -> bool:
    return other is not None and one.group("base", "ordinal") == other.group("base", "ordinal")


def _plural(key: str, members: Sequence[Member]) -> Iterator[Entry]:
    found = _set_of(members)
    base = key.removesuffix(members[0].key) + found.base
    one, other = one_and_other(found.texts)
    units = []
    for name, each in _texts(found.texts, bool(found.ordinal)):
        what = f"{(found.ordinal or 'plural').strip('_')}: {name}"
        units.append(text_unit(each, note=what) if each else text_unit(one, plural=other))
    words = any(has_words(text, string_codes(text)) for text in found.texts.values())
    if words and all(unit.text for unit in units):
        span = members[0].start, members[-1].node.end
        yield Entry(base, *span, [replace(unit, left=_emptied(members)) for unit in units], together=True)


def _texts(texts: dict[str, str], ordinal: bool) -> Iterator[tuple[str, str]]:
    """The messages of a set, in its order: the category and its text; without a text for the plural of all others."""
    for name, text in texts.items():
        if ordinal or name == "zero":
            yield name, text
        elif name == "other":
            yield name, ""


def _emptied(members: Sequence[Member]) -> str:
    return ", ".join(f'{json_string(member.key)}: ""' for member in members)


def encode_plural(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The members of a plural, with the categories of the locale."""
    written = "".join(unit.raw for unit in units)
    members = json_tree(f"{{{written}}}").members
    base, ordinal, texts, plain = _set_of(members)
    found: dict[str, str] = {}
    for (name, text), target in zip(_texts(texts, bool(ordinal)), targets, strict=True):
        if text:
            found[name] = text if target is None else str(target)
        elif target is None:
            found |= {each: value for each, value in texts.items() if each != "zero"}
        else:
            found = {**forms_of(target, locale), **found}
    if ordinal:
        found = completed(found, plural_categories(locale, ordinal=True))
    found = in_order(found)
    first = members[0]
    colon = written[first.behind - 1 : first.node.start - 1]
    between = ", "
    if len(members) > 1:
        between = written[first.node.end - 1 : members[1].start - 1]
    names = {name: f"{base}{ordinal}_{name}" for name in found}
    if plain:  # the key itself stays, for what is shown without a number
        found = {"one": found.get("one", found["other"]), **found}
        names["one"] = base
    return between.join(f"{json_string(names[name])}{colon}{json_string(text)}" for name, text in found.items())


I18NEXT = Format("i18next", parse_i18next, encode_json, string_codes, encode_together=encode_plural)
