"""The table of rules, and how rules are run and silenced."""

from __future__ import annotations

import pytest

from l10n.checks import ARTICLE_CHECKS, CHECKS, RULES, Pair, check_forms, check_pair, silenced
from l10n.model import Message, Severity


def test_each_rule_has_a_line() -> None:
    """The table says of every rule, in one line, what it finds."""
    assert [] == [rule.id for rule in RULES if not rule.summary or "\n" in rule.summary]
    assert {check.rule for check in (*CHECKS, *ARTICLE_CHECKS)} <= {rule.id for rule in RULES}
    assert len(RULES) == len({rule.id for rule in RULES})


def test_the_line_is_the_docstring() -> None:
    """A rule's line is the docstring of its check."""
    lines = {rule.id: rule.summary for rule in RULES}
    assert "The mail addresses are those of the source." == lines["email"]


def test_chosen_rules() -> None:
    """Only the rules asked for are looked at."""
    pair = Pair("Write to a@example.org. See https://example.org.", "Schreiben Sie uns. Siehe unten.", "de")
    assert {"email", "url"} == {found.rule for found in check_pair(pair)}
    assert ["url"] == [found.rule for found in check_pair(pair, ["url"])]
    assert [] == check_pair(pair, [])


def test_no_translation() -> None:
    """An empty target has no findings; that it is empty is said elsewhere."""
    assert [] == check_pair(Pair("A sentence with 25 words.\n", "", "de"))


def test_rules_of_a_language() -> None:
    """Korean rules leave other languages alone."""
    assert [] == check_pair(Pair("The minister", "장관는", "xx"), {"ko-particle"})


def test_severities() -> None:
    """What breaks a page or a value is an error."""
    severities = {rule.id: rule.severity for rule in RULES}
    assert Severity.ERROR == severities["placeholder"] == severities["number"] == severities["html-safe"]
    assert Severity.INFO == severities["ellipsis"]


@pytest.mark.parametrize(
    ("text", "terms", "severity"),
    [
        ("25%을 부과했다", (), Severity.ERROR),
        ("정부을 비판했다", (), Severity.WARNING),
    ],
)
def test_particle_severity(text: str, terms: tuple[()], severity: Severity) -> None:
    """A particle behind a number is beyond doubt."""
    assert [severity] == [found.severity for found in check_pair(Pair("x", text, "ko"), {"ko-particle"})]


def test_silenced() -> None:
    """Translator comments and flags name the rules to skip."""
    message = Message(
        "a",
        "b",
        flags=("fuzzy", "ignore-number"),
        comments=("a remark", "l10n-ignore: quotes, end-punctuation", " l10n-ignore:url"),
    )
    assert {"number", "quotes", "end-punctuation", "url"} == silenced(message)
    assert frozenset() == silenced(Message("a", "b", comments=("see l10n-ignore: not at the beginning",)))


def test_plural_forms() -> None:
    """A plural form may follow the source's singular or its plural."""

    def findings(*forms: str) -> list[tuple[int, str]]:
        message = Message("One file", msgid_plural="%d files", msgstr_plural=forms, flags=("c-format",))

        def pair_of(source: str, target: str) -> Pair:
            return Pair(source, target, "de", flags=frozenset(message.flags))

        return [(form, found.rule) for form, found in check_forms(message, pair_of, check_pair)]

    assert [] == findings("Eine Datei", "%d Dateien")
    assert [] == findings("%d Datei", "%d Dateien")
    assert [(1, "placeholder")] == findings("Eine Datei", "%s Dateien")
    assert [] == findings("", "%d Dateien")


def test_single_form() -> None:
    """A message without plural forms has form 0."""
    message = Message("a@example.org", "b")
    found = check_forms(message, lambda source, target: Pair(source, target, "de"), check_pair)
    assert [(0, "email")] == [(form, diagnostic.rule) for form, diagnostic in found]
    assert [] == check_forms(Message("a"), lambda source, target: Pair(source, target, "de"), check_pair)


@pytest.mark.parametrize(
    ("rule", "target", "certain"),
    [
        ("ko-particle", "3%으로 떨어졌다.", True),
        ("ko-particle", "그들은 보고서을 읽었다.", False),
        ("ko-particle", "2024은 윤년이다.", True),
        ("ko-particle", "6는 좋다.", False),
        ("ko-particle", "그들은 조약를 맺었다.", True),
        ("ko-particle-artifact", "서울은(는) 크다.", True),
        ("ko-particle-artifact", "GitHub은(는) 크다.", False),
        ("unicode-nfc", "ㅎㅏㄴ국", False),
        ("zero-width", "한\u200b국", True),
        ("zero-width", "한\u2060국", False),
    ],
)
def test_only_what_is_certain_is_a_fix(rule: str, target: str, certain: bool) -> None:
    """A repair that could change right text is a suggestion, which `check --fix` leaves alone."""
    (found,) = (found for found in check_pair(Pair("It is so.", target, "ko")) if found.rule == rule)
    assert (certain, not certain) == (found.fix is not None, found.suggestion is not None)
