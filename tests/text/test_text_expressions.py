"""Regular expressions that people wrote."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.text.expressions import expression


@pytest.mark.parametrize("pattern", [r"%\w+%", r"\{\w+\}", r"(?<!\w)@\w+", r"\$(\w)\1*", r"x*", "(?i)URL"])
@given(text=st.text(alphabet="%{}@$ xурл이름:[]uRL", max_size=20))
def test_it_finds_what_pythons_own_finds(pattern, text):
    """Letters of every script, looking around and going back included."""
    assert [found.span() for found in re.finditer(pattern, text)] == expression(pattern).spans(text)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("%(%", "'%(%' is no regular expression: missing ), at character 4"),
        ("[z-a]", "'[z-a]' is no regular expression: bad character range, at character 5"),
        ("a**", "'a**' is no regular expression: multiple repeat, at character 3"),
        ("(" * 9000, f"{'(' * 9000!r} is too large for a regular expression"),
        ("((a{1000}){1000}){1000}", "'((a{1000}){1000}){1000}' repeats more than 10,000 times by number"),
        ("((a{,1000}){0,1000}){ 1000 }", "'((a{,1000}){0,1000}){ 1000 }' repeats more than 10,000 times by number"),
        ("a{99999999999}", "'a{99999999999}' repeats more than 10,000 times by number"),
    ],
)
def test_a_wrong_one_says_where(pattern, message):
    """What is wrong and at which character, from 1; one that would fill the memory is not even read."""
    with pytest.raises(L10nError) as refused:
        expression(pattern)
    assert message == str(refused.value.what)


def test_a_slow_one_is_given_up():
    """It loses a second in all, however many texts there are; until then it finds what it can."""
    slow = expression("(a|aa)+$(?#given up)")
    assert [(0, 2)] == slow.spans("aa")
    for _ in range(1000):
        with pytest.raises(L10nError, match="takes too long"):
            slow.spans("a" * 60 + "b")
