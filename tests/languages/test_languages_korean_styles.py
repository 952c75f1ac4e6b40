"""Korean endings: from the polite style of a draft to the plain one of a newspaper, where that is certain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.languages.ko.styles import plain_style

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "plain_style.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("polite", "plain"), CASES)
def test_endings(polite: str, plain: str) -> None:
    """Each polite sentence gets its plain ending, or stays where no ending is certain."""
    assert plain == plain_style(polite)


@given(st.text(alphabet='가나합있습입니다됩크같은.! "(]`%A1', max_size=20))
def test_nothing_but_endings_changes(text: str) -> None:
    """Text without a polite ending is left alone, what has become plain is, too, and white space stays."""
    plain = plain_style(text)
    assert plain == plain_style(plain)
    assert re.findall(r"\s", text) == re.findall(r"\s", plain)
    if "니다" not in text:
        assert text == plain
