"""`merge-driver`: what git asks of the program when two branches have changed a catalog."""

from __future__ import annotations

from pathlib import Path

import click

from l10n.cli.context import Context, json_option, pass_context
from l10n.cli.say import say, worded
from l10n.translatable import counted


@click.command("merge-driver")
@click.argument("files", nargs=-1, metavar="[%O %A %B %P]", type=click.Path(path_type=Path))
@click.option("--install", is_flag=True, help="Set up this clone: .gitattributes and git's configuration.")
@json_option
@pass_context
def merge_driver(context: Context, files: tuple[Path, ...], install: bool, as_json: bool) -> int:
    """Merge catalogs for git, unit by unit.

    Branches that translated different units never conflict. git calls it with three files and the catalog's path;
    --install tells git to. Exit code 1 when both sides gave a unit different words: then both stand in the catalog
    between conflict markers.
    """
    from l10n.cli.render import print_errors, print_json
    from l10n.workflow.merge_driver import install as run_install
    from l10n.workflow.merge_driver import merge_files

    if install and not files:
        report = run_install(context.project)
        if as_json:
            print_json(report)
            return 0
        for line in report.added:
            say("added to {file}: {line}", file=report.attributes.name, line=line)
        for command in report.settings:
            say("ran {command}", command=command)
        say("Commit .gitattributes; every other clone needs `l10n merge-driver --install`, too.")
        return 0
    if install or len(files) not in (3, 4):
        raise click.UsageError(worded("Name the three files that git gives: %O %A %B %P; or use --install."))
    base, ours, theirs = (context.folder / file for file in files[:3])
    name = str(files[-1] if len(files) == 4 else files[1])
    merged = merge_files(base, ours, theirs)
    if as_json:
        print_json(merged)
    elif merged.unread:
        print_errors([merged.unread])
        say("{file}: git has merged its lines instead", file=name, err=True)
    elif merged.conflicts:
        one = "{file}: {n:,} unit was translated in two ways; both stand between conflict markers"
        many = "{file}: {n:,} units were translated in two ways; both stand between conflict markers"
        say(counted(len(merged.conflicts), one, many, file=name), err=True)
    return merged.exit_code


COMMANDS = (merge_driver,)
