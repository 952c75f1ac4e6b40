"""reStructuredText: units, losslessness, and how translations are written."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import ParseOptions
from l10n.formats.rst import RST, encode_rst, parse_rst

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
        ("One **two**\n", "하나 **둘**은 ``셋``을", "하나 **둘**\\ 은 ``셋``\\ 을\n"),
        ("Some Title\n==========\n\n", "제목", "제목\n==========\n\n"),
    ],
)
def test_rst_encode(source: str, target: str, expected: str) -> None:
    """A translation stays a block of its kind, and its markup is seen as such."""
    parts = parse_rst(source, OPTIONS).parts
    assert expected == "".join(part if isinstance(part, str) else encode_rst(part, target) for part in parts)


def test_rst_title_that_is_linked_to() -> None:
    """A title that the document links to by its words keeps them as a target."""
    document = parse_rst("Some Title\n==========\n\nSee `some title`_ again.\n", OPTIONS)
    assert ".. _`Some Title`:\n\n제목\n==========" == encode_rst(document.units[0], "제목")


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
    "flood", ["- ", "`", "*a ", "|", ":a", "..\n ", "a\n b", "a_", "::\n\n ", "``a", "== ", ":a: "]
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
    """A title keeps its name for whatever leads to it: a text, a literal, a table."""
    units = parse_rst(f"{mention}\n\nSome Title\n==========\n", OPTIONS).units
    assert ("Some Title",) == next(unit.labels for unit in units if unit.text == "Some Title")
