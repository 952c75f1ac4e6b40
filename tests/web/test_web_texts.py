"""The page's own translations."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from l10n.catalog.po import parse_po, render_po
from l10n.checks import ARTICLE_CHECKS, CHECKS
from l10n.exports.diff import word_diff
from l10n.interface.texts import CATALOGS, interface_languages, interface_texts, preferred_language
from l10n.model import State, UnitType
from l10n.translatable import Text

_TEXT = re.compile(r"_\('([^']*)'\)")


_FINDINGS = ("l10n/checks/", "l10n/text/", "l10n/catalog/header.py", "l10n/workflow/checking/catalogs.py")
_FINDINGS += ("l10n/workflow/checking/links.py",)
"""The modules that write what a finding says."""


def findings(templates) -> set[str]:
    """Every template that a finding is written with."""
    return {text for module, texts in templates.items() if module.startswith(_FINDINGS) for text in texts}


@pytest.fixture(scope="module")
def texts(templates) -> set[str]:
    """Every text of the page, the names of states, unit types and rules, and what findings say."""
    found = {
        text
        for path in (CATALOGS.parent / "web/templates").glob("*.html")
        for text in _TEXT.findall(path.read_text(encoding="utf-8"))
    }
    found |= {state.value for state in State if state is not State.OBSOLETE} | set(get_args(UnitType))
    found |= {check.rule for check in (*CHECKS, *ARTICLE_CHECKS)}
    return found | findings(templates)


@pytest.mark.parametrize("tag", [tag for tag in interface_languages() if tag != "en"])
def test_every_text_is_translated(texts, tag):
    """A language has every text of the page, approved, and none that the page no longer has."""
    path = CATALOGS / f"{tag}.po"
    catalog = parse_po(path.read_bytes(), path)
    assert texts == {message.msgid for message in catalog.live if message.state is State.APPROVED}
    assert path.read_bytes() == render_po(catalog)


@pytest.mark.parametrize("tag", [tag for tag in interface_languages() if tag != "en"])
def test_translations_have_the_fields_of_their_templates(templates, tag):
    """A translation names the fields that its template names, and formats them alike."""
    texts = interface_texts(tag)
    fields = re.compile(r"\{[^{}]*\}")
    said = findings(templates)
    assert {text: sorted(fields.findall(text)) for text in said} == {
        text: sorted(fields.findall(texts(text))) for text in said
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Text("missing: {what}", what="{5}"), "빠짐: {5}"),
        (Text("{wanted} is not {found}", wanted="two", found=Text("no mark")), "서로 다름: 원문 two, 번역 없음"),
        (Text("something new"), "something new"),
    ],
)
def test_values_stay(text, expected):
    """Values come through as they are, whatever they hold; words among them are translated, too."""
    assert expected == text.render(interface_texts("ko"))


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
