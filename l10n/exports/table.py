"""The hand-off as CSV (RFC 4180), for translators who use a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, ReturnedUnit
from l10n.model import State

COLUMNS = ("article", "context", "source", "target", "state", "type", "notes")


def render_csv(units: Sequence[HandoffUnit]) -> bytes:
    """A header row and one row per unit; UTF-8 with a byte order mark, which spreadsheets need."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for unit in units:
        notes = "\n".join(unit.notes)
        row = (unit.article, unit.context or "", unit.source, unit.target, unit.state.value, unit.type, notes)
        writer.writerow(row)
    return output.getvalue().encode("utf-8-sig")


def parse_csv(data: bytes, path: Path | str) -> list[ReturnedUnit]:
    """The rows of a CSV file with at least the columns article, source and target. Raises L10nError with the line."""
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
        for row in reader:
            state = State.UNTRANSLATED if not row["target"] else _state(row.get("state") or "", path, reader.line_num)
            context = row.get("context") or None
            units.append(ReturnedUnit(row["article"], row["source"], row["target"], state, context, reader.line_num))
    except csv.Error as error:
        raise L10nError("not CSV: {reason}", reason=error, path=path, line=reader.line_num) from error
    return units


def _state(value: str, path: Path | str, line: int) -> State:
    if value in ("approved", "draft"):
        return State(value)
    if value in ("stale", "untranslated", ""):
        return State.DRAFT
    raise L10nError("unknown state {value!r}", value=value, path=path, line=line, hint="Write approved or draft.")
