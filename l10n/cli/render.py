"""Reports as text for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.engines import Listed
    from l10n.engines.evaluate import Score
    from l10n.model import State, Term
    from l10n.workflow.catalogs import ExtractReport, UpdateReport
    from l10n.workflow.drafts import DraftReport, Waiting
    from l10n.workflow.exchange.handoff import ImportReport
    from l10n.workflow.exchange.resources import Imported, Pair
    from l10n.workflow.publish.build import BuildReport, LocaleBuild
    from l10n.workflow.review.approval import ApprovalReport
    from l10n.workflow.segments import Block
    from l10n.workflow.setup import SetupReport
    from l10n.workflow.status import StatusReport

_COLORS = {"approved": "green", "draft": "yellow", "stale": "magenta", "untranslated": "red"}


def jsonable(value: Any) -> Any:
    """A report as plain JSON values: dataclasses by field, errors by what they say, paths and states as strings."""
    if isinstance(value, L10nError):
        return {
            "path": str(value.path) if value.path is not None else None,
            "line": value.line,
            "column": value.column,
            "message": str(value.what),
            "hint": str(value.hint),
            "exit_code": value.exit_code,
        }
    if hasattr(value, "fingerprint") and hasattr(value, "translate"):  # an engine
        return value.fingerprint
    if is_dataclass(value):
        return {entry.name: jsonable(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(jsonable(key)): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item) for item in value]
    return value


def print_json(report: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(jsonable(report), ensure_ascii=False, indent=2))


def print_errors(errors: Iterable[L10nError]) -> None:
    """Each error as one message on standard error."""
    for error in errors:
        click.echo(f"{click.style('error', fg='red')}: {error}", err=True)


def shown(path: Path) -> str:
    """A path as a person would type it: relative where it lies below the current folder."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def counted(number: int, noun: str) -> str:
    """`1 unit`, `2 units`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def state_style(state: State, width: int = 0) -> str:
    """A state's name in its colour, padded to a width."""
    return click.style(f"{state.value:<{width}}", fg=_COLORS.get(state.value))


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> None:
    """Prints rows under headers, the first `left` columns flush left; in a terminal, fitted to its width."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        grid = Table(box=None, pad_edge=False, header_style="bold")
        for number, header in enumerate(headers):
            color = _COLORS.get(header)
            grid.add_column(header, justify="left" if number < left else "right", style=color, overflow="fold")
        for row in rows:
            grid.add_row(*row)
        Console().print(grid)
        return
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            padding = " " * (width - cell_len(cell))
            cells.append(cell + padding if number < left else padding + cell)
        click.echo("  ".join(cells).rstrip())


def render_setup(report: SetupReport) -> None:
    click.echo(f"wrote {shown(report.configuration)}")
    for path in report.created:
        click.echo(f"made  {shown(path)}/")
    click.echo("Next: put articles (.txt, .md) into source/ and run `l10n build --locale ko`.")


def render_extract(report: ExtractReport, *, check: bool, quiet: bool) -> None:
    print_errors(report.errors)
    for path in report.written:
        click.echo(f"{'would change' if check else 'wrote'} {shown(path)}")
    if not quiet:
        changed = f"{len(report.written)} {'out of date' if check else 'written'}"
        click.echo(f"{counted(len(report.templates), 'template')}, {counted(report.units, 'unit')}; {changed}")


def render_update(report: UpdateReport, *, quiet: bool) -> None:
    print_errors(report.errors)
    for catalog in report.catalogs:
        if catalog.written:
            click.echo(f"wrote {shown(catalog.path)}  {_changes(catalog.changes)}")
    if not quiet:
        written = sum(catalog.written for catalog in report.catalogs)
        click.echo(f"{counted(len(report.catalogs), 'catalog')}, {written} written")


def _changes(changes: Any) -> str:
    named = [(entry.name, getattr(changes, entry.name)) for entry in fields(changes)]
    return ", ".join(f"{number} {name}" for name, number in named if number)


def render_draft(reports: Sequence[DraftReport], *, verbose: bool) -> None:
    for report in reports:
        print_errors(report.errors)
        parts = [f"{counted(report.drafted, 'unit')} drafted"]
        if report.from_memory:
            parts.append(f"{report.from_memory} of them from memory")
        if report.repaired:
            parts.append(f"{report.repaired} of them repaired, sentence by sentence")
        if report.failing:
            parts.append(f"{report.failing} fail a check (marked qa=)")
        if report.untranslated:
            parts.append(f"{report.untranslated} left untranslated")
        engine = f", by {report.chain.fingerprints}" if report.chain.engines else ""
        click.echo(f"{report.locale}: {', '.join(parts)}{engine}")
        for reason in report.chain.reasons if verbose else ():
            click.echo(f"    {reason}")


def render_waiting(plan: Sequence[Waiting]) -> None:
    for row in plan:
        click.echo(f"{row.locale}/{row.article}: {counted(row.units, 'unit')}, {counted(row.words, 'word')}")
    total = sum(row.units for row in plan)
    engines = sorted({row.engine for row in plan})
    click.echo(f"would draft {counted(total, 'unit')}" + (f" with {', '.join(engines)}" if plan else ""))


def render_build(report: BuildReport, *, quiet: bool, verbose: bool) -> None:
    print_errors(report.errors)
    for build in report.locales:
        _render_locale(build, report, quiet=quiet, verbose=verbose)
    if report.orphans:
        shown_first = ", ".join(report.orphans[:3]) + (", …" if len(report.orphans) > 3 else "")
        click.echo(
            f"{counted(len(report.orphans), 'output')} in {shown(report.folder)}/ that nothing writes any more: "
            f"{shown_first}; delete what you do not need"
        )


def _render_locale(build: LocaleBuild, report: BuildReport, *, quiet: bool, verbose: bool) -> None:
    written, kept = len(build.written), len(build.unchanged)
    click.echo(f"{click.style(build.locale, bold=True)}: {counted(written + kept, 'article')} in {shown(build.folder)}/"
               f" ({written} written, {kept} unchanged)")  # fmt: skip
    if verbose:
        for name in build.written:
            click.echo(f"    wrote {name}")
    states = [f"{number:,} {click.style(state, fg=_COLORS[state])}" for state, number in _by_name(build.units)]
    click.echo(f"    units: {', '.join(states)}")
    if build.draft and not quiet and (build.draft.drafted or not build.draft.chain.missing):
        render_draft([build.draft], verbose=verbose)
    for warning in _warnings(build, report):
        click.echo(f"    {click.style('!', fg='yellow', bold=True)} {warning}")


def _by_name(counts: Mapping[State, int]) -> list[tuple[str, int]]:
    return [(state.value, number) for state, number in counts.items()]


def _warnings(build: LocaleBuild, report: BuildReport) -> Iterable[str]:
    """What a publisher must know before these articles go out."""
    unreviewed = build.unreviewed
    if unreviewed and report.policy.publish == "drafts":
        verb = "is" if unreviewed == 1 else "are"
        yield (
            f"{counted(unreviewed, 'unit')} {verb} published that nobody has approved; "
            "`--publish approved` keeps them back"
        )
    if build.incomplete:
        what = {
            "source": "in the source language where no text may be published",
            "omit": "without the blocks that have no text that may be published",
            "fail": "not written, for units that have no text that may be published",
        }[report.policy.fallback]
        names = ", ".join(build.incomplete[:5]) + (", …" if len(build.incomplete) > 5 else "")
        yield f"{counted(len(build.incomplete), 'article')} {what}: {names}"
    if build.draft and build.draft.chain.missing:
        yield f"nothing was drafted: {build.draft.chain.missing.what}. {build.draft.chain.missing.hint}"


def render_approval(report: ApprovalReport) -> None:
    print_errors(report.errors)
    for name in report.articles:
        click.echo(f"approved in {name}")
    click.echo(f"{counted(report.approved, 'unit')} approved, {report.skipped} left for review")


def render_import(report: ImportReport) -> None:
    for line in report.refused:
        click.echo(f"{click.style('refused', fg='yellow')}: {line}", err=True)
    click.echo(
        f"{counted(report.changed, 'unit')} changed, {report.unchanged} as before, {len(report.refused)} refused"
    )


def render_status(report: StatusReport) -> None:
    print_errors(report.errors)
    states = list(_COLORS)
    rows = []
    for locale in sorted({row.locale for row in report.articles}):
        articles = [row for row in report.articles if row.locale == locale]
        for row in articles:
            rows.append([f"{locale}/{row.article}", *_cells(states, [row.counts])])
        if len(articles) > 1:
            rows.append([f"{locale}, all", *_cells(states, [row.counts for row in articles])])
    table(["article", *states, "words", "done"], rows)


def _cells(states: Sequence[str], counts: Sequence[Mapping[State, Any]]) -> list[str]:
    """Units by state, words in all, and the percent of words that are approved."""
    units = dict.fromkeys(states, 0)
    words = dict.fromkeys(states, 0)
    for row in counts:
        for state, number in row.items():
            if state.value in units:
                units[state.value] += number.units
                words[state.value] += number.words
    total = sum(words.values())
    done = f"{100 * words['approved'] // total}%" if total else "-"
    return [*(f"{units[state]:,}" for state in states), f"{total:,}", done]


def render_segments(blocks: Sequence[Block]) -> None:
    for block in blocks:
        click.echo(click.style(f"{block.line}: {block.type}", bold=True))
        for segment in block.segments:
            click.echo(f"    {segment.strip()}")
    sentences = sum(len(block.segments) for block in blocks)
    click.echo(f"{counted(len(blocks), 'block')}, {counted(sentences, 'segment')}", err=True)


def render_engines(engines: Sequence[Listed]) -> None:
    rows = [
        (
            listed.engine,
            model.name if model else "",
            f"{model.source} to {model.target}" if model else "",
            f"{model.size / 1e6:5,.0f} MB" if model else "",
            model.license if model else "",
            "; ".join(filter(None, (shown(model.path) if model else "", listed.note))),
        )
        for listed in engines
        for model in (listed.model,)
    ]
    table(["engine", "model", "pair", "size", "license", "where"], rows, left=6)
    if not any(listed.model for listed in engines):
        click.echo("no models are installed; `l10n models install en ko` gets one")


def render_pairs(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        click.echo(click.style(f"{pair.locale}/{pair.article}" if pair.article else pair.locale, bold=True))
        click.echo(f"    {pair.source}\n    {pair.target}")
    if not pairs:
        click.echo("nothing found", err=True)


def render_imported(report: Imported, noun: str) -> None:
    skipped = f"; {report.skipped} without one of the two languages" if report.skipped else ""
    click.echo(f"{counted(report.read, noun)} read, {report.new} new{skipped}")


def render_terms(terms: Sequence[Term]) -> None:
    rows = [
        (
            term.source,
            term.target,
            "forbidden" if term.forbidden else "keep" if term.do_not_translate else "",
            term.note,
        )
        for term in terms
    ]
    table(["term", "translation", "", "note"], rows, left=4)


def render_scores(scores: Sequence[Score]) -> None:
    rows = [
        (
            score.engine,
            f"{score.chrf:.1f}",
            f"{score.bleu:.1f}",
            f"{score.words_per_second:,.0f}",
            str(score.caught),
            str(score.untranslated),
        )
        for score in scores
    ]
    table(["engine", "chrF", "BLEU", "words/s", "caught", "untranslated"], rows)
