"""Reports as text for people and as JSON for programs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.cli.say import echo, say, styled, worded
from l10n.cli.table import COLORS, print_table
from l10n.errors import L10nError
from l10n.text.visible import json_text
from l10n.translatable import Text, counted

if TYPE_CHECKING:
    from l10n.model import State
    from l10n.workflow.catalogs import ExtractReport, UpdateReport
    from l10n.workflow.drafts import DraftReport
    from l10n.workflow.exchange.returns import Change, ImportReport
    from l10n.workflow.publish.build import BuildReport, LocaleBuild
    from l10n.workflow.review.approval import ApprovalReport
    from l10n.workflow.segments import Block
    from l10n.workflow.setup import SetupReport
    from l10n.workflow.status import StatusReport
    from l10n.workflow.waiting import Waiting


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
    if isinstance(value, Text):
        return str(value)
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
    echo(json_text(jsonable(report)))


def print_errors(errors: Iterable[L10nError]) -> None:
    """Each error as one message on standard error."""
    for error in errors:
        say("{error}: {what}", error=styled(worded("error"), fg="red"), what=error.text, err=True)


def shown(path: Path) -> str:
    """A path as a person would type it: relative where it lies below the current folder."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def units(number: int) -> Text:
    """`1 unit`, `2 units`."""
    return counted(number, "{n:,} unit", "{n:,} units")


def render_setup(report: SetupReport) -> None:
    if report.is_new:
        say("wrote {file}", file=shown(report.configuration))
    elif report.added:
        say("added to {file}: {locales}", file=shown(report.configuration), locales=", ".join(report.added))
    for glob, name in report.formats.items():
        say("{glob} is read as {format}: the setting `formats`", glob=glob, format=name)
    for locale in report.known:
        say("{locale} is there already", locale=locale)
    for path in report.created:
        say("made  {folder}/", folder=shown(path))
    if report.is_new:
        line = "Next: put articles (.txt, .md) into source/ and run `l10n build --locale {locale}`."
        again = "Next: run `l10n build --locale {locale}`."
        say(again if report.has_articles else line, locale=report.locales[0])
    elif report.added:
        say("Next: run `l10n build --locale {locale}`.", locale=report.added[0])


def render_extract(report: ExtractReport, *, check: bool, quiet: bool) -> None:
    print_errors(report.errors)
    for path in report.written:
        say("would change {file}" if check else "wrote {file}", file=shown(path))
    if not quiet:
        templates = counted(len(report.templates), "{n:,} template", "{n:,} templates")
        line = "{templates}, {units}; {n} out of date" if check else "{templates}, {units}; {n} written"
        say(line, templates=templates, units=units(report.units), n=len(report.written))
        say_unread(report.unread)


def render_update(report: UpdateReport, *, quiet: bool) -> None:
    print_errors(report.errors)
    for catalog in report.catalogs:
        if catalog.written:
            say("wrote {file}  {changes}", file=shown(catalog.path), changes=_changes(catalog.changes))
    for gone in report.pruned:
        one = "removed {file}: its article is gone; {n:,} text that no other catalog holds is kept in {memory}"
        many = "removed {file}: its article is gone; {n:,} texts that no other catalog holds are kept in {memory}"
        say(counted(gone.kept, one, many, file=shown(gone.path), memory=shown(gone.memory)))
    for each in report.cleared:
        one = "cleared {file}: {n:,} obsolete entry; what no catalog translates is kept in {memory}"
        many = "cleared {file}: {n:,} obsolete entries; what no catalog translates is kept in {memory}"
        say(counted(each.entries, one, many, file=shown(each.path), memory=shown(each.memory)))
    for path in report.pruned_templates:
        say("removed {file}: its article is gone", file=shown(path))
    for path in report.orphans:
        say("{file}: its article is gone; `l10n update --prune` removes it and keeps its texts", file=shown(path))
    for path in report.orphan_templates:
        say("{file}: its article is gone; `l10n update --prune` removes it", file=shown(path))
    if not quiet:
        catalogs = counted(len(report.catalogs), "{n:,} catalog", "{n:,} catalogs")
        say("{catalogs}, {n} written", catalogs=catalogs, n=sum(catalog.written for catalog in report.catalogs))


def _changes(changes: Any) -> str:
    named = [(entry.name, getattr(changes, entry.name)) for entry in fields(changes)]
    return ", ".join(worded("{n} {state}", n=number, state=Text(name)) for name, number in named if number)


def render_draft(reports: Sequence[DraftReport], *, verbose: bool) -> None:
    for report in reports:
        print_errors(report.errors)
        parts = [
            counted(report.drafted, "{n:,} unit drafted", "{n:,} units drafted"),
            Text("{n:,} of them from memory", n=report.from_memory),
            Text("{n:,} of them repaired, sentence by sentence", n=report.repaired),
            counted(report.failing, "{n:,} fails a check (marked qa=)", "{n:,} fail a check (marked qa=)"),
            Text("{n:,} left untranslated", n=report.untranslated),
        ]
        told = [worded(part) for number, part in enumerate(parts) if not number or part.values["n"]]
        if report.chain.engines:
            told.append(worded("by {engines}", engines=report.chain.fingerprints))
        echo(f"{report.locale}: {', '.join(told)}")
        for one in report.chain.skipped if report.chain.engines else ():
            say("    without {engine}: {reason}", engine=one.engine, reason=one.why.what)
        for reason in (*report.chain.notes, *(report.chain.reasons if verbose else ())):
            say("    {what}", what=reason)


def render_waiting(plan: Sequence[Waiting]) -> None:
    for row in plan:
        size = counted(row.words, "{n:,} word", "{n:,} words")
        say("{article}: {units}, {words}", article=f"{row.locale}/{row.article}", units=units(row.units), words=size)
    print_errors({row.locale: row.missing for row in plan if row.missing}.values())
    total = units(sum(row.units for row in plan))
    engines = ", ".join(sorted({row.engine for row in plan if row.engine}))
    line = "would draft {units} with {engines}" if engines else "would draft {units}"
    say(line, units=total, engines=engines)


def render_build(report: BuildReport, *, quiet: bool, verbose: bool) -> None:
    print_errors(report.errors)
    if report.is_empty and not quiet:
        say("there is no article in {folder}/ yet: put some there (.txt, .md, .html)", folder=shown(report.sources))
    for build in () if report.is_empty else report.locales:
        _render_locale(build, report, quiet=quiet, verbose=verbose)
    if report.orphans:
        one = "{n:,} output in {folder}/ that nothing writes any more; `l10n build --clean` deletes it:"
        many = "{n:,} outputs in {folder}/ that nothing writes any more; `l10n build --clean` deletes them:"
        say(counted(len(report.orphans), one, many, folder=shown(report.folder)))
        for path in report.orphans:
            say("    {path}", path=path)
    for path in report.removed:
        say("deleted {file}", file=shown(report.folder / path))
    if not quiet:
        say_unread(report.unread)


def say_unread(unread: Mapping[str, int]) -> None:
    """Which files among the sources are no articles since no format reads them."""
    if unread:
        names = ", ".join(f"{number} {ending}" for ending, number in unread.items())
        say("left out, since no format reads such files: {names}", names=names)


def _render_locale(build: LocaleBuild, report: BuildReport, *, quiet: bool, verbose: bool) -> None:
    written, kept = len(build.written), len(build.unchanged)
    one = "{locale}: {n:,} article in {folder}/ ({written} written, {kept} unchanged)"
    many = "{locale}: {n:,} articles in {folder}/ ({written} written, {kept} unchanged)"
    values = {"locale": styled(build.locale, bold=True), "folder": shown(build.folder)}
    say(counted(written + kept, one, many, written=written, kept=kept, **values))
    if verbose:
        for name in build.written:
            say("    wrote {file}", file=name)
    states = [
        worded("{n:,} {state}", n=number, state=styled(worded(state), fg=COLORS[state]))
        for state, number in _by_name(build.units)
    ]
    say("    units: {states}", states=", ".join(states))
    if build.draft and not quiet and (build.draft.drafted or not build.draft.chain.missing):
        render_draft([build.draft], verbose=verbose)
    for warning in _warnings(build, report):
        echo(f"    {styled('!', fg='yellow', bold=True)} {worded(warning)}")


def _by_name(counts: Mapping[State, int]) -> list[tuple[str, int]]:
    return [(state.value, number) for state, number in counts.items()]


def _first(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _warnings(build: LocaleBuild, report: BuildReport) -> Iterable[Text]:
    """What a publisher must know before these articles go out."""
    unreviewed = build.unreviewed
    if unreviewed and report.policy.publish == "drafts":
        yield counted(
            unreviewed,
            "{n:,} unit is published that nobody has approved; `--publish approved` keeps it back",
            "{n:,} units are published that nobody has approved; `--publish approved` keeps them back",
        )
    if build.rough and report.policy.publish == "drafts":
        yield counted(
            build.rough,
            "{n:,} unit is a draft of a rough model, to be rewritten; "
            "`l10n models list --available {source} {target}` shows better ones",
            "{n:,} units are drafts of a rough model, to be rewritten; "
            "`l10n models list --available {source} {target}` shows better ones",
            source=report.source_locale,
            target=build.locale,
        )
    if build.incomplete:
        yield _unfinished(build.incomplete, report.policy.fallback)
    if build.draft and (missing := build.draft.chain.missing):
        yield Text("nothing was drafted: {reason}. {hint}", reason=missing.what, hint=missing.hint)


def _unfinished(names: Sequence[str], fallback: str) -> Text:
    """What `--fallback` did with articles that lack a text to publish."""
    number, shown_names = len(names), _first(names, 5)
    if fallback == "source":
        one = "{n:,} article is not finished; what is missing stands there in the source language: {names}"
        many = "{n:,} articles are not finished; what is missing stands there in the source language: {names}"
    elif fallback == "omit":
        one = "{n:,} article is not finished; what is missing is left out: {names}"
        many = "{n:,} articles are not finished; what is missing is left out: {names}"
    else:
        one = "{n:,} article is not finished and was not written: {names}"
        many = "{n:,} articles are not finished and were not written: {names}"
    return counted(number, one, many, names=shown_names)


def render_approval(report: ApprovalReport) -> None:
    print_errors(report.errors)
    for name in report.articles:
        say("approved in {article}", article=name)
    one, many = "{n:,} unit approved, {left} left for review", "{n:,} units approved, {left} left for review"
    say(counted(report.approved, one, many, left=report.skipped))


def render_import(report: ImportReport) -> None:
    for line in report.refused:
        say("{refused}: {what}", refused=styled(worded("refused"), fg="yellow"), what=line, err=True)
    for each in report.conflicts:
        say("{conflict}: {what}", conflict=styled(worded("conflict"), fg="red"), what=_place_of(each), err=True)
        _render_sides(each, err=True)
    if not report.written:
        for each in report.changes:
            say("would change {unit}", unit=_place_of(each))
            _render_sides(each, err=False)
    one = "{n:,} unit changed, {unchanged} as before, {refused} refused"
    many = "{n:,} units changed, {unchanged} as before, {refused} refused"
    counts = [counted(report.changed, one, many, unchanged=report.unchanged, refused=len(report.refused))]
    if report.conflicts:
        counts.append(counted(len(report.conflicts), "{n:,} conflict", "{n:,} conflicts"))
    if report.comments:
        counts.append(counted(report.comments, "{n:,} new comment", "{n:,} new comments"))
    told = ", ".join(map(worded, counts))
    echo(told) if report.written else say("nothing is written yet: {counts}", counts=told)
    if report.conflicts:
        say("Nothing of the conflicts is written; `--overwrite` takes theirs and keeps ours in the memory.", err=True)


def _place_of(change: Change) -> str:
    return f"{change.article}: {change.source}"


def _render_sides(change: Change, *, err: bool) -> None:
    say("    ours ({state}): {text}", state=Text(change.ours_state.value), text=change.ours, err=err)
    say("    theirs ({state}): {text}", state=Text(change.theirs_state.value), text=change.theirs, err=err)


def render_status(report: StatusReport) -> None:
    print_errors(report.errors)
    states = list(COLORS)
    rows = []
    for locale in sorted({row.locale for row in report.articles}):
        articles = [row for row in report.articles if row.locale == locale]
        for row in articles:
            rows.append([f"{locale}/{row.article}", *_cells(states, [row.counts])])
        if len(articles) > 1:
            rows.append([worded("{locale}, all", locale=locale), *_cells(states, [row.counts for row in articles])])
    if rows:
        print_table(["article", *states, "words", "done"], rows)
    else:
        say("there is no article yet")
    for locale, number in report.others.items():
        one = "{locale}: another engine would now write {n:,} draft; `l10n draft --again` drafts it anew"
        many = "{locale}: another engine would now write {n:,} drafts; `l10n draft --again` drafts them anew"
        if number:
            say(counted(number, one, many, locale=locale))


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
        echo(styled(f"{block.line}: {worded(block.type)}", bold=True))
        for segment in block.segments:
            echo(f"    {segment.strip()}")
    sentences = sum(len(block.segments) for block in blocks)
    segments = counted(sentences, "{n:,} segment", "{n:,} segments")
    say("{blocks}, {segments}", blocks=counted(len(blocks), "{n:,} block", "{n:,} blocks"), segments=segments, err=True)
