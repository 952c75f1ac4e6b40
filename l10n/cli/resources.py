"""`memory`, `glossary` and `evaluate`: what drafts are made with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from l10n.cli.context import Context, article_option, json_option, locale_option, now, pass_context
from l10n.cli.say import say, worded
from l10n.translatable import counted

_locale = click.option("-l", "--locale", required=True, help="The locale of the translations.")
_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def memory() -> None:
    """Search, import and export the translation memory."""


@memory.command("search")
@click.argument("words")
@click.option("-l", "--locale", help="Search in one locale only.")
@click.option("--limit", default=20, show_default=True, help="The most pairs to show.")
@json_option
@pass_context
def search(context: Context, words: str, locale: str | None, limit: int, as_json: bool) -> int:
    """Show how WORDS were translated before. Exit code 1 when nothing is found."""
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_pairs
    from l10n.workflow.exchange.resources import search_memory

    found = search_memory(context.project, words, locale, limit, now)
    print_json(found) if as_json else render_pairs(found)
    return int(not found)


@memory.command("import")
@_file
@_locale
@json_option
@pass_context
def import_tmx(context: Context, file: Path, locale: str, as_json: bool) -> None:
    """Take the translations of a TMX FILE into memory/<locale>.tmx, which belongs to the project."""
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_imported
    from l10n.workflow.exchange.resources import import_memory

    report = import_memory(context.project, locale, context.folder / file)
    print_json(report) if as_json else render_imported(
        report, counted(report.read, "{n:,} translation read", "{n:,} translations read")
    )


@memory.command("export")
@_locale
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file. [standard output]")
@pass_context
def export_tmx(context: Context, locale: str, output: Path | None) -> None:
    """Write everything the memory knows of a locale as TMX 1.4b."""
    from l10n.files import write_atomic
    from l10n.workflow.exchange.resources import export_memory

    data, size = export_memory(context.project, locale, now)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_atomic(context.folder / output, data)
        one, many = "wrote {file}: {n:,} translation", "wrote {file}: {n:,} translations"
        say(counted(size, one, many, file=str(output)), err=True)


@click.group()
def glossary() -> None:
    """Show and import the agreed terms."""


@glossary.command("list")
@_locale
@json_option
@pass_context
def list_glossary(context: Context, locale: str, as_json: bool) -> None:
    """Show the terms of a locale."""
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_terms
    from l10n.workflow.exchange.resources import list_terms

    terms = list_terms(context.project, locale)
    print_json(terms) if as_json else render_terms(terms)


@glossary.command("import")
@_file
@_locale
@json_option
@pass_context
def import_glossary(context: Context, file: Path, locale: str, as_json: bool) -> None:
    """Add the terms of a TBX or CSV FILE to a locale's glossary."""
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_imported
    from l10n.workflow.exchange.resources import import_terms

    report = import_terms(context.project, locale, context.folder / file)
    print_json(report) if as_json else render_imported(
        report, counted(report.read, "{n:,} term read", "{n:,} terms read")
    )


@glossary.command("suggest")
@locale_option
@article_option
@click.option(
    "--take",
    "taken",
    multiple=True,
    metavar="TERM[=RENDERING]",
    help="Put a term into the glossary, with its most frequent rendering or with this one; repeatable.",
)
@json_option
@pass_context
def suggest(
    context: Context, locales: tuple[str, ...], articles: tuple[str, ...], taken: tuple[str, ...], as_json: bool
) -> None:
    """Show recurring terms and names without an entry, with the renderings found.

    What is taken, `l10n draft --again` drafts with.
    """
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_suggestions, render_terms
    from l10n.workflow.terms import suggest_terms, take_terms

    if taken:
        terms = take_terms(context.project, locales, taken)
        print_json(terms) if as_json else render_terms(terms)
        return
    suggestions = suggest_terms(context.project, locales, articles)
    print_json(suggestions) if as_json else render_suggestions(suggestions)


@click.command()
@click.option("-l", "--locale", help="Score on the project's approved translations into this locale.")
@article_option
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="With --locale: the most units.")
@click.option("--source", type=click.Path(path_type=Path, dir_okay=False), help="One sentence a line.")
@click.option("--reference", type=click.Path(path_type=Path, dir_okay=False), help="Its translation.")
@click.option(
    "--stress", is_flag=True, help="What headings, capitals, typography, markup and the like cost the drafts."
)
@click.option(
    "--engine",
    "engines",
    multiple=True,
    metavar="NAME",
    help="An engine to score, or several as one (a,b); repeatable. [auto; with --locale all that are installed]",
)
@click.option("--pair", nargs=2, default=("en", "ko"), show_default=True, help="With --source: the two languages.")
@json_option
@pass_context
def evaluate(
    context: Context,
    locale: str | None,
    articles: tuple[str, ...],
    limit: int,
    source: Path | None,
    reference: Path | None,
    stress: bool,
    engines: tuple[str, ...],
    pair: tuple[str, str],
    as_json: bool,
) -> int:
    """Score engines on text that has a translation.

    With --locale they draft what people of this project approved, without memory and glossary, and are compared with
    it.

    With --stress the sentences are written in the forms that articles have, and a reference is not needed.
    """
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_result, render_scores, render_strains
    from l10n.workflow.evaluation import evaluate_files, stress_files

    if (source is None) == (locale is None):
        raise click.UsageError(worded("Name a --locale of the project, or a file with --source."))
    if source is None:
        return _evaluate_own(context, str(locale), articles, limit, engines, as_json)
    translation = context.folder / reference if reference else None
    if stress:
        strains = stress_files(context.folder / source, translation, engines, pair, context.engine_settings)
        print_json(strains) if as_json else render_strains(strains)
        return 0
    if translation is None:
        raise click.UsageError(worded("Name the translation with --reference, or use --stress."))
    scores = []
    for score in evaluate_files(context.folder / source, translation, engines, pair, context.engine_settings):
        scores.append(score)
        render_result(score)
    print_json(scores) if as_json else render_scores(scores)
    return 0


def _evaluate_own(
    context: Context, tag: str, articles: tuple[str, ...], limit: int, engines: tuple[str, ...], as_json: bool
) -> int:
    """Scores engines on the project's approved translations, with a line on standard error as each is done."""
    from l10n.cli.progress import progress
    from l10n.cli.render import print_json
    from l10n.cli.render_resources import render_own, render_result, render_sample
    from l10n.workflow.evaluation import approved_sample, compare, score_engines
    from l10n.workflow.sources import chosen_locales

    (locale,) = chosen_locales(context.project, [tag])
    sample = approved_sample(context.project, locale, articles, limit)
    render_sample(sample)
    results = []
    with progress(context) as advance:
        for result in score_engines(context.project, sample, engines, advance):
            results.append(result)
            render_result(result)
    report = compare(sample, results)
    print_json(report) if as_json else render_own(report)
    return 0 if report.scores else 3


COMMANDS = (memory, glossary, evaluate)
