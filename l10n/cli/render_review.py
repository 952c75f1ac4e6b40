"""The output of `show`, `edit` and `status --todo` for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from l10n.catalog.coverage import KEPT
from l10n.cli.render import print_errors, shown, units
from l10n.cli.say import echo, say, styled, worded
from l10n.cli.table import padded, print_table, state_style
from l10n.exports.diff import word_diff
from l10n.translatable import Text, counted

if TYPE_CHECKING:
    from l10n.workflow.acceptance import AcceptanceReport
    from l10n.workflow.coverage import CoverageReport
    from l10n.workflow.review.terminal import ChangedReport, Edited, TodoReport, UnitReport


def render_units(found: Sequence[UnitReport]) -> None:
    if not found:
        say("no unit has that", err=True)
    for number, unit in enumerate(found):
        if number:
            echo()
        head = f"{styled(unit.id, bold=True)} {state_style(unit.state)} {unit.locale}/{unit.article}"
        echo(f"{head}, {worded(unit.type)}")
        rows = [(worded("source"), unit.source), (worded("previous"), unit.previous or "")]
        rows += [(worded("target"), unit.target), (worded("from"), unit.origin)]
        rows += [(worded("note"), note) for note in unit.notes]
        rows += [(worded(each.severity.value), f"{each.rule}: {worded(each.text)}") for each in unit.findings]
        rows += [(worded("fix"), each.fix) for each in unit.findings if each.fix is not None]
        rows += [(worded("suggestion"), each.suggestion) for each in unit.findings if each.suggestion is not None]
        for term in unit.terms:
            remark = worded("stays as it is") if term.do_not_translate else worded("must not be used")
            remark = f" ({remark})" if term.do_not_translate or term.forbidden else ""
            rows.append((worded("term"), f"{term.source} = {term.target}{remark}"))
        rows += [(f"{match.score} %", f"{match.source}\n{match.target}") for match in unit.matches]
        for name, text in rows:
            if text:
                echo(f"  {padded(name, 9)} {_indented(text)}")


def render_todo(report: TodoReport) -> None:
    print_errors(report.errors)
    for unit in report.units:
        text = unit.source.replace("\n", " ")
        short = text if len(text) <= 60 else text[:59] + "…"
        echo(f"{unit.id} {state_style(unit.state, 12)} {unit.locale}/{unit.article}: {short}")
    say("{units} to do", units=units(len(report.units)), err=True)


_MARKS = {"same": ("", "", None), "del": ("[-", "-]", "red"), "ins": ("{+", "+}", "green")}


def render_changed(report: ChangedReport) -> None:
    """Prints each source with its changes, marked as by `git diff --word-diff`, above its translation."""
    print_errors(report.errors)
    for unit in report.units:
        echo(f"{styled(unit.id, bold=True)} {state_style(unit.state)} {unit.locale}/{unit.article}")
        pieces = []
        for kind, text in word_diff(unit.previous, unit.source):
            start, end, color = _MARKS[kind]
            pieces.append(styled(f"{start}{text}{end}", fg=color))
        echo(f"  {padded(worded('source'), 9)} {_indented(''.join(pieces))}")
        echo(f"  {padded(worded('target'), 9)} {_indented(unit.target)}")
        for sentence in unit.drafted:
            echo(f"  {padded(worded('machine'), 9)} {_indented(sentence)}")
        echo()
    one, many = "{n:,} unit changed since a person translated", "{n:,} units changed since a person translated"
    say(counted(len(report.units), one, many), err=True)


def render_coverage(report: CoverageReport) -> None:
    """Prints the account of every article, and under it each line with words that are in no unit."""
    print_errors(report.errors)
    known = [(row, row.coverage) for row in report.articles if row.coverage]
    rows = [[row.article, *_covered(account.offered, account.seen)] for row, account in known]
    offered = sum(account.offered for _, account in known)
    if len(known) > 1:
        rows.append([worded("all"), *_covered(offered, sum(account.seen for _, account in known))])
    print_table(["article", "words", "offered", "covered"], rows)
    for row, account in known:
        for item in account.left:
            if item.kind not in KEPT:
                echo(f"{row.file}:{item.line}: {worded(item.kind)}: {item.text}")
    kept = Counter[str]()
    for _, account in known:
        for item in account.left:
            if item.kind in KEPT:
                kept[item.kind] += item.words
    for kind, number in sorted(kept.items()):
        say("left as it is: {n:,} words of {kind}", n=number, kind=Text(kind), err=True)
    for row in report.articles:
        if row.coverage is None:
            say("{file}: no account is kept of this format", file=row.file, err=True)


def _covered(offered: int, seen: int) -> list[str]:
    """Words seen and offered, and the percent of the words seen that are offered; 100 for all only."""
    return [f"{seen:,}", f"{offered:,}", f"{1000 * offered // seen / 10:.1f}%" if seen else "-"]


def _indented(text: str) -> str:
    return text.replace("\n", f"\n  {'':<9} ")


def render_edited(edited: Edited) -> None:
    say("{units} changed", units=units(len(edited.saved.changed)))
    for conflict in edited.saved.conflicts:
        was = conflict.current.message.msgid[:70] if conflict.current else Text("a unit that has left the article")
        lost = styled(worded("not saved"), fg="yellow")
        say("{lost}, somebody else changed it: {text}", lost=lost, text=was, err=True)
    if edited.kept:
        say("Your text is in {file}", file=shown(edited.kept), err=True)


def render_acceptance(report: AcceptanceReport) -> None:
    print_errors(report.errors)
    if not report.engines:
        say("no catalog holds a draft of an engine", err=True)
        return
    rows = []
    for row in report.engines:
        counts = (row.unchanged, row.lightly, row.rewritten, row.edited, row.waiting)
        approved = sum(counts[:-1])
        share = f"{100 * row.unchanged // approved}%" if approved else "-"
        rows.append((row.engine, row.locale, *(f"{count:,}" for count in counts), share))
    headers = ["engine", "locale", "unchanged", "lightly edited", "rewritten", "edited", "waiting", "unchanged %"]
    print_table(headers, rows, left=2)
    if any(row.edited for row in report.engines):
        say("edited: by how much is not known, since the draft was made elsewhere or its record is gone")
