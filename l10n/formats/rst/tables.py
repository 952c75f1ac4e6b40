"""Tables that are drawn: grid tables and simple tables of reStructuredText, as docutils reads them.

A wide character takes two columns, as docutils counts. A table that is not well formed, or has tabs, is None.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from l10n.formats.rst.encode import BORDER, BORDER_PART, SPAN, SPAN_PART, width
from l10n.formats.rst.lines import Line

_PAD = "\0"
"""What follows a wide character, so that a place in a line is a column."""


class Cell(NamedTuple):
    """A cell: the borders around it, as numbers of rows and columns, and its lines."""

    top: int
    left: int
    bottom: int
    right: int
    lines: tuple[Line, ...]
    written: tuple[str, ...]
    """The lines with their indentation, without blanks at the end."""


class Table(NamedTuple):
    """A table that is drawn with characters."""

    cells: tuple[Cell, ...]
    widths: tuple[int, ...]
    """Of each column, without the borders."""
    gaps: tuple[int, ...]
    """Of a simple table, the blanks behind each column but the last."""
    rows: tuple[str, ...]
    """Of a grid, a mark for each border between rows: `=` below the head. Of a simple table, what its lines are: a
    border (`=`), a line below spans (`-`), a row (`r`), a blank line (empty)."""

    @property
    def is_grid(self) -> bool:
        return not self.gaps


class _Drawing:
    """The lines of a table, by columns."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text, self._lines = text, lines
        self._base = lines[0].column
        self.rows = [
            " " * (line.column - self._base) + _padded(text[line.start : line.end]) if line.start < line.end else ""
            for line in lines
        ]
        self._before = {
            number: [0, *accumulate(char == _PAD for char in row)]
            for number, row in enumerate(self.rows)
            if _PAD in row
        }

    def cut(self, row: int, left: int, right: int) -> tuple[Line, str]:
        """What stands in a row between two columns."""
        line, written = self._lines[row], self.rows[row][left:right]
        stripped = written.strip()
        if not stripped:
            return Line(line.end, line.end, 0, line.number), ""
        lead = len(written) - len(written.lstrip())
        begin = left + lead
        pads = self._before.get(row)
        indent = line.column - self._base
        start = line.start + begin - indent - (pads[begin] if pads else 0)
        plain = stripped.replace(_PAD, "")
        return Line(start, start + len(plain), begin, line.number), " " * lead + plain

    def cell(self, box: tuple[int, int, int, int], rows: range, left: int, right: int) -> Cell:
        cuts = [self.cut(row, left, right) for row in rows]
        return Cell(*box, tuple(line for line, _ in cuts), tuple(written for _, written in cuts))


def _padded(text: str) -> str:
    return text if text.isascii() else "".join(char + _PAD if width(char) == 2 else char for char in text)


def read_grid(text: str, lines: Sequence[Line]) -> Table | None:
    """The table that these lines draw with `+`, `-` and `|`."""
    drawing = _Drawing(text, lines)
    rows = drawing.rows
    size = len(rows[0])
    if "\t" in text[lines[0].start : lines[-1].end] or any(len(row) != size for row in rows):
        return None
    heads = [number for number, row in enumerate(rows) if set(row) == {"+", "="}]
    if len(heads) > 1:
        return None
    boxes = _boxes([row.replace("=", "-") if number in heads else row for number, row in enumerate(rows)])
    if not boxes:
        return None
    across = sorted({edge for _, left, _, right in boxes for edge in (left, right)})
    down = sorted({edge for top, _, bottom, _ in boxes for edge in (top, bottom)})
    columns, lines_of = {place: n for n, place in enumerate(across)}, {place: n for n, place in enumerate(down)}
    cells = [
        drawing.cell(
            (lines_of[top], columns[left], lines_of[bottom], columns[right]), range(top + 1, bottom), left + 1, right
        )
        for top, left, bottom, right in boxes
    ]
    widths = tuple(right - left - 1 for left, right in pairwise(across))
    return Table(tuple(cells), widths, (), tuple("=" if place in heads else "-" for place in down))


def _boxes(rows: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The cells of a grid: top, left, bottom and right border, by docutils' way from corner to corner; none if they do
    not fill it."""
    bottom, right = len(rows) - 1, len(rows[0]) - 1
    budget = 30 * len(rows) * len(rows[0]) + 1000  # of steps: a grid needs few for each of its characters
    done = [-1] * len(rows[0])
    corners = [(0, 0)]
    found: list[tuple[int, int, int, int]] = []
    while corners:
        top, left = corners.pop()
        if top == bottom or left == right or top <= done[left]:
            continue
        box, steps = _box(rows, top, left)
        budget -= steps
        if budget < 0:
            return []
        if box is None:
            continue
        found.append((top, left, *box))
        if any(done[column] != top - 1 for column in range(left, box[1])):
            return []
        done[left : box[1]] = [box[0] - 1] * (box[1] - left)
        corners += [(box[0], left), (top, box[1])]
        corners.sort(reverse=True)
    whole = all(each == bottom - 1 for each in done[:right])
    return sorted(found) if whole else []


def _box(rows: Sequence[str], top: int, left: int) -> tuple[tuple[int, int] | None, int]:
    """The bottom and right border of the cell whose corner is here, and how many steps were taken to find them."""
    steps = 0
    line = rows[top]
    for right in range(left + 1, len(line)):
        steps += 1
        if line[right] not in "+-":
            break
        if line[right] != "+":
            continue
        for bottom in range(top + 1, len(rows)):
            steps += 1
            if rows[bottom][right] not in "+|":
                break
            if rows[bottom][right] != "+" or rows[bottom][left] != "+":
                continue
            steps += right - left + bottom - top
            below = set(rows[bottom][left + 1 : right]) <= {"+", "-"}
            if below and all(rows[row][left] in "+|" for row in range(top + 1, bottom)):
                return (bottom, right), steps
    return None, steps


def read_simple(text: str, lines: Sequence[Line]) -> Table | None:
    """The table that these lines draw with rows of `=`."""
    drawing = _Drawing(text, lines)
    rows = drawing.rows
    columns = _columns(rows[0])
    if "\t" in text[lines[0].start : lines[-1].end] or not BORDER.match(rows[-1]) or len(rows) < 3:
        return None
    cells: list[Cell] = []
    kinds: list[str] = []
    start = 0  # the first line of the row that is open

    def close(stop: int, spans: Sequence[tuple[int, int]]) -> bool:
        nonlocal start
        first, start = start, stop
        if first == stop:
            return not spans
        number = sum(kind == "r" for kind in kinds)
        kinds.append("r")
        for left, right in spans or [(each, each + 1) for each in range(len(columns))]:
            begin = columns[left][0]
            end = columns[right - 1][1] if right < len(columns) else max(map(len, rows[first:stop]))
            cells.append(drawing.cell((number, left, number + 1, right), range(first, stop), begin, end))
            margin = columns[right][0] if right < len(columns) else end
            if any(row[end:margin].strip() for row in rows[first:stop]):
                return False
        written = [row.strip() for row in rows[first:stop]]
        while written and not written[-1]:
            kinds.append("")
            written.pop()
        return True

    for number, row in enumerate(rows):
        border = BORDER.match(row)
        if border or SPAN.match(row):
            spans = [] if border else _spans(row, columns)
            if spans is None or not close(number, spans):
                return None
            kinds.append("=" if border else "-" + ",".join(f"{left}:{right}" for left, right in spans))
            start = number + 1
        elif row[: columns[0][1]].strip():
            if not close(number, ()):
                return None
        elif start == number:  # nothing of a row yet: a blank line, or text without a first cell
            if row.strip():
                return None
            kinds.append("")
            start = number + 1
    widths = tuple(end - begin for begin, end in columns)
    gaps = tuple(after[0] - before[1] for before, after in pairwise(columns))
    return Table(tuple(cells), widths, gaps, tuple(kinds))


def _columns(border: str) -> list[tuple[int, int]]:
    return [match.span() for match in BORDER_PART.finditer(border)]


def _spans(line: str, columns: Sequence[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """The numbers of the columns that each piece of a line below spans holds; None if it does not fit them."""
    begins = {begin: number for number, (begin, _) in enumerate(columns)}
    ends = {end: number + 1 for number, (_, end) in enumerate(columns)}
    found: list[tuple[int, int]] = []
    for match in SPAN_PART.finditer(line):
        if match.start() not in begins or match.end() not in ends:
            return None
        found.append((begins[match.start()], ends[match.end()]))
    return found


def draw(table: Table, contents: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """The lines of a table with other lines in some of its cells, wide enough for them."""
    cells = [
        cell._replace(written=tuple(contents.get(number, cell.written))) for number, cell in enumerate(table.cells)
    ]
    widths = list(table.widths)
    gaps = table.gaps if table.gaps else (1,) * (len(widths) - 1)
    for cell in sorted(cells, key=lambda cell: cell.right - cell.left):
        there = sum(widths[cell.left : cell.right]) + sum(gaps[cell.left : cell.right - 1])
        needed = max((width(line) for line in cell.written), default=0) + table.is_grid
        widths[cell.right - 1] += max(0, needed - there)
    return _grid(table, cells, widths) if table.is_grid else _simple(table, cells, widths)


def _grid(table: Table, cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    heights = [0] * (len(table.rows) - 1)
    for cell in sorted(cells, key=lambda cell: cell.bottom - cell.top):
        there = sum(heights[cell.top : cell.bottom]) + cell.bottom - cell.top - 1
        heights[cell.bottom - 1] += max(0, len(cell.written) - there)
    across = [0, *accumulate(each + 1 for each in widths)]
    down = [0, *accumulate(each + 1 for each in heights)]
    canvas = [[" "] * (across[-1] + 1) for _ in range(down[-1] + 1)]
    for cell in cells:
        for row in (cell.top, cell.bottom):
            canvas[down[row]][across[cell.left] : across[cell.right] + 1] = table.rows[row] * (
                across[cell.right] - across[cell.left] + 1
            )
    for cell in cells:
        for column in (across[cell.left], across[cell.right]):
            for row in range(down[cell.top] + 1, down[cell.bottom]):
                canvas[row][column] = "|"
        for row, line in enumerate(cell.written, down[cell.top] + 1):
            written = [piece for char in line for piece in ((char, "") if width(char) == 2 else (char,))]
            canvas[row][across[cell.left] + 1 : across[cell.left] + 1 + len(written)] = written
    for cell in cells:
        for row in (down[cell.top], down[cell.bottom]):
            for column in (across[cell.left], across[cell.right]):
                canvas[row][column] = "+"
    return map("".join, canvas)


def _simple(table: Table, cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    begins = [0, *accumulate(each + gap for each, gap in zip(widths, (*table.gaps, 0), strict=True))]
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.top, []).append(cell)
    number = 0
    for kind in table.rows:
        if kind == "=":
            yield _ruled("=", [(each, each + 1) for each in range(len(widths))], begins, widths)
        elif kind.startswith("-"):
            spans = [
                (int(left), int(right)) for left, _, right in (each.partition(":") for each in kind[1:].split(","))
            ]
            yield _ruled("-", spans, begins, widths)
        elif not kind:
            yield ""
        else:
            row, number = by_row[number], number + 1
            for line in range(max((len(_trimmed(cell.written)) for cell in row), default=1)):
                written = ""
                for cell in row:
                    text = cell.written[line] if line < len(cell.written) else ""
                    written += " " * (begins[cell.left] - width(written)) + text
                yield written.rstrip()


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _ruled(mark: str, spans: Sequence[tuple[int, int]], begins: Sequence[int], widths: Sequence[int]) -> str:
    line = ""
    for left, right in spans:
        end = begins[right - 1] + widths[right - 1]
        line += " " * (begins[left] - len(line)) + mark * (end - begins[left])
    return line
