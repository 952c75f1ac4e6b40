"""`models`: the translation models on this machine."""

from __future__ import annotations

import click

from l10n.cli.context import Context, json_option, pass_context
from l10n.cli.say import say


@click.group()
def models() -> None:
    """List, install and remove translation models."""


@models.command("list")
@click.option("--available", nargs=2, metavar="SOURCE TARGET", help="Show what could be had for a pair, best first.")
@json_option
@pass_context
def list_models(context: Context, available: tuple[str, str] | None, as_json: bool) -> None:
    """Show the engines with the models that are installed."""
    from l10n.cli.render import print_json
    from l10n.cli.render_models import render_available, render_engines
    from l10n.engines import list_available, list_engines

    if available:
        rows = list_available(*available)
        print_json([row.document() for row in rows]) if as_json else render_available(rows)
        return
    found = list_engines()
    print_json([listed.document() for listed in found]) if as_json else render_engines(found)


@models.command()
@click.argument("source")
@click.argument("target")
@click.option("--engine", help="The engine the model is for. [the one whose model is best]")
@click.option("--from", "origin", metavar="FILE|DIR|URL", help="Install this model instead of looking for one.")
@click.option("--index", metavar="URL", help="An index of Argos packages to use instead of the public one.")
@pass_context
def install(
    context: Context, source: str, target: str, engine: str | None, origin: str | None, index: str | None
) -> None:
    """Install the best model that can be had for SOURCE into TARGET (en ko), in place of a worse one."""
    from l10n.cli.progress import downloading
    from l10n.engines import install as run

    local = context.folder / origin if origin and "://" not in origin else origin
    with downloading(context) as (advance, ask):
        run(source, target, engine=engine, origin=local, index=index, report=say, progress=advance, confirm=ask)


@models.command()
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Remove the installed model NAME (see `models list`)."""
    from l10n.engines import remove as run

    model = run(name)
    say("removed {model}: {file}", model=model.name, file=str(model.path))


COMMANDS = (models,)
