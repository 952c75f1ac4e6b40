"""Blocks to sentences, and what of them goes to an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.drafting.blocks import split_block
from l10n.drafting.request import Brief, Job


@pytest.mark.parametrize(
    ("text", "cores"),
    [
        ("**Seoul:** talks began.", ["Seoul", "talks began."]),
        ("**Seoul**: talks began.", ["Seoul", "talks began."]),
        ("**Seoul** talks: they began.", ["**Seoul** talks: they began."]),
        ("Note:", ["Note"]),
        ("[Read more](u) [^1]", ["Read more"]),
        ("`x` began.", ["`x` began."]),
        ("See {{ link }}", ["See {{ link }}"]),
        ("😀 Good news https://example.org", ["Good news"]),
        ("One<br>two", ["One", "two"]),
        ("One\\\ntwo  \nthree\\\n1\\. four", ["One", "two", "three", "1\\. four"]),
        ("*One. Two.*", ["One.", "Two."]),
        ("25% `x`", []),
    ],
)
def test_cores(text: str, cores: list[str]) -> None:
    """Codes and colons that a sentence can do without stay out of what is translated."""
    block = split_block(Job(text, format="markdown"), Brief("ko"), ())
    assert cores == [sentence.core.text for sentence in block if sentence.core]


PIECES = st.sampled_from(
    [
        "**",
        "*",
        "`x`",
        "[a](u)",
        "[",
        "](u)",
        "<br>",
        "<b>",
        "</b>",
        "  \n",
        "\n",
        " ",
        ":",
        "One.",
        "two",
        "G7",
        "😀",
        "[^1]",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["markdown", "text", "html", ""]))
def test_sentences_join_to_the_block(text: str, format: str) -> None:
    """Law 3, edges included."""
    block = split_block(Job(text, format=format), Brief("ko"), ())
    assert text == "".join(sentence.text for sentence in block)
