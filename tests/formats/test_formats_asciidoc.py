"""AsciiDoc: units, losslessness, and how translations are written."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.asciidoc import ASCIIDOC, encode_asciidoc, parse_asciidoc
from l10n.formats.format import ParseOptions

OPTIONS = ParseOptions()


PIECES = st.sampled_from(
    [
        "\n",
        " ",
        "word ",
        "====\n",
        "----\n",
        "* ",
        ". ",
        "a:: ",
        "+\n",
        "[source]\n",
        "= ",
        "|===",
        ".A\n",
        "\r\n",
        "\t",
        "//",
        " +\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_asciidoc_is_lossless(source: str) -> None:
    """Joining the parts gives the document back, whatever is in it."""
    assert source == parse_asciidoc(source, OPTIONS).raw


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("== Title ==\n", "제목", "== 제목 ==\n"),
        ("Title\n-----\n", "Langer Titel", "Langer Titel\n------------\n"),
        ("One two.\n", "* eins", "{empty}* eins\n"),
        ("One two.\n", "1. Mai", "{empty}1. Mai\n"),
        ("One two.\n", "Sieh:: da", "Sieh{two-colons} da\n"),
        ("One +\ntwo.\n", "eins +\nzwei", "eins +\nzwei\n"),
        ("One *two*\n", "하나 *둘*은 `셋`을", "하나 **둘**은 ``셋``을\n"),
        ("NOTE: One two.\n", "하나", "NOTE: 하나\n"),
        (
            "See https://a.b/c[it].\n",
            "“https://a.b/c[말]” link:https://a.b/[셋]",
            "“link:https://a.b/c[말]” link:https://a.b/[셋]\n",
        ),
        ("One two.\n", "(https://a.b/http://c.d[말])", "(https://a.b/http://c.d[말])\n"),
        ("One two.\n", "변수_이름_값 tên_biến_ẩn", "변수_이름_값 tên_biến_ẩn\n"),
    ],
)
def test_asciidoc_encode(source: str, target: str, expected: str) -> None:
    """A translation stays a block of its kind, and its marks are seen as such."""
    parts = parse_asciidoc(source, OPTIONS).parts
    assert expected == "".join(part if isinstance(part, str) else encode_asciidoc(part, target) for part in parts)


def test_asciidoc_codes() -> None:
    """Markup is code; the text of emphasis and of links is not."""
    text = "*a* __b__c `d e` https://x.y/[f] link:g[h] <<i,j>> <<k>> {l} image:m[] +n+ o +\np linkgit:q[1]"
    expected = ["*", "*", "__", "__", "`d e`", "https://x.y/[", "]", "link:g[", "]", "<<i,", ">>", "<<k>>", "{l}"]
    expected += ["image:m[]", "+n+", " +\n", "linkgit:q[1]"]
    assert expected == [text[code.start : code.end] for code in ASCIIDOC.codes(text)]


@pytest.mark.parametrize(
    "flood", ["* ", "`a ", "*a ", "a:: ", "[", "<<", "{a", "a:b[", "++", "_", "----\n", "a\n--\n", ":a: \\\n"]
)
def test_asciidoc_floods_are_read(flood: str) -> None:
    """Any piece of markup can come a thousand times, and takes time in step."""
    assert flood * 3000 == parse_asciidoc(flood * 3000, OPTIONS).raw
    assert_linear(lambda source: parse_asciidoc(source, OPTIONS), flood * 720, flood * 3000)


@pytest.mark.parametrize("target", ["⟦Titel⟧", "«Titel» und mehr", "„Ein“ Titel", "¿Un título?", ".Titel", "[Titel]"])
def test_asciidoc_title_stays_a_title(target: str) -> None:
    """A title with a line of marks below stays one, whatever its translation begins with."""
    (unit,) = parse_asciidoc("Title\n-----\n", OPTIONS).units
    (again,) = parse_asciidoc(encode_asciidoc(unit, target) + "\n", OPTIONS).units
    assert ("title", "asciidoc-title") == (again.type, again.syntax)


@pytest.mark.parametrize("line", ["[NOTE]", ".Names", "image::a[b]", ":a: b", "//// a"])
def test_asciidoc_a_fence_is_no_title(line: str) -> None:
    """A line of marks as long as attributes, a caption or a macro above it begins a block."""
    source = f"= T\n\n{line}\n{'=' * max(4, len(line))}\nOne two.\n"
    assert "One two." in [unit.text for unit in parse_asciidoc(source, OPTIONS).units]
    assert [] == [unit for unit in parse_asciidoc(source, OPTIONS).units if unit.syntax]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("link:https://a.b/c[the page]", ["link:https://a.b/c[", "]"]),
        ("<<a,it is `git reset`>> now", ["<<a,", "`git reset`", ">>"]),
        ("https://a.b/c[`repo`] *so*", ["https://a.b/c[`repo`]", "*", "*"]),
        ("image:https://a.b/c.png[]", ["image:https://a.b/c.png[]"]),
    ],
)
def test_asciidoc_codes_of_links(text: str, expected: list[str]) -> None:
    """An address is code with its macro's name; a link's text is text but for the code in it."""
    assert expected == [text[code.start : code.end] for code in ASCIIDOC.codes(text)]
