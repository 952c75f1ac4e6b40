"""Checks of one translation against its source, and of an article's translations against each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from l10n.checks import rules as _rules
from l10n.checks.message import check_forms, silenced
from l10n.checks.pair import Pair
from l10n.checks.rule import CATALOG_RULES, ArticleCheck, Check, Drafts, Rule
from l10n.model import Diagnostic

__all__ = [
    "ARTICLE_CHECKS",
    "CHECKS",
    "RULES",
    "ArticleCheck",
    "Check",
    "Pair",
    "Rule",
    "check_article",
    "check_forms",
    "check_pair",
    "rules_for_drafts",
    "silenced",
]


def _offered() -> list[Check | ArticleCheck]:
    """Every CHECK, CHECKS and ARTICLE_CHECK of the modules in rules/, sorted by rule id."""
    found: list[Check | ArticleCheck] = []
    for module in iter_modules(_rules.__path__, f"{_rules.__name__}."):
        offer = vars(import_module(module.name))
        found += [*offer.get("CHECKS", ()), *(offer[name] for name in ("CHECK", "ARTICLE_CHECK") if name in offer)]
    return sorted(found, key=lambda check: check.rule)


_OFFERED = _offered()
CHECKS: tuple[Check, ...] = tuple(check for check in _OFFERED if isinstance(check, Check))
"""Every rule about one pair, sorted by id: the order of the README's table and of a unit's findings."""

ARTICLE_CHECKS: tuple[ArticleCheck, ...] = tuple(check for check in _OFFERED if isinstance(check, ArticleCheck))
"""Every rule that compares the translations of an article or of a whole locale."""

_ROWS = {check.rule: Rule(check.rule, check.severity, check.summary) for check in reversed(_OFFERED)}
RULES: tuple[Rule, ...] = (*CATALOG_RULES, *(_ROWS[rule] for rule in sorted(_ROWS)))
"""All rules that `l10n check` can report, in the order of the README's table."""


def rules_for_drafts(*heed: Drafts) -> frozenset[str]:
    """The ids of the rules whose `drafts` is one of these values."""
    return frozenset(check.rule for check in CHECKS if check.drafts in heed)


def check_pair(pair: Pair, rules: Collection[str] | None = None) -> list[Diagnostic]:
    """The findings about one translation, by all rules or only by `rules`. An empty target has none."""
    if not pair.target:
        return []
    chosen = None if rules is None else frozenset(rules)
    characters = {*pair.source, *pair.target}
    return [
        found
        for check in _applicable(pair.language.code, chosen)
        if not check.needs or not check.needs.isdisjoint(characters)
        for found in check.run(pair)
    ]


def check_article(pairs: Sequence[Pair], rules: Collection[str] | None = None) -> list[tuple[int, Diagnostic]]:
    """The findings that only several pairs of an article show: the index of a pair, and the finding.

    For `inconsistent` over a whole locale, pass the pairs of all its articles and `rules={"inconsistent"}`. All pairs
    must be of one locale; untranslated ones are skipped.
    """
    language = pairs[0].language.code if pairs else ""
    found = []
    for check in ARTICLE_CHECKS:
        if (check.languages and language not in check.languages) or (rules is not None and check.rule not in rules):
            continue
        seen = [
            index for index, pair in enumerate(pairs) if pair.is_draft or not check.drafts_only or rules is not None
        ]
        found += [(seen[index], diagnostic) for index, diagnostic in check.run([pairs[index] for index in seen])]
    return found


@lru_cache(maxsize=64)
def _applicable(language: str, rules: frozenset[str] | None) -> tuple[Check, ...]:
    return tuple(
        check
        for check in CHECKS
        if (not check.languages or language in check.languages) and (rules is None or check.rule in rules)
    )
