"""`l10n build`: update, draft, compile and publish; only changed articles are built again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.catalog.coverage import coverage
from l10n.catalog.po import parse_po
from l10n.catalog.stats import count
from l10n.compiler import Policy
from l10n.engines import drafts_tier, is_automatic
from l10n.errors import L10nError
from l10n.formats import format_named
from l10n.memory.entry import Entry
from l10n.model import Catalog, Document, Message, State
from l10n.project import Article, Project
from l10n.translatable import Text
from l10n.workflow.cache import Cache, code_stamp, digest, open_cache
from l10n.workflow.catalogs import update_catalog
from l10n.workflow.chain import load_chain, wanted_engines
from l10n.workflow.exchange.memory_file import keep_parted
from l10n.workflow.exchange.project_memory import ProjectMemory, open_project_memory
from l10n.workflow.publish.assets import publish_assets
from l10n.workflow.publish.page import make_page
from l10n.workflow.publish.publication import Publication, Record, open_publication, refuse_feeding
from l10n.workflow.report import Errors, Progress, each, exit_code, silent
from l10n.workflow.sources import Source, chosen_locales, parse_source, read_source
from l10n.workflow.waiting import needs_draft

if TYPE_CHECKING:
    from l10n.workflow.drafts import DraftReport

_STATES = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)


@dataclass(slots=True)
class LocaleBuild:
    """The result of `build` for one locale."""

    locale: str
    folder: Path
    units: dict[State, int] = field(default_factory=lambda: dict.fromkeys(_STATES, 0))
    words: dict[State, int] = field(default_factory=lambda: dict.fromkeys(_STATES, 0))
    written: list[str] = field(default_factory=list)
    """The articles that were written anew."""
    unchanged: list[str] = field(default_factory=list)
    rough: int = 0
    """Units whose text is a draft of a model whose drafts are to be rewritten."""
    incomplete: list[str] = field(default_factory=list)
    """Articles with units without a publishable translation; `--fallback fail` does not write them."""
    draft: DraftReport | None = None

    @property
    def unreviewed(self) -> int:
        """The number of units whose text no person has accepted for the current source."""
        return self.units[State.DRAFT] + self.units[State.STALE]


@dataclass(frozen=True, slots=True)
class BuildReport:
    folder: Path
    policy: Policy
    locales: tuple[LocaleBuild, ...]
    errors: tuple[L10nError, ...]
    orphans: tuple[str, ...] = ()
    """Outputs of earlier builds in the folder that no article writes any more."""
    source_locale: str = ""
    removed: tuple[str, ...] = ()
    """Such outputs that were deleted because that was asked for."""
    unread: Mapping[str, int] = field(default_factory=dict)
    """Ending -> the number of files among the sources that no format reads."""
    sources: Path = Path()
    """The folder of the articles."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no article to build."""
        return not self.errors and not any(build.written or build.unchanged for build in self.locales)

    @property
    def exit_code(self) -> int:
        unmet = self.policy.fallback == "fail" and any(build.incomplete for build in self.locales)
        return exit_code(self.errors, otherwise=int(unmet))


def build(
    project: Project,
    tags: Sequence[str],
    *,
    policy: Policy,
    engine: str | None = None,
    out: Path | None = None,
    clean: bool = False,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> BuildReport:
    """Brings the catalogs of the locales up to date, drafts what is missing and writes the localized articles.

    With `clean`, outputs of earlier builds that nothing writes any more are deleted; only what the manifest lists.

    `engine` is a name, several names with commas, or `none`; None takes the project's choice. An unreadable article or
    catalog is reported, and the others are built; so is an engine given by name that is missing or fails. Raises
    EngineError for a name that no engine has.
    """
    locales = chosen_locales(project, tags)
    inventory = project.inventory()
    articles = inventory.articles
    refuse_feeding(project, out or project.build, locales, articles)
    errors = Errors(list(inventory.errors))
    read = partial(read_source, project)
    sources = [source for _, source in each(articles, read, errors, silent)]
    engines = wanted_engines(project, locales, engine)
    expected = [locale for locale in locales if engines[locale] != "none"]
    publication = open_publication(project, out or project.build, policy, articles, sources, expected, inventory.assets)
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        run = _Run(project, publication, engines, clock, progress, cache, memory)
        builds = [run.build_locale(locale, sources, errors) for locale in locales]
        for locale in locales:
            files = inventory.assets
            publication.assets[locale] = publish_assets(
                project, publication.store, publication.out, locale, files, errors
            )
        manifest = publication.finish(cache, errors, articles, sources)
        removed = publication.remove_orphans() if clean else ()
    found, source = tuple(errors.found), project.settings.source_locale
    left = () if clean else manifest.orphans
    unread = inventory.unread
    return BuildReport(publication.out, policy, tuple(builds), found, left, source, removed, unread, project.source)


@dataclass(slots=True)
class _Run:
    """One run of `build`."""

    project: Project
    publication: Publication
    engines: Mapping[str, str]
    """The engines that are wanted, by locale."""
    clock: Callable[[], datetime]
    progress: Progress
    cache: Cache
    memory: ProjectMemory
    kept: dict[str, set[Entry]] = field(default_factory=dict)
    """By locale, approved translations that catalogs part with, and that the memory's file has, or is to have."""

    def build_locale(self, locale: str, sources: Sequence[Source], errors: Errors) -> LocaleBuild:
        build = LocaleBuild(locale, self.publication.out / self.project.output_folder(locale))

        def update(source: Source) -> _Result | _Waits:
            return self._update(locale, source)

        def publish(source: Source) -> _Result:
            return self._publish(locale, source)

        results: dict[str, _Result] = {}
        waiting: list[Source] = []
        merging, told = sources, self.progress
        while merging:
            parting = []
            for source, updated in each(merging, update, errors, told, Text("build {locale}", locale=locale)):
                if updated is _Waits.FOR_MEMORY:
                    parting.append(source)
                elif updated is _Waits.FOR_DRAFT:
                    waiting.append(source)
                else:
                    results[source.article.name] = updated
            kept = not parting or keep_parted(self.project, locale, self.kept[locale], errors)
            merging, told = parting if kept else [], silent
        if waiting:
            waiting.sort(key=lambda source: source.article)
            build.draft = self._draft(locale, [source.article for source in waiting], errors)
        for source, result in each(waiting, publish, errors, self.progress, Text("compile {locale}", locale=locale)):
            results[source.article.name] = result
        moved = [source for source in sources if self._must_relink(locale, results.get(source.article.name))]
        for source, result in each(moved, publish, errors, silent):
            before = results[source.article.name]
            results[source.article.name] = replace(result, written=result.written or before.written)
        for source in sources:
            if source.article.name in results:
                self._count(build, source.article, results[source.article.name])
        return build

    def _must_relink(self, locale: str, result: _Result | None) -> bool:
        """Whether an article was written before it was known which of its link targets exist."""
        return result is not None and not self.publication.links_hold(locale, result.record)

    def _update(self, locale: str, source: Source) -> _Result | _Waits:
        """Brings an article's catalog up to date and publishes the article, or says what it waits for.

        Raises L10nError and OSError.
        """
        record = self._record(locale, source)
        if record is None:
            document = parse_source(self.project, source)
            memory = self.memory.approved(locale)
            kept = self.kept.setdefault(locale, set())
            merged = update_catalog(self.project, locale, source.article, document, memory, self.clock, kept)
            if merged.waits:
                kept.update(merged.parted)
                return _Waits.FOR_MEMORY
            if self.engines[locale] != "none" and any(map(needs_draft, merged.catalog.messages)):
                return _Waits.FOR_DRAFT
            return self._compile(locale, source, document, merged.catalog, merged.data)
        if self.engines[locale] != "none" and record.values["units"].get(State.UNTRANSLATED.value):
            return _Waits.FOR_DRAFT
        return _Result(record, written=False)

    def _draft(self, locale: str, articles: Sequence[Article], errors: Errors) -> DraftReport:
        """Drafts with the engines that are wanted. If none of them can, it goes on without, so that the rest is still
        built; that is an error unless `auto` was to choose."""
        from l10n.workflow.drafts import draft_locale

        chain = load_chain(self.project, locale, self.engines[locale])
        report = draft_locale(self.project, locale, articles, chain, self.cache, self.memory, self.progress)
        errors.found += report.errors
        if chain.missing and not is_automatic(self.engines[locale]):
            errors.add(chain.missing)
        return report

    def _publish(self, locale: str, source: Source) -> _Result:
        """Publishes an article after drafting. Raises L10nError and OSError."""
        if record := self._record(locale, source):
            return _Result(record, written=False)
        path = self.project.catalog_path(locale, source.article)
        data = self.project.store.read_known(path)
        return self._compile(locale, source, parse_source(self.project, source), parse_po(data, path), data)

    def _compile(self, locale: str, source: Source, document: Document, catalog: Catalog, data: bytes) -> _Result:
        """Writes the localized article and records its inputs. Raises OSError."""
        counts = count(catalog, self.project.settings.source_locale)
        units = {state.value: counts[state].units for state in _STATES if state in counts}
        words = {state.value: counts[state].words for state in _STATES if state in counts}
        page = make_page(self.publication, locale, source.article, document, catalog, units)
        form = format_named(document.format)
        account = coverage(document, form, self.project.settings.source_locale)
        pack = form.package.pack if form.package else _encoded
        output = pack(source.data, page.text)
        values = {
            "units": units,
            "words": words,
            "rough": sum(is_rough(message, self.project.settings.source_locale, locale) for message in catalog.live),
            "gaps": page.gaps,
            "coverage": {"seen": account.seen, "offered": account.offered} if account else {},
            "published": page.published,
            "links": page.links,
            "head": list(map(list, page.head)),
            "output": digest(output),
        }
        record = Record(self._inputs(source, data), values)
        written = not self.publication.withheld(record) and self.publication.store.write(
            self._output(locale, source), output
        )
        self.cache.keep_build(locale, source.article.name, record.inputs, record.values)
        if self.project.store.read(self.project.catalog_path(locale, source.article)) != data:
            return replace(self._publish(locale, source), written=True)  # somebody has changed it meanwhile
        return _Result(record, written)

    def _record(self, locale: str, source: Source) -> Record | None:
        """The record of an article's last build, if neither its inputs nor its output have changed."""
        catalog = self.project.store.read(self.project.catalog_path(locale, source.article))
        if catalog is None:
            return None
        inputs = self._inputs(source, catalog)
        values = self.cache.build(locale, source.article.name, inputs)
        output = self.publication.store.read(self._output(locale, source)) if values else None
        if values is None or output is None or digest(output) != values["output"]:
            return None
        record = Record(inputs, values)
        return record if self.publication.links_hold(locale, record) else None

    def _output(self, locale: str, source: Source) -> Path:
        return self.publication.out / self.project.output_path(locale, source.article)

    def _inputs(self, source: Source, catalog: bytes | None) -> str:
        settings = repr((self.project.settings, self.publication.policy, str(self.publication.out)))
        return digest(code_stamp(), settings, source.digest, catalog or b"")

    def _count(self, build: LocaleBuild, article: Article, result: _Result) -> None:
        record = result.record
        (build.written if result.written else build.unchanged).append(article.name)
        for state in _STATES:
            build.units[state] += record.values["units"].get(state.value, 0)
            build.words[state] += record.values["words"].get(state.value, 0)
        build.rough += record.values["rough"]
        if record.values["gaps"]:
            build.incomplete.append(article.name)
        if not self.publication.withheld(record):
            self.publication.count(build.locale, article, record)


def _encoded(data: bytes, text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class _Waits(Enum):
    """What an article waits for."""

    FOR_DRAFT = "draft"
    FOR_MEMORY = "memory"
    """Until what its catalog parts with is in the memory's file."""


@dataclass(frozen=True, slots=True)
class _Result:
    """The result for one article."""

    record: Record
    written: bool


def is_rough(message: Message, source_locale: str, locale: str) -> bool:
    """Whether a message's text is a draft of a model whose drafts are to be rewritten."""
    draft = message.draft if message.fuzzy and message.translated else None
    return draft is not None and drafts_tier(draft.origin, source_locale, locale) == "rough"
