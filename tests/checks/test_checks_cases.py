"""Every rule's good and bad pairs."""

from __future__ import annotations

import pytest
from case_files import FOLDER, Case, read_cases

from l10n.checks import CHECKS, check_pair

CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_case(case: Case) -> None:
    """A rule finds the bad pairs of its data file, and leaves the good ones alone."""
    assert case.bad == any(found.rule == case.rule for found in check_pair(case.pair))


@pytest.mark.parametrize("case", [case for case in CASES if case.repaired is not None], ids=lambda case: case.place)
def test_repair(case: Case) -> None:
    """The repair is what the data file says."""
    assert case.repaired in [found.fix for found in check_pair(case.pair) if found.rule == case.rule]


def test_each_rule_has_cases() -> None:
    """No rule is without good and bad pairs."""
    both = {case.rule for case in CASES if case.bad} & {case.rule for case in CASES if not case.bad}
    assert {check.rule for check in CHECKS} == both
