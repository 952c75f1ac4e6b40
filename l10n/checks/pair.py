"""The input of a check: values only, so that every check runs on any pair of texts."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.formats import codes_of, format_named, keeps_of
from l10n.languages.language import Language, language
from l10n.model import InlineCode, Term
from l10n.text.kept import Kept, kept
from l10n.text.prose import prose, without_code


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
    format: str = ""
    """The name of the source's format (`markdown`, `html`, `text`); empty when it is not known."""
    context: str = ""
    """The msgctxt, which tells apart two uses of one source text."""
    terms: tuple[Term, ...] = ()
    """The glossary's terms whose source occurs in this pair's source, and the forbidden ones."""
    max_length: int | None = None
    is_draft: bool = False
    """Whether a machine wrote the translation and nobody has accepted it."""
    placeholders: tuple[str, ...] = ()
    """Regular expressions, from the configuration, of more placeholders that a translation keeps."""

    @property
    def language(self) -> Language:
        """The target's language."""
        return language(self.locale)

    @property
    def source_language(self) -> Language:
        return language(self.source_locale)

    @property
    def has_tags(self) -> bool:
        """Whether the format has tags of HTML or XML; one that is not known may."""
        return not self.format or format_named(self.format).has_tags

    def codes(self, text: str) -> tuple[InlineCode, ...]:
        """The inline codes of the source, the target, or a part of either."""
        return codes_of(self.format)(text)

    def kept(self, text: str) -> list[tuple[Kept, InlineCode]]:
        """What a translation keeps of its codes, and by which code each is said."""
        return kept(text, codes_of(self.format), keeps_of(self.format))

    def prose(self, text: str) -> str:
        """The prose view of a text: codes and the flags' directives covered, positions unchanged."""
        return prose(text, codes_of(self.format), self.flags)

    def without_code(self, text: str) -> str:
        """The text with only its code covered, positions unchanged."""
        return without_code(text, codes_of(self.format))
