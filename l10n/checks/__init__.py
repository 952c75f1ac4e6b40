"""Checks of one translation against its source, and of an article's translations against each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from l10n.checks import (
    leftover_source,
    length_ratio,
    markup_links,
    markup_tags,
    number,
    placeholder,
    repetition_loop,
    same_as_source,
    script,
)
from l10n.checks.message import check_forms, silenced
from l10n.checks.pair import Check, Pair
from l10n.checks.rules import CATALOG_RULES, Rule
from l10n.model import Diagnostic

__all__ = ["CHECKS", "RULES", "Check", "Pair", "Rule", "check_article", "check_forms", "check_pair", "silenced"]

CHECKS: tuple[Check, ...] = (
    same_as_source.CHECK,
    placeholder.CHECK,
    markup_tags.CHECK,
    markup_links.CHECK,
    number.CHECK,
    repetition_loop.CHECK,
    length_ratio.CHECK,
    script.CHECK,
    leftover_source.CHECK,
)
"""Every rule that looks at one pair, in the order of the README's table."""

RULES: tuple[Rule, ...] = (*CATALOG_RULES, *(Rule(check.rule, check.severity, check.summary) for check in CHECKS))
"""All rules that `l10n check` can report."""


def check_pair(pair: Pair, rules: Collection[str] | None = None) -> list[Diagnostic]:
    """What is wrong with one translation; with `rules`, looking only for these. An empty target has no findings."""
    if not pair.target:
        return []
    chosen = None if rules is None else frozenset(rules)
    return [found for check in _applicable(pair.language, chosen) for found in check.run(pair)]


def check_article(pairs: Sequence[Pair], rules: Collection[str] | None = None) -> list[tuple[int, Diagnostic]]:
    """What is wrong among the translations of one article, in its order: the index of a pair, and the finding."""
    return []


@lru_cache(maxsize=64)
def _applicable(language: str, rules: frozenset[str] | None) -> tuple[Check, ...]:
    return tuple(
        check
        for check in CHECKS
        if (not check.languages or language in check.languages) and (rules is None or check.rule in rules)
    )
