"""AsciiDoc: units, losslessness, and how translations are written."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.asciidoc import ASCIIDOC, encode_asciidoc, heading_ids, parse_asciidoc
from l10n.formats.asciidoc.encode import UNDERLINED
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
        "|",
        "a|",
        "2+|",
        "!===\n",
        ",===\n",
        '"',
        "> ",
        "<<A b>>",
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
    "flood",
    [
        "* ",
        "`a ",
        "*a ",
        "a:: ",
        "[",
        "<<",
        "{a",
        "a:b[",
        "++",
        "_",
        "----\n",
        "a\n--\n",
        ":a: \\\n",
        "|===\na|",
        "|===\n|a\n",
        "2+|",
        ',===\n"',
        'a,"b\n,',
        "> ",
        "> > a\n",
        "<<A b>> ",
        "{a}[b",
        "{a}/",
        'image::a[b="',
        "|===\na|!===\n!",
        "[verse]\n",
        ":a: b c d\n{a}",
    ],
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
    assert [] == [unit for unit in parse_asciidoc(source, OPTIONS).units if unit.syntax == UNDERLINED]


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


def test_asciidoc_sections_referred_to_by_their_titles() -> None:
    """A section that a reference names by its title states its id, and the reference names that; one that has an id
    keeps it."""
    source = (
        "= T\n\nSee <<Next Part>>, <<last,the last>>, <<Last Part,there>>.\n\n== Next Part\n\n[#last]\n== Last Part\n"
    )
    parts = parse_asciidoc(source, OPTIONS).parts
    targets = {"T": "제목", "Next Part": "다음", "Last Part": "끝"}
    written = [
        part
        if isinstance(part, str)
        else encode_asciidoc(part, targets.get(part.text, part.text.replace("See", "참고")))
        for part in parts
    ]
    expected = "참고 <<_next_part>>, <<last,the last>>, <<last,there>>.\n\n== 다음 [[_next_part]]\n\n[#last]\n== 끝\n"
    assert f"= 제목\n\n{expected}" == "".join(written)


def test_asciidoc_ids_by_the_attributes_of_the_document() -> None:
    """Ids have the prefix and the separator that a document sets, or are not made at all."""
    source = "= T\n:idprefix:\n:idseparator: -\n\n== Next Part\n\n== Next Part\n"
    assert ["next-part", "next-part-2"] == list(heading_ids(source).values())
    assert {} == heading_ids(source.replace(":idprefix:", ":!sectids:"))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("|===\n|One two |b\n|===\n", "하나 | b", "하나 \\| b{empty}"),
        ("|===\na|* One two\n|===\n", "- 하나 | 둘", "{empty}- 하나 \\| 둘"),
        (",===\nOne two,c1\n,===\n", '하나, "둘"', '"하나, ""둘"""'),
        (',===\n"One, two",c1\n,===\n', '하나, "둘"', '하나, ""둘""'),
        ("image::a[One two]\n", '하나, "둘"', '"하나, &quot;둘&quot;"'),
        ("image::a[One {x}]\n", "하나 {x}", "하나 {x}"),
        ("= T\n\nOne two three\n----\nx\n----\n", "하나요", "하나요{empty}"),
        ("= T\n\nOne two three\n----\nx\n----\n", "하나 둘 셋", "하나 둘 셋"),
        ("= T\n:description: One two\n", "* 하나", "* 하나"),
    ],
)
def test_asciidoc_encode_of_cells_and_attributes(source: str, target: str, expected: str) -> None:
    """What would end a cell, a value or an attribute is written so that it does not."""
    unit = next(unit for unit in parse_asciidoc(source, OPTIONS).units if unit.text.startswith("One"))
    assert expected == encode_asciidoc(unit, target)


@pytest.mark.parametrize(
    "text",
    [
        "xref:a:b.adoc[]",
        "xref:a:b.adoc#c[role=d]",
        "kbd:[Ctrl+A]",
        "btn:[Save as]",
        "menu:File[Save as]",
        "{a-b}/c/d[]",
        "{url}#readme",
        "<<id>>",
        "<<id,>>",
        "(((one,two)))",
        "`code`",
        "pass:[<b>one</b>]",
        "image:x.png[]",
    ],
)
def test_asciidoc_what_is_all_code(text: str) -> None:
    """References without a text, keys and buttons, attributes with paths, and index terms hold no words."""
    (code,) = ASCIIDOC.codes(text)
    assert (0, len(text)) == (code.start, code.end)
