"""MDX: what a translation must not do to a page, and where code ends."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from growth import assert_linear

from l10n.catalog.edit import apply_drafts, approve
from l10n.catalog.merge import merge, new_catalog
from l10n.compiler import Policy, compile_document
from l10n.formats import format_named, stated_format
from l10n.formats.format import ParseOptions
from l10n.formats.markdown.jsx import Jsx
from l10n.model import Draft

NOW = datetime(2026, 1, 2, tzinfo=timezone.utc)


def compiled(text: str, *targets: str, name: str = "mdx") -> str:
    """A document with these translations of its units, in order."""
    document = format_named(name).parse(text, ParseOptions())
    catalog = merge(new_catalog("ko", "en", "test", NOW), document.units, "source/a").catalog
    drafts = {
        unit.key: (target, Draft.of("mt test", unit.text, target))
        for unit, target in zip(document.units, targets, strict=True)
    }
    return compile_document(document, approve(apply_drafts(catalog, drafts)), Policy()).text


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("Words", "a {name} b", "a \\{name} b"),
        ("Words", "a { b", "a \\{ b"),
        ("Words", "a <b", "a \\<b"),
        ("Words", "a < ", "a \\<"),
        ("Words", "https://a.b/<c", "https://a.b/&#60;c"),
        ("Words", "see ![<b>](c.png)", "see ![\\<b>](c.png)"),
        ("<p>Words</p>", "a \\", "<p>a \\\\</p>"),
        ("Words", "a < b and a <= b", "a < b and a \\<= b"),
        ("Words", "see <https://example.org>", "see \\<https://example.org>"),
        ("Words", "x <!-- y --> z", "x \\<!-- y --> z"),
        ("Words", "`a {b} <c` d", "`a {b} <c` d"),
        ("Words", "already \\{ and \\<b", "already \\{ and \\<b"),
        ("Words", "a <Component /> b", "a \\<Component /> b"),
        ("Words", "a <sub>b</sub> c", "a <sub>b</sub> c"),
        ("Words", "a <sub>b c", "a \\<sub>b c"),
        ("Words", "a b</sub> c", "a b\\</sub> c"),
        ("Words", "import is a word", "&#8288;import is a word"),
        ("Words", "::: no directive", "\\::: no directive"),
        ("A {name} in <b>bold</b>", "<b>굵은</b> {name}", "<b>굵은</b> {name}"),
        ("A {name} in <b>bold</b>", "굵은</b> <b>{other}", "굵은\\</b> \\<b>\\{other}"),
        ("A <b>bold</b> *word*", "*<b>굵은* 낱말</b>", "*\\<b>굵은* 낱말\\</b>"),
        ("A <b>bold</b> *word*", "<b>*굵은</b>* 낱말", "\\<b>*굵은\\</b>* 낱말"),
        ("A <B x={1}>word</B>", "<B x={2}>낱말</B>", "\\<B x=\\{2}>낱말\\</B>"),
        ('A <Tip title="What"/>', '"<Tip title="말한 "말""/>', '"<Tip title="말한 &quot;말&quot;"/>'),
        ("A <Tip title='What'>b</Tip>", "<Tip title='그'것'>나</Tip>", "<Tip title='그&#39;것'>나</Tip>"),
        (
            '<Tip title="What" />',
            'a "b" {c} <d> 5\' &amp; e\nf',
            '<Tip title="a &quot;b&quot; {c} <d> 5\' &amp; e f" />',
        ),
        ("<Tip title={'What'} />", "it's \\ <b>", "<Tip title={'it\\'s \\\\ <b>'} />"),
        ("<Tip title={`What`} />", "a ${b} `c`", "<Tip title={`a \\${b} \\`c\\``} />"),
        (":::note[Title]", "a ] b [c](d) [e", ":::note[a \\] b [c](d) \\[e]"),
        (":::note Title", "[a] {b}", ":::note &#91;a] \\&#123;b&#125;"),
        ("# Title", "a {b}", "# a \\{b}"),
        ("<p>Words</p>", "a\\\nb", "<p>a\\\nb</p>"),
        ("> <p>Words</p>", "a\\\nb", "> <p>a\\\n> b</p>"),
    ],
)
def test_a_translation_is_no_code(source: str, target: str, written: str) -> None:
    """What MDX would read as an element or expression, and the source does not have, is escaped; quotation marks in
    attributes are written so that they end nothing."""
    assert written == compiled(source, target)


def test_a_line_of_tags_from_a_translation_is_no_block() -> None:
    """Tags that the source has do not come to fill a line of their own."""
    assert "&#8288;{name}" == compiled("A {name}", "{name}")


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("{a + b} c", 7),
        ("{'}' + \"}\" + `}${`}`}`} c", 23),
        ("{/* } */ a} c", 11),
        ("{// }\n a} c", 9),
        ("{/[}/]/.test(a)} c", 16),
        ("{a / b} / c}", 7),
        ("{a < b} c", 7),
        ("{<p title='}'>Don't {'}'} </p>} c", 31),
        ("{() => { return <></> }} c", 24),
        ("<A.B c-d='>' e:f={'>'} {...g} h/> i", 33),
        ("<A\n  b\n> c", 8),
        ("<></>", 2),
        ("</ A > b", 6),
        ("<A b='c'd={1}>", 14),
        ("< a>", 0),
        ("<1", 0),
        ("<a:b>", 5),
        ("<https://a.b>", 0),
        ("<A b=c>", 0),
        ("<A b='c", 0),
        ("{a", 0),
        ("{(]}", 0),
        ("<!-- > --> a", 10),
    ],
)
def test_code_ends(code: str, end: int) -> None:
    """A tag or an expression ends where JavaScript's rules say so; 0 for what is none."""
    tag = Jsx(code).at(0)
    assert end == (tag.end if tag else 0)


@pytest.mark.parametrize(
    "unit",
    ["{", "<a b={", "<a b={<a ", "{'", "{`${", "<a b={`${<a c={", "{<a>", "<a b='", "<a b={x}<", "{/*", "<!--", "<a b ",
     "<a>{<b>", "<code>", "*<b>", '<b title="x">'],
)  # fmt: skip
def test_what_is_never_closed_is_read_in_linear_time(unit: str) -> None:
    """Neither blocks nor texts nor translations of such pieces take more than their length."""
    form = format_named("mdx")
    assert_linear(lambda text: form.parse(text, ParseOptions()), f"{unit} a\n" * 100, f"{unit} a\n" * 400)
    unit_of = form.parse("A word\n", ParseOptions()).units[0]
    assert_linear(lambda text: form.encode(unit_of, text), f"{unit} a " * 100, f"{unit} a " * 400)


def test_a_project_names_more_attributes() -> None:
    """The setting `attributes` adds names."""
    text = '<Tip hint="Said to readers" title="A title" other="x" />\n'
    units = format_named("mdx").parse(text, ParseOptions(attributes=("hint",))).units
    assert ["Said to readers", "A title"] == [unit.text for unit in units]


def test_a_project_of_starlight_has_files_of_mdx() -> None:
    """By their endings: the dialect's own are Markdown with HTML."""
    assert ("starlight", "mdx") == (stated_format("starlight", "a/b.md"), stated_format("starlight", "a/b.MDX"))
