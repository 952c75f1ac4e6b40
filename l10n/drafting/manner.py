"""How an article writes: its words in the middle of its sentences, its quotations and dashes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from l10n.drafting.letter_case import Usage, usage_of
from l10n.drafting.typography import Habit, habit_of
from l10n.model import Term


class Manner:
    """What an article's texts show of its habits; worked out when somebody asks."""

    def __init__(self, texts: Sequence[str], names: Sequence[str], locale: str, title: str = "") -> None:
        """`names` are those that a glossary has, `locale` is the source's."""
        self._texts, self._names, self._locale = texts, names, locale
        self.title = title

    @cached_property
    def usage(self) -> Usage:
        """The forms of its words."""
        return usage_of(self._texts, self._names, self._locale)

    @cached_property
    def habit(self) -> Habit:
        """The kind of its marks."""
        return habit_of(self._texts)


def names_of(terms: Sequence[Term]) -> list[str]:
    """The names and terms of a glossary as the source's language writes them."""
    return [term.source for term in terms if not term.forbidden]


UNKNOWN = Manner((), (), "")
