"""Tables and columns for people, by the columns that a text takes in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from l10n.cli.say import echo, styled, worded
from l10n.text.visible import visible

if TYPE_CHECKING:
    from l10n.model import State

COLORS = {"approved": "green", "draft": "yellow", "stale": "magenta", "untranslated": "red"}
"""States, in the order of a table's columns, each with its colour."""


def state_style(state: State, width: int = 0) -> str:
    """A state's name in its colour, padded to a width."""
    return styled(padded(worded(state.value), width), fg=COLORS.get(state.value))


def padded(text: str, width: int) -> str:
    """The text with blanks behind it up to so many columns of a terminal."""
    from rich.cells import cell_len

    return text + " " * (width - cell_len(text))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> None:
    """Prints rows under headers, the first `left` columns flush left. In a terminal the left columns are fitted to its
    width, and where there is no room for that, each row is a paragraph."""
    from rich.cells import cell_len

    shown = [worded(header) if header else "" for header in headers]
    rows = [[visible(cell).replace("\n", "\\n") for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(shown, *rows, strict=True)]
    if not sys.stdout.isatty():
        for row in (shown, *rows):
            cells = []
            for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
                padding = " " * (width - cell_len(cell))
                cells.append(cell + padding if number < left else padding + cell)
            echo("  ".join(cells).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell

    console = Console()
    if sum(widths[left:]) + 2 * len(widths) + 8 * left > console.width:
        for first, *others in rows:
            echo(styled(first, bold=True))
            pairs = [(header, cell.strip()) for header, cell in zip(shown[1:], others, strict=True) if cell.strip()]
            said = (
                (f"{header} {cell}".strip() for header, cell in pairs)
                if len(pairs) > 1
                else (cell for _, cell in pairs)
            )
            echo("  " + ", ".join(said))
        return
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for number, header in enumerate(shown):
        flush = {"justify": "left", "overflow": "fold"} if number < left else {"justify": "right", "no_wrap": True}
        grid.add_column(header, style=COLORS.get(headers[number]), **flush)
    for row in rows:
        grid.add_row(*map(Cell, row))
    console.print(grid)
