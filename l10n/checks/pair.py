"""What a check sees: values only, so that any check runs on any pair of texts."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.languages.language import Language, language
from l10n.model import Term


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
    def language(self) -> Language:
        """The target's."""
        return language(self.locale)

    @property
    def source_language(self) -> Language:
        return language(self.source_locale)
