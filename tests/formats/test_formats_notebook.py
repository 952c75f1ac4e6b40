"""Jupyter notebooks: how a translation is written as JSON, and what is refused."""

from __future__ import annotations

import json

import pytest
from growth import assert_linear, peak

from l10n.errors import SourceError
from l10n.formats.format import ParseOptions
from l10n.formats.notebook import NOTEBOOK, parse_notebook

OPTIONS = ParseOptions()


def notebook(source: object, indent: int | None = 1, *, ascii_only: bool = False) -> str:
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": source}
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=indent, ensure_ascii=ascii_only)


def compiled(text: str, *targets: str) -> str:
    """The notebook with its units replaced, in order."""
    left = iter(targets)
    parts = parse_notebook(text, OPTIONS).parts
    return "".join(part if isinstance(part, str) else NOTEBOOK.encode(part, next(left)) for part in parts)


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_line_of_a_translation_is_a_string_of_the_list(indent: int | None) -> None:
    """A hard break makes two lines, each a string in the list, with the quote's mark and the file's own layout."""
    text = notebook(["> One  \n", "> two\n", "\n", "An *end*"], indent)
    expected = notebook(["> 하나\\\n", '> "둘"\n', "\n", "*끝*"], indent)
    assert expected == compiled(text, '하나\\\n"둘"', "*끝*")


def test_a_string_stays_one_string() -> None:
    """A source that is one string gets its line ends as escapes, and letters as they are."""
    found = compiled(notebook("One  \ntwo\\\\ \u2028 words\n", ascii_only=True), "하나\\\n둘\u2028\x07")
    assert "하나\\\\\\n둘\\u2028\\u0007\\n" in found
    assert json.loads(found)["cells"][0]["source"] == "하나\\\n둘\u2028\x07\n"


def test_lines_of_units_are_lines_of_the_file() -> None:
    """A unit's line is the line of the file in which its text begins."""
    text = notebook(["# One\n", "\n", "Two\n", "three"])
    assert ["# One", "Two"] == [
        text.split("\n")[unit.line - 1].strip(' "\\n,') for unit in parse_notebook(text, OPTIONS).units
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"cells": [\n{"cell_type": }]}', "not JSON"),
        ("[]", "no Jupyter notebook"),
        ('{"cells": {}}', "no Jupyter notebook"),
        ('{"cells": ' + "[" * 100_000, "too deep"),
        ("", "not JSON"),
    ],
)
def test_what_is_no_notebook_is_refused(text: str, reason: str) -> None:
    """Anything but a JSON object with cells is refused, with the line."""
    with pytest.raises(SourceError, match=reason):
        parse_notebook(text, OPTIONS)


@pytest.mark.parametrize("source", ["\ud800 half a character", ["\udc00"], 7, None, [["deeper"]], {"a": "b"}])
def test_sources_that_are_no_text_stay(source: object) -> None:
    """What is no string, or holds half of a character, has no units."""
    assert [] == list(parse_notebook(notebook(source, ascii_only=True), OPTIONS).units)


def test_growth() -> None:
    """Many cells, long cells and long outputs take work as they are long."""
    lines = [f"{word} *word* \\\\ and `code` in a line\n" for word in "abcdefgh"]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [*lines, "\n", "> ", "- a\n"]},
        {"cell_type": "code", "metadata": {}, "source": lines, "outputs": [{"data": {"image/png": "A" * 2000}}]},
    ]
    many = [json.dumps({"cells": cells * count}) for count in (20, 80)]
    assert_linear(lambda text: parse_notebook(text, OPTIONS), *many)
    long = [notebook([*lines, "\n"] * count) for count in (20, 80)]
    assert_linear(lambda text: parse_notebook(text, OPTIONS), *long)


def test_a_picture_takes_little_memory() -> None:
    """An output of a megabyte is passed over in one go: a picture must not take a hundred times its size."""
    cell = {"cell_type": "code", "metadata": {}, "source": [], "outputs": [{"data": {"image/png": "iVBORw" * 40_000}}]}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert peak(lambda: parse_notebook(text, OPTIONS)) < 16 * len(text)
