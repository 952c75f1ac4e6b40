"""What `memory`, `glossary` and `evaluate` print for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from l10n.cli.say import echo, say, styled, worded
from l10n.cli.table import print_table
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.engines.evaluate import Score
    from l10n.engines.stress import Strain
    from l10n.model import Term
    from l10n.workflow.chain import Skipped
    from l10n.workflow.evaluation import OwnEvaluation, OwnScore, Sample
    from l10n.workflow.exchange.resources import Imported, Pair
    from l10n.workflow.terms import Suggestion


def render_pairs(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        echo(styled(f"{pair.locale}/{pair.article}" if pair.article else pair.locale, bold=True))
        echo(f"    {pair.source}\n    {pair.target}")
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
            ", ".join(f"{found.text} {found.count}" for found in one.renderings)
            or (worded("A guess:") + f" {one.guess}" if one.guess else ""),
            one.contexts[0] if one.contexts else "",
            f"{one.locale} {one.article}",
        )
        for one in suggestions
    ]
    if not rows:
        say("no term recurs that has no entry")
        return
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
    if not rows:
        say("no terms yet; `l10n glossary suggest` finds some, `l10n glossary import` takes a file of them")
        return
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


def render_sample(sample: Sample) -> None:
    """What is scored on, on standard error."""
    from l10n.workflow.evaluation import ENOUGH

    line = "{locale}: {n} of {available} approved units, without memory and glossary"
    say(line, n=len(sample.places), available=sample.available, locale=sample.locale, err=True)
    if sample.is_weak:
        say("fewer than {enough} units are weak evidence: mind the intervals", enough=ENOUGH, err=True)


def render_result(result: Score | OwnScore | Skipped) -> None:
    """An engine's score as soon as it is known, on standard error."""
    from l10n.workflow.chain import Skipped
    from l10n.workflow.evaluation import OwnScore

    if isinstance(result, Skipped):
        say("{engine}: left out: {reason}", engine=result.engine, reason=result.why.what, err=True)
    elif isinstance(result, OwnScore):
        line = "{engine}: chrF {chrf:.1f} ({low:.1f} to {high:.1f})"
        say(line, engine=result.engine, chrf=result.chrf, low=result.low, high=result.high, err=True)
    else:
        known = "{engine}: chrF {chrf:.1f}, BLEU {bleu:.1f}"
        say(known, engine=result.engine, chrf=result.chrf, bleu=result.bleu, err=True)


def render_own(report: OwnEvaluation) -> None:
    rows = [
        (
            score.engine,
            f"{score.chrf:.1f}",
            f"{score.low:.1f}–{score.high:.1f}",
            f"{score.words_per_second:,.0f}",
            f"{score.same}/{report.units}",
            str(score.untranslated),
        )
        for score in report.scores
    ]
    print_table(["engine", "chrF", "95 %", "words/s", "as approved", "untranslated"], rows)
    for title, examples in ((Text("worst drafts"), report.worst), (Text("best drafts"), report.best)):
        for number, example in enumerate(examples):
            if not number:
                echo("\n" + styled(worded(title), bold=True))
            lines = [(worded("source"), example.source), (worded("approved"), example.approved)]
            lines += [(f"{engine} {example.chrf[engine]:.0f}", text) for engine, text in example.drafts.items()]
            echo("\n".join(f"  {name}: {text}" for name, text in lines) + "\n")
