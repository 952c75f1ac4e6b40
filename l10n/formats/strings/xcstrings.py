"""Apple's string catalogs (`.xcstrings`): an output is the catalog with the localization of its locale in it.

The texts are those of the source language or, where it has none, the keys. Plural and device variations are texts of
their own; comments are notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.strings import encode_json
from l10n.formats.strings.codes import directive_codes
from l10n.formats.strings.json_text import Node, json_string, json_tree
from l10n.formats.strings.plural import CATEGORIES, forms_of, in_order, one_and_other
from l10n.formats.strings.resource import Entry, resource_document, text_unit
from l10n.locales import bcp47_tag
from l10n.model import Document, Unit
from l10n.text.inline import has_words


class _Text(NamedTuple):
    """A text of an entry, with a plural perhaps."""

    text: str
    plural: str
    note: str


def parse_xcstrings(text: str, options: ParseOptions) -> Document:
    """A string catalog -> the texts of its source language. Raises SourceError, with the line, where it is none."""
    tree = json_tree(text)
    language, strings = tree.text("sourceLanguage"), tree.get("strings")
    if not language or strings is None:
        reason = "no sourceLanguage with strings"
        raise SourceError("this is no file of {kind}: {reason}", kind="xcstrings", reason=reason, line=1)
    entries = []
    for member in strings.members if strings.kind == "object" else ():
        entry = member.node
        kept = entry.get("shouldTranslate")
        if entry.kind != "object" or (kept and kept.value == "false"):
            continue
        texts = list(_texts(_source(entry, language, member.key)))
        note = entry.text("comment")
        units = []
        for found in texts:
            lines = "\n".join(filter(None, (note, found.note)))
            unit = text_unit(found.text, plural=found.plural, note=lines, syntax=json.dumps([language, member.key]))
            units.append(replace(unit, left=text[entry.start : entry.end]))
        words = any(has_words(each, directive_codes(each)) for found in texts for each in found[:2])
        if words and all(unit.text for unit in units):
            entries.append(Entry(member.key, entry.start, entry.end, units, together=True))
    return resource_document("xcstrings", text, entries, options.contexts)


def _source(entry: Node, language: str, key: str) -> Any:
    """The localization of the source language; one of the key where there is none."""
    node = entry.get("localizations", language)
    return _plain(node) if node and node.kind == "object" else {"stringUnit": {"state": "new", "value": key}}


def _plain(node: Node) -> Any:
    if node.kind == "object":
        return {member.key: _plain(member.node) for member in node.members}
    if node.kind == "array":
        return [_plain(member.node) for member in node.members]
    return node.value if node.kind == "string" else _Literal(node.value)


class _Literal(str):
    """A number, true, false or null, as it is written."""


def _value(node: Any) -> str:
    unit = node.get("stringUnit") if isinstance(node, dict) else None
    value = unit.get("value") if isinstance(unit, dict) else None
    return value if isinstance(value, str) else ""


def _part(node: Any, name: str) -> dict[str, Any]:
    found = node.get(name) if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def _forms(node: Any) -> dict[str, str]:
    """The forms of a plural that is one: each with a text."""
    forms = {name: _value(form) for name, form in _part(_part(node, "variations"), "plural").items()}
    return forms if forms.get("other") and all(forms.values()) and forms.keys() <= {*CATEGORIES} else {}


def _texts(node: Any, note: str = "") -> Iterator[_Text]:
    """The texts of a localization, in the order in which `_written` takes their translations."""
    if value := _value(node):
        yield _Text(value, "", note)
    if forms := _forms(node):
        yield _Text(*one_and_other(forms), note)
        if "zero" in forms:
            yield _Text(forms["zero"], "", f"{note}\nplural: zero".strip())
    for name, device in _part(_part(node, "variations"), "device").items():
        yield from _texts(device, f"{note}\ndevice: {name}".strip())
    for name, substitution in _part(node, "substitutions").items():
        yield from _texts(substitution, f"{note}\nsubstitution: {name}".strip())


def _written(node: Any, targets: Iterator[Target | None], locale: str) -> Any:
    """A localization with other texts; None leaves the source's."""
    if not isinstance(node, dict):
        return node
    new = dict(node)
    if value := _value(node):
        target = next(targets)
        new["stringUnit"] = _unit(value if target is None else str(target), translated=target is not None)
    if forms := _forms(node):
        target = next(targets)
        zero = {"zero": next(targets)} if "zero" in forms else {}
        texts = dict(forms) if target is None else forms_of(target, locale)
        texts |= {name: str(text) for name, text in zero.items() if text is not None}
        if zero:
            texts.setdefault("zero", forms["zero"])
        plural = {name: {"stringUnit": _unit(text, target is not None)} for name, text in in_order(texts).items()}
        new["variations"] = _part(node, "variations") | {"plural": plural}
    if devices := _part(_part(node, "variations"), "device"):
        written = {name: _written(device, targets, locale) for name, device in devices.items()}
        new["variations"] = _part(new, "variations") | {"device": written}
    if substitutions := _part(node, "substitutions"):
        new["substitutions"] = {name: _written(each, targets, locale) for name, each in substitutions.items()}
    return new


def _unit(text: str, translated: bool) -> Mapping[str, str]:
    return {"state": "translated" if translated else "new", "value": text}


def encode_entry(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """An entry with a localization for the locale, in place of one that is there."""
    raw = "".join(unit.raw for unit in units)
    entry = json_tree(raw)
    language, key = json.loads(units[0].syntax)
    new = _written(_source(entry, language, key), iter(targets), locale)
    margin = re.search(r"\n([ \t]*)\}\Z", raw)
    indent = margin[1] if margin else "    "
    localizations = entry.get("localizations")
    tag = bcp47_tag(locale)
    if localizations is None:
        written = _dumped({tag: new}, indent + "  ")
        return _with_member(raw, entry, "localizations", written, indent + "  ", indent)
    if there := localizations.get(tag):
        return raw[: there.start] + _dumped(new, indent + "    ") + raw[there.end :]
    return _with_member(raw, localizations, tag, _dumped(new, indent + "    "), indent + "    ", indent + "  ")


def _dumped(value: Any, indent: str) -> str:
    """A value as Xcode writes it: keys in order, a blank on both sides of the colon."""
    if not isinstance(value, dict):
        if isinstance(value, list):
            return "[" + ", ".join(_dumped(item, indent) for item in value) + "]"
        return str(value) if isinstance(value, _Literal) else json_string(value)
    lines = [f"{indent}  {json_string(key)} : {_dumped(value[key], indent + '  ')}" for key in sorted(value)]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _with_member(raw: str, node: Node, key: str, written: str, indent: str, outer: str) -> str:
    """An object with one more member, in the order of the keys."""
    member = f"{json_string(key)} : {written}"
    later = next((other for other in node.members if other.key > key), None)
    if later:
        return f"{raw[: later.start]}{member},\n{indent}{raw[later.start :]}"
    if node.members:
        end = node.members[-1].node.end
        return f"{raw[:end]},\n{indent}{member}{raw[end:]}"
    return f"{raw[: node.start]}{{\n{indent}{member}\n{outer}}}{raw[node.end :]}"


XCSTRINGS = Format(
    "xcstrings", parse_xcstrings, encode_json, directive_codes, encode_together=encode_entry, bilingual=True
)
