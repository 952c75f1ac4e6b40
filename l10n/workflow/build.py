"""`l10n build`: update, draft, compile and publish; only what changed is made again."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from l10n.catalog.stats import count
from l10n.compiler import Policy, compile_document
from l10n.drafting import Engine
from l10n.engines import is_automatic
from l10n.errors import EngineError, L10nError
from l10n.exports.manifest import ManifestArticle, Output, parse_manifest, render_manifest, translation_status
from l10n.formats import format_named
from l10n.locales import bcp47_tag, direction
from l10n.model import State
from l10n.project import Article, Project, read_bytes, write_changed
from l10n.workflow.cache import Cache, code_stamp, digest, open_cache
from l10n.workflow.catalogs import read_catalog, update_catalog
from l10n.workflow.drafts import DraftReport, draft_locale, load_engines
from l10n.workflow.memory import memory_lookup
from l10n.workflow.report import Errors, Progress, exit_code, silent
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
    with open_cache(project) as cache:
        run = _Run(project, policy, out or project.build, engine or project.settings.engine, clock, progress, cache)
        sources = list(_read_sources(project, articles, errors))
        builds = [run.build_locale(locale, sources, errors) for locale in locales]
    _write_manifest(run, sources)
    return BuildReport(run.out, policy, tuple(builds), tuple(errors.found))


def _read_sources(project: Project, articles: Sequence[Article], errors: Errors) -> Iterator[Source]:
    for article in articles:
        try:
            yield read_source(project, article)
        except OSError as error:
            errors.add(error)


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
    outputs: dict[tuple[str, str], Output] = field(default_factory=dict)
    """By locale and article: what the manifest says of it."""

    def build_locale(self, locale: str, sources: Sequence[Source], errors: Errors) -> LocaleBuild:
        build = LocaleBuild(locale, self.out / locale)
        records = {source.article.name: self._record(locale, source) for source in sources}
        current = self._update(locale, sources, records, errors)
        waiting = [source.article for source in current if _waits(records[source.article.name])]
        if waiting and self.engine != "none":
            build.draft = self._draft(locale, waiting, errors)
        for number, source in enumerate(current, 1):
            name = source.article.name
            record = self._record(locale, source) if source.article in waiting else records[name]
            if record is None:
                try:
                    record = self._compile(locale, source, build)
                except (L10nError, OSError) as error:
                    errors.add(error)
                    continue
            else:
                build.unchanged.append(name)
            self._count(build, source.article, record)
            self.progress(f"compile {locale}", number, len(current))
        return build

    def _update(
        self, locale: str, sources: Sequence[Source], records: dict[str, dict[str, Any] | None], errors: Errors
    ) -> list[Source]:
        """Updates the catalogs of the articles without a record; gives the sources that can be compiled."""
        current = []
        memory = memory_lookup(self.project, locale)
        for number, source in enumerate(sources, 1):
            if records[source.article.name] is None:
                try:
                    document = parse_source(self.project, source)
                    update_catalog(self.project, locale, source.article, document, memory, self.clock)
                except (L10nError, OSError) as error:
                    errors.add(error)
                    continue
            current.append(source)
            self.progress(f"update {locale}", number, len(sources))
        return current

    def _draft(self, locale: str, articles: Sequence[Article], errors: Errors) -> DraftReport:
        """Drafts with the chosen engines; without one when `auto` finds none, so that the rest is still built."""
        engines: tuple[Engine, ...] = ()
        missing: EngineError | None = None
        try:
            engines = load_engines(self.project, locale, self.engine)
        except EngineError as error:
            if not is_automatic(self.engine):
                raise
            missing = error
        report = draft_locale(
            self.project,
            locale,
            articles,
            engines,
            self.cache,
            self.progress,
            missing,
        )
        errors.found += report.errors
        return report

    def _compile(self, locale: str, source: Source, build: LocaleBuild) -> dict[str, Any]:
        """Writes the localized article and records what it was made from. Raises L10nError and OSError."""
        article = source.article
        document = parse_source(self.project, source)
        catalog_path = self.project.catalog_path(locale, article)
        inputs = self._inputs(source, read_bytes(catalog_path))
        catalog = read_catalog(catalog_path)
        compiled = compile_document(document, catalog, self.policy, split=splitter(self.project))
        counts = count(catalog, self.project.settings.source_locale) if catalog else {}
        units = {state.value: counts[state].units for state in _STATES if state in counts}
        words = {state.value: counts[state].words for state in _STATES if state in counts}
        text = compiled.text
        if compiled.translated:
            fields = {
                "lang": bcp47_tag(locale),
                "dir": direction(locale),
                "translation_status": translation_status(units),
            }
            text = format_named(document.format).label(text, fields)
        data = text.encode("utf-8", "surrogatepass")
        record: dict[str, Any] = {"units": units, "words": words, "gaps": len(compiled.gaps), "output": digest(data)}
        if not (compiled.gaps and self.policy.fallback == "fail"):
            write_changed(self.out / locale / article.file, data)
            build.written.append(article.name)
        self.cache.keep_build(locale, article.name, inputs, record)
        return record

    def _record(self, locale: str, source: Source) -> dict[str, Any] | None:
        """What was recorded of the last build of an article, if nothing that it was made from or wrote has changed."""
        catalog = read_bytes(self.project.catalog_path(locale, source.article))
        if catalog is None:
            return None
        record = self.cache.build(locale, source.article.name, self._inputs(source, catalog))
        if record is None:
            return None
        output = read_bytes(self.out / locale / source.article.file)
        return record if output is not None and digest(output) == record["output"] else None

    def _inputs(self, source: Source, catalog: bytes | None) -> str:
        settings = repr((self.project.settings, self.policy, str(self.out)))
        return digest(code_stamp(), settings, source.digest, catalog or b"")

    def _count(self, build: LocaleBuild, article: Article, record: dict[str, Any]) -> None:
        for state in _STATES:
            build.units[state] += record["units"].get(state.value, 0)
            build.words[state] += record["words"].get(state.value, 0)
        if record["gaps"]:
            build.incomplete.append(article.name)
        if not (record["gaps"] and self.policy.fallback == "fail"):
            path = f"{build.locale}/{article.file}"
            self.outputs[build.locale, article.name] = Output(path, record["units"], record["words"])


def _waits(record: dict[str, Any] | None) -> bool:
    """Whether an article may have units to draft: its catalog has just been updated, or some had no draft last time."""
    return record is None or bool(record["units"].get(State.UNTRANSLATED.value))


def _write_manifest(run: _Run, sources: Sequence[Source]) -> None:
    """Writes manifest.json; what it said of locales and articles that this run did not build stays."""
    path = run.out / "manifest.json"
    known = parse_manifest(read_bytes(path) or b"")
    articles = {}
    for source in sources:
        name = source.article.name
        before = known[name].locales if name in known else {}
        built = {locale: output for (locale, article), output in run.outputs.items() if article == name}
        locales = {**before, **built}
        if locales:
            reference = run.project.reference(source.article)
            articles[name] = ManifestArticle(reference, f"sha256:{hashlib.sha256(source.data).hexdigest()}", locales)
    write_changed(path, render_manifest(run.project.settings.source_locale, articles))


def watch(project: Project, once: Callable[[], int], pause: Callable[[float], None] = time.sleep) -> None:
    """Calls `once` whenever a source, catalog, glossary or configuration file changed; until KeyboardInterrupt."""
    seen = _snapshot(project)
    while True:
        pause(0.3)
        now = _snapshot(project)
        if now != seen:
            once()
            seen = _snapshot(project)


def _snapshot(project: Project) -> dict[str, tuple[int, int]]:
    """Every watched file's time of change, in nanoseconds, and size in bytes."""
    settings = project.settings
    files = [project.root / "l10n.toml", project.root / "pyproject.toml"]
    for folder in (settings.source, settings.catalogs, settings.glossary):
        files += (project.root / folder).rglob("*")
    found = {}
    for path in files:
        with contextlib.suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found
