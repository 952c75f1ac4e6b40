"""What only MyST does."""

from __future__ import annotations

import pytest

from l10n.checks import check_pair
from l10n.checks.pair import Pair
from l10n.formats.markdown.myst import name_terms


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("A {term}`River`.", "{term}`강`이다.", "{term}`강 <River>`이다."),
        ("A {term}`River`.", "{term}`강 <River>`이다.", "{term}`강 <River>`이다."),
        ("A {term}`River`.", "{term}`River`이다.", "{term}`River`이다."),
        ("no term", "{term}`강`", "{term}`강`"),
    ],
)
def test_terms_state_their_headword(source: str, target: str, written: str) -> None:
    """A term whose words are translated leads to the headword of the source."""
    assert written == name_terms(source, target)


@pytest.mark.parametrize(
    ("target", "rules"),
    [
        ("{ref}`지도 <map>`와 {doc}`guide`", set()),
        ("{ref}`지도 <지도>`와 {doc}`guide`", {"markup-links"}),
        ("{ref}`지도 <map>`와 {doc}`안내`", {"markup-links"}),
        ("{doc}`지도 <map>`와 {doc}`guide`", {"markup-links"}),
    ],
)
def test_checks_know_roles(target: str, rules: set[str]) -> None:
    """A role keeps its name and where it leads; what it shows may change."""
    pair = Pair("{ref}`the map <map>` and {doc}`guide`", target, "ko", format="myst")
    assert rules == {found.rule for found in check_pair(pair)} & {"markup-links"}
