"""What only Obsidian's Markdown does."""

from __future__ import annotations

import pytest

from l10n.checks import check_pair
from l10n.checks.pair import Pair
from l10n.formats import format_named
from l10n.formats.format import ParseOptions
from l10n.formats.markdown.obsidian import name_notes

OBSIDIAN = format_named("obsidian")


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("See [[River]].", "[[강]]을 보라.", "[[River|강]]을 보라."),
        ("See [[River]].", "[[River|강]]을 보라.", "[[River|강]]을 보라."),
        ("See [[River]].", "[[River]]를 보라.", "[[River]]를 보라."),
        ("[[River]] and [[River|it]]", "[[강]]과 [[River|그것]]", "[[River|강]]과 [[River|그것]]"),
        ("[[A]], [[B]]", "[[가]], [[나]]", "[[A|가]], [[B|나]]"),
        ("no link", "[[강]]", "[[강]]"),
    ],
)
def test_links_lead_where_they_led(source: str, target: str, written: str) -> None:
    """A wiki link whose words are translated gets its note's name; one that has it stays."""
    assert written == name_notes(source, target)


def test_a_bar_in_a_table_has_its_backslash() -> None:
    """A completed link does not end the cell that it is in."""
    document = OBSIDIAN.parse("| [[River]] |\n|---|\n| x |\n", ParseOptions())
    assert "[[River\\|강]]" == OBSIDIAN.encode(document.units[0], "[[강]]")


@pytest.mark.parametrize(
    ("target", "rules"),
    [
        ("[[River#Source|수원]]과 #shop", set()),
        ("[[강#Source|수원]]과 #shop", {"markup-links"}),
        ("[[River#Source|수원]]과 #가게", {"markup-links"}),
    ],
)
def test_checks_know_where_notes_are(target: str, rules: set[str]) -> None:
    """A changed target of a wiki link, or a changed tag, is an error; words may change."""
    pair = Pair("The [[River#Source|source]] and #shop", target, "ko", format="obsidian")
    assert rules == {found.rule for found in check_pair(pair)} & {"markup-links"}
