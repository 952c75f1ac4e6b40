r"""Sentences of every language, written down in `cases/`: one sentence a line, a blank line between two texts.

The lines of a text are joined by a space (by nothing in Japanese and Chinese). `\n` is a line break, a backslash at the
end of a line joins it to the next without a space, and a line beginning with `# ` says what the text is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.segmentation import sentences

CASES = Path(__file__).parent / "cases"


def read_cases(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The title of each text of a file, and its sentences."""
    gap = "" if path.stem in ("ja", "zh") else " "
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
        title, lines = str(number), []
        for line in block.splitlines():
            if line.startswith("# "):
                title = line[2:]
            elif line.endswith(("\\n", "\\")):
                lines.append(line.removesuffix("\\"))
            else:
                lines.append(line + gap)
        lines[-1] = lines[-1].rstrip(" ")
        yield title, [line.replace("\\n", "\n") for line in lines]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param(path.stem, expected, id=f"{path.stem}: {title}")
        for path in sorted(CASES.glob("*.txt"))
        for title, expected in read_cases(path)
    ],
)
def test_a_text_is_cut_into_the_sentences_written_down(language: str, expected: list[str]) -> None:
    """The sentences of a text are those of its file, white space included."""
    assert expected == sentences("".join(expected), language)
