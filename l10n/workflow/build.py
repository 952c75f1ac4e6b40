"""`l10n build`: update, draft, compile and publish; only what changed is made again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from l10n.catalog.po import parse_po
from l10n.catalog.stats import count
from l10n.compiler import Policy, compile_document
from l10n.drafting import localize_tokens
from l10n.engines import is_automatic
from l10n.errors import EngineError, L10nError
from l10n.exports.manifest import (
    Manifest,
    ManifestArticle,
    Output,
    parse_manifest,
    render_manifest,
    translation_status,
)
from l10n.files import read_bytes, write_changed
from l10n.formats import format_named
from l10n.locales import bcp47_tag, direction
from l10n.model import Catalog, Document, State
from l10n.project import Article, Project
from l10n.workflow.cache import Cache, code_stamp, digest, open_cache
from l10n.workflow.catalogs import update_catalog
from l10n.workflow.drafts import Chain, DraftReport, draft_locale, load_chain, needs_draft
from l10n.workflow.memory import ProjectMemory, open_project_memory
from l10n.workflow.report import Errors, Progress, each, exit_code, silent
from l10n.workflow.sources import Source, chosen_articles, chosen_locales, parse_source, read_source, splitter

_STATES = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)


@dataclass(slots=True)
class LocaleBuild:
    """What `build` did for one locale."""

    locale: str
    folder: Path
    units: dict[State, int] = field(default_factory=lambda: dict.fromkeys(_STATES, 0))
    words: dict[State, int] = field(default_factory=lambda: dict.fromkeys(_STATES, 0))
    written: list[str] = field(default_factory=list)
    """The articles that were written anew."""
    unchanged: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    """Articles with units that have no publishable translation; under `--fallback fail` they were not written."""
    draft: DraftReport | None = None

    @property
    def unreviewed(self) -> int:
        """Units whose text no person has accepted for the source as it is now."""
        return self.units[State.DRAFT] + self.units[State.STALE]


@dataclass(frozen=True, slots=True)
class BuildReport:
    folder: Path
    policy: Policy
    locales: tuple[LocaleBuild, ...]
    errors: tuple[L10nError, ...]
    orphans: tuple[str, ...] = ()
    """Outputs of earlier builds, in the folder, that nothing writes any more."""

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
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> BuildReport:
    """Brings the catalogs of the locales up to date, drafts what is missing and writes the localized articles.

    `engine` is a name, several with commas, or `none`; None takes the project's choice. An article or catalog that
    cannot be read is reported and the others are built. Raises EngineError when an engine that was asked for by name
    is missing.
    """
    locales = chosen_locales(project, tags)
    articles = chosen_articles(project, ())
    errors = Errors()
    with open_cache(project) as cache, open_project_memory(project, cache, clock) as memory:
        engines = engine or project.settings.engine
        run = _Run(project, policy, out or project.build, engines, clock, progress, cache, memory)
        read = partial(read_source, project)
        sources = [source for _, source in each(articles, read, errors, silent, "")]
        builds = [run.build_locale(locale, sources, errors) for locale in locales]
    manifest = _write_manifest(run, articles, sources)
    return BuildReport(run.out, policy, tuple(builds), tuple(errors.found), manifest.orphans)


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one article."""

    record: dict[str, Any]
    """Units and words by state, gaps, and the output's digest: what the cache keeps of a build."""
    written: bool


@dataclass(slots=True)
class _Run:
    """One run of `build`: what all of its steps need to know."""

    project: Project
    policy: Policy
    out: Path
    engine: str
    clock: Callable[[], datetime]
    progress: Progress
    cache: Cache
    memory: ProjectMemory
    outputs: dict[str, dict[str, Output]] = field(default_factory=dict)
    """By article and locale: what the manifest says of it."""

    def build_locale(self, locale: str, sources: Sequence[Source], errors: Errors) -> LocaleBuild:
        build = LocaleBuild(locale, self.out / self.project.output_folder(locale))

        def update(source: Source) -> _Result | None:
            return self._update(locale, source)

        def publish(source: Source) -> _Result:
            return self._publish(locale, source)

        waiting = []
        for source, updated in each(sources, update, errors, self.progress, f"build {locale}"):
            if updated is None:
                waiting.append(source)
            else:
                self._count(build, source.article, updated)
        if waiting:
            build.draft = self._draft(locale, [source.article for source in waiting], errors)
        for source, result in each(waiting, publish, errors, self.progress, f"compile {locale}"):
            self._count(build, source.article, result)
        return build

    def _update(self, locale: str, source: Source) -> _Result | None:
        """Brings an article's catalog up to date and publishes the article, or gives None: it waits for a draft.

        Raises L10nError and OSError.
        """
        record = self._record(locale, source)
        if record is None:
            document = parse_source(self.project, source)
            memory = self.memory.approved(locale)
            merged = update_catalog(self.project, locale, source.article, document, memory, self.clock)
            if self.engine != "none" and any(map(needs_draft, merged.catalog.messages)):
                return None
            return self._compile(locale, source, document, merged.catalog, merged.data)
        if self.engine != "none" and record["units"].get(State.UNTRANSLATED.value):
            return None
        return _Result(record, written=False)

    def _draft(self, locale: str, articles: Sequence[Article], errors: Errors) -> DraftReport:
        """Drafts with the chosen engines; without one when `auto` finds none, so that the rest is still built."""
        try:
            chain = load_chain(self.project, locale, self.engine)
        except EngineError as error:
            if not is_automatic(self.engine):
                raise
            chain = Chain((), missing=error)
        report = draft_locale(self.project, locale, articles, chain, self.cache, self.memory, self.progress)
        errors.found += report.errors
        return report

    def _publish(self, locale: str, source: Source) -> _Result:
        """Publishes an article after drafting. Raises L10nError and OSError."""
        if record := self._record(locale, source):
            return _Result(record, written=False)
        path = self.project.catalog_path(locale, source.article)
        data = path.read_bytes()
        return self._compile(locale, source, parse_source(self.project, source), parse_po(data, path), data)

    def _compile(self, locale: str, source: Source, document: Document, catalog: Catalog, data: bytes) -> _Result:
        """Writes the localized article and records what it was made from. Raises OSError."""
        article = source.article
        finish = partial(localize_tokens, locale=locale)
        compiled = compile_document(document, catalog, self.policy, split=splitter(self.project), finish=finish)
        counts = count(catalog, self.project.settings.source_locale)
        units = {state.value: counts[state].units for state in _STATES if state in counts}
        words = {state.value: counts[state].words for state in _STATES if state in counts}
        text, form = compiled.text, format_named(document.format)
        if compiled.translated:
            status = translation_status(units)
            fields = {"lang": bcp47_tag(locale), "dir": direction(locale), "translation_status": status}
            text = form.label(text, fields)
        output = form.pack(source.data, text) if form.pack else text.encode("utf-8", "surrogatepass")
        record = {
            "units": units,
            "words": words,
            "gaps": len(compiled.gaps),
            "published": compiled.translated,
            "output": digest(output),
        }
        written = not self._withheld(record) and write_changed(
            self.out / self.project.output_path(locale, article), output
        )
        self.cache.keep_build(locale, article.name, self._inputs(source, data), record)
        return _Result(record, written)

    def _withheld(self, record: dict[str, Any]) -> bool:
        """Whether an article is not to be written, for its gaps."""
        return bool(record["gaps"]) and self.policy.fallback == "fail"

    def _record(self, locale: str, source: Source) -> dict[str, Any] | None:
        """What was recorded of the last build of an article, if nothing that it was made from or wrote has changed."""
        catalog = read_bytes(self.project.catalog_path(locale, source.article))
        if catalog is None:
            return None
        record = self.cache.build(locale, source.article.name, self._inputs(source, catalog))
        if record is None:
            return None
        output = read_bytes(self.out / self.project.output_path(locale, source.article))
        return record if output is not None and digest(output) == record["output"] else None

    def _inputs(self, source: Source, catalog: bytes | None) -> str:
        settings = repr((self.project.settings, self.policy, str(self.out)))
        return digest(code_stamp(), settings, source.digest, catalog or b"")

    def _count(self, build: LocaleBuild, article: Article, result: _Result) -> None:
        record = result.record
        (build.written if result.written else build.unchanged).append(article.name)
        for state in _STATES:
            build.units[state] += record["units"].get(state.value, 0)
            build.words[state] += record["words"].get(state.value, 0)
        if record["gaps"]:
            build.incomplete.append(article.name)
        if not self._withheld(record):
            path = self.project.output_path(build.locale, article)
            output = Output(path, record["units"], record["words"], record["published"])
            self.outputs.setdefault(article.name, {})[build.locale] = output


def _write_manifest(run: _Run, present: Sequence[Article], sources: Sequence[Source]) -> Manifest:
    """Writes manifest.json; what it said of locales and articles that this run did not build, or could not, stays."""
    path = run.out / "manifest.json"
    known = parse_manifest(read_bytes(path) or b"")
    articles = {article.name: known.articles[article.name] for article in present if article.name in known.articles}
    for source in sources:
        name = source.article.name
        before = known.articles[name].locales if name in known.articles else {}
        if locales := {**before, **run.outputs.get(name, {})}:
            reference = run.project.reference(source.article)
            articles[name] = ManifestArticle(reference, f"sha256:{hashlib.sha256(source.data).hexdigest()}", locales)
    manifest = Manifest(articles)
    former = (known.paths | set(known.orphans)) - manifest.paths
    manifest = replace(manifest, orphans=tuple(sorted(path for path in former if (run.out / path).is_file())))
    write_changed(path, render_manifest(run.project.settings.source_locale, manifest))
    return manifest
