"""A progress bar on standard error, for people only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from l10n.cli.context import Context
from l10n.cli.say import worded
from l10n.text.visible import visible
from l10n.translatable import Text
from l10n.workflow.report import Progress

if TYPE_CHECKING:
    from l10n.engines.engine import Confirm
    from l10n.engines.engine import Progress as Downloading


@contextlib.contextmanager
def progress(context: Context) -> Iterator[Progress]:
    """What to call with a stage, how much is done and how much there is; draws a bar with counts and rate when standard
    error is a terminal and nobody asked for quiet."""
    if context.quiet or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars
    from rich.text import Text as Rendered

    class Rate(TextColumn):
        def render(self, task):  # type: ignore[no-untyped-def]  # rich's signature is not exported
            return Rendered(f"{task.speed:.1f}/s" if task.speed else "")

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(), MofNCompleteColumn(), Rate(""), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[Text, TaskID] = {}

        def advance(stage: Text, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(visible(worded(stage)), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield advance


@contextlib.contextmanager
def downloading(context: Context) -> Iterator[tuple[Downloading, Confirm]]:
    """What to call with a file's name, the bytes of it that are there and all of its bytes, which draws a bar like
    `progress`; and what asks a person. Where nobody can be asked, the command itself has said yes."""
    from l10n.engines.engine import unasked

    asked = _ask if sys.stdin.isatty() and sys.stderr.isatty() else unasked
    if context.quiet or not sys.stderr.isatty():
        yield (lambda name, done, total: None), asked
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    console = Console(stderr=True, highlight=False, markup=False)
    redirect = sys.stdout.isatty()
    bars = Bars(*columns, TimeRemainingColumn(), console=console, transient=True, redirect_stdout=redirect)
    tasks: dict[str, TaskID] = {}

    def advance(name: str, done: int, total: int) -> None:
        if name not in tasks:
            tasks[name] = bars.add_task(visible(name), total=total)
        bars.update(tasks[name], completed=done, total=total, visible=done < total)

    def ask(question: Text) -> bool:
        bars.stop()
        try:
            return asked(question)
        finally:
            bars.start()

    with bars:
        yield advance, ask


def _ask(question: Text) -> bool:
    return click.confirm(visible(worded(question)), default=True, err=True)
