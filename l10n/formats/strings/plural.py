"""Plural categories as files of strings name them (Unicode CLDR)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from l10n.formats.format import Target
from l10n.locales import plural_categories

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""In CLDR's order."""


def is_category(name: str) -> bool:
    """Whether a form is one of a language's plural. `zero` is not: libraries show it for 0 in every language, so it is
    a text of its own."""
    return name in CATEGORIES and name != "zero"


def forms_of(target: Target, locale: str) -> dict[str, str]:
    """The forms of a plural in a locale, by category."""
    if isinstance(target, str):
        return dict.fromkeys(plural_categories(locale), target)
    return dict(target)


def one_and_other(texts: Mapping[str, str]) -> tuple[str, str]:
    """The text for one and that for many: what translators see of a source's plural."""
    return texts.get("one") or texts["other"], texts["other"]


def completed(texts: Mapping[str, str], categories: Sequence[str]) -> dict[str, str]:
    """Texts by category with exactly these categories; a missing one is like `other`."""
    return {name: texts.get(name, texts["other"]) for name in categories}


def in_order(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by category, in CLDR's order."""
    return {name: texts[name] for name in CATEGORIES if name in texts}
