"""`export` and `import`: to a translator's own tools and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from l10n.cli.context import Context, article_option, json_option, pass_context


@click.command("export")
@click.option("-l", "--locale", required=True, help="The locale to hand off.")
@article_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["xliff", "xliff2", "csv"]),
    default="xliff",
    show_default=True,
    help="XLIFF 1.2, XLIFF 2.1 or a table.",
)
@click.option("--missing", is_flag=True, help="Leave out what is approved.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write. [standard output]"
)
@pass_context
def export_command(
    context: Context, locale: str, articles: tuple[str, ...], form: str, missing: bool, output: Path | None
) -> None:
    """Write a locale's texts into one file for a translator's own tool."""
    from l10n.project import write_atomic
    from l10n.workflow.handoff import export_units, render_handoff

    units = export_units(context.project, locale, articles, missing_only=missing)
    data = render_handoff(context.project, locale, units, form)  # type: ignore[arg-type]  # click has checked it
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_atomic(context.folder / output, data)
        click.echo(f"wrote {output}: {len(units)} units", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-l", "--locale", required=True, help="The locale the file is for.")
@json_option
@pass_context
def import_command(context: Context, file: Path, locale: str, as_json: bool) -> int:
    """Put the texts of an exported FILE (.xlf, .csv) back into the catalogs.

    Exit code 1 when some of them belong to no text of the articles as they are now.
    """
    from l10n.cli.render import print_json, render_import
    from l10n.workflow.handoff import import_file

    report = import_file(context.project, locale, context.folder / file)
    print_json(report) if as_json else render_import(report)
    return int(bool(report.refused))


COMMANDS = (export_command, import_command)
