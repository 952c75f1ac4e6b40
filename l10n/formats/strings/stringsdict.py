"""Apple's `.stringsdict` files: the forms of each variable are a plural, the format with its variables is a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.strings.codes import directive_codes
from l10n.formats.strings.plural import CATEGORIES, forms_of, in_order, one_and_other
from l10n.formats.strings.resource import Entry, malformed, resource_document, text_unit
from l10n.formats.strings.xml_tree import Element, character_data, escape_text, xml_elements, xml_tree
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_FORMAT = "NSStringLocalizedFormatKey"
_TECHNICAL = frozenset({"NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"})


class _Item(NamedTuple):
    """A key of a dict and its value."""

    key: str
    element: Element
    value: Element


def parse_stringsdict(text: str, options: ParseOptions) -> Document:
    """A `.stringsdict` file -> its texts. Raises SourceError, with the line, where it is malformed."""
    plist = xml_tree(text).child("plist")
    top = plist.child("dict") if plist else None
    if top is None:
        raise SourceError(
            "this is no file of {kind}: {reason}", kind="stringsdict", reason="no plist with a dict", line=1
        )
    entries: list[Entry] = []
    for item in _items(text, top):
        for inner in _items(text, item.value):
            if inner.key == _FORMAT and inner.value.local == "string":
                value = character_data(text[inner.value.opened : inner.value.closed])
                if has_words(value, directive_codes(value)):
                    span = inner.value.opened, inner.value.closed
                    entries.append(Entry(item.key, *span, [replace(text_unit(value), left=text[slice(*span)])]))
            elif inner.value.local == "dict":
                entries += _plural(text, f"{item.key}.{inner.key}", inner.value)
    return resource_document("stringsdict", text, entries, options.contexts)


def _items(text: str, element: Element) -> Iterator[_Item]:
    children = element.children if element.local == "dict" else []
    keys, values = children[::2], children[1::2]
    if len(keys) != len(values) or any(key.local != "key" for key in keys):
        raise malformed(text, element.start, "stringsdict", "a dict has a value behind each key")
    for key, value in zip(keys, values, strict=True):
        yield _Item(character_data(text[key.opened : key.closed]), key, value)


def _plural(text: str, key: str, element: Element) -> Iterator[Entry]:
    items = [item for item in _items(text, element) if item.key not in _TECHNICAL]
    forms = {item.key: character_data(text[item.value.opened : item.value.closed]) for item in items}
    places = [element.children.index(item.element) for item in items]
    together = places == [*range(places[0], places[0] + 2 * len(places), 2)] if places else False
    if "other" not in forms or not forms.keys() <= {*CATEGORIES} or not together:
        return
    one, other = one_and_other(forms)
    units = []
    for name, form in forms.items():
        if name == "zero" and form:
            units.append(text_unit(form, note="plural: zero"))
        elif name == "other" and one:
            units.append(text_unit(one, plural=other))
    start, end = items[0].element.start, items[-1].value.end
    if any(has_words(form, directive_codes(form)) for form in forms.values()) and units[-1:] and units[-1].plural:
        yield Entry(key, start, end, [replace(unit, left=text[start:end]) for unit in units])


def encode_stringsdict(unit: Unit, target: str) -> str:
    """A translation as the text of an element."""
    return escape_text(target)


def encode_forms(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The keys and strings of a plural, with the categories of the locale."""
    raw = "".join(unit.raw for unit in units)
    elements = xml_elements(raw).children
    items = [
        (raw[key.opened : key.closed], key, value) for key, value in zip(elements[::2], elements[1::2], strict=True)
    ]
    written = {name: raw[value.opened : value.closed] for name, _, value in items}
    found = {name: text for name, text in written.items() if name == "zero"}
    for unit, target in zip(units, targets, strict=True):
        if unit.plural:
            forms = {name: escape_text(text) for name, text in forms_of(target, locale).items()} if target else written
            found = {**forms, **found}
        elif target is not None:
            found["zero"] = escape_text(str(target))
    _, key, value = items[0]
    gap, head = raw[key.end : value.start], raw[value.start : value.opened]
    between = raw[value.end : items[1][1].start] if len(items) > 1 else gap
    return between.join(f"<key>{name}</key>{gap}{head}{text}</string>" for name, text in in_order(found).items())


STRINGSDICT = Format(
    "stringsdict", parse_stringsdict, encode_stringsdict, directive_codes, encode_together=encode_forms
)
