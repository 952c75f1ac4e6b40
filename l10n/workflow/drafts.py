"""Drafting what has no translation yet, into the catalogs; what was drafted is kept whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from l10n.catalog.edit import REPAIR, Key, apply_drafts
from l10n.catalog.po import parse_po
from l10n.catalog.repair import Repair, plan_repair
from l10n.catalog.rewriting import rewrite_po
from l10n.drafting.manner import names_of
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.run import draft
from l10n.errors import EngineError, L10nError
from l10n.formats import codes_of
from l10n.locales import form_of_one
from l10n.model import Draft, Message, State
from l10n.project import Article, Project
from l10n.text.prose import Codes
from l10n.translatable import Text
from l10n.workflow.cache import Cache, open_cache
from l10n.workflow.catalogs import update
from l10n.workflow.chain import (
    Chain,
    Skipped,
    load_chain,
    wanted_engines,
)
from l10n.workflow.exchange.project_memory import ProjectMemory, open_project_memory
from l10n.workflow.glossaries import read_terms
from l10n.workflow.other_words import other_words
from l10n.workflow.report import Errors, Progress, silent
from l10n.workflow.sources import chosen_articles, chosen_locales
from l10n.workflow.waiting import Place, Wanted, waiting_messages, wanted_again, wanted_first


@dataclass(frozen=True, slots=True)
class DraftReport:
    locale: str
    chain: Chain
    drafted: int = 0
    from_memory: int = 0
    repaired: int = 0
    """Paragraphs whose unchanged sentences kept a person's translation."""
    failing: int = 0
    """Drafts that were stored although a check still fails."""
    untranslated: int = 0
    """Units that no engine gave a usable draft for."""
    errors: tuple[L10nError, ...] = ()


@dataclass(slots=True)
class _Queue:
    """The messages of one catalog that wait for a draft, and those that have one."""

    project: Project
    path: Path
    waiting: int = 0
    done: dict[Key, tuple[str, Draft]] = field(default_factory=dict)


@dataclass(slots=True)
class _Task:
    """One message to draft: as a whole, or the changed sentences of a paragraph that people translated before."""

    queue: _Queue
    message: Message
    repair: Repair | None
    missing: int
    """How many of its texts have no draft yet."""
    texts: list[str]
    marks: list[Draft] = field(default_factory=list)
    forms: Sequence[int] = ()
    """For each plural form the place of its text."""

    def finish(self) -> Proposal:
        """What becomes of the message, once every text of it has been drafted."""
        if self.repair is None and self.message.msgid_plural is None:
            return Proposal(self.texts[0], self.marks[0])
        failed = tuple(sorted({rule for mark in self.marks for rule in mark.failed}))
        if self.repair:
            text = self.repair.assemble(self.texts) if all(self.texts) else ""
            return Proposal(text, Draft.of(self.repair.origin, self.message.msgid, text, failed))
        text = "\0".join(self.texts[place] for place in self.forms) if all(self.texts) else ""
        return Proposal(text, Draft.of(self.marks[-1].origin, self.message.source, text, failed))


def draft_catalogs(
    project: Project,
    tags: Sequence[str],
    names: Sequence[str] = (),
    *,
    engine: str | None = None,
    again: bool = False,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> tuple[DraftReport, ...]:
    """Drafts what has no translation in the catalogs of the locales: a report for each. With `again`, also what
    `wanted_again` names. An article without a catalog gets one first.

    A locale into which no engine can draft gets what the memory knows, and its report the EngineError, if an engine was
    asked for or is needed. Raises EngineError for a name that no engine has.
    """
    locales = chosen_locales(project, tags)
    engines = wanted_engines(project, locales, engine)
    if set(engines.values()) == {"none"}:
        return tuple(DraftReport(locale, Chain(())) for locale in locales)
    reports = []
    begun = {locale: _begin(project, locale, names, clock) for locale in locales if engines[locale] != "none"}
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        for locale in locales:
            if engines[locale] == "none":
                reports.append(DraftReport(locale, Chain(())))
                continue
            chain = load_chain(project, locale, engines[locale])
            wanted = wanted_again(project, locale, chain) if again else wanted_first
            articles = chosen_articles(project, names)
            report = draft_locale(project, locale, articles, chain, cache, memory, progress, wanted)
            missing = (chain.missing,) if chain.missing and (engine or report.untranslated) else ()
            report = replace(report, errors=(*begun[locale], *report.errors, *missing))
            reports.append(report)
    return tuple(reports)


def _begin(project: Project, locale: str, names: Sequence[str], clock: Callable[[], datetime]) -> tuple[L10nError, ...]:
    """Makes the catalogs that articles lack in a locale; returns the errors that were met."""
    articles = chosen_articles(project, names)
    new = [article.name for article in articles if not project.catalog_path(locale, article).exists()]
    return update(project, [locale], new, clock=clock).errors if new else ()


def draft_locale(
    project: Project,
    locale: str,
    articles: Sequence[Article],
    chain: Chain,
    cache: Cache,
    memory: ProjectMemory,
    progress: Progress = silent,
    wanted: Wanted = wanted_first,
) -> DraftReport:
    """Drafts one locale's catalogs with the memory and a chain of engines, article by article into the files.

    What is drafted when an engine fails, or on Ctrl-C, is stored. An engine that fails as a whole is left out from then
    on; where it was the last, its EngineError is in the report.
    """
    errors = Errors()
    lost: dict[str, EngineError] = {}
    brief = Brief(
        locale=locale,
        source_locale=project.settings.source_locale,
        terms=read_terms(project, locale),
        placeholders=project.settings.placeholders,
        abbreviations=project.settings.abbreviations,
        plain_style=locale in project.settings.plain_style,
        memory=memory.draft(locale),
        examples=memory.suggestions(locale),
        chain=chain.engines,
        lost=lost,
        other_words=other_words(project, locale, chain),
        cache=cache,
    )
    waiting = waiting_messages(project, locale, articles, errors, wanted, names_of(brief.terms), memory.usage(locale))
    tasks, jobs = _tasks(project, locale, waiting)
    proposals: list[Proposal] = []

    def finish(task: _Task) -> None:
        proposal = task.finish()
        proposals.append(proposal)
        if proposal.text:
            task.queue.done[task.message.key] = (proposal.text, proposal.mark)
            cache.keep_draft(locale, proposal.mark, proposal.text)
        task.queue.waiting -= 1
        if not task.queue.waiting:
            _store(task.queue)
        progress(Text("draft {locale}", locale=locale), len(proposals), len(tasks))

    try:
        for task in tasks:
            if not task.missing:
                finish(task)
        # a changed sentence is like the one before the change: only the very same text may come from the memory
        exactly = replace(brief, memory=memory.approved(locale))
        for chosen, repairing in ((exactly, True), (brief, False)):
            some = [(job, task, place) for job, task, place in jobs if (task.repair is not None) == repairing]
            for index, proposal in draft([job for job, _, _ in some], chosen):
                _, task, place = some[index]
                task.texts[place] = proposal.text
                task.marks.append(proposal.mark)
                task.missing -= 1
                if not task.missing:
                    finish(task)
    except EngineError as error:
        errors.add(error)
    finally:
        for queue in {id(task.queue): task.queue for task in tasks}.values():
            _store(queue)
    stored = [proposal for proposal in proposals if proposal.text]
    skipped = (Skipped(fingerprint, why) for fingerprint, why in lost.items())
    return DraftReport(
        locale,
        replace(chain, skipped=(*chain.skipped, *skipped)),
        drafted=len(stored),
        from_memory=sum(proposal.mark.origin.startswith("tm ") for proposal in stored),
        repaired=sum(proposal.mark.origin.startswith(REPAIR) for proposal in stored),
        failing=sum(bool(proposal.mark.failed) for proposal in stored),
        untranslated=len(tasks) - len(stored),
        errors=tuple(errors.found),
    )


def _tasks(project: Project, locale: str, waiting: Sequence[Place]) -> tuple[list[_Task], list[tuple[Job, _Task, int]]]:
    """What to draft: a task for each message, and the jobs with their task and their place among its texts. A person's
    text of which no sentence can be kept for certain is left to people."""
    queues: dict[str, _Queue] = {}
    tasks, jobs = [], []
    for article, message, previous, manner in waiting:
        repair = _plan_repair(project, locale, message)
        if message.state is State.STALE and not message.machine_made and repair is None:
            continue
        queue = queues.setdefault(article.name, _Queue(project, project.catalog_path(locale, article)))
        queue.waiting += 1
        sources = repair.sources if repair else (message.msgid,)
        forms: Sequence[int] = ()
        if message.msgid_plural is not None:
            forms = _forms(message, locale, codes_of(article.format.name))
            sources = (message.msgid, message.msgid_plural)
        task = _Task(queue, message, repair, len(sources), [""] * len(sources), forms=forms)
        tasks.append(task)
        format = article.format.name
        for place, text in enumerate(sources):
            jobs.append((Job(text, message.type, format, previous, manner), task, place))
    return tasks, jobs


def _forms(message: Message, locale: str, codes: Codes) -> list[int]:
    """For each plural form whether it is drafted from the text for one (0) or from that for many (1). Where the text
    for one does not say the number (`one file`), it is no text for 21 files, which have the same form in Russian."""
    texts = message.msgid, message.msgid_plural or ""
    one, other = ([text[code.start : code.end] for code in codes(text)] for text in texts)
    form = form_of_one(locale, alone=sorted(one) != sorted(other))
    return [0 if index == form else 1 for index in range(len(message.msgstr_plural))]


def _plan_repair(project: Project, locale: str, message: Message) -> Repair | None:
    stale = message.state is State.STALE and not message.machine_made
    if not stale or message.previous_msgid is None or message.msgid_plural is not None:
        return None
    return plan_repair(message.previous_msgid, message.msgstr, message.msgid, project.settings.source_locale, locale)


def _store(queue: _Queue) -> None:
    """Writes a catalog's drafts, into the file as it is by now."""
    if queue.done:
        path, drafts = queue.path, queue.done

        def drafted(data: bytes | None) -> bytes:
            catalog = parse_po(data or b"", path)
            return rewrite_po(catalog, data, apply_drafts(catalog, drafts), queue.project.settings.wrap)

        queue.project.store.revise(path, drafted)
        queue.done = {}
