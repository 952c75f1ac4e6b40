"""What is known of a format is known in its own room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import l10n
from l10n.formats import REGISTRY, SUFFIXES, ParseOptions, format_for

PACKAGE = Path(l10n.__file__).parent
NAMES = {*REGISTRY, *SUFFIXES}
ALLOWED = {
    ("api.py", "text"),  # what a caller's string is, where nothing is said
    ("checks/rules/double_space.py", "text"),  # only plain text shows two blanks as two
    ("cli/handoff.py", "html"),  # exports, no sources
    ("cli/handoff.py", ".html"),
    ("cli/handoff.py", "xliff"),
    ("exports/xliff_return.py", "xliff"),
    ("workflow/exchange/handoff.py", "xliff"),
    ("workflow/exchange/handoff.py", ".xliff"),
    ("workflow/exchange/handoff.py", ".xlf"),
    ("workflow/exchange/handoff.py", ".po"),
    ("project/__init__.py", ".po"),  # the project's own catalogs and templates
    ("project/__init__.py", ".pot"),
    ("interface/texts.py", ".po"),  # the program's
    ("cli/quality.py", "json"),
    ("cli/quality.py", "text"),
    ("exports/findings.py", "json"),
    ("exports/findings.py", "properties"),  # a field of SARIF
    ("exports/findings.py", "text"),
    ("settings.py", "android"),  # how Android spells a locale
    ("project/__init__.py", "android"),
    ("settings.py", "html"),  # a way to state a heading's id
    ("workflow/publish/page.py", "html"),
    ("workflow/checking/links.py", ".html"),  # what servers leave out of an address
    ("cli/say.py", ".txt"),  # the details of a defect
    ("engines/argos/install.py", ".json"),  # a list of models
    ("engines/ct2/descriptor.py", "json"),  # a tokenizer's file
    ("engines/ct2/tokenizers.py", ".json"),
    ("engines/stress.py", "markdown"),  # the form in which sentences are marked up
    ("workflow/cache.py", ".txt"),  # the program's own word lists
    ("languages/ko/styles.py", ".txt"),
    ("workflow/review/terminal.py", ".txt"),  # what an editor is given
    ("languages/language.py", ".txt"),
}
KEYS = {"engines/llm/settings.py", "segmentation/jsonl.py", "web/changes.py"}
"""Where `text` is a field of a line of JSON or of a form."""


def literals() -> Iterator[tuple[str, str]]:
    """The strings of modules outside of the formats' room that are a format's name or ending, and no documentation."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        if not file.startswith(("formats/", "text/")) and file not in KEYS:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and node.value in NAMES:
                    yield file, node.value


def test_formats_are_named_at_home_alone() -> None:
    """No module outside knows a format by its name or ending; what is allowed is something else of that name."""
    assert ALLOWED == set(literals())


@pytest.mark.parametrize(
    ("name", "text", "levels"),
    [
        ("a.md", "Title\n=====\n\n## Two\n\nText\n\n- ###### Six\n", [1, 2, 0, 6]),
        ("a.html", "<title>T</title><h1>One</h1><p>Text</p><h4 id=a>Four</h4>", [0, 1, 0, 4]),
        ("a.adoc", "= Title\n\n=== Three\n\nText\n\nUnderlined\n----------\n", [1, 3, 0, 2]),
        ("a.rst", "=====\nTitle\n=====\n\nSub\n---\n\nText\n\nDeep\n~~~~\n\nSub again\n---------\n", [1, 2, 0, 3, 2]),
    ],
)
def test_units_know_how_deep_headings_lie(name: str, text: str, levels: list[int]) -> None:
    """A heading has the level that the markup gives it; what is none, and a page's title for windows, has 0."""
    assert levels == [unit.level for unit in format_for(name).parse(text, ParseOptions()).units]
