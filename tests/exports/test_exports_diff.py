"""Word differences."""

from __future__ import annotations

import pytest

from l10n.exports.diff import word_diff


@pytest.mark.parametrize(
    ("old", "new"), [("", "a b"), ("a b", ""), ("one two three", "one 2 three"), ("가나 다", "가나 라")]
)
def test_word_diff_holds_both_texts(old, new):
    """Joined, the pieces give back what was and what is."""
    pieces = word_diff(old, new)
    assert old == "".join(text for kind, text in pieces if kind != "ins")
    assert new == "".join(text for kind, text in pieces if kind != "del")


def test_word_diff_of_long_texts_is_whole():
    """Very long texts are not compared: nobody waits for it."""
    assert [("del", "a " * 3000), ("ins", "b " * 3000)] == word_diff("a " * 3000, "b " * 3000)
