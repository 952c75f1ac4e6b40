"""`l10n glossary suggest`: terms and names that recur and that no glossary has, to be taken into it by a word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.alignment.lexicon import Evidence, Lexicon
from l10n.errors import ConfigurationError
from l10n.glossary.recurring import recurring_terms
from l10n.glossary.terms import term_finder
from l10n.languages.language import language
from l10n.languages.names import guessed_name
from l10n.model import Term
from l10n.project import Project
from l10n.text.prose import COVER, MARK, prose
from l10n.translatable import Text
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.glossaries import put_terms, read_terms
from l10n.workflow.sources import chosen_articles, chosen_locales

_CONTEXTS = 3
_CONTEXT_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Translated:
    """A rendering that was found for a term."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that recurs in an article and stands in no glossary."""

    locale: str
    article: str
    term: str
    kind: str
    """`name` or `term`."""
    count: int
    """How often it occurs."""
    contexts: tuple[str, ...]
    """Some of the source texts around it."""
    renderings: tuple[Translated, ...]
    """What its translations call it, the most frequent first; those that alignment is certain of."""
    guess: str
    """What a name without renderings may be called: as the program's tables have it, or by its sound. Empty where
    nobody knows."""


def suggest_terms(project: Project, tags: Sequence[str], names: Sequence[str] = ()) -> tuple[Suggestion, ...]:
    """The terms and names that recur in the articles, article by article, the most frequent first; what the glossary of
    the locale has is left out. Raises L10nError for a catalog or glossary that cannot be read."""
    found = []
    source_locale = project.settings.source_locale
    for locale in chosen_locales(project, tags):
        terms = read_terms(project, locale)
        codes_of_pair = language(source_locale).code, language(locale).code
        find = term_finder(terms, source_locale)
        evidence: list[Evidence] = [_glossary_lexicon(terms)]
        for article in chosen_articles(project, names):
            catalog = read_catalog(project, locale, article)
            messages = catalog.live if catalog else ()
            codes = article.format.codes
            pairs = [(prose(message.msgid, codes), prose(message.msgstr, codes)) for message in messages]
            for one in recurring_terms(pairs, (source_locale, locale), evidence):
                if any((start, end) == (0, len(one.term)) for start, end, _ in find(one.term)):
                    continue
                contexts = tuple(_context(pairs[unit][0], one.term) for unit in dict.fromkeys(one.units))[:_CONTEXTS]
                renderings = tuple(Translated(other.text, other.count) for other in one.renderings)
                kind = "name" if one.is_name else "term"
                guess = "" if renderings or not one.is_name else guessed_name(one.term, *codes_of_pair)
                found.append(
                    Suggestion(locale, article.name, one.term, kind, len(one.units), contexts, renderings, guess)
                )
    return tuple(found)


def take_terms(project: Project, tags: Sequence[str], decisions: Sequence[str]) -> tuple[Term, ...]:
    """Adds terms to a locale's glossary, each given as `TERM=RENDERING`, or as the term alone for the rendering that
    its translations have most often. Returns what is new. Raises ConfigurationError for a decision without a term or a
    rendering, and when it is not said which of several locales is meant."""
    locale, *others = chosen_locales(project, tags)
    if others:
        raise ConfigurationError(
            "a rendering is of one locale", hint=Text("Say which one: --locale {locale}.", locale=locale)
        )
    alone = any("=" not in decision for decision in decisions)
    found = _usual_renderings(suggest_terms(project, [locale])) if alone else {}
    return put_terms(project, locale, [_decided(decision, found) for decision in decisions])


def _usual_renderings(suggestions: Sequence[Suggestion]) -> dict[str, str]:
    """Term -> its most frequent rendering, over all articles."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in suggestions:
        counts[one.term].update({rendering.text: rendering.count for rendering in one.renderings})
    return {term: found.most_common(1)[0][0] for term, found in counts.items() if found}


def _decided(decision: str, found: Mapping[str, str]) -> Term:
    term, equals, rendering = (part.strip() for part in decision.partition("="))
    if equals and rendering and any(map(str.isalnum, term)):
        return Term(term, rendering)
    if not equals and term in found:
        return Term(term, found[term])
    raise ConfigurationError(
        "{decision!r} is not TERM=RENDERING, nor a term with a suggested rendering", decision=decision
    )


def _context(text: str, term: str) -> str:
    """The words around a term, cut to what fits in a line."""
    text = " ".join(text.replace(COVER, "").replace(MARK, "").split())
    at = max(text.casefold().find(term.casefold()), 0)
    start = max(0, at + len(term) // 2 - _CONTEXT_LENGTH // 2)
    start = text.find(" ", start) + 1 if 0 < start else 0
    end = start + _CONTEXT_LENGTH
    cut = text[start:end] if end >= len(text) else text[start:end].rpartition(" ")[0] or text[start:end]
    return ("…" if start else "") + cut + ("…" if start + len(cut) < len(text) else "")


def _glossary_lexicon(terms: Sequence[Term]) -> Lexicon:
    """Agreed translations as evidence, as far as a term and its translation are single words."""
    lexicon = Lexicon()
    for term in terms:
        if not term.forbidden and len(term.source.split()) == 1:
            lexicon.add(term.source, term.target.split())
    return lexicon
