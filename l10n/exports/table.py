"""The hand-off as CSV (RFC 4180), for translators who use a spreadsheet."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, Mark, ReturnedFile, ReturnedUnit, note_lines
from l10n.model import State

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""The beginning of a cell that a spreadsheet would run, full-width signs included, behind any apostrophes."""

COLUMNS = ("article", "context", "source", "target", "state", "type", "notes", "comment", "locale", "exported")

_OTHER_NAMES = {"translator_comments": "comment", "msgctxt": "context"}
"""What Weblate and translate-toolkit call columns of ours."""

_DONE = frozenset({"approved", "translated", "reviewed", "final", "signed-off", "yes", "true"})
_OPEN = frozenset(
    {"draft", "stale", "untranslated", "new", "initial", "fuzzy", "needs-review", "needs-translation", "rejected", "no"}
)


def render_csv(units: Sequence[HandoffUnit], locale: str) -> bytes:
    """A header row and one row per unit; UTF-8 with a byte order mark, which spreadsheets need. A cell that a
    spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV Injection), which `parse_csv` takes
    away."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for unit in units:
        texts = (unit.article, unit.context or "", unit.source, unit.target, unit.state.value, unit.type)
        row = (*texts, "\n".join(unit.remarks), "\n".join(unit.comments), locale, Mark.of(unit).render())
        writer.writerow(f"'{text}" if _RUN.match(text) else text for text in row)
    return output.getvalue().encode("utf-8-sig")


def parse_csv(data: bytes, path: Path | str) -> ReturnedFile:
    """The rows of a table with at least the columns source and target, in any order, separated by commas, semicolons or
    tabs, in UTF-8 or as a spreadsheet's "Unicode text". Only in a row with a mark, the apostrophe before a formula is
    the export's. Raises L10nError with the line."""
    lines = _text(data, path).split("\n")
    first = int(lines[0].lower().startswith("sep="))  # a line for Excel alone
    text = "\n".join(lines[first:])
    delimiter = max(",;\t", key=lines[first].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    units, locales = [], set()
    try:
        names = [_OTHER_NAMES.get(name, name) for name in (cell.strip().lower() for cell in next(reader, []))]
        if missing := {"source", "target"} - set(names):
            raise L10nError("no column {names}", names=", ".join(sorted(missing)), path=path, line=1)
        for cells in reader:
            if any(cell.strip() for cell in cells[len(names) :]):
                raise L10nError(
                    "more cells than columns",
                    path=path,
                    line=first + reader.line_num,
                    hint="A text with a comma in it stands in quotation marks.",
                )
            row = dict(zip(names, cells, strict=False))
            if row.get("source") or row.get("target"):
                units.append(_unit(row, path, first + reader.line_num))
                locales.add(row.get("locale", "").strip())
    except csv.Error as error:
        raise L10nError("not CSV: {reason}", reason=error, path=path, line=first + reader.line_num) from error
    return ReturnedFile(tuple(units), targets=tuple(sorted(filter(None, locales))))


def _text(data: bytes, path: Path | str) -> str:
    coding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise L10nError("not UTF-8", path=path, line=line, hint="Save the table as CSV in UTF-8.") from error


def _unit(row: Mapping[str, str], path: Path | str, line: int) -> ReturnedUnit:
    mark = Mark.parse(row.get("exported", ""))
    if mark:
        row = {name: cell[1:] if cell[:1] == "'" and _RUN.match(cell) else cell for name, cell in row.items()}
    return ReturnedUnit(
        row.get("article", ""),
        row.get("source", ""),
        row.get("target", ""),
        _state(row, path, line),
        row.get("context") or None,
        line,
        mark,
        note_lines((row.get("comment", ""), row.get("notes", "") if mark else "")),
    )


def _state(row: Mapping[str, str], path: Path | str, line: int) -> State | None:
    if not row.get("target"):
        return State.UNTRANSLATED
    if "fuzzy" in row and "state" not in row:  # as in a PO file, nothing means accepted
        return State.DRAFT if row["fuzzy"].strip().lower() in ("1", "true", "yes", "fuzzy") else State.APPROVED
    value = re.sub(r"[\s_]+", "-", row.get("state", "").strip().lower())
    if not value:
        return None
    if value in _DONE:
        return State.APPROVED
    if value in _OPEN or value.startswith("needs-"):
        return State.DRAFT
    raise L10nError("unknown state {value!r}", value=value, path=path, line=line, hint="Write approved or draft.")
