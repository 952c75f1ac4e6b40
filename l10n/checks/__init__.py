"""Checks of one translation against its source, and of an article's translations against each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from l10n.checks.message import check_forms, silenced
from l10n.checks.pair import ArticleCheck, Check, Pair
from l10n.checks.rule import CATALOG_RULES, Rule
from l10n.checks.rules import (
    begin_newline,
    begin_space,
    brackets,
    control_character,
    do_not_translate,
    double_space,
    ellipsis,
    email,
    end_newline,
    end_punctuation,
    end_space,
    escaped_newline,
    glossary,
    html_safe,
    inconsistent,
    kashida,
    ko_fullwidth,
    ko_particle,
    ko_particle_artifact,
    ko_register,
    ko_spacing,
    leftover_source,
    length_ratio,
    markup_links,
    markup_tags,
    max_length,
    newline_count,
    number,
    placeholder,
    quotes,
    repeated_word,
    repetition_loop,
    same_as_source,
    script,
    unicode_nfc,
    url,
    zero_width,
)
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
    "silenced",
]

CHECKS: tuple[Check, ...] = (
    same_as_source.CHECK,
    leftover_source.CHECK,
    placeholder.CHECK,
    markup_tags.CHECK,
    markup_links.CHECK,
    html_safe.CHECK,
    number.CHECK,
    url.CHECK,
    email.CHECK,
    begin_space.CHECK,
    end_space.CHECK,
    begin_newline.CHECK,
    end_newline.CHECK,
    newline_count.CHECK,
    escaped_newline.CHECK,
    double_space.CHECK,
    repeated_word.CHECK,
    repetition_loop.CHECK,
    end_punctuation.CHECK,
    brackets.CHECK,
    quotes.CHECK,
    ellipsis.CHECK,
    length_ratio.CHECK,
    max_length.CHECK,
    glossary.CHECK,
    do_not_translate.CHECK,
    zero_width.CHECK,
    control_character.CHECK,
    unicode_nfc.CHECK,
    kashida.CHECK,
    script.CHECK,
    ko_particle.CHECK,
    ko_particle_artifact.CHECK,
    ko_fullwidth.CHECK,
    ko_register.CHECK,
    ko_spacing.CHECK,
)
"""Every rule that looks at one pair, in the order of the README's table."""

ARTICLE_CHECKS: tuple[ArticleCheck, ...] = (inconsistent.CHECK, ko_register.ARTICLE_CHECK)
"""Every rule that compares the translations of an article, or of a whole locale."""


def _rules() -> tuple[Rule, ...]:
    checks: tuple[Check | ArticleCheck, ...] = (*CHECKS, *ARTICLE_CHECKS)
    rules = {check.rule: Rule(check.rule, check.severity, check.summary) for check in reversed(checks)}
    return (*CATALOG_RULES, *(rules[rule] for rule in dict.fromkeys(check.rule for check in checks)))


RULES: tuple[Rule, ...] = _rules()
"""All rules that `l10n check` can report, in the order of the README's table."""


def check_pair(pair: Pair, rules: Collection[str] | None = None) -> list[Diagnostic]:
    """What is wrong with one translation; with `rules`, looking only for these. An empty target has no findings."""
    if not pair.target:
        return []
    chosen = None if rules is None else frozenset(rules)
    characters = {*pair.source, *pair.target}
    return [
        found
        for check in _applicable(pair.language, chosen)
        if not check.needs or not check.needs.isdisjoint(characters)
        for found in check.run(pair)
    ]


def check_article(pairs: Sequence[Pair], rules: Collection[str] | None = None) -> list[tuple[int, Diagnostic]]:
    """What the translations of one article, in its order, show only together: the index of a pair, and the finding.

    For `inconsistent` over a whole locale, pass the pairs of all its articles and `rules={"inconsistent"}`. Pairs of
    one locale are compared; untranslated ones are skipped.
    """
    language = pairs[0].language if pairs else ""
    return [
        found
        for check in ARTICLE_CHECKS
        if (not check.languages or language in check.languages) and (rules is None or check.rule in rules)
        for found in check.run(pairs)
    ]


@lru_cache(maxsize=64)
def _applicable(language: str, rules: frozenset[str] | None) -> tuple[Check, ...]:
    return tuple(
        check
        for check in CHECKS
        if (not check.languages or language in check.languages) and (rules is None or check.rule in rules)
    )
