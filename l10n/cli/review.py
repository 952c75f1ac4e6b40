"""`review`, `show`, `edit`: working through an article, in a browser or a terminal."""

import click

from l10n.cli.context import Context, article_option, json_option, locale_option, now, pass_context
from l10n.cli.say import say


@click.command()
@locale_option
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="The port to answer at; 0 takes any free one.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option(
    "--host", metavar="ADDRESS", help="An address of this machine to let other machines in by; needs --token."
)
@click.option("--token", metavar="TEXT", help="The key to the page, 16 characters or more. [a new one for each run]")
@pass_context
def review(
    context: Context, locales: tuple[str, ...], port: int | None, no_browser: bool, host: str | None, token: str | None
) -> None:
    """Open the review page: articles beside their sources.

    What is edited in the browser is saved into the PO files.
    """
    from l10n.errors import EngineError

    try:
        from l10n.web.server import serve
    except ImportError as error:
        raise EngineError(
            "the review page needs {library}, which is not installed",
            library=error.name,
            hint="pip install 'l10n-toolkit[web]'",
        ) from error
    from l10n.cli.render import print_errors
    from l10n.workflow.catalogs import update

    def ready(address: str) -> None:
        say("The review page: {address}\nCtrl-C stops it.", address=address, err=True)
        if not no_browser:
            click.launch(address)

    print_errors(update(context.project, locales, clock=now).errors)
    serve(context.project, locales, port=port, host=host, token=token, ready=ready, clock=now)


@click.command()
@click.argument("unit")
@locale_option
@article_option
@json_option
@pass_context
def show(context: Context, unit: str, locales: tuple[str, ...], articles: tuple[str, ...], as_json: bool) -> int:
    """Show the units that UNIT names, and what helps with them.

    UNIT is the beginning of an id, as `status --todo` prints it, or words of a source or translation.
    """
    from l10n.cli.render import print_json
    from l10n.cli.render_review import render_units
    from l10n.workflow.review.terminal import find_units

    found = find_units(context.project, locales, articles, unit, clock=now)
    print_json(found) if as_json else render_units(found)
    return 0 if found else 1


@click.command()
@click.argument("article")
@locale_option
@pass_context
def edit(context: Context, article: str, locales: tuple[str, ...]) -> int:
    """Edit ARTICLE's translation as a text file in your editor.

    The editor is $VISUAL or $EDITOR; the file has the sources and their translations.
    """
    from l10n.cli.render_review import render_edited
    from l10n.workflow.review.terminal import edit_article

    edited = edit_article(context.project, locales, article, editor=_edit)
    render_edited(edited)
    return int(bool(edited.conflicts))


def _edit(path: str) -> None:
    """Opens a file in the person's editor until they leave it."""
    click.edit(filename=path)


COMMANDS = (review, show, edit)
