"""Every rule's good and bad pairs."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from case_files import FOLDER, Case, read_cases

from l10n.checks import check_article, check_pair

CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_case(case: Case) -> None:
    """A rule finds the bad pairs of its data file, and leaves the good ones alone."""
    assert case.bad == any(found.rule == case.rule for found in check_pair(case.pair))


@pytest.mark.parametrize("case", [case for case in CASES if case.repaired is not None], ids=lambda case: case.place)
def test_repair(case: Case) -> None:
    """The repair is what the data file says."""
    assert case.repaired in [
        found.fix or found.suggestion for found in check_pair(case.pair) if found.rule == case.rule
    ]


@pytest.mark.parametrize("path", sorted((FOLDER / "articles").glob("*.txt")), ids=lambda path: path.stem)
def test_article(path: Path) -> None:
    """A rule that compares pairs finds the bad ones of each article of its data file, and leaves the others alone."""
    for _, rows in groupby(read_cases(path), key=lambda case: case.section):
        article = list(rows)
        found = {index for index, _ in check_article([case.pair for case in article], {path.stem})}
        assert [case.place for case in article if case.bad] == [article[index].place for index in sorted(found)]
