"""Where the codes of a sentence go in its translation."""

from __future__ import annotations

import pytest

from l10n.drafting.inline import strip
from l10n.drafting.placing import Placing
from l10n.formats import codes_of


@pytest.mark.parametrize(
    ("target", "alone", "expected"),
    [
        ("Veja nosso relatório para isso", "nosso relatório", "Veja [nosso relatório](x.md) para isso"),
        ("Veja nosso. Relatório para isso", "nosso. relatório", None),
    ],
)
def test_a_span_does_not_become_parts_of_two_sentences(target: str, alone: str, expected: str | None) -> None:
    """A place that runs over the end of a sentence is none, for the span has no such end."""
    text = "See [our report](x.md) for it"
    stripped = strip(text, codes_of("markdown")(text), "en")
    placing = Placing.of(stripped, target, (), ("en", "pt"), ())
    placing.hear_alone(0, alone, "pt")
    assert expected == placing.text()
