"""reStructuredText: units, losslessness, and how translations are written."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.compiler import Policy, compile_document
from l10n.formats.format import ParseOptions
from l10n.formats.rst import RST, encode_rst, heading_ids, parse_rst, write_id
from l10n.formats.rst.leaving import MARKS
from l10n.formats.rst.references import label_for, make_id
from l10n.model import Catalog, Message

OPTIONS = ParseOptions()


PIECES = st.sampled_from(
    [
        "\n",
        "  ",
        "word ",
        "====",
        "- ",
        "1. ",
        ".. ",
        "note:: ",
        "::",
        ":a: ",
        "| ",
        ">>> ",
        "\r\n",
        "+--+",
        "== ==",
        "*",
        "`",
        "\t",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_rst_is_lossless(source: str) -> None:
    """Joining the parts gives the document back, whatever is in it."""
    assert source == parse_rst(source, OPTIONS).raw


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Title\n=====\n", "긴 제목입니다", "긴 제목입니다\n=============\n"),
        ("====\nSome\n====\n", "Longer", "======\nLonger\n======\n"),
        ("One\ntwo.\n", "- eins", "\\- eins\n"),
        ("One two.\n", "A. Schmidt", "\\A. Schmidt\n"),
        ("One two.\n", ":mod:`x` ist: da", ":mod:`x` ist: da\n"),
        ("One two.\n", "Code::", "Code:\n"),
        ("Code::\n\n  x\n", "코드", "코드::\n\n  x\n"),
        ("A ``\\\\`` and ``a\\``\n", "둘 ``\\\\`` ``a\\`` 셋", "둘 ``\\\\`` ``a\\`` 셋\n"),
        ("Use py(d|m|u), 2*3*4 and it`s `so\n", "py(d|m|u), 2*3*4 it`s `so", "py(d|m|u), 2*3*4 it`s `so\n"),
        ("One **two**\n", "하나 **둘**은 ``셋``을", "하나 **둘**\\ 은 ``셋``\\ 을\n"),
        ("Some Title\n==========\n\n", "제목", "제목\n==========\n\n"),
    ],
)
def test_rst_encode(source: str, target: str, expected: str) -> None:
    """A translation stays a block of its kind, and its markup is seen as such."""
    parts = parse_rst(source, OPTIONS).parts
    assert expected == "".join(part if isinstance(part, str) else encode_rst(part, target) for part in parts)


def compiled(source: str, targets: dict[str, str]) -> str:
    """A document with translations of some of its texts."""
    document = parse_rst(source, OPTIONS)
    messages = tuple(Message(unit.text, targets.get(unit.text, unit.text)) for unit in document.units)
    return compile_document(document, Catalog((), messages), Policy()).text


def test_rst_title_that_is_linked_to() -> None:
    """A title that the document links to by its words has a name of its own, of which docutils makes its old id; a link
    with other words than the source's names what the source's did."""
    source = "Some Title\n==========\n\nSee `some title`_, or Site_.\n\n`Site <http://a.example>`_ one.\n"
    targets = {"Some Title": "제목", "See `some title`_, or Site_.": "`제목`_, Site_ 참고"}
    targets["`Site <http://a.example>`_ one."] = "`곳 <http://a.example>`_ 하나"
    label = label_for("Some Title", source)
    assert "some-title" == make_id(label)
    expected = f".. _`{label}`:\n\n제목\n==========\n\n`제목 <{label}_>`__, `Site <http://a.example>`__ 참고\n\n"
    assert f"{expected}`곳 <http://a.example>`__ 하나\n" == compiled(source, targets)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("A :term:`word` here.", "여기 :term:`낱말` 하나", "여기 :term:`낱말 <word>` 하나"),
        ("A :term:`word` here.", "여기 :term:`낱말 <word>` 하나", "여기 :term:`낱말 <word>` 하나"),
        ("A :term:`list` here.", "한 :term:`목록 <목록>`", "한 :term:`목록 <list>`"),
        (":term:`x <a>` and :term:`b`", ":term:`나 <나>` 및 :term:`가 <a>`", ":term:`나 <b>` 및 :term:`가 <a>`"),
        (":term:`a` and :term:`b`", ":term:`b` 및 :term:`가`", ":term:`b` 및 :term:`가 <a>`"),
        ("See `the page`_.", "`쪽`_ 참고", "`쪽 <the page_>`__ 참고"),
        ("See `the page`__.", "`쪽`__ 참고", "`쪽`__ 참고"),
    ],
)
def test_rst_names_of_references(source: str, target: str, expected: str) -> None:
    """A reference with other words than the source's says what it refers to."""
    assert expected == encode_rst(parse_rst(source, OPTIONS).units[0], target)


def test_rst_titles_keep_their_ids() -> None:
    """Every title has a name of which docutils makes its id, but for those that have one or are counted."""
    source = "One *two*\n=========\n\n.. _three-four:\n\nThree four\n----------\n\nOne two\n-------\n"
    assert {0: label_for("One two", source)} == heading_ids(source)
    assert ".. _`a`:\r\n\r\n제목\r\n====" == write_id("제목\r\n====", "a", False)


def test_rst_headwords_are_found_by_their_old_names() -> None:
    """The terms of a glossary's entry are substitutions by their old words, and defined where the entry explains them;
    not where there is no such place, or a substitution has the name already."""
    source = ".. glossary::\n\n   One\n   Two : key\n      What they are.\n\n   Three\n   Free\n"
    expected = (
        ".. glossary::\n\n   |One|\n   |Two| : key\n      .. |One| replace:: 하나\n      .. |Two| replace:: 둘\n\n"
        "      What they are.\n\n   셋\n   Free\n"
    )
    assert expected == compiled(source, {"One": "하나", "Two": "둘", "Three": "셋"})
    taken = ".. |One| replace:: x y\n\n.. glossary::\n\n   One\n      What it is.\n"
    assert taken.replace("   One", "   하나") == compiled(taken, {"One": "하나"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "====  =====\nHead  Last\n====  =====\nOne   A b\n      c\n====  =====\n",
            "============  =====\n긴 머리 하나  Last\n============  =====\nOne           가나\n"
            "              다라\n============  =====\n",
        ),
        (
            "+------+-------+\r\n| Top  | ``x`` |\r\n+======+=======+\r\n| Some | - b   |\r\n| two  |       |\r\n"
            "+------+-------+\r\n| Both         |\r\n+--------------+\r\n",
            "+---------+---------+\r\n| 긴 머리 | ``x``   |\r\n+=========+=========+\r\n| 하나 둘 | - 가 나 |\r\n"
            "| 셋      |         |\r\n+---------+---------+\r\n| 둘 다             |\r\n+-------------------+\r\n",
        ),
        (
            "* +-----+\n  | Top |\n  +-----+\n",
            "* +---------+\n  | 긴 머리 |\n  +---------+\n",
        ),
    ],
)
def test_rst_drawn_tables_grow(source: str, expected: str) -> None:
    """A table is drawn anew around its translations: a wide character takes two columns, lines of several are broken as
    the source's, and what has no translation stays."""
    targets = {"Head": "긴 머리 하나", "A b c": "가나 다라", "Top": "긴 머리", "Some two": "하나 둘 셋", "b": "가 나"}
    assert expected == compiled(source, {**targets, "Both": "둘 다"})


@pytest.mark.parametrize(
    "table",
    [
        "+---+---+\n| a | b |\n+---+\n| c |\n+---+\n",
        "+---+---+\n| a | b |\n+---+---\n",
        "===  ===\na b c  d\n===  ===\n",
        "===  ===\n     d\n===  ===\n",
        "===  ===\na    d\n-----  -\nb    c\n===  ===\n",
    ],
)
def test_rst_tables_that_are_none(table: str) -> None:
    """What docutils refuses as a table holds no texts."""
    assert ["word"] == [unit.text for unit in parse_rst(f"{table}\nword\n", OPTIONS).units]


def test_rst_codes() -> None:
    """Markup is code; the text of emphasis and of links is not."""
    text = "*a* **b** ``c d`` `e <f>`_ :ref:`g <h>` :mod:`i` `j`_ k_ |l| [1]_ \\*m"
    expected = [
        "*",
        "*",
        "**",
        "**",
        "``c d``",
        "`",
        " <f>`_",
        ":ref:`",
        " <h>`",
        ":mod:`i`",
        "`j`_",
        "k_",
        "|l|",
        "[1]_",
    ]
    assert expected == [text[code.start : code.end] for code in RST.codes(text)]


@pytest.mark.parametrize(
    "flood",
    [
        "- ",
        "`",
        "*a ",
        "|",
        ":a",
        "..\n ",
        "a\n b",
        "a_",
        "::\n\n ",
        "``a",
        "== ",
        ":a: ",
        "+-+\n",
        "+-+-\n|",
        "+--+--+\n|  |  |\n",
        "== ==\na b\n",
        "== ==\n\n",
        "A `b c`_\n\n",
        "`b <c>`_ ",
        "\\`a",
        ".. glossary::\n\n a\n  b\n\n",
        '.. csv-table::\n\n a,"b\n\n',
        ".. x:: Ab cd ef\n\n",
        "| a\n b\n",
        "A b\n===\n\n",
    ],
)
def test_rst_floods_are_read(flood: str) -> None:
    """Any piece of markup can come a thousand times, and takes time in step."""
    assert flood * 3000 == parse_rst(flood * 3000, OPTIONS).raw
    assert_linear(lambda source: parse_rst(source, OPTIONS), flood * 720, flood * 3000)


@pytest.mark.parametrize(
    "mention",
    [
        "See `Some Title`_.",
        "* `Some\n  title`_",
        ".. parsed-literal::\n\n   `Some Title`_",
        "=====  ======\nA      `Some Title`_\n=====  ======",
    ],
)
def test_rst_title_that_anything_leads_to(mention: str) -> None:
    """A title keeps a name for whatever leads to it: a text, a literal, a table."""
    source = f"{mention}\n\nSome Title\n==========\n"
    (label,) = next(unit.labels for unit in parse_rst(source, OPTIONS).units if unit.text == "Some Title")
    assert "some-title" == make_id(label)
    assert ("See" not in mention) == (label == "Some Title")  # those are no units, which could say the name


@pytest.mark.parametrize("mark", [":class:", ": a "])
def test_rst_marks_in_a_row_are_told_once(mark: str) -> None:
    """A line has one way to be an option or a classifier, whatever is repeated in it: where it is none, that is known
    in time in step with its length."""
    assert_linear(lambda text: MARKS.fullmatch(text), f"{mark * 5}\n!", f"{mark * 25}\n!")
