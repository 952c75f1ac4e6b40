"""JSON and YAML files of strings: which values are units, and how translations are written."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats.format import ParseOptions
from l10n.formats.strings import JSON, YAML, parse_json, parse_yaml, string_codes
from l10n.model import Document

OPTIONS = ParseOptions()
SOURCE = """{
  // shown at the top
  "menu": {"file": "Open \\"a\\" file", "id": "open-file", "url": "/a/b", "names": ["Ann B", "Bo\\u00e9",],},
  "count": 3, "colour": "#fff", "icon": "icon.svg", "key": "menu.file", "empty": "" /* end */
}
"""


def compile_with(document: Document, suffix: str) -> str:
    encode = (JSON if document.format == "json" else YAML).encode
    return "".join(part if isinstance(part, str) else encode(part, part.text + suffix) for part in document.parts)


def test_json_units() -> None:
    """Values that read as text are units; identifiers, paths, colours, files are not. Comments are passed over."""
    document = parse_json(SOURCE, OPTIONS)
    assert SOURCE == document.raw
    expected = [('Open "a" file', "key: menu.file"), ("Ann B", "key: menu.names"), ("Boé", "key: menu.names")]
    assert expected == [(unit.text, unit.note) for unit in document.units]
    assert [3, 3, 3] == [unit.line for unit in document.units]


def test_json_key_filter() -> None:
    """The last pattern that fits a key decides."""
    source = '{"a": {"title": "One two", "note": "Three four"}, "title": "Five six"}'
    options = ParseOptions(strings=("*", "!*.note", "!title"))
    assert ["One two"] == [unit.text for unit in parse_json(source, options).units]
    assert [] == list(parse_json(source, ParseOptions(strings=())).units)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8).map(lambda text: f"Text {text}"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.booleans(), st.text(max_size=4))
def test_json_translations_read_back(value: object, ascii: bool, suffix: str) -> None:
    """Each string of a compiled file reads as the translation, all else as in the source."""

    def translated(item: object) -> object:
        if isinstance(item, list):
            return [translated(inner) for inner in item]
        if isinstance(item, dict):
            return {key: translated(inner) for key, inner in item.items()}
        return item + suffix if isinstance(item, str) else item

    document = parse_json(json.dumps(value, ensure_ascii=ascii, indent=1), OPTIONS)
    assert translated(value) == json.loads(compile_with(document, suffix))


@pytest.mark.parametrize(
    ("source", "line"), [('{"a": "b",\n "c" "d"}', 2), ("", 1), ("{\n'a': 1}", 2), ("[" * 100_000, None), ('"a', 1)]
)
def test_malformed_json_is_refused(source: str, line: int | None) -> None:
    """A file that is no JSON is refused, with the line."""
    with pytest.raises(SourceError) as raised:
        parse_json(source, OPTIONS)
    assert line == raised.value.line


def test_long_numbers_are_json() -> None:
    """Python makes no integer of more than 4,300 digits; no number is a text."""
    document = parse_json('{"a": %s, "b": "Words here"}' % ("9" * 5000), OPTIONS)
    assert ["Words here"] == [unit.text for unit in document.units]


def test_yaml_units() -> None:
    """Strings of a YAML file keep their way of writing; what is no text stays."""
    source = (
        "# top\nen:\n  title: A good day\n  file: 'a.txt'\n  body: |\n    One\n      $ two three\n"
        '  list:\n    - "It\'s x"\n  on: yes\n'
    )
    document = parse_yaml(source, OPTIONS)
    assert source == document.raw
    assert ["A good day", "One\n  $ two three", "It's x"] == [unit.text for unit in document.units]
    expected = (
        source.replace("A good day", '"A good day: é"').replace("two three", "two three: é").replace("s x", "s x: é")
    )
    assert expected == compile_with(document, ": é")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a: ", "- ", "\n", "  ", "'x y'", '"x y"', "| ", "word ", "# c", "[", "]", ","]), max_size=20
    )
)
def test_yaml_is_lossless(pieces: list[str]) -> None:
    """Joining the parts gives the file back, whatever is in it; what PyYAML cannot read is refused with its place."""
    text = "".join(pieces)
    try:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        with pytest.raises(SourceError, match=r"\d+:\d+: this is not YAML"):
            parse_yaml(text, OPTIONS)
    else:
        assert text == parse_yaml(text, OPTIONS).raw


def test_string_codes() -> None:
    """printf fields and ICU messages are codes; percent signs of prose are not."""
    text = "%s of %1$d, {n, plural, one {# day} other {# days}} at 5 % so {name}"
    expected = ["%s", "%1$d", "{n, plural, one {# day} other {# days}}", "{name}"]
    assert expected == [text[code.start : code.end] for code in string_codes(text)]
