"""Front matter: which strings it has, how translations are written, and how a compiled file is labelled."""

from __future__ import annotations

import pytest
from format_cases import read_cases, section_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import ParseOptions
from l10n.formats.front_matter import encode_scalar, find_front_matter, front_matter_scalars, label
from l10n.formats.markdown import parse_markdown
from l10n.formats.scalars import Scalar
from l10n.model import Unit


def scalars(text: str) -> list[Scalar]:
    matter = find_front_matter(text)
    return list(front_matter_scalars(text, matter)) if matter else []


def encoded(scalar: Scalar, target: str) -> str:
    unit = Unit(scalar.value, "x", "front-matter", f"\n{scalar.indent}", scalar.syntax)
    return encode_scalar(unit, target)


@pytest.mark.parametrize(
    ("text", "strings", "expected"),
    [pytest.param(*case, id=title) for title, *case in read_cases("front_matter.txt")],
)
def test_front_matter_strings(text: str, strings: str, expected: str) -> None:
    """The front matters of the case file have the strings that it says, and become what it says."""
    found = scalars(text)
    assert section_lines(strings) == [f"{scalar.key}: {scalar.value}" for scalar in found]
    result = text
    for scalar in reversed(found):
        result = result[: scalar.start] + encoded(scalar, f"<{scalar.value}>") + result[scalar.end :]
    assert expected == result


STYLES = [
    "---\na: Word\nb: c\n---\n",
    "---\na: Word # comment\nb: c\n---\n",
    '---\na: "Word"\nb: c\n---\n',
    "---\na: 'Word'\nb: c\n---\n",
    "---\nb: c\na: [Word, d]\n---\n",
    "---\na:\n- Word\nb: c\n---\n",
    '+++\na = "Word"\nb = "c"\n+++\n',
    "+++\na = 'Word'\nb = 'c'\n+++\n",
]
VALUES = (
    st.lists(
        st.sampled_from(
            [
                *"ab가 '\"\\#:-,[]{}&*!|>%@`?=~.1\n\t\u2028\x85",
                ": ",
                " #",
                "- ",
                "---",
                "true",
                "null",
                "12",
                "2025-01-01",
            ]
        )
        | st.text(max_size=3),
        min_size=1,
        max_size=8,
    )
    .map("".join)
    .filter(lambda value: value.strip() != "" and not any("\ud800" <= char <= "\udfff" for char in value))
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STYLES), VALUES)
def test_front_matter_reads_back(text: str, value: str) -> None:
    """Whatever a translated string holds, it reads back as it was, and the other keys with it."""
    scalar = next(scalar for scalar in scalars(text) if scalar.value == "Word")
    result = text[: scalar.start] + encoded(scalar, value) + text[scalar.end :]
    assert [value if s is scalar or s.value == "Word" else s.value for s in scalars(text)] == [
        s.value for s in scalars(result)
    ]


def test_front_matter_agrees_with_parsers() -> None:
    """PyYAML and tomllib, where they are there, read what was written as it was meant."""
    yaml = pytest.importorskip("yaml")
    tomllib = pytest.importorskip("tomllib")
    values = [
        "no",
        "12",
        "2025-01-01",
        "a: b",
        "#a",
        'it\'s "so"',
        "- a",
        "a\nb",
        "한국: 미국",
        "[a]",
        "@a",
        "a # b",
        "\\n",
        "~",
    ]
    for text in STYLES:
        for value in values:
            scalar = next(scalar for scalar in scalars(text) if scalar.value == "Word")
            result = text[: scalar.start] + encoded(scalar, value) + text[scalar.end :]
            read = yaml.safe_load(result[4:-4]) if text.startswith("---") else tomllib.loads(result[4:-4])
            found = read["a"]
            assert value == (found[0] if isinstance(found, list) else found)


def test_front_matter_keys_are_configurable() -> None:
    """The units are the values of the configured keys; nested keys are written with dots."""
    text = "---\ntitle: One\nseo:\n  title: Two\nother: Three\n---\n"
    default = parse_markdown(text, ParseOptions())
    chosen = parse_markdown(text, ParseOptions(front_matter=("seo.title", "other")))
    assert ["One"] == [unit.text for unit in default.units]
    assert ["Two", "Three"] == [unit.text for unit in chosen.units]
    assert [4, 5] == [unit.line for unit in chosen.units]


@pytest.mark.parametrize(
    "text",
    [
        "---\nText\n---\n",
        "---\n\nText\n\n---\n",
        "---\na: b\n",
        "----\na: b\n----\n",
        "Text\n---\na: b\n---\n",
        "+++\nText\n+++\n",
    ],
)
def test_front_matter_that_is_none(text: str) -> None:
    """A fence that is not closed, or has no keys behind it, is a thematic break."""
    assert find_front_matter(text) is None


FIELDS = {"lang": "ko", "translation_status": "draft"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n", "Text\n"),
        ("---\ntitle: a\n---\nText\n", "---\ntitle: a\nlang: ko\ntranslation_status: draft\n---\nText\n"),
        ("---\r\nlang: 'en'  # c\r\n---\r\n", "---\r\nlang: 'ko'  # c\r\ntranslation_status: draft\r\n---\r\n"),
        ("---\nlang:\ntitle: a\n---\n", "---\nlang: ko\ntitle: a\ntranslation_status: draft\n---\n"),
        ("---\nlang: no # c\n---\n", "---\nlang: ko # c\ntranslation_status: draft\n---\n"),
        ("---\nseo:\n  lang: en\n---\n", "---\nseo:\n  lang: en\nlang: ko\ntranslation_status: draft\n---\n"),
        (
            "+++\na = 1\n[b]\nlang = 'x'\n+++\n",
            '+++\na = 1\nlang = "ko"\ntranslation_status = "draft"\n[b]\nlang = \'x\'\n+++\n',
        ),
        ('---\n{title: "a"}\n---\n', '---\n{translation_status: draft, lang: ko, title: "a"}\n---\n'),
        ("---\n# c\n{ }\n---\n", "---\n# c\n{translation_status: draft, lang: ko }\n---\n"),
        ("---\n{lang: en}\n---\n", "---\n{translation_status: draft, lang: ko}\n---\n"),
        ("\ufeff---\na: b\n---\n", "\ufeff---\na: b\nlang: ko\ntranslation_status: draft\n---\n"),
    ],
)
def test_front_matter_label(text: str, expected: str) -> None:
    """Fields are replaced in place or added at the end of the top level; doing it twice changes nothing."""
    assert expected == label(text, FIELDS)
    assert expected == label(expected, FIELDS)


@pytest.mark.parametrize(
    "inside", ['{title: "One"}', "? title\n: One", "ns::key: x\ntitle: One", "&a {title: One}", "!!map\ntitle: One"]
)
def test_front_matter_in_rarer_forms(inside: str) -> None:
    """Whatever YAML calls a mapping is front matter; what begins like one and is none is text."""
    page = parse_markdown(f"---\n{inside}\n---\nText.\n", ParseOptions())
    assert [("front-matter", "One"), ("paragraph", "Text.")] == [(unit.type, unit.text) for unit in page.units]
    assert find_front_matter("---\n{% include a %}\n---\n") is None
    assert find_front_matter("---\n&amp; so: on: [\n---\n") is None


def test_front_matter_label_quotes_what_is_no_string() -> None:
    """A value that YAML would read as something else is quoted: Norwegian's code is `no`."""
    assert '---\na: b\nlang: "no"\n---\n' == label("---\na: b\n---\n", {"lang": "no"})


@pytest.mark.parametrize(
    "inside",
    [
        "\n" * 5_000 + "-x",
        "a" + " " * 50_000 + "b",
        "title: a" + " " * 50_000 + "b",
        'title: "a' + " " * 50_000 + 'b"',
        'title: "a' + "\n" * 50_000 + 'b"',
        "title: [" + "a, " * 10_000 + "]",
        "title: '" + "\n" * 50_000,
        "lang: 1" + " " * 50_000 + "b",
    ],
)
def test_front_matter_hostile_input_is_read(inside: str) -> None:
    """Long runs of blanks, line ends and items are read in linear time, and kept."""
    text = f"---\n{inside}\n---\nText\n"
    assert text == parse_markdown(text, ParseOptions()).raw
    assert text.count("Text") == label(text, FIELDS).count("Text")
