"""Dates, numbers and amounts in tokens."""

from __future__ import annotations

import pytest

from l10n.drafting import localize_tokens
from l10n.errors import LocaleError


@pytest.mark.parametrize(
    ("text", "locale", "localized"),
    [
        ("On {{ date:2025-06-07 }}", "en", "On June 7, 2025"),
        ("{{ date:2025-06-07 }}", "ko", "2025년 6월 7일"),
        ("{{date:2025-06-07 short}}", "pt_BR", "07/06/2025"),
        ("{{ number:1234.50 }}", "de", "1.234,50"),
        ("{{ number:-1234567 }}", "hi", "-12,34,567"),
        ("{{ currency:USD 25 }}", "ko", "US$25"),
        ("{{ currency:EUR 25.5 }}", "de", "25,5\u00a0€"),
        ("{{ date:2025-06-07 }}는 {{ currency:USD 25 }}을", "ko", "2025년 6월 7일은 US$25를"),
    ],
)
def test_localized(text: str, locale: str, localized: str) -> None:
    """Each is written as the locale writes it, with the decimals it has; Korean particles agree."""
    assert localized == localize_tokens(text, locale)


@pytest.mark.parametrize(
    "text",
    ["{{ date:2025-02-30 }}", "{{ date:today }}", "{{ number:1,5 }}", "{{ currency:XQX 2 }}", "{{ name }}", "25 USD"],
)
def test_left_alone(text: str) -> None:
    """What is no date, number or amount stays, and so does free text."""
    assert text == localize_tokens(text, "ko")


def test_unknown_locale() -> None:
    """An unknown locale is an error, not a guess."""
    with pytest.raises(LocaleError):
        localize_tokens("{{ date:2025-06-07 }}", "xx")
