"""The folder of outputs: its files, the files that a run adds, and the links between pages, manifest and sitemap."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from l10n.compiler import Policy
from l10n.errors import ConfigurationError
from l10n.exports.sitemap import render_sitemap
from l10n.formats.format import HeadLink
from l10n.project import Article, Project
from l10n.project.manifest import Manifest, ManifestArticle, Output, parse_manifest, render_manifest
from l10n.store import Store
from l10n.workflow.cache import Cache, digest
from l10n.workflow.publish.site import Site, head_links, make_site, siblings
from l10n.workflow.report import Errors, each, silent
from l10n.workflow.sources import Source


@dataclass(slots=True)
class Record:
    """The cache's record of an article's build in a locale."""

    inputs: str
    """The digest of the build's inputs."""
    values: dict[str, Any]
    """Units and words by state, gaps, units published; the output's digest, its links and its head's."""


@dataclass(slots=True)
class Publication:
    """One run's view of the folder of outputs."""

    site: Site
    out: Path
    store: Store
    """The files below `out`."""
    policy: Policy
    stated: Manifest
    """The manifest at the beginning of the run and, when it finishes, as other runs have left it."""
    known: Manifest
    """The part of it whose outputs exist."""
    readable: frozenset[str]
    """The articles whose source could be read."""
    expected: tuple[str, ...]
    """The locales that this run is expected to publish."""
    brought: frozenset[str]
    """The files that come along: their paths in the folder of sources."""
    outputs: dict[str, dict[str, Output]] = field(default_factory=dict)
    """Article -> locale -> the output that this run has published or found in place."""
    assets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Locale -> the files that this run has brought along."""
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    """Article and locale -> the record that an output of `outputs` comes from."""
    coverage: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """Article -> its words, seen and offered."""

    def withheld(self, record: Record) -> bool:
        """Whether an article is not written because of its gaps."""
        return bool(record.values["gaps"]) and self.policy.fallback == "fail"

    def count(self, locale: str, article: Article, record: Record) -> None:
        """Adds a published article to `outputs` and `records`."""
        values = record.values
        path = self.site.project.output_path(locale, article)
        output = Output(path, values["units"], values["words"], values["published"])
        self.outputs.setdefault(article.name, {})[locale] = output
        self.records[article.name, locale] = record
        self.coverage[article.name] = values["coverage"]

    def exists(self, locale: str, place: str) -> bool:
        """Whether the place of a link has an article in the locale, or will have one after this run; or a file that is
        no article and does not come along with the outputs, so that links lead to where it is."""
        article = self.site.article_at(place)
        if article is None:
            return self._keeps_file(locale, place)
        if article.name in self.readable and self.policy.fallback != "fail":
            return True
        return (self.out / self.site.project.output_path(locale, article)).is_file()

    def _keeps_file(self, locale: str, place: str) -> bool:
        project, source = self.site.project, os.path.realpath(self.site.project.source)
        path = os.path.normpath(os.path.join(source, place))  # noqa: PTH118
        is_inside = path.startswith(source + os.sep)
        if place.startswith("/") or not self.site.sources or (is_inside and not self.site.shares_files):
            return False
        if is_inside and place in self.brought:
            copy = self.out / project.output_path(locale, Article(place.removesuffix(Path(place).suffix), place))
            if not os.path.realpath(copy).startswith(source + os.sep):
                return False
        root = os.path.realpath(project.root)
        return path.startswith(root + os.sep) and os.path.isfile(path)  # noqa: PTH113

    def links_hold(self, locale: str, record: Record) -> bool:
        """Whether the link targets of a recorded output exist, or are missing, as before."""
        return all(self.exists(locale, place) == there for place, there in record.values["links"].items())

    def paths(self, article: Article) -> dict[str, str]:
        """Locale -> the page of an article, for all locales with any translation."""
        known = self.known.articles.get(article.name)
        outputs = {**(known.locales if known else {}), **self.outputs.get(article.name, {})}
        paths = {locale: output.path for locale, output in outputs.items() if output.published}
        return {**paths, **{locale: self.site.project.output_path(locale, article) for locale in self.expected}}

    def head(self, locale: str, article: Article) -> list[HeadLink]:
        """The links for the head of a page; empty if the site has no address or the format has no head."""
        if not (self.site.url and article.format.page.head):
            return []
        own = {locale: self.site.project.output_path(locale, article)}
        return head_links(self.site, article, locale, {**self.paths(article), **own})

    def finish(self, cache: Cache, errors: Errors, present: Sequence[Article], sources: Sequence[Source]) -> Manifest:
        """Corrects the heads of pages that were written before all their siblings were known, and of pages in locales
        that this run did not build; writes manifest.json and sitemap.xml. Runs take turns in this, and each starts
        from what the one before has published."""
        self.expected = ()
        with self.store.holding(self.out / "manifest.json"):
            self.stated = _stated(self.store, self.out)
            self.known = _present(self.stated, self.out)
            articles = [article for article in self.site.by_file.values() if article.name in self.outputs]
            if self.site.url:
                for _ in each(articles, lambda article: self._finish(article, cache), errors, silent):
                    pass
            return self._write_manifest(present, sources)

    def _finish(self, article: Article, cache: Cache) -> None:
        form = article.format
        if not form.page.head:
            return
        paths = self.paths(article)
        stated = self.stated.articles.get(article.name)
        former = {
            locale: output.path for locale, output in (stated.locales if stated else {}).items() if output.published
        }
        for locale, path in paths.items():
            links = head_links(self.site, article, locale, paths)
            record = self.records.get((article.name, locale))
            if (record.values["head"] == _plain(links)) if record else (paths == former):
                continue
            data = self.store.read(self.out / path)
            if data is None:
                continue
            data = form.page.head(data.decode("utf-8", "surrogatepass"), links).encode("utf-8", "surrogatepass")
            self.store.write(self.out / path, data)
            if record:
                record.values |= {"head": _plain(links), "output": digest(data)}
                cache.keep_build(locale, article.name, record.inputs, record.values)

    def remove_orphans(self) -> tuple[str, ...]:
        """Deletes the outputs that no article writes any more, folders that get empty with them, and their entries in
        the manifest. Returns their paths. Raises L10nError and OSError."""
        removed = []
        with self.store.holding(self.out / "manifest.json"):
            manifest = _stated(self.store, self.out)
            for path in manifest.orphans:
                self.store.remove(self.out / path, self.out)
                removed.append(path)
            self.store.write(self.out / "manifest.json", render_manifest(replace(manifest, orphans=())))
        return tuple(removed)

    def _write_manifest(self, present: Sequence[Article], sources: Sequence[Source]) -> Manifest:
        """Writes manifest.json and sitemap.xml. Entries of locales and articles that this run did not or could not
        build stay."""
        project, known = self.site.project, self.known.articles
        wanted = {*project.settings.locales, *(tag for outputs in self.outputs.values() for tag in outputs)}
        articles = {
            article.name: known[article.name].within(wanted if project.settings.locales else None)
            for article in present
            if article.name in known
        }
        articles = {name: article for name, article in articles.items() if article.locales}
        for source in sources:
            name = source.article.name
            before = articles[name].locales if name in articles else {}
            if locales := {**before, **self.outputs.get(name, {})}:
                source_hash = f"sha256:{hashlib.sha256(source.data).hexdigest()}"
                articles[name] = ManifestArticle(
                    project.reference(source.article), source_hash, locales, self.coverage.get(name, {})
                )
        manifest = Manifest(project.settings.source_locale, articles)
        assets = {
            tag: paths for tag, paths in self.known.assets.items() if tag in wanted or not project.settings.locales
        }
        assets = {tag: paths for tag, paths in (assets | self.assets).items() if paths}
        manifest = replace(manifest, assets=assets)
        former = self.known.paths | self.known.asset_paths | set(self.known.orphans)
        former -= manifest.paths | manifest.asset_paths
        manifest = replace(manifest, orphans=tuple(sorted(path for path in former if (self.out / path).is_file())))
        if manifest != self.stated:
            self.store.write(self.out / "manifest.json", render_manifest(manifest))
        if self.site.url:
            pages = [article for article in present if article.name in articles and article.format.page.head]
            clusters = [siblings(self.site, article, self.paths(article)) for article in pages if self.paths(article)]
            for name, data in render_sitemap(self.site.url, clusters).items():
                self.store.write(self.out / name, data)
        return manifest


def _plain(links: Sequence[HeadLink]) -> list[list[str]]:
    """Links in the form that the cache returns."""
    return [list(link) for link in links]


def refuse_feeding(project: Project, out: Path, locales: Sequence[str], articles: Sequence[Article]) -> None:
    """Raises ConfigurationError when an output would be written over a source, or be an article of the next build."""
    source, folder, build = (os.path.realpath(path) for path in (project.source, out, project.build))
    if folder == build != source and build.startswith(source + os.sep):
        return  # no article is looked for in the folder of outputs
    if os.path.commonpath((folder, source)) not in (folder, source):
        return
    is_output = project.output_test(source) if folder == build else lambda file: False
    sources = {article.file for article in articles}
    for locale in locales:
        for article in articles:
            output = os.path.relpath(os.path.join(folder, project.output_path(locale, article)), source)  # noqa: PTH118
            file = output.replace(os.sep, "/")
            if not file.startswith("../") and (file in sources or not is_output(file)):
                raise ConfigurationError(
                    "the output {output} of {article} would become an article",
                    output=file,
                    article=article.file,
                    path=project.source,
                    hint="Write outputs elsewhere: set `build` or `output`, or name a folder with --out.",
                )


def open_publication(
    project: Project,
    out: Path,
    policy: Policy,
    articles: Sequence[Article],
    sources: Sequence[Source],
    expected: Sequence[str],
    assets: Sequence[str],
) -> Publication:
    """The folder of outputs as earlier runs left it."""
    store = project.store_of(out)
    stated = _stated(store, out)
    readable = frozenset(source.article.name for source in sources)
    site = make_site(project, articles, out)
    known = _present(stated, out)
    return Publication(site, out, store, policy, stated, known, readable, tuple(expected), frozenset(assets))


def _stated(store: Store, out: Path) -> Manifest:
    return parse_manifest(store.read(out / "manifest.json") or b"")


def _present(manifest: Manifest, out: Path) -> Manifest:
    """The manifest without outputs that somebody has deleted."""
    articles = {
        name: replace(
            article, locales={tag: each for tag, each in article.locales.items() if (out / each.path).is_file()}
        )
        for name, article in manifest.articles.items()
    }
    return replace(manifest, articles={name: article for name, article in articles.items() if article.locales})
