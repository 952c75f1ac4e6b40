"""`check`: what is missing or wrong, and the gate for CI."""

from dataclasses import replace
from pathlib import Path

import click

from l10n.cli.context import Context, locale_option, pass_context
from l10n.cli.say import echo, say, translation
from l10n.errors import ConfigurationError
from l10n.text.visible import visible
from l10n.translatable import Text

FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab")


@click.command()
@click.argument("files", nargs=-1, metavar="[PO]...", type=click.Path(path_type=Path))
@locale_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to print.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output", "outputs", multiple=True, metavar="F=PATH", help="Also write format F into a file; repeatable."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--fail-under",
    multiple=True,
    metavar="[L=]N",
    help="Fail when less than N % of the words of locale L, or of every locale, are approved.",
)
@click.option("--select", multiple=True, metavar="RULE", help="Only this rule; repeat for more, `ko-*` for several.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All rules but this one; repeat for more.")
@click.option("--statistics", is_flag=True, help="Print the number of findings by rule, not the findings.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Forgive what FILE lists."
)
@click.option("--update-baseline", is_flag=True, help="Write the baseline: all that is found now.")
@click.option("--changed", metavar="REF", help="Look only at units that changed since a git revision.")
@click.option("--links", is_flag=True, help="Also find dead links in the built pages.")
@click.option("--fix", is_flag=True, help="Make the repairs that are certain.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change and write nothing.")
@pass_context
def check(
    context: Context,
    files: tuple[Path, ...],
    locales: tuple[str, ...],
    form: str,
    as_json: bool,
    outputs: tuple[str, ...],
    fail_on: str,
    fail_under: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    baseline: Path | None,
    update_baseline: bool,
    changed: str | None,
    links: bool,
    fix: bool,
    dry_run: bool,
) -> int:
    """Find missing, outdated and broken translations.

    In the project that the folder belongs to, or in single PO files and folders of them from anywhere.
    """
    from l10n.exports.findings import FORMATS as RENDERERS
    from l10n.exports.findings import render_statistics, render_text
    from l10n.workflow.checking.gate import Gate, parse_minimums
    from l10n.workflow.checking.run import Request, fix_findings, run_checks

    targets = _targets(outputs, context.folder)
    gate = Gate(fail_on, parse_minimums(fail_under))  # type: ignore[arg-type]  # click has checked it
    paths = tuple(context.folder / path for path in files)
    project = None if files else context.project
    past = (baseline, update_baseline, changed)
    request = Request(project, context.folder, paths, locales, gate, *past, links, select, ignore)
    if fix:
        for fixed in fix_findings(request, dry_run=dry_run):
            if dry_run:
                echo(fixed.diff)
            else:
                say("repaired {n} in {file}", n=fixed.messages, file=fixed.path, err=True)
        if dry_run:
            return 0
    result = run_checks(request)
    for line in result.notes:
        say(line, err=True)
    report = result.outcome
    told = render_statistics if statistics else render_text

    def render(name: str) -> str:
        if name == "text":
            return visible(told(report, translation()))
        return RENDERERS[name](replace(report, findings=()) if statistics and name == "json" else report)

    for name, path in targets:
        path.write_text(render(name), encoding="utf-8", errors="backslashreplace")
    echo(render("json" if as_json else form), nl=False, commands=form == "github")
    return result.exit_code


def _targets(outputs: tuple[str, ...], folder: Path) -> list[tuple[str, Path]]:
    """`sarif=check.sarif` -> format and path. Raises ConfigurationError."""
    targets = []
    for output in outputs:
        name, equals, path = output.partition("=")
        if not equals or not path or name not in FORMATS:
            raise ConfigurationError(
                "--output {output!r} is not FORMAT=PATH",
                output=output,
                hint=Text("Formats are {names}.", names=", ".join(FORMATS)),
            )
        targets.append((name, folder / path))
    return targets


COMMANDS = (check,)
