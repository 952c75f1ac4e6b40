"""Drafting what has no translation yet, into the catalogs; what was drafted is kept whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10n.catalog.edit import apply_drafts
from l10n.catalog.po import parse_po, render_po
from l10n.catalog.stats import count_words
from l10n.drafting import Engine, Job, Proposal, Setting, draft
from l10n.engines import load_engine
from l10n.errors import EngineError, L10nError
from l10n.formats import format_for
from l10n.glossary.terms import parse_terms
from l10n.locales import language
from l10n.model import Draft, Message, State, Term
from l10n.project import Article, Project, read_bytes, revise
from l10n.workflow.cache import Cache, open_cache
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.memory import memory_lookup
from l10n.workflow.report import Errors, Progress, silent
from l10n.workflow.sources import chosen_articles, chosen_locales


@dataclass(frozen=True, slots=True)
class DraftReport:
    locale: str
    engine: str
    """The fingerprints of the engines of the chain, joined with commas; empty when none was there."""
    drafted: int = 0
    from_memory: int = 0
    failing: int = 0
    """Drafts that were stored although a check still fails."""
    untranslated: int = 0
    """Units that no engine gave a usable draft for."""
    errors: tuple[L10nError, ...] = ()
    missing: EngineError | None = None
    """Why no engine could be loaded."""


@dataclass(slots=True)
class _Queue:
    """The messages of one catalog that wait for a draft, and those that have one."""

    article: Article
    path: Path
    waiting: int
    done: dict[tuple[str | None, str], tuple[str, Draft]] = field(default_factory=dict)


def needs_draft(message: Message) -> bool:
    """Whether a message has no text, or only a machine's text for a source that has changed since."""
    if message.obsolete:
        return False
    return message.state is State.UNTRANSLATED or (message.state is State.STALE and message.machine_made)


def load_engines(project: Project, locale: str, names: str) -> tuple[Engine, ...]:
    """The engines of a comma-separated list of names, for one locale. Raises EngineError when one is missing."""
    source, target = language(project.settings.source_locale), locale
    chosen = [name.strip() for name in names.split(",") if name.strip()]
    return tuple(load_engine(name, source, target, project.settings.engines) for name in chosen)


def read_terms(project: Project, locale: str) -> tuple[Term, ...]:
    """The locale's glossary; empty when there is none. Raises L10nError with path and line."""
    path = project.glossary_path(locale)
    data = read_bytes(path)
    return parse_terms(data, path) if data is not None else ()


def draft_catalogs(
    project: Project,
    tags: Sequence[str],
    names: Sequence[str] = (),
    *,
    engine: str | None = None,
    progress: Progress = silent,
) -> tuple[DraftReport, ...]:
    """Drafts what has no translation in the catalogs of the locales: a report for each.

    Raises EngineError when an engine of the chain is missing or fails; what it had drafted is stored by then.
    """
    names_of_engines = engine or project.settings.engine
    reports = []
    with open_cache(project) as cache:
        for locale in chosen_locales(project, tags):
            engines = load_engines(project, locale, names_of_engines)
            articles = chosen_articles(project, names)
            reports.append(draft_locale(project, locale, articles, engines, cache, progress))
    return tuple(reports)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What `draft` would draft in one catalog."""

    locale: str
    article: str
    units: int
    words: int
    engine: str


def plan_drafts(
    project: Project, tags: Sequence[str], names: Sequence[str] = (), *, engine: str | None = None
) -> tuple[Waiting, ...]:
    """What a run of `draft_catalogs` would draft, and with what. Raises EngineError when an engine is missing."""
    plan = []
    errors = Errors()
    for locale in chosen_locales(project, tags):
        engines = load_engines(project, locale, engine or project.settings.engine)
        fingerprints = ",".join(engine.fingerprint for engine in engines)
        for article in chosen_articles(project, names):
            texts = [message.msgid for _, message in waiting_messages(project, locale, [article], errors)]
            words = sum(count_words(text, project.settings.source_locale) for text in texts)
            if texts:
                plan.append(Waiting(locale, article.name, len(texts), words, fingerprints))
    return tuple(plan)


def waiting_messages(
    project: Project, locale: str, articles: Sequence[Article], errors: Errors
) -> list[tuple[Article, Message]]:
    """The messages of a locale's catalogs that need a draft, with their articles."""
    found = []
    for article in articles:
        try:
            catalog = read_catalog(project.catalog_path(locale, article))
        except (L10nError, OSError) as error:
            errors.add(error)
            continue
        found += [(article, message) for message in (catalog.live if catalog else ()) if needs_draft(message)]
    return found


def draft_locale(
    project: Project,
    locale: str,
    articles: Sequence[Article],
    engines: tuple[Engine, ...],
    cache: Cache,
    progress: Progress = silent,
    missing: EngineError | None = None,
) -> DraftReport:
    """Drafts one locale's catalogs with a chain of engines (and the memory), article by article into the files."""
    errors = Errors()
    waiting = waiting_messages(project, locale, articles, errors)
    queues: dict[str, _Queue] = {}
    jobs = []
    for article, message in waiting:
        queue = queues.setdefault(article.name, _Queue(article, project.catalog_path(locale, article), 0))
        queue.waiting += 1
        jobs.append(Job(message.msgid, message.type, format_for(article.file).name))
    setting = Setting(
        locale=locale,
        source_locale=project.settings.source_locale,
        terms=read_terms(project, locale),
        placeholders=project.settings.placeholders,
        abbreviations=project.settings.abbreviations,
        memory=memory_lookup(project, locale),
        chain=engines,
        cache=cache,
    )
    proposals: list[Proposal] = []
    try:
        for index, proposal in draft(jobs, setting):
            article, message = waiting[index]
            queue = queues[article.name]
            queue.waiting -= 1
            if proposal.text:
                queue.done[message.key] = (proposal.text, proposal.mark)
            if not queue.waiting:
                _store(project, queues.pop(article.name))
            proposals.append(proposal)
            progress(f"draft {locale}", len(proposals), len(jobs))
    finally:
        for queue in queues.values():
            _store(project, queue)
        cache.commit()
    stored = [proposal for proposal in proposals if proposal.text]
    return DraftReport(
        locale,
        engine=",".join(engine.fingerprint for engine in engines),
        drafted=len(stored),
        from_memory=sum(proposal.mark.origin.startswith("tm ") for proposal in stored),
        failing=sum(bool(proposal.mark.failed) for proposal in stored),
        untranslated=len(proposals) - len(stored),
        errors=tuple(errors.found),
        missing=missing,
    )


def _store(project: Project, queue: _Queue) -> None:
    """Writes a catalog's drafts, into the file as it is by now."""
    if queue.done:
        path = queue.path
        revise(path, lambda data: render_po(apply_drafts(parse_po(data or b"", path), queue.done)))
