"""XML that somebody else wrote is read within bounds."""

from __future__ import annotations

import pytest

from l10n.errors import L10nError
from l10n.safe_xml import MAX_DEPTH, parse_xml


def _nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_elements_may_be_nested_as_deep_as_the_limit_and_no_deeper() -> None:
    """Deeper nesting is refused with its place, before any recursion over the tree could fail."""
    assert "a" == parse_xml(_nested(MAX_DEPTH), "a.xml").tag
    with pytest.raises(L10nError, match=f"a.xml:1:.*nested more than {MAX_DEPTH} deep"):
        parse_xml(_nested(MAX_DEPTH + 1), "a.xml")
