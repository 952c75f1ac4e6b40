"""`models`: the translation models on this machine."""

from __future__ import annotations

import click

from l10n.cli.context import Context, json_option, pass_context
from l10n.cli.say import say


@click.group()
def models() -> None:
    """List, install and remove translation models."""


@models.command("list")
@json_option
@pass_context
def list_models(context: Context, as_json: bool) -> None:
    """Show the engines with the models that are installed."""
    from l10n.cli.render import print_json, render_engines
    from l10n.engines import list_engines

    found = list_engines()
    print_json([listed.document() for listed in found]) if as_json else render_engines(found)


@models.command()
@click.argument("source")
@click.argument("target")
@click.option("--engine", help="The engine the model is for. [the first that has one]")
@click.option("--from", "origin", metavar="FILE|DIR|URL", help="Install this model instead of looking for one.")
@click.option("--index", metavar="URL", help="An index of Argos packages to use instead of the public one.")
@pass_context
def install(
    context: Context, source: str, target: str, engine: str | None, origin: str | None, index: str | None
) -> None:
    """Install a model that translates SOURCE into TARGET (en ko)."""
    from l10n.engines import install as run

    local = context.folder / origin if origin and "://" not in origin else origin
    run(source, target, engine=engine, origin=local, index=index, report=say)


@models.command()
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Remove the installed model NAME (see `models list`)."""
    from l10n.engines import remove as run

    model = run(name)
    say("removed {model}: {file}", model=model.name, file=str(model.path))


COMMANDS = (models,)
