"""What a check sees, and what it is: values only, so that any check runs on any pair of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from l10n.locales import language
from l10n.model import Diagnostic, Severity, Term


@dataclass(frozen=True, slots=True)
class Pair:
    """One source text and its translation, with what is known about them."""

    source: str
    target: str
    locale: str
    """The target's locale, in gettext's spelling."""
    source_locale: str = "en"
    type: str = "paragraph"
    """The unit type (`#. type:`)."""
    flags: frozenset[str] = frozenset()
    markup: str = ""
    """The name of the source's format (`markdown`, `html`, `text`); empty when it is not known."""
    context: str = ""
    """msgctxt: what tells apart two uses of one source text."""
    terms: tuple[Term, ...] = ()
    """The glossary's terms whose source occurs in this pair's source, and the forbidden ones."""
    max_length: int | None = None
    placeholders: tuple[str, ...] = ()
    """Regular expressions, from the configuration, of what must be kept besides the formats that a flag names."""

    @property
    def language(self) -> str:
        """The target's language subtag."""
        return _language(self.locale)

    @property
    def source_language(self) -> str:
        return _language(self.source_locale)


_language = cache(language)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of `l10n check`. `run` is a pure function of a pair; its docstring is the rule's line in the README."""

    rule: str
    severity: Severity
    """The severity most of its findings have."""
    run: Callable[[Pair], Iterable[Diagnostic]]
    languages: frozenset[str] = frozenset()
    """The target languages that it is about; empty: all."""
    needs: frozenset[str] = frozenset()
    """Characters of which the source or the target must have one for a finding to be possible; empty: whatever."""

    @property
    def summary(self) -> str:
        return _line(self.run.__doc__)


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """A rule that only several pairs together can break: `run` gives the index of a pair, and the finding."""

    rule: str
    severity: Severity
    run: Callable[[Sequence[Pair]], Iterable[tuple[int, Diagnostic]]]
    languages: frozenset[str] = frozenset()

    @property
    def summary(self) -> str:
        return _line(self.run.__doc__)


def _line(docstring: str | None) -> str:
    return " ".join((docstring or "").split())
