"""The page's own translations."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from l10n.catalog.po import parse_po, render_po
from l10n.exports.diff import word_diff
from l10n.model import State, UnitType
from l10n.web.texts import LOCALES, interface_languages, preferred_language

_TEXT = re.compile(r"_\('([^']*)'\)")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Every text of the templates, and the names of states and unit types."""
    found = {
        text
        for path in (LOCALES.parent / "templates").glob("*.html")
        for text in _TEXT.findall(path.read_text(encoding="utf-8"))
    }
    return found | {state.value for state in State if state is not State.OBSOLETE} | set(get_args(UnitType))


@pytest.mark.parametrize("tag", [tag for tag in interface_languages() if tag != "en"])
def test_every_text_is_translated(texts, tag):
    """A language has every text of the page, approved, and none that the page no longer has."""
    path = LOCALES / f"{tag}.po"
    catalog = parse_po(path.read_bytes(), path)
    assert texts == {message.msgid for message in catalog.live if message.state is State.APPROVED}
    assert path.read_bytes() == render_po(catalog)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("ko", "ko"), ("ko-KR", "ko"), ("en;q=0.1, ko;q=0.9", "ko"), ("ko;q=0", "en"), ("ko;q=x", "en"), ("", "en")],
)
def test_preferred_language(accepted, expected):
    """Accept-Language is weighed as RFC 9110 says."""
    assert expected == preferred_language(accepted)


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
