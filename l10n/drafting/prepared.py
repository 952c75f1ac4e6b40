"""What one run of drafting works with: its brief, and what is worked out from it once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from l10n.checks import check_pair, rules_for_drafts
from l10n.checks.pair import Pair
from l10n.drafting.blocks import overlaps, parts_between, protected_codes
from l10n.drafting.pieces import credited
from l10n.drafting.request import Brief
from l10n.glossary.terms import TermMatch, term_finder
from l10n.languages.language import language
from l10n.languages.scripts import letters, scripts_of
from l10n.model import Diagnostic, InlineCode, Term
from l10n.text.expressions import Expression, expression
from l10n.text.references import character

ANYTHING = rules_for_drafts("always")
LANGUAGE = rules_for_drafts("always", "language", "fatal")
"""Rules that drafting heeds in whatever an engine wrote, and in what is text of the language."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A brief, with its glossary, patterns and scripts ready for use."""

    brief: Brief
    find_terms: Callable[[str], list[TermMatch]]
    whole_terms: Mapping[str, str]
    """Terms and their translations, for sentences that are nothing but a term."""
    placeholders: tuple[Expression, ...]
    own_letters: re.Pattern[str] | None
    """The letters of the locale, when the source is written in others."""

    @classmethod
    def of(cls, brief: Brief) -> Prepared:
        """Raises L10nError for a placeholder that is no regular expression."""
        own = scripts_of(brief.locale)
        find_terms = term_finder(brief.terms, brief.source_locale)
        return cls(
            brief,
            find_terms if own != scripts_of(brief.source_locale) else _with_credits(find_terms, brief.source_locale),
            {term.source: term.target for term in reversed(brief.terms) if not term.forbidden},
            tuple(map(expression, brief.placeholders)),
            letters(*own) if own and own != scripts_of(brief.source_locale) else None,
        )

    def codes(self, text: str, format: str) -> tuple[InlineCode, ...]:
        """The inline codes and placeholders of a text."""
        return protected_codes(text, format, self.placeholders)

    def keeps_codes(self, source: str, target: str, format: str) -> bool:
        """Whether a translation has the same codes as its source, each as often. References to characters of the prose
        are words."""
        return self._code_texts(source, format) == self._code_texts(target, format)

    def _code_texts(self, text: str, format: str) -> Counter[str]:
        written = (text[code.start : code.end] for code in self.codes(text, format))
        return Counter(code for code in written if not character(code))

    def terms(self, text: str, codes: Sequence[InlineCode]) -> list[TermMatch]:
        """The terms in a text, outside of its codes."""
        return [match for match in self.find_terms(text) if not overlaps(codes, match[0], match[1])]

    def fixed(self, text: str, format: str) -> list[tuple[int, int]]:
        """The spans of a text whose letters must stay: codes, and terms that are not translated."""
        codes = self.codes(text, format)
        kept = [(start, end) for start, end, term in self.terms(text, codes) if term.do_not_translate]
        return sorted([*kept, *((code.start, code.end) for code in codes)])

    def without_codes(self, text: str, format: str) -> str:
        """The text without codes that an engine made up."""
        for _ in range(3):
            codes = self.codes(text, format)
            if not codes:
                break
            text = "".join(parts_between(text, codes))
        return text

    def findings(self, source: str, target: str, type: str, format: str, natural: bool) -> list[Diagnostic]:
        """What the checks say about a translation; `natural` is an engine's attribute."""
        pair = Pair(
            source,
            target,
            self.brief.locale,
            self.brief.source_locale,
            type,
            format=format,
            terms=tuple(dict.fromkeys(term for _, _, term in self.terms(source, self.codes(source, format)))),
            placeholders=self.brief.placeholders,
        )
        return check_pair(pair, LANGUAGE if natural else ANYTHING)


def _with_credits(find_terms: Callable[[str], list[TermMatch]], locale: str) -> Callable[[str], list[TermMatch]]:
    """The terms of a text, and the names of its byline and credits as terms that stay."""
    bylines = language(locale).bylines

    def find(text: str) -> list[TermMatch]:
        terms = find_terms(text)
        names = [
            (start, end, Term(text[start:end], text[start:end], do_not_translate=True))
            for start, end in credited(text, bylines)
            if not any(start < match[1] and match[0] < end for match in terms)
        ]
        return sorted([*terms, *names], key=lambda match: match[:2])

    return find
