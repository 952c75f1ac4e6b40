"""Dates, numbers and amounts of money that a writer marks, to be written as each locale writes them."""

import re
from datetime import date
from decimal import Decimal
from typing import cast

from l10n.errors import LocaleError
from l10n.languages.language import language
from l10n.locales import DateStyle, format_currency, format_date, format_number

_TOKEN = re.compile(r"\{\{ {0,9}(date|number|currency):([^{}\n]{1,60})\}\}")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?: (short|medium|long|full))?\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,20})?\Z", re.ASCII)


def localize_tokens(text: str, locale: str) -> str:
    """The text with `{{ date:2025-06-07 }}`, `{{ number:1234.5 }}` and `{{ currency:USD 25 }}` written for the locale.

    A date takes a style, `{{ date:2025-06-07 short }}`: short, medium, long (without one) or full. Numbers keep the
    decimals they are written with. A token that is no date, number or amount stays as it is. The forms are those of
    Unicode CLDR; a Korean particle behind one is made to agree. Raises LocaleError for an unknown locale.
    """
    if "{{" not in text:
        return text
    for match in reversed(list(_TOKEN.finditer(text))):
        if value := _localized(match[1], match[2].strip(), locale):
            before = text[: match.start()] + value
            text = before + text[match.end() :]
            text = language(locale).grammar.agree(text, len(before))
    return text


def _localized(kind: str, value: str, locale: str) -> str | None:
    if kind == "date" and (match := _DATE.match(value)):
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            return None
        return format_date(day, locale, cast(DateStyle, match[2] or "long"))
    if kind == "number" and _NUMBER.match(value):
        return format_number(Decimal(value), locale)
    if kind == "currency":
        currency, _, amount = value.partition(" ")
        if _NUMBER.match(amount.strip()):
            try:
                return format_currency(Decimal(amount.strip()), currency, locale)
            except LocaleError:
                return None
    return None
