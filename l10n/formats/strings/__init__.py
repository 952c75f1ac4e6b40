"""Files of strings: JSON (and JSON with comments) and YAML. The values are units, under a filter of keys.

Which values are for readers nobody can know from a file alone. `ParseOptions.strings` names the keys; of those, what
is plainly no text (an address, a path, a file, a colour, a single word in lower case with marks in it) stays.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.lines import body_start, line_end
from l10n.formats.scalars import Scalar, empty_scalar
from l10n.formats.scalars.yaml import encode_yaml, yaml_scalars
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.icu import icu_leaves, write_icu
from l10n.formats.strings.json_text import json_scalars, json_string
from l10n.formats.strings.resource import Entry, message_units, resource_document, selects, text_unit
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_NO_TEXT = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:|[./~\\#@$])\S*"  # address, path, colour, package
    r"|\S*[/\\_=]\S*"  # path, identifier
    r"|\S*\.[A-Za-z0-9]{1,5}"  # file, module
    r"|[a-z0-9]+(?:[-.:][a-z0-9]+)+"  # slug, key
    r"|[a-z]+(?:[A-Z][a-z0-9]*)+"  # identifier
)
"""A value without white space that is no text."""


def parse_json(text: str, options: ParseOptions) -> Document:
    """A JSON file -> its strings. Raises SourceError, with the line, where it is malformed."""
    return _document("json", text, list(json_scalars(text)), options)


def parse_yaml(text: str, options: ParseOptions) -> Document:
    """A YAML file -> its strings. Raises SourceError, with the line, where it is malformed."""
    start = body_start(text)
    return _document("yaml", text, yaml_scalars(text, start, len(text)), options)


def _document(name: str, text: str, scalars: Iterable[Scalar], options: ParseOptions) -> Document:
    newline = line_end(text)
    entries = []
    for scalar in scalars:
        if not is_text(scalar.value) or not selects(options.strings, scalar.key):
            continue
        value = scalar.value.lstrip(" \t") if scalar.indent else scalar.value
        start = scalar.start + len(scalar.value) - len(value)
        leaves, left = empty_scalar(text, scalar)
        if "literal" in scalar.syntax or "folded" in scalar.syntax:
            units = [text_unit(value, syntax=scalar.syntax, left=left)]
        else:
            units = message_units(value, syntax=scalar.syntax, left=left)
        written = [replace(unit, newline=newline + scalar.indent, leaves=leaves) for unit in units]
        entries.append(Entry(scalar.key, start, scalar.end, written))
    return resource_document(name, text, entries, options.contexts)


def is_text(value: str) -> bool:
    """Whether a string is for readers, as far as it tells itself."""
    if not value or (not re.search(r"\s", value) and _NO_TEXT.fullmatch(value)):
        return False
    return has_words(value, string_codes(value)) or bool(icu_leaves(value))


def encode_json(unit: Unit, target: str) -> str:
    """A translation as a JSON string."""
    return json_string(target)


def encode_json_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The texts of an ICU message as a JSON string."""
    return json_string(write_icu(json.loads("".join(unit.raw for unit in units)), targets, locale))


def encode_yaml_unit(unit: Unit, target: str) -> str:
    """A translation as a YAML string, in the source's way of writing where that can hold it."""
    return encode_yaml(target, unit.syntax, unit.newline)


def encode_yaml_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The texts of an ICU message as a YAML string."""
    import yaml

    pattern = yaml.load("".join(unit.raw for unit in units), Loader=yaml.BaseLoader)
    return encode_yaml_unit(units[0], write_icu(pattern, targets, locale))


JSON = Format("json", parse_json, encode_json, string_codes, encode_together=encode_json_together)
YAML = Format("yaml", parse_yaml, encode_yaml_unit, string_codes, encode_together=encode_yaml_together)
