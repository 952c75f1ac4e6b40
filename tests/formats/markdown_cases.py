"""Reading the case files of the text formats."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[tuple[str, ...]]:
    """The cases of a file: each a title and the sections that `%%%` lines divide, without their last line ends."""
    text = (CASES / name).read_text(encoding="utf-8")
    cases = []
    for case in text.split("\n%%% ")[1:]:
        title, _, rest = case.partition("\n")
        cases.append((title, *(section.strip("\n") for section in rest.split("\n%%%"))))
    return cases


def section_lines(section: str) -> list[str]:
    """The lines of a section; a line end inside one is written ⏎."""
    return [line.replace("⏎", "\n") for line in section.split("\n") if line]
