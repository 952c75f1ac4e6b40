"""How an article writes: its words in the middle of its sentences, its quotations and dashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from l10n.drafting.letter_case import Usage, usage_of
from l10n.drafting.typography import Habit, habit_of
from l10n.model import Term


class Manner:
    """What an article's texts show of its habits; worked out when somebody asks."""

    def __init__(
        self,
        texts: Sequence[str],
        names: Sequence[str],
        locale: str,
        title: str = "",
        remembered: Callable[[], Usage] = Usage,
    ) -> None:
        """`names` are those that a glossary has, `locale` is the source's; `remembered` tells how texts of a memory
        write their words, for those that the article has not."""
        self._texts, self._names, self._locale = texts, names, locale
        self.title = title
        self._remembered = remembered

    @cached_property
    def usage(self) -> Usage:
        """The forms of its words."""
        own = usage_of(self._texts, self._names, self._locale)
        return Usage({**self._remembered().forms, **own.forms}, own.phrases)

    @cached_property
    def habit(self) -> Habit:
        """The kind of its marks."""
        return habit_of(self._texts)


def names_of(terms: Sequence[Term]) -> list[str]:
    """The names and terms of a glossary as the source's language writes them."""
    return [term.source for term in terms if not term.forbidden]


UNKNOWN = Manner((), (), "")
