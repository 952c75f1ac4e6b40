"""`init`, `extract`, `update`: a project and its catalogs."""

import click

from l10n.cli.context import Context, article_option, json_option, locale_option, now, pass_context


@click.command()
@click.option("-l", "--locale", "locales", multiple=True, metavar="LOCALE", help="A locale; repeat for more. [ko]")
@click.option("--source-locale", default="en", show_default=True, help="The language of the articles.")
@json_option
@pass_context
def init(context: Context, locales: tuple[str, ...], source_locale: str, as_json: bool) -> None:
    """Set up a project here: its configuration and folders. In a project, add what is missing, such as a locale."""
    from l10n.cli.render import print_json, render_setup
    from l10n.workflow.setup import init as run

    report = run(context.folder.resolve(), source_locale=source_locale, locales=locales, otherwise=("ko",))
    print_json(report) if as_json else render_setup(report)


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a template would change.")
@json_option
@pass_context
def extract(context: Context, check: bool, as_json: bool) -> int:
    """Write a PO template of every article into locales/pot."""
    from l10n.cli.render import print_json, render_extract
    from l10n.workflow.catalogs import extract as run

    report = run(context.project, check=check)
    print_json(report) if as_json else render_extract(report, check=check, quiet=context.quiet)
    return max([error.exit_code for error in report.errors], default=int(check and bool(report.written)))


@click.command()
@locale_option
@article_option
@click.option(
    "--prune", is_flag=True, help="Remove catalogs without an article and obsolete entries; memory/ keeps their texts."
)
@json_option
@pass_context
def update(context: Context, locales: tuple[str, ...], articles: tuple[str, ...], prune: bool, as_json: bool) -> int:
    """Merge articles into the catalogs; no translation is lost."""
    from l10n.cli.progress import progress
    from l10n.cli.render import print_json, render_update
    from l10n.workflow.catalogs import update as run

    with progress(context) as advance:
        report = run(context.project, locales, articles, clock=now, prune=prune, progress=advance)
    print_json(report) if as_json else render_update(report, quiet=context.quiet)
    return max([error.exit_code for error in report.errors], default=0)


COMMANDS = (init, extract, update)
