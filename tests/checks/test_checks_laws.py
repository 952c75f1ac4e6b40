"""Laws that hold for every rule on any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_files import FOLDER, Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks import CHECKS, Pair, check_pair

CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]
SNIPPETS = (
    *(
        "가",
        "각",
        "을",
        "를",
        "은(는)",
        "는",
        "(으)로",
        "습니다.",
        "했다.",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "(",
        ")",
        "（",
        "）",
    ),
    *(
        "25",
        "%",
        "1만",
        "3.5",
        "2024",
        "7월",
        "July",
        "8",
        "{name}",
        "%s",
        "%(n)s",
        "{{ x }}",
        "<b>",
        "</b>",
        "<a ",
        "[x](y)",
    ),
    *(
        "`",
        "``",
        "**",
        "*",
        "~",
        "…",
        "...",
        "。",
        "？",
        "\u200b",
        "\u3000",
        "\u0301",
        "ㅎㅏㄴ",
        "\n",
        "\r\n",
        "\t",
        "\x07",
    ),
    *("https://example.org/a", "a@b.org", "The", "tariff", "и", "漢", "関", "&amp;", ":", ";", "!", "?", " ", "  "),
)
TEXTS = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=4), max_size=12).map(" ".join) | st.lists(
    st.sampled_from(SNIPPETS), max_size=12
).map("".join)
LOCALES = st.sampled_from(["ko", "ja", "zh_Hans", "de", "fr", "ar", "fa", "th", "cs", "pt_BR", "xx"])
FLAGS = st.frozensets(st.sampled_from(["c-format", "python-format", "python-brace-format", "style:haera"]), max_size=2)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, LOCALES, FLAGS)
def test_findings(source: str, target: str, locale: str, flags: frozenset[str]) -> None:
    """Any texts can be checked; every finding has its rule's id, a message, and a span within the target."""
    for check in CHECKS:
        for found in check.run(Pair(source, target, locale, flags=flags)):
            assert check.rule == found.rule
            assert found.message
            assert 0 <= found.start <= found.end <= len(target)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, LOCALES)
def test_fix(source: str, target: str, locale: str) -> None:
    """A repair changes something: the certain one leaves none of its rule to make, the likely one no finding."""
    for check in CHECKS:
        for found in check.run(Pair(source, target, locale)):
            if found.fix is not None:
                assert found.fix != target
                assert [] == [left for left in check.run(Pair(source, found.fix, locale)) if left.fix is not None]
            if found.suggestion is not None:
                assert found.suggestion != target
                assert [] == list(check.run(Pair(source, found.suggestion, locale)))


@pytest.mark.parametrize("case", [case for case in CASES if not case.bad], ids=lambda case: case.place)
def test_right_text_stays(case: Case) -> None:
    """No certain repair changes a text that is right."""
    assert [] == [found.rule for found in check_pair(case.pair) if found.fix is not None and found.rule == case.rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_fix_of_case(case: Case) -> None:
    """The repairs of the data files remove their findings, and bring no other repairable one."""
    for found in check_pair(case.pair):
        if found.fix is not None:
            repaired = check_pair(replace(case.pair, target=found.fix))
            assert found.rule not in {left.rule for left in repaired if left.fix is not None}


@settings(max_examples=100, deadline=None)
@given(TEXTS, LOCALES)
def test_a_text_and_itself(text: str, locale: str) -> None:
    """A text has the numbers, tags, links, edges, lines and placeholders that it has."""
    kept = {"number", "url", "email", "markup-tags", "markup-links", "html-safe", "begin-space", "end-space"}
    kept |= {"begin-newline", "end-newline", "newline-count", "escaped-newline", "double-space", "script"}
    assert [] == check_pair(Pair(text, text, locale, source_locale=locale), kept)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, LOCALES)
def test_needed_characters(source: str, target: str, locale: str) -> None:
    """A rule finds nothing in texts that have none of the characters that it says it needs."""
    for check in CHECKS:
        if check.needs and check.needs.isdisjoint(source + target):
            assert [] == list(check.run(Pair(source, target, locale)))
