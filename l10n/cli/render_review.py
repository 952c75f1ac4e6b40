"""What `show`, `edit` and `status --todo` print for people."""

from __future__ import annotations

from collections.abc import Sequence

import click

from l10n.cli.render import counted, print_errors, shown, state_style
from l10n.exports.diff import word_diff
from l10n.workflow.review.terminal import ChangedReport, Edited, TodoReport, UnitReport


def render_units(units: Sequence[UnitReport]) -> None:
    if not units:
        click.echo("no unit has that", err=True)
    for number, unit in enumerate(units):
        if number:
            click.echo()
        click.echo(
            f"{click.style(unit.id, bold=True)} {state_style(unit.state)} {unit.locale}/{unit.article}, {unit.type}"
        )
        rows = [("source", unit.source), ("previous", unit.previous or ""), ("target", unit.target)]
        rows += [("from", unit.origin), *(("note", note) for note in unit.notes)]
        rows += [(str(found.severity), f"{found.rule}: {found.message}") for found in unit.findings]
        rows += [("fix", found.fix) for found in unit.findings if found.fix is not None]
        for term in unit.terms:
            remark = " (stays as it is)" if term.do_not_translate else " (must not be used)" if term.forbidden else ""
            rows.append(("term", f"{term.source} = {term.target}{remark}"))
        rows += [(f"{match.score} %", f"{match.source}\n{match.target}") for match in unit.matches]
        for name, text in rows:
            if text:
                click.echo(f"  {name:<9} {_indented(text)}")


def render_todo(report: TodoReport) -> None:
    print_errors(report.errors)
    for unit in report.units:
        text = unit.source.replace("\n", " ")
        short = text if len(text) <= 60 else text[:59] + "…"
        click.echo(f"{unit.id} {state_style(unit.state, 12)} {unit.locale}/{unit.article}: {short}")
    click.echo(f"{counted(len(report.units), 'unit')} to do", err=True)


_MARKS = {"same": ("", "", None), "del": ("[-", "-]", "red"), "ins": ("{+", "+}", "green")}


def render_changed(report: ChangedReport) -> None:
    """Each source with what was taken out and put in, as `git diff --word-diff` marks it, above its translation."""
    print_errors(report.errors)
    for unit in report.units:
        click.echo(f"{click.style(unit.id, bold=True)} {state_style(unit.state)} {unit.locale}/{unit.article}")
        pieces = []
        for kind, text in word_diff(unit.previous, unit.source):
            start, end, color = _MARKS[kind]
            pieces.append(click.style(f"{start}{text}{end}", fg=color))
        click.echo(f"  {'source':<9} {_indented(''.join(pieces))}")
        click.echo(f"  {'target':<9} {_indented(unit.target)}")
        for sentence in unit.drafted:
            click.echo(f"  {'machine':<9} {_indented(sentence)}")
        click.echo()
    click.echo(f"{counted(len(report.units), 'unit')} changed since a person translated", err=True)


def _indented(text: str) -> str:
    return text.replace("\n", f"\n  {'':<9} ")


def render_edited(edited: Edited) -> None:
    click.echo(f"{counted(len(edited.saved.changed), 'unit')} changed")
    for conflict in edited.saved.conflicts:
        was = conflict.current.message.msgid if conflict.current else "a unit that has left the article"
        click.echo(f"{click.style('not saved', fg='yellow')}, somebody else changed it: {was[:70]}", err=True)
    if edited.kept:
        click.echo(f"Your text is in {shown(edited.kept)}", err=True)
