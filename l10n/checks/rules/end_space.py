"""Space at the end of a text."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.checks.rules.edges import compare_edge
from l10n.model import Diagnostic, Severity

_FULL_WIDTH = ("：", "，", "。", "；", "！", "？", "、", "）", "」")
"""Punctuation of East Asia that carries its space within."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation ends with the same space as the source."""
    if not pair.target.endswith(_FULL_WIDTH):
        yield from compare_edge(pair, "end", "space", "end-space", Severity.WARNING)


CHECK = Check("end-space", Severity.WARNING, run)
