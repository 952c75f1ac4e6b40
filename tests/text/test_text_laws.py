"""What holds for the grammar of every format, and for that of messages whose format is not known."""

from __future__ import annotations

import pytest
from format_cases import FormatCase, format_cases
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks import Pair, check_pair
from l10n.engines.pseudo import pseudolocalize
from l10n.formats import REGISTRY, codes_of, format_named, referenced_format
from l10n.formats.format import ParseOptions
from l10n.masking import mask, unmask
from l10n.text.messages import message_codes
from l10n.text.prose import COVER, MARK, prose, without_code

GRAMMARS = ["", *REGISTRY]
PIECES = [
    *("`a`", "``a``", "*a*", "**a**", "_a_", "[a](b.md)", "![a](b.png)", "[a][b]", "[^1]", "<b>", "</b>", "<br/>"),
    *(
        "<code>a</code>",
        "<a href='b'>",
        "&amp;",
        "{a}",
        "{{ a }}",
        "%(a)s",
        "${a}",
        "https://a.example/b).",
        "a@b.example",
    ),
    *(":doc:`a <b>`", ":func:`a`", "`a <b>`_", "a_", "|a|", "[1]_", "<<a,b>>", "xref:a[b]", "image:a.png[b]", "{a}"),
    *("link:a[b]", "+a+", " +\n", "  \n", "\\", "가", "a", " ", "\n", ".", "🎉", "{a, plural, one {b}}", "{\\an8}"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(GRAMMARS))
def test_a_prose_view_covers_the_codes_and_nothing_else(text: str, name: str) -> None:
    """Codes are in order and within the text; in the view every character of a code is covered, every other one stays
    in its place."""
    found = codes_of(name)(text)
    ends = [0, *(code.end for code in found)]
    assert all(before <= code.start < code.end for before, code in zip(ends, found, strict=False))
    assert ends[-1] <= len(text)
    covered = {place for code in found for place in range(code.start, code.end)}
    view = prose(text, codes_of(name))
    assert len(text) == len(view)
    for place, char in enumerate(text):
        assert view[place] in ((COVER, MARK, "\n") if place in covered else char)


@pytest.mark.parametrize("name", GRAMMARS)
def test_elements_are_no_code_to_rules_about_markup(name: str) -> None:
    """Where only code is covered, tags stay to be compared, also those of elements whose content is no prose."""
    text = "See <code>a</code> and <script>b</script>."
    assert text == without_code(text, codes_of(name))


HOSTILE = [
    *(
        "[",
        "](",
        "[a](",
        '[a](b "',
        "`a``b```",
        "*a _b ",
        "<a b='",
        "<!-- ",
        "{{",
        "$a^ ",
        ":a:`",
        "a@b.",
        "&a",
        "`a <",
    ),
    *("[a b='c' ", "<<a,", "link:a[", "|a ", "_a", "http://", "[^", "<code>", "%(", "+a ", "{a:", "www."),
]


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_are_read_in_linear_time(name: str, piece: str) -> None:
    """Four times as much of what opens a code takes about four times as long."""
    read = format_named(name).codes if name else message_codes
    assert_linear(read, piece * 1000, piece * 4000)


CASES = [case for name in REGISTRY for case in format_cases(name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.format}: {case.title}")
def test_words_alone_may_change(case: FormatCase) -> None:
    """The rules about markup find nothing in the units of a format's cases when all words are others and every code
    stands as it was."""
    form = case.form
    document = form.parse(case.text, ParseOptions())
    for unit in document.units:
        masked = mask(unit.text, form.codes(unit.text))
        target = unmask(masked, pseudolocalize(masked.text)).text
        pair = Pair(unit.text, target, "ko", type=unit.type, format=form.name)
        assert [] == check_pair(pair, {"markup-links", "markup-tags", "html-safe", "placeholder"})


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (("guide.rst:12",), "rst"),
        (("../../library/functions.rst:12",), "rst"),
        (("modules/ROOT/pages/index.adoc:3",), "asciidoc"),
        (("docs/a.md",), "markdown"),
        (("docs/a.mdx:1-4",), "mdx"),
        (("src/a.py:3", "templates/page.html:7"), "html"),
        (("../../src/sphinx/util.py:docstring of sphinx.util.names:1",), "rst"),
        (("src/a.py:3", "notes.txt:1", "strings.json:4"), ""),
        ((), ""),
    ],
)
def test_a_message_knows_its_format(references: tuple[str, ...], expected: str) -> None:
    """A message of a bare catalog has the format of the document that its references name."""
    assert expected == referenced_format(references)


def test_a_message_without_a_format_has_plain_codes() -> None:
    """Tags, entities, values, code spans, links and addresses are codes in a message that may be anything."""
    text = "*Run* `make` on <b>{host}</b>: [the map](map.md) & &amp; a@b.example, https://a.example. <kbd>Shift x</kbd>"
    codes = [f"{code.kind} {text[code.start : code.end]}" for code in codes_of("")(text)]
    assert [
        *("code `make`", "open <b>", "placeholder {host}", "close </b>", "open [", "close ](map.md)", "tag &amp;"),
        *("url a@b.example", "url https://a.example", "code <kbd>Shift x</kbd>"),
    ] == codes
    assert format_named("markdown").codes("*Run*") != codes_of("")("*Run*")
