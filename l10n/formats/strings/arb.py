"""Application Resource Bundles (ARB), the JSON of Flutter: ICU messages with descriptions, which become notes.

`@@locale` becomes the locale of the output. An apostrophe is itself, as `flutter gen-l10n` reads it by default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from l10n.formats.format import Format, Page, ParseOptions, Target
from l10n.formats.strings import encode_json
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.icu import icu_leaves, write_icu
from l10n.formats.strings.json_text import Node, json_string, json_tree
from l10n.formats.strings.resource import Entry, message_units, resource_document
from l10n.model import Document, Unit
from l10n.text.inline import has_words


def parse_arb(text: str, options: ParseOptions) -> Document:
    """An ARB file -> its messages. Raises SourceError, with the line, where it is malformed."""
    tree = json_tree(text)
    entries = []
    for member in tree.members if tree.kind == "object" else ():
        value = member.node.value
        if member.key.startswith("@") or member.node.kind != "string":
            continue
        if has_words(value, string_codes(value)) or icu_leaves(value):
            units = message_units(value, note=_note(tree.get(f"@{member.key}")), left='""')
            entries.append(Entry(member.key, member.node.start, member.node.end, units))
    return resource_document("arb", text, entries, options.contexts)


def _note(about: Node | None) -> str:
    """What the attributes of a message say to its translator."""
    if about is None:
        return ""
    lines = [" ".join(about.text(name).split()) for name in ("description", "context")]
    placeholders = about.get("placeholders")
    for member in placeholders.members if placeholders else ():
        said = [member.node.text(name) for name in ("description", "example", "type", "format")]
        if any(said):
            lines.append(f"{{{member.key}}}: {', '.join(filter(None, said))}")
    return "\n".join(filter(None, lines))


def encode_arb_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The texts of a message with branches, as a JSON string."""
    return json_string(write_icu(json.loads("".join(unit.raw for unit in units)), targets, locale, quotes=False))


def label_arb(text: str, fields: Mapping[str, str]) -> str:
    """The file with the locale of its translation, spelled with `_` where the source does or has no region."""
    node = json_tree(text).get("@@locale")
    if node is None or "lang" not in fields:
        return text
    tag = fields["lang"] if "-" in node.value else re.sub("-", "_", fields["lang"])
    return text[: node.start] + json_string(tag) + text[node.end :]


ARB = Format(
    "arb", parse_arb, encode_json, string_codes, page=Page(label=label_arb), encode_together=encode_arb_together
)
