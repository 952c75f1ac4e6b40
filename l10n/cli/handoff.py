"""`export` and `import`: to a translator's own tools and back."""

import sys
from functools import partial
from pathlib import Path

import click

from l10n.cli.context import Context, article_option, json_option, pass_context
from l10n.cli.say import say, worded
from l10n.translatable import counted


@click.command("export")
@click.option("-l", "--locale", required=True, help="The locale to hand off.")
@article_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["xliff", "xliff2", "csv", "po", "mo", "html"]),
    default="xliff",
    show_default=True,
    help="XLIFF 1.2, XLIFF 2.1, a table, one PO file, MO, or pages to read and print.",
)
@click.option("--missing", is_flag=True, help="Leave out what is approved.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for the pages of several articles. [standard output]",
)
@pass_context
def export_command(
    context: Context, locale: str, articles: tuple[str, ...], form: str, missing: bool, output: Path | None
) -> None:
    """Write texts for a translation tool, or as pages to read.

    A page (--format html) has an article beside its translation, with states, notes and what the checks find.
    """
    from l10n.files import write_atomic
    from l10n.workflow.exchange.handoff import export_units, render_binary, render_bundle, render_handoff

    if form == "html":
        _export_pages(context, locale, articles, missing, output)
        return
    if output and (context.folder / output).is_dir():
        raise click.UsageError(
            worded("--output {file} is a folder, and --format {form} is one file.", file=output, form=form)
        )
    if form == "mo":
        data, size = render_binary(context.project, locale, articles)
    elif form == "po":
        data, size = render_bundle(context.project, locale, articles, missing_only=missing)
    else:
        units = export_units(context.project, locale, articles, missing_only=missing)
        data = render_handoff(context.project, locale, units, form)  # type: ignore[arg-type]  # click has checked it
        size = len(units)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_atomic(context.folder / output, data)
        say(counted(size, "wrote {file}: {n:,} unit", "wrote {file}: {n:,} units", file=str(output)), err=True)


def _export_pages(context: Context, locale: str, names: tuple[str, ...], missing: bool, output: Path | None) -> None:
    """One article's page goes into a file or to standard output; the pages of several go into a folder."""
    from l10n.exports.page import render_page
    from l10n.files import write_atomic
    from l10n.workflow.exchange.pages import bilingual_page
    from l10n.workflow.sources import chosen_articles

    articles = chosen_articles(context.project, names)
    alone = len(articles) == 1
    if output is None and not alone:
        raise click.UsageError(worded("Name a folder with --output for several pages, or one article with --article."))
    as_folder = output is not None and (not alone or (context.folder / output).is_dir())
    for article in articles:
        page = bilingual_page(context.project, locale, article, missing_only=missing)
        data = render_page(page).encode("utf-8", "replace")
        if output is None:
            sys.stdout.buffer.write(data)
            continue
        path = output / f"{article.name}.html" if as_folder else output
        write_atomic(context.folder / path, data)
        say(counted(len(page.units), "wrote {file}: {n:,} unit", "wrote {file}: {n:,} units", file=str(path)), err=True)


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("-l", "--locale", required=True, help="The locale the file is for.")
@click.option("--from", "translated", type=click.Path(path_type=Path, dir_okay=False), help="A translated article.")
@click.option("-a", "--article", metavar="NAME", help="With --from: the article that it translates.")
@click.option(
    "--overwrite", is_flag=True, help="Where both sides changed, take the file's text; ours stays in the memory."
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@json_option
@pass_context
def import_command(
    context: Context,
    file: Path | None,
    locale: str,
    translated: Path | None,
    article: str | None,
    overwrite: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Put an exported FILE back into the catalogs.

    XLIFF, CSV and PO files are known. What was not changed in the file changes nothing, and what was approved or edited
    here since stays. Where both sides changed, both texts are shown and nothing is written. A file from another tool
    fills what nobody has translated or edited. With --from, fill an article's catalog from a translation of it that
    exists already.

    Exit code 1 when texts conflict, or belong to nothing in the articles as they are now.
    """
    from l10n.cli.render import print_json, render_import
    from l10n.workflow.exchange.handoff import import_file, import_translated_article

    if translated is not None and article is not None and file is None:
        work = partial(import_translated_article, context.project, locale, article, context.folder / translated)
    elif file is not None and translated is None:
        work = partial(import_file, context.project, locale, context.folder / file)
    else:
        raise click.UsageError(worded("Name an exported FILE, or a translated article with --from and --article."))
    report = work(overwrite=overwrite, dry_run=dry_run)
    print_json(report) if as_json else render_import(report)
    return int(bool(report.refused or report.conflicts))


COMMANDS = (export_command, import_command)
