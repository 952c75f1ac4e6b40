"""The project's placeholders and what the format sees."""

from __future__ import annotations

import pytest

from l10n.drafting.blocks import protected_codes
from l10n.text.expressions import expression


@pytest.mark.parametrize(
    ("text", "pattern", "codes"),
    [
        ("Say *NAME* now", r"\*[A-Z]+\*", ["*NAME*"]),
        ("See [%key:a%] now", r"\[%key:[a-z]+%\]", ["[%key:a%]"]),
        ("See [a %x% b](c.md)", r"%x%", ["[", "%x%", "](c.md)"]),
        ("In `a %x%` now", r"%x%", ["`a %x%`"]),
        ("In [a](b-%x%.md) now", r"%x%", ["[", "](b-%x%.md)"]),
        ("One *two %x* three% four", r"%x\* three%", ["*", "%x* three%"]),
    ],
)
def test_a_placeholder_wins(text: str, pattern: str, codes: list[str]) -> None:
    """What a project calls a placeholder is one, also where the format sees markup; a code that holds it stays."""
    found = protected_codes(text, "markdown", [expression(pattern)])
    assert codes == [text[code.start : code.end] for code in found]
