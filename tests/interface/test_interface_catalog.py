"""The catalogs of the program's own texts: every template is translated, with its fields, and nothing else is."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import get_args

import pytest
from templates import calls, fields, has_words, help_texts, plurals, templates, texts_of_click

from l10n.catalog.merge import Changes
from l10n.catalog.po import parse_po, render_po
from l10n.checks import ARTICLE_CHECKS, CHECKS
from l10n.formats.format import StretchKind
from l10n.interface.texts import (
    CATALOGS,
    environment_language,
    interface_languages,
    interface_texts,
    preferred_language,
)
from l10n.model import Severity, State, UnitType
from l10n.settings import Interface
from l10n.translatable import Text

LANGUAGES = [tag for tag in interface_languages() if tag != "en"]


def names() -> set[str]:
    """What is said by a name of the program: states, severities, unit types, rules, what merging did."""
    found = {state.value for state in State if state is not State.OBSOLETE} | {level.value for level in Severity}
    found |= (
        set(get_args(UnitType))
        | set(get_args(StretchKind)) - {"hidden"}
        | {"unexplained"}
        | {check.rule for check in (*CHECKS, *ARTICLE_CHECKS)}
    )
    return found | {entry.name for entry in fields_of(Changes)}


def test_templates_are_written_where_they_are_said():
    """No call makes its template of pieces: it would be in no catalog."""
    built = ("JoinedStr", "BinOp")
    assert [] == [call.place for call in calls() if any(type(each).__name__ in built for each in call.arguments)]


def test_templates_get_the_values_that_they_name():
    """Whoever says a template gives it its fields' values."""
    short = {}
    for call in (call for call in calls() if call.values and "**" not in call.values):
        for template in (text for argument in call.node.args for text in call.texts(argument)):
            named = {field.strip("{}").partition("!")[0].partition(":")[0] for field in fields(template)}
            if not named <= call.values:
                short[call.place] = sorted(named - call.values)
    assert {} == short


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_text_is_translated(tag):
    """A catalog has every text that the program says, approved, none that it no longer says, and is written as the
    program writes catalogs."""
    path = CATALOGS / f"{tag}.po"
    catalog = parse_po(path.read_bytes(), path)
    assert path.read_bytes() == render_po(catalog)
    said = templates() - set(plurals().values()) | names() | help_texts()
    known = {message.msgid for message in catalog.live if message.state is State.APPROVED}
    click = texts_of_click()
    assert (set(), set()) == (set(filter(has_words, said)) - known, known - said - set(click))
    numbers = {message.msgid: message.msgid_plural for message in catalog.live if message.msgid_plural}
    assert plurals() == {one: many for one, many in numbers.items() if one not in click}
    assert {one: click.get(one, many) for one, many in numbers.items()} == numbers


@pytest.mark.parametrize("tag", LANGUAGES)
def test_translations_have_the_fields_of_their_templates(tag):
    """A translation names the fields of its template, and formats them alike."""
    path = CATALOGS / f"{tag}.po"
    wrong = {
        message.msgid: text
        for message in parse_po(path.read_bytes(), path).live
        for text in message.msgstr_plural or (message.msgstr,)
        if fields(text) != fields(message.msgid) and message.msgid not in help_texts()
    }
    assert {} == wrong


def test_the_setting_knows_the_languages():
    """What `interface` may be is what there is a catalog for."""
    assert set(interface_languages()) == set(get_args(Interface)) - {""}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.eucKR"}, "ko"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:ko:en"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "fr"}, "ko"),
        ({"LANG": "ko", "LC_ALL": ""}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LANGUAGE": "ko"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ko"}, "ko"),
        ({"LANG": "kok_IN"}, "en"),
    ],
)
def test_the_language_that_the_environment_asks_for(environment, expected):
    """The variables are heeded in gettext's order."""
    assert expected == environment_language(environment)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("ko", "ko"), ("ko-KR", "ko"), ("en;q=0.1, ko;q=0.9", "ko"), ("ko;q=0", "en"), ("ko;q=x", "en"), ("", "en")],
)
def test_the_language_that_a_browser_asks_for(accepted, expected):
    """Accept-Language is weighed as RFC 9110 says."""
    assert expected == preferred_language(accepted)


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
