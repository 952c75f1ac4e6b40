"""`l10n check`: what is missing, outdated or broken in a project's catalogs, or in single PO files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path

from l10n.catalog.header import header_problems
from l10n.catalog.merge import merge
from l10n.catalog.po import parse_po
from l10n.catalog.repair import drafted_sentences, former_translations
from l10n.catalog.stats import Counts, count
from l10n.checks import check_article, check_forms, check_pair, silenced
from l10n.checks.pair import Pair
from l10n.errors import CatalogError, L10nError
from l10n.files import read_file
from l10n.formats import codes_of, referenced_format
from l10n.glossary.terms import term_finder
from l10n.locales import posix_tag
from l10n.model import Catalog, Diagnostic, Finding, Message, Severity, State, Term
from l10n.project import Article, Project, find_project
from l10n.project.inventory import format_chooser
from l10n.text.prose import prose
from l10n.translatable import Text, joined
from l10n.workflow.catalogs import empty_catalog, read_catalog
from l10n.workflow.checking.links import find_dead_links
from l10n.workflow.glossaries import read_terms
from l10n.workflow.orphans import orphan_catalogs
from l10n.workflow.report import Errors, Progress, each, silent
from l10n.workflow.sources import chosen_articles, chosen_locales, message_units, read_document

_INCOMPLETE: Mapping[State, Severity] = {
    State.UNTRANSLATED: Severity.ERROR,
    State.STALE: Severity.WARNING,
    State.DRAFT: Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings, before any gate."""

    findings: tuple[Finding, ...]
    locales: Mapping[str, Mapping[State, Counts]]
    """Locale -> units and source words by state; units that are not in a catalog yet count as untranslated. Empty for a
    locale without catalogs."""
    errors: tuple[L10nError, ...] = ()
    """Errors of unreadable files; those of catalogs are among the findings, too."""
    keys: frozenset[tuple[str, str, str]] = frozenset()
    """Locale, article and msgid of every unit."""

    @property
    def units(self) -> int:
        return sum(counts.units for states in self.locales.values() for counts in states.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A catalog's path, locale and article, and the other inputs of its checks besides its messages."""

    path: str
    """The path as findings show it."""
    locale: str
    article: str = ""
    source_locale: str = "en"
    format: str = ""
    terms: tuple[Term, ...] = ()
    find_terms: Callable[[str], tuple[Term, ...]] = lambda text: ()
    """The terms that occur in a text, forbidden ones included, each once."""
    placeholders: tuple[str, ...] = ()
    stated: Callable[[Sequence[str]], str] = lambda references: ""
    """The format that a project states for the file that `#:` references name; empty where it states none."""

    def finding(self, rule: str, severity: Severity, text: Text, message: Message | None = None) -> Finding:
        found = Finding(rule, severity, text, self.path, locale=self.locale, article=self.article)
        if message is None:
            return found
        line = message.msgstr_line or message.line
        return replace(found, line=line, msgctxt=message.msgctxt, msgid=message.msgid)


@lru_cache(maxsize=8)
def terms_by_text(terms: tuple[Term, ...], source_locale: str) -> Callable[[str], tuple[Term, ...]]:
    """A function that finds the terms of a glossary in a text; made for many texts."""
    find = term_finder(terms, source_locale)
    return lambda text: tuple(dict.fromkeys(term for _, _, term in find(text)))


def project_place(project: Project, locale: str, article: Article, terms: tuple[Term, ...]) -> Place:
    """The place of an article's catalog."""
    return Place(
        project.catalog_path(locale, article).relative_to(project.root).as_posix(),
        locale,
        article.name,
        project.settings.source_locale,
        article.format.name,
        terms,
        terms_by_text(terms, project.settings.source_locale),
        project.settings.placeholders,
    )


def check_project(
    project: Project, tags: Sequence[str], *, links: bool = False, progress: Progress = silent
) -> Checked:
    """Checks the catalogs of the locales against their current articles, merged or not; with `links`, also the links in
    the built pages.

    An unreadable article or catalog is reported and the others are checked. Raises L10nError for a bad configuration
    or glossary.
    """
    errors = Errors()
    articles = [
        (article, message_units(project, document))
        for article, document in each(
            chosen_articles(project, (), errors), partial(read_document, project), errors, silent
        )
    ]
    findings: list[Finding] = []
    states: dict[str, Mapping[State, Counts]] = {}
    keys: set[tuple[str, str, str]] = set()
    for locale in chosen_locales(project, tags):
        terms = read_terms(project, locale)
        counts: dict[State, Counts] = {}
        seen: list[tuple[Place, Message]] = []
        for number, (article, units) in enumerate(articles, 1):
            place = project_place(project, locale, article, terms)
            progress(Text("check {locale}", locale=locale), number, len(articles))
            try:
                catalog = read_catalog(project, locale, article)
            except Exception as error:  # the others go on
                errors.add(error, article)
                if isinstance(error, CatalogError):
                    findings.append(_unreadable(error, place))
                continue
            merged = merge(catalog or empty_catalog(), units, project.reference(article)).catalog
            for state, number_of in count(merged, project.settings.source_locale).items():
                counts[state] = counts.get(state, Counts()) + number_of
            if catalog is None:
                text = Text("not begun: there is no catalog yet for {count} units", count=len(merged.live))
                findings.append(place.finding("untranslated", Severity.WARNING, text))
                continue
            findings += _check_header(catalog, place)
            findings += _check_messages(merged, place)
            keys |= {(locale, article.name, message.msgid) for message in merged.live}
            seen += [(place, message) for message in merged.live if message.state is State.APPROVED]
        findings += _check_across(seen)
        findings += _orphans(project, locale, project.inventory().names)
        states[locale] = (
            counts if any(project.catalog_path(locale, article).exists() for article, _ in articles) else {}
        )
    if links:
        dead, addresses = find_dead_links(project, chosen_locales(project, tags), errors, progress)
        findings += dead
        keys |= addresses
    return Checked(tuple(findings), states, tuple(errors.found), frozenset(keys))


def check_files(paths: Iterable[Path], source_locale: str = "en") -> Checked:
    """Checks PO files by themselves, inside a project or not. The locale is the one their header names.

    An unreadable catalog is a finding with its position. Raises OSError for a file that cannot be read.
    """
    errors = Errors()
    findings: list[Finding] = []
    states: dict[str, Mapping[State, Counts]] = {}
    keys: set[tuple[str, str, str]] = set()
    stated_by = cache(_stated_by)
    for path in paths:
        place = Place(path.as_posix(), "", source_locale=source_locale, stated=stated_by(path.resolve().parent))
        try:
            catalog = parse_po(read_file(path), path)
        except CatalogError as error:
            errors.add(error)
            findings.append(_unreadable(error, place))
            continue
        place = replace(place, locale=header_locale(catalog))
        findings += _check_header(catalog, place)
        findings += _check_messages(catalog, place)
        findings += _check_across([(place, message) for message in catalog.live if message.state is State.APPROVED])
        keys |= {(place.locale, place.article, message.msgid) for message in catalog.live}
        known = states.get(place.locale, {})
        fresh = count(catalog, source_locale)
        states[place.locale] = {
            state: known.get(state, Counts()) + fresh.get(state, Counts()) for state in {*known, *fresh}
        }
    return Checked(tuple(findings), states, tuple(errors.found), frozenset(keys))


def _stated_by(folder: Path) -> Callable[[Sequence[str]], str]:
    """What the project around a folder, if there is one, says of the formats of the files in references."""
    try:
        settings = find_project(folder).settings
    except (L10nError, OSError):
        return lambda references: ""
    stated = format_chooser(settings.formats, Path(settings.source).as_posix())
    return lambda references: next(
        (form for file in references if (form := stated(file.rpartition(":")[0] or file))), ""
    )


def header_locale(catalog: Catalog) -> str:
    """The locale in a catalog's header; empty if there is none or it is unknown."""
    try:
        return posix_tag(catalog.header("Language"))
    except L10nError:
        return ""


def _unreadable(error: CatalogError, place: Place) -> Finding:
    text = Text("{what} ({hint})", what=error.what, hint=error.hint) if error.hint.template else error.what
    found = place.finding(error.rule, Severity.ERROR, text)
    return replace(found, line=error.line or 0, column=error.column or 0)


def _check_header(catalog: Catalog, place: Place) -> Iterator[Finding]:
    for rule, text, line in header_problems(catalog, place.locale):
        yield replace(place.finding(rule, Severity.ERROR, text), line=line)


def _check_messages(catalog: Catalog, place: Place) -> Iterator[Finding]:
    """The findings about a catalog's messages: about their states, then each text, then the texts together."""
    translated, pairs = [], []
    former = former_translations(catalog)
    for message in catalog.live:
        if message.state in _INCOMPLETE and message.state.value not in silenced(message):
            text = _incomplete(message, drafted_sentences(message, former, place.locale))
            yield place.finding(message.state.value, _INCOMPLETE[message.state], text, message)
        if not message.translated:
            continue
        pair = pair_of(message, place, message.msgid, message.msgstr)
        translated.append(message)
        pairs.append(pair)
        if message.msgid_plural is None:
            found = [(0, diagnostic) for diagnostic in check_pair(pair)]
        else:
            found = check_forms(message, partial(pair_of, message, place), check_pair)
        for form, diagnostic in found:
            target = message.msgstr_plural[form] if message.msgstr_plural else message.msgstr
            yield from _found(diagnostic, message, target, place)
    for index, diagnostic in check_article(pairs):
        yield from _found(diagnostic, translated[index], translated[index].msgstr, place)


def _incomplete(message: Message, drafted: Sequence[str]) -> Text:
    """The message about an incomplete state, with the sentences that a machine put into a person's text."""
    unit = _shortened(message.msgid)
    if message.state is State.UNTRANSLATED:
        text = Text("there is no translation of {unit}", unit=unit)
    elif message.state is State.STALE:
        text = Text("the source has changed since the translation of {unit}", unit=unit)
    else:
        text = Text("nobody has approved the draft of {unit}", unit=unit)
    if not drafted:
        return text
    return joined([text, Text("a machine wrote {sentences}", sentences=", ".join(map(_shortened, drafted)))])


def _shortened(text: str) -> str:
    """A text in quotes, cut to what fits in a line."""
    line = " ".join(text.split(maxsplit=60)[:60])
    return f"“{line if len(line) <= 60 else line[:59].rstrip() + '…'}”"


def _check_across(seen: Sequence[tuple[Place, Message]]) -> Iterator[Finding]:
    """The findings that compare all catalogs of a locale: one source text with two approved translations."""
    times = Counter((message.msgctxt or "", message.msgid) for _, message in seen)
    seen = [(place, message) for place, message in seen if times[message.msgctxt or "", message.msgid] > 1]
    pairs = [pair_of(message, place, message.msgid, message.msgstr) for place, message in seen]
    for index, diagnostic in check_article(pairs, {"inconsistent"}):
        place, message = seen[index]
        yield from _found(diagnostic, message, message.msgstr, place)


def pair_of(message: Message, place: Place, source: str, target: str) -> Pair:
    """The pair of texts that the checks see of a message, or of one of its plural forms."""
    form = place.format or place.stated(message.references) or referenced_format(message.references)
    return Pair(
        source,
        target,
        place.locale,
        place.source_locale,
        type=message.type,
        flags=frozenset(message.flags),
        format=form,
        context=message.msgctxt or "",
        terms=place.find_terms(prose(source, codes_of(form))) if place.terms else (),
        is_draft=message.state is State.DRAFT,
        placeholders=place.placeholders,
    )


def _found(diagnostic: Diagnostic, message: Message, target: str, place: Place) -> Iterator[Finding]:
    """A diagnostic as a finding, unless the message silences its rule. About a draft it is at most a warning, since
    nobody has accepted the draft yet."""
    if diagnostic.rule in silenced(message):
        return
    severity = diagnostic.severity
    if message.fuzzy and severity is Severity.ERROR:
        severity = Severity.WARNING
    line, column = _position(message, target, diagnostic.start)
    yield replace(
        place.finding(diagnostic.rule, severity, diagnostic.text, message),
        line=line,
        column=column if diagnostic.end > diagnostic.start else 0,
        target=target,
        start=diagnostic.start,
        end=diagnostic.end,
        fix=diagnostic.fix,
        suggestion=diagnostic.suggestion,
    )


def _position(message: Message, target: str, start: int) -> tuple[int, int]:
    """Line and column, in the PO file as this program writes it, of a character of the target."""
    if not message.msgstr_line:
        return message.line, 0
    before = target[:start]
    escapes = sum(before.count(character) for character in '\\"\t\r')
    if "\n" in target.rstrip("\n"):  # one literal a line, below an empty one
        return message.msgstr_line + 1 + before.count("\n"), len(before) - before.rfind("\n") - 1 + escapes + 2
    return message.msgstr_line, len('msgstr "') + len(before) + escapes + 1


def _orphans(project: Project, locale: str, names: Collection[str]) -> Iterator[Finding]:
    """Catalogs whose article is gone."""
    for name, path in orphan_catalogs(project, locale, names):
        place = Place(path.relative_to(project.root).as_posix(), locale, name)
        text = Text(
            "{folder}/ has no article {article}; put it back, or run `l10n update --prune`",
            folder=project.settings.source,
            article=name,
        )
        yield place.finding("orphan", Severity.WARNING, text)
