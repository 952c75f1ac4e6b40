"""YAML against PyYAML's own reading of it: what is translated changes, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from format_cases import read_cases, section_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats.format import ParseOptions
from l10n.formats.markdown import parse_markdown
from l10n.formats.scalars.yaml import encode_yaml, yaml_scalars


def translated(text: str) -> str:
    """A text with every string of it in capitals."""
    result, done = [], 0
    for scalar in yaml_scalars(text, 0, len(text)):
        result += [text[done : scalar.start], encode_yaml(scalar.value.upper(), scalar.syntax, "\n" + scalar.indent)]
        done = scalar.end
    return "".join([*result, text[done:]])


@pytest.mark.parametrize(
    ("source", "strings"), [pytest.param(*case, id=title) for title, *case in read_cases("yaml_scalars.txt")]
)
def test_yaml_strings(source: str, strings: str) -> None:
    """The documents of the case file have the strings that it says, and read as PyYAML reads them when translated."""
    for text in (source, source.replace("\n", "\r\n")):
        assert section_lines(strings) == [f"{found.key}: {found.value}" for found in yaml_scalars(text, 0, len(text))]
    before, after = (list(yaml.compose_all(text, Loader=yaml.CSafeLoader)) for text in (source, translated(source)))
    assert len(before) == len(after)
    assert [kinds(node) for node in before] == [kinds(node) for node in after]


def kinds(node: Any) -> Any:
    """A node's structure: strings by their letters alone."""
    if isinstance(node, yaml.MappingNode):
        return [(kinds(key), kinds(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return list(map(kinds, node.value))
    return node.tag, " ".join(node.value.lower().split())


WORDS = st.text(st.sampled_from("ab é한😀'\"#:,-?&*![]{}%@`\\~1.")) | st.sampled_from(
    ["yes", "12", "a: b", "a\nb", "a\n\n  b\n", "# a", "2025-01-01", "é " * 60, "x\ty", " a ", "a\u2028b"]
)
KEYS = st.text(st.sampled_from("ab:.?-# é"), min_size=1, max_size=6)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.booleans() | st.none(), st.sampled_from([None, "'", '"']), st.booleans(), st.integers(20, 90))
def test_translated_yaml_reads_as_its_source(
    value: Any, flow: bool | None, style: str | None, unicode: bool, width: int
) -> None:
    """PyYAML finds every string in capitals, and keys, numbers, dates and structure as they were."""
    text = yaml.dump(value, default_flow_style=flow, default_style=style, allow_unicode=unicode, width=width)
    assert yaml.safe_load(translated(text)) == capitals(text)


def capitals(text: str) -> Any:
    """What PyYAML reads, strings in capitals but for keys, and for what is no string in another version of YAML."""
    kept = {found.value for found in yaml_scalars(text, 0, len(text))}

    def read(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: read(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return list(map(read, value))
        return value.upper() if isinstance(value, str) and value in kept else value

    return read(yaml.safe_load(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab#:- "), min_size=1, max_size=9), max_size=6), st.sampled_from(["|", ">"]))
def test_blocks_read_as_their_source(lines: list[str], style: str) -> None:
    """The words of literal and folded blocks are in capitals, their lines where they were; what follows stays."""
    text = f"k: {style}\n" + "".join(f"  {line}\n" if line.strip() else "\n" for line in lines) + "end: no text\n"
    try:
        source = yaml.safe_load(text)
    except yaml.YAMLError:
        with pytest.raises(SourceError):
            translated(text)
        return
    found = yaml.safe_load(translated(text))
    assert ["k", "end"] == list(found)
    assert "NO TEXT" == found["end"]
    assert source["k"].lower().split() == found["k"].lower().split()


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_both_of_pyyamls_parsers_mark_alike(loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no libyaml the spans are the same: marks count code points, line ends of two as two."""
    monkeypatch.setattr(yaml, "CSafeLoader", loader)
    text = '😀: "a😀b" # c\r\nb: &x  one two  # c\r\nc: |-\r\n  one\r\n\r\n  two\r\nd: *x\r\ne: >2\r\n    f\r\n'
    assert ['"a😀b"', "one two", "one", "two"] == [text[s.start : s.end] for s in yaml_scalars(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: b\nc: [d\n", r"3:1: "), ("a: b: c", "1:5: "), ("a: *b", "1:4: "), ("a: \x07", "1:4: "), ("{" * 50_000, "1:")],
)
def test_what_is_no_yaml_is_refused(text: str, place: str) -> None:
    """One error with line and column; in front matter, such a text is left as it is."""
    with pytest.raises(SourceError, match=f"^{place}this is not YAML" if " " in place else f"^{place}"):
        list(yaml_scalars(text, 0, len(text)))
    page = f"---\ntitle: A title\n{text}\n---\nA text.\n"
    assert ["A text."] == [unit.text for unit in parse_markdown(page, ParseOptions()).units]
