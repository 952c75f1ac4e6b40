"""What `memory`, `glossary` and `evaluate` print for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from l10n.cli.say import say, worded
from l10n.cli.table import print_table
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.engines.evaluate import Score
    from l10n.engines.stress import Strain
    from l10n.model import Term
    from l10n.workflow.exchange.resources import Imported, Pair
    from l10n.workflow.terms import Suggestion


def render_pairs(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        click.echo(click.style(f"{pair.locale}/{pair.article}" if pair.article else pair.locale, bold=True))
        click.echo(f"    {pair.source}\n    {pair.target}")
    if not pairs:
        say("nothing found", err=True)


def render_imported(report: Imported, read: Text) -> None:
    """`read` says how many entries of which kind the file had."""
    line = "{read}, {new} new; {skipped} without one of the two languages" if report.skipped else "{read}, {new} new"
    say(line, read=read, new=report.new, skipped=report.skipped)


def render_suggestions(suggestions: Sequence[Suggestion]) -> None:
    rows = [
        (
            one.term,
            str(one.count),
            ", ".join(f"{found.text} {found.count}" for found in one.renderings),
            one.contexts[0] if one.contexts else "",
            f"{one.locale} {one.article}",
        )
        for one in suggestions
    ]
    print_table(["term", "times", "translations", "context", "article"], rows, left=5)


def render_terms(terms: Sequence[Term]) -> None:
    rows = [
        (
            term.source,
            term.target,
            worded("forbidden") if term.forbidden else worded("keep") if term.do_not_translate else "",
            term.note,
        )
        for term in terms
    ]
    print_table(["term", "translation", "", "note"], rows, left=4)


def render_scores(scores: Sequence[Score]) -> None:
    rows = [
        (
            score.engine,
            f"{score.chrf:.1f}",
            f"{score.bleu:.1f}",
            f"{score.words_per_second:,.0f}",
            str(score.caught),
            str(score.untranslated),
        )
        for score in scores
    ]
    print_table(["engine", "chrF", "BLEU", "words/s", "caught", "untranslated"], rows)


def render_strains(strains: Sequence[Strain]) -> None:
    rows = [
        (
            strain.engine,
            strain.form,
            f"{strain.chrf:.1f}",
            f"{strain.chrf_lost:.1f}",
            f"{strain.bleu:.1f}",
            f"{strain.bleu_lost:.1f}",
            f"{strain.changed}/{strain.texts}",
            str(strain.untranslated),
        )
        for strain in strains
    ]
    print_table(["engine", "form", "chrF", "lost", "BLEU", "lost", "changed", "untranslated"], rows, left=2)
