"""`draft`, `build`, `approve`, `status`, `segment`: from catalogs to localized articles."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from l10n.cli.context import Context, article_option, engine_option, json_option, locale_option, now, pass_context
from l10n.cli.say import say, worded


@click.command()
@locale_option
@article_option
@engine_option
@click.option(
    "--again", is_flag=True, help="Also what a machine wrote and nobody touched: by another engine, without a term."
)
@click.option("--dry-run", is_flag=True, help="Say what would be drafted and write nothing.")
@json_option
@pass_context
def draft(
    context: Context,
    locales: tuple[str, ...],
    articles: tuple[str, ...],
    engine: str,
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Draft what has no translation yet, for people to review."""
    from l10n.cli.progress import progress
    from l10n.cli.render import print_json, render_draft, render_waiting
    from l10n.workflow.drafts import draft_catalogs
    from l10n.workflow.waiting import plan_drafts

    if dry_run:
        plan = plan_drafts(context.project, locales, articles, engine=engine, again=again)
        print_json(plan) if as_json else render_waiting(plan)
        return max([row.missing.exit_code for row in plan if row.missing], default=0)
    with progress(context) as advance:
        reports = draft_catalogs(
            context.project, locales, articles, engine=engine, again=again, clock=now, progress=advance
        )
    print_json(reports) if as_json else render_draft(reports, verbose=context.verbose)
    return max([error.exit_code for report in reports for error in report.errors], default=0)


@click.command()
@locale_option
@click.option(
    "--publish",
    type=click.Choice(["drafts", "approved"]),
    default="drafts",
    show_default=True,
    help="Publish drafts too, or only what a person approved.",
)
@click.option(
    "--fallback",
    type=click.Choice(["source", "omit", "fail"]),
    default="source",
    show_default=True,
    help="What stands where there is no translation: the source, nothing, or exit code 1.",
)
@engine_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where to write. [build]")
@click.option("--clean", is_flag=True, help="Delete outputs of earlier builds that nothing writes any more.")
@click.option("--watch", is_flag=True, help="Build again whenever an article, catalog or glossary changes.")
@json_option
@pass_context
def build(
    context: Context,
    locales: tuple[str, ...],
    publish: str,
    fallback: str,
    engine: str | None,
    out: Path | None,
    clean: bool,
    watch: bool,
    as_json: bool,
) -> int:
    """Update, draft and write the localized articles."""
    from l10n.cli.progress import progress
    from l10n.cli.render import print_errors, print_json, render_build
    from l10n.compiler import Policy
    from l10n.errors import L10nError
    from l10n.workflow.publish.build import BuildReport
    from l10n.workflow.publish.build import build as run
    from l10n.workflow.publish.watch import watch as keep_watching

    policy = Policy(publish, fallback)  # type: ignore[arg-type]  # click has checked both

    def once() -> BuildReport:
        with progress(context) as advance:
            return run(
                context.project,
                locales,
                policy=policy,
                engine=engine,
                out=out,
                clean=clean,
                clock=now,
                progress=advance,
            )

    def tell(report: BuildReport | L10nError) -> None:
        if isinstance(report, L10nError):
            print_errors([report])
        elif as_json:
            print_json(report)
        else:
            render_build(report, quiet=context.quiet, verbose=context.verbose)

    def began(changed: list[str]) -> None:
        rest = len(changed) - 3
        names = ", ".join(changed[:3]) + (f", … +{rest}" if rest > 0 else "")
        say("{time:%H:%M:%S} changed: {names}", time=now(), names=names, err=True)

    if watch:
        say("Building, and again whenever a file changes; Ctrl-C ends.", err=True)
        keep_watching(lambda: context.project, once, tell, (lambda changed: None) if context.quiet else began)
    report = once()
    tell(report)
    return report.exit_code


@click.command()
@locale_option
@article_option
@click.option("--all", "everything", is_flag=True, help="All articles.")
@click.option("--failing", is_flag=True, help="Also drafts that fail a check.")
@click.option("--stale", is_flag=True, help="Also translations whose source has changed.")
@json_option
@pass_context
def approve(
    context: Context,
    locales: tuple[str, ...],
    articles: tuple[str, ...],
    everything: bool,
    failing: bool,
    stale: bool,
    as_json: bool,
) -> int:
    """Accept drafts as they are: by article, or all of them."""
    from l10n.cli.render import print_json, render_approval
    from l10n.workflow.review.approval import approve as run

    if not articles and not everything:
        raise click.UsageError(worded("Name articles with --article, or say --all."))
    report = run(context.project, locales, articles, failing=failing, stale=stale)
    print_json(report) if as_json else render_approval(report)
    return max([error.exit_code for error in report.errors], default=0)


@click.command()
@locale_option
@click.option("--todo", "view", flag_value="todo", help="List the units that nobody has approved yet.")
@click.option("--diff", "view", flag_value="diff", help="Show what changed in the sources since they were translated.")
@click.option("--engines", "view", flag_value="engines", help="Show what people made of each engine's drafts.")
@click.option("--coverage", "view", flag_value="coverage", help="Show the words of each article that are in no unit.")
@json_option
@pass_context
def status(context: Context, locales: tuple[str, ...], view: str | None, as_json: bool) -> int:
    """Show units and words by state, for every locale and article."""
    from l10n.cli.render import print_json

    look, show = _view(view)
    report = look(context.project, locales)
    print_json(report) if as_json else show(report)
    return max([error.exit_code for error in report.errors], default=0)


def _view(name: str | None) -> tuple[Callable[..., Any], Callable[..., None]]:
    """What gathers a view of `status`, and what shows it to people."""
    if name is None:
        from l10n.cli.render import render_status
        from l10n.workflow.status import status as gather

        return gather, render_status
    if name == "engines":
        from l10n.cli.render_review import render_acceptance
        from l10n.workflow.acceptance import acceptance

        return acceptance, render_acceptance
    if name == "coverage":
        from l10n.cli.render_review import render_coverage
        from l10n.workflow.coverage import covered

        return covered, render_coverage
    from l10n.cli.render_review import render_changed, render_todo
    from l10n.workflow.review.terminal import changed_units, list_todo

    return (list_todo, render_todo) if name == "todo" else (changed_units, render_changed)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--jsonl", is_flag=True, help='Filter: {"lang", "text"} a line in, {"segments": […]} a line out.')
@click.option("--lang", default="en", show_default=True, help="The language of FILE.")
@json_option
@pass_context
def segment(context: Context, file: Path | None, jsonl: bool, lang: str, as_json: bool) -> None:
    """Show the blocks and sentences of FILE."""
    from l10n.cli.render import print_json, render_segments

    if jsonl:
        from l10n.segmentation import segment_jsonl

        with click.open_file(str(file or "-"), encoding="utf-8", errors="surrogatepass") as lines:
            sys.stdout.buffer.writelines(f"{line}\n".encode() for line in segment_jsonl(lines))
        return
    if file is None:
        raise click.UsageError(worded("Name a FILE, or use --jsonl for a filter."))
    from l10n.workflow.segments import segment_file

    report = segment_file(context.folder / file, lang)
    print_json(report) if as_json else render_segments(report)


COMMANDS = (draft, build, approve, status, segment)
