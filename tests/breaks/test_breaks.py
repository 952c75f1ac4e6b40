"""The breaks that `make breaks` tries are breaks of the code as it is now."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from run import read_breaks  # the script stands alone: it is no module of a package


def test_every_break_still_applies() -> None:
    """A row whose code has moved or changed is red here, not an hour later."""
    rows = read_breaks()
    assert len(rows) >= 60
    assert [] == [row for row in rows if row.before == row.after]
    assert [] == [
        path for row in rows for path in row.tests.split() if not Path(__file__).parents[2].joinpath(path).exists()
    ]
