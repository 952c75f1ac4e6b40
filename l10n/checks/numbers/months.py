"""Months that a text names."""

from collections.abc import Iterator
from functools import cache

from l10n.errors import LocaleError
from l10n.languages.language import language
from l10n.locales import month_names


def named_months(text: str, locale: str) -> Iterator[tuple[str, int, int]]:
    """The months that a text surely names: name, position, month."""
    known = language(locale)
    if named := known.grammar.named_months:
        yield from named(text)
    elif "myriads" not in known.traits:  # there months have numbers
        folded = text.casefold()
        for month, names in enumerate(_names(locale), 1):
            for name in names:
                at = folded.find(name)
                if at >= 0 and not folded[at - 1 : at].isalpha() and not folded[at + len(name) :][:1].isalpha():
                    yield text[at : at + len(name)], at, month
                    break


@cache
def _names(locale: str) -> tuple[frozenset[str], ...]:
    try:
        return month_names(locale)
    except LocaleError:
        return ()
