"""The development set: rows that other segmenters were judged by, and how many of them are met."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from l10n.segmentation import sentences


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[tuple[dict[str, object], list[str]]]:
    """Every row with the sentences found in it."""
    files = sorted((shared_data / "segmentation").glob("golden_*.jsonl"))
    if not files:
        pytest.skip("the development set is not on this machine")
    read = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [(row, sentences(row["text"], row["lang"])) for row in read]


def folded(found: list[str]) -> list[str]:
    """Sentences with their white space folded, as the rows have them."""
    return [text for text in (re.sub(r"\s+", " ", sentence).strip() for sentence in found) if text]


def met(row: dict[str, object], found: list[str]) -> bool:
    """Whether the sentences found are those of the row, or one of its accepted alternatives."""
    return any(folded(found) == folded(wanted) for wanted in (row["sentences"], *row["alts"]))  # type: ignore[misc, arg-type]


def test_every_row_is_lossless(rows: list[tuple[dict[str, object], list[str]]]) -> None:
    """The sentences of every row join to its text."""
    assert [] == [row["id"] for row, found in rows if "".join(found) != row["text"]]


def test_as_many_rows_are_met_as_ever(rows: list[tuple[dict[str, object], list[str]]]) -> None:
    """The golden English rows, those most segmenters pass, and the rest, are met at least as often as they were."""
    passed: Counter[str] = Counter()
    for row, found in rows:
        if met(row, found):
            passed[f"tier {row['tier']}"] += 1
            passed["golden en"] += row["lang"] == "en" and bool(row["golden"])
    assert passed["golden en"] >= 52
    assert passed["tier A"] >= 535
    assert passed["tier B"] >= 150
