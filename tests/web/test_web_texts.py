"""The page's own translations."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from l10n.catalog.po import parse_po, render_po
from l10n.checks import ARTICLE_CHECKS, CHECKS, check_pair
from l10n.exports.diff import word_diff
from l10n.interface.texts import CATALOGS, interface_languages, interface_texts, preferred_language
from l10n.model import State, UnitType
from l10n.translatable import in_english
from l10n.web.messages import TEMPLATES, VALUES, rendered_message

_TEXT = re.compile(r"_\('([^']*)'\)")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Every text of the templates, the names of states, unit types and rules, and what the checks say."""
    found = {
        text
        for path in (CATALOGS.parent / "web/templates").glob("*.html")
        for text in _TEXT.findall(path.read_text(encoding="utf-8"))
    }
    found |= {state.value for state in State if state is not State.OBSOLETE} | set(get_args(UnitType))
    found |= {check.rule for check in (*CHECKS, *ARTICLE_CHECKS)}
    return found | {template for templates in TEMPLATES.values() for template in templates} | set(VALUES)


@pytest.mark.parametrize("tag", [tag for tag in interface_languages() if tag != "en"])
def test_every_text_is_translated(texts, tag):
    """A language has every text of the page, approved, and none that the page no longer has."""
    path = CATALOGS / f"{tag}.po"
    catalog = parse_po(path.read_bytes(), path)
    assert texts == {message.msgid for message in catalog.live if message.state is State.APPROVED}
    assert path.read_bytes() == render_po(catalog)


def test_what_the_checks_say_is_translated(repository, monkeypatch):
    """Every message of every case of the checks is known again by its pattern, values and all: a check that says
    something new needs a template in l10n/web/messages.py, and its translations."""
    monkeypatch.syspath_prepend(repository / "tests/checks")
    from case_files import FOLDER, read_cases

    korean = interface_texts("ko")
    messages = {
        (found.rule, found.message)
        for path in FOLDER.glob("*.txt")
        for case in read_cases(path)
        for found in check_pair(case.pair)
        if found.rule != "control-character"  # it names characters, and says no word
    }
    assert len(messages) > 100
    assert set() == {pair for pair in messages if rendered_message(*pair, korean) == pair[1]}
    assert set() == {pair for pair in messages if rendered_message(*pair, in_english) != pair[1]}


@pytest.mark.parametrize(
    ("rule", "message", "expected"),
    [
        ("number", "missing: 5; added: 7", "빠짐: 5; 더해짐: 7"),
        ("quotes", "2 pairs of quotation marks, the source has no pair", "따옴표: 2쌍, 원문: 없음"),
        ("glossary", "a {b} must not be used for {a}", "{a}의 번역으로 쓰지 않는 말: a {b}"),
        ("number", "something new", "something new"),
        ("unknown", "missing: 5", "missing: 5"),
    ],
)
def test_message_values_stay(rule, message, expected):
    """Values come through as they are, whatever they hold; what is not known stays English."""
    assert expected == rendered_message(rule, message, interface_texts("ko"))


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
