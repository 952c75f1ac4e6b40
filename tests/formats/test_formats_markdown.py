"""Markdown: what is a unit, and how a translation is written."""

from __future__ import annotations

import pytest
from format_cases import read_cases, section_lines

from l10n.formats.format import ParseOptions
from l10n.formats.markdown import MARKDOWN, parse_markdown

OPTIONS = ParseOptions()


@pytest.mark.parametrize(
    ("source", "translations", "expected"),
    [pytest.param(*case, id=title) for title, *case in read_cases("markdown_encode.txt")],
)
def test_markdown_encode(source: str, translations: str, expected: str) -> None:
    """Translations stand in the documents of the case file as it says."""
    assert expected == compile_markdown(source, section_lines(translations))


def compile_markdown(source: str, translations: list[str]) -> str:
    document = parse_markdown(source, OPTIONS)
    assert len(translations) == len(document.units)
    targets = iter(translations)
    return "".join(part if isinstance(part, str) else MARKDOWN.encode(part, next(targets)) for part in document.parts)
