"""The hand-off as CSV (RFC 4180), for translators who use a spreadsheet."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, ReturnedUnit
from l10n.model import State

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""The beginning of a cell that a spreadsheet would run, full-width signs included, behind any apostrophes."""

COLUMNS = ("article", "context", "source", "target", "state", "type", "notes")


def render_csv(units: Sequence[HandoffUnit]) -> bytes:
    """A header row and one row per unit; UTF-8 with a byte order mark, which spreadsheets need. A cell that a
    spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV Injection), which `parse_csv` takes
    away."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for unit in units:
        notes = "\n".join(unit.notes)
        row = (unit.article, unit.context or "", unit.source, unit.target, unit.state.value, unit.type, notes)
        writer.writerow(f"'{cell}" if _RUN.match(cell) else cell for cell in row)
    return output.getvalue().encode("utf-8-sig")


def parse_csv(data: bytes, path: Path | str) -> list[ReturnedUnit]:
    """The rows of a CSV file with at least the columns article, source and target; only in a file with all columns of
    an export the apostrophe before a formula is the export's. Raises L10nError with the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise L10nError("not UTF-8", path=path, line=line, hint="Save the table as CSV in UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    units = []
    try:
        missing = {"article", "source", "target"} - set(reader.fieldnames or ())
        if missing:
            raise L10nError("no column {names}", names=", ".join(sorted(missing)), path=path, line=1)
        ours = set(COLUMNS) <= set(reader.fieldnames or ())
        for row in map(_plain, reader) if ours else reader:
            state = State.UNTRANSLATED if not row["target"] else _state(row.get("state") or "", path, reader.line_num)
            context = row.get("context") or None
            units.append(ReturnedUnit(row["article"], row["source"], row["target"], state, context, reader.line_num))
    except csv.Error as error:
        raise L10nError("not CSV: {reason}", reason=error, path=path, line=reader.line_num) from error
    return units


def _plain(row: Mapping[Any, Any]) -> dict[Any, Any]:
    """A row of an export without its apostrophes before formulas."""
    return {name: cell[1:] if cell and cell[0] == "'" and _RUN.match(cell) else cell for name, cell in row.items()}


def _state(value: str, path: Path | str, line: int) -> State:
    if value in ("approved", "draft"):
        return State(value)
    if value in ("stale", "untranslated", ""):
        return State.DRAFT
    raise L10nError("unknown state {value!r}", value=value, path=path, line=line, hint="Write approved or draft.")
