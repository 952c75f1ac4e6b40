"""`l10n check --links`: links in the built pages that lead to no file, or to no id in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from posixpath import dirname, join
from urllib.parse import unquote, urlsplit

from l10n.errors import ConfigurationError, L10nError
from l10n.files import decode_source
from l10n.formats import Format, format_for
from l10n.formats.format import Link
from l10n.formats.lines import split_lines
from l10n.model import Finding, Severity
from l10n.project import Article, Project
from l10n.project.manifest import parse_manifest
from l10n.translatable import Text
from l10n.workflow.publish.site import find_place, make_site
from l10n.workflow.report import Errors, Progress, each


@dataclass(frozen=True, slots=True)
class _Page:
    """A file that may hold links."""

    path: str
    """Relative to the folder of outputs, for a source to the folder of sources; with `/`."""
    file: Path
    article: Article
    locale: str = ""
    """Empty for a source."""
    shown: str = ""
    """The path as findings show it."""


def find_dead_links(
    project: Project, locales: Sequence[str], errors: Errors, progress: Progress
) -> tuple[list[Finding], set[tuple[str, str, str]]]:
    """Findings about dead links in the locales' built pages; and locale, article and address of all links. Links to
    other sites are not checked. A link that is dead in the source, too, is only a note, since the translation is not at
    fault. Unreadable files go to `errors`. Raises ConfigurationError when nothing is built."""
    walk = _Walk(project)
    pages = [page for page in walk.built.values() if page.locale in locales]
    if not pages:
        raise ConfigurationError(
            "nothing is built to find links in", path=project.build, hint="Run `l10n build` first."
        )
    findings: list[Finding] = []
    keys: set[tuple[str, str, str]] = set()
    for page, (dead, urls) in each(pages, walk.check, errors, progress, Text("check links")):
        findings += dead
        keys |= {(page.locale, page.article.name, url) for url in urls}
    return findings, keys


class _Walk:
    """The pages of a project while their links are checked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._site = make_site(project, project.articles())
        self._by_name = {article.name: article for article in self._site.by_file.values()}
        self._articles = {project.source_path(article): article for article in self._by_name.values()}
        self._ids: dict[Path, frozenset[str] | None] = {}
        self._urls: dict[str, frozenset[str]] = {}
        self._served: dict[str, dict[str, Path]] = {}
        self.built: dict[Path, _Page] = {}
        """The built pages of all locales."""
        folder = Path(relpath(project.build, project.root)).as_posix()
        manifest = parse_manifest(project.store.read(project.build / "manifest.json") or b"")
        for name, entry in manifest.articles.items():
            for locale, output in entry.locales.items():
                file = project.build / output.path
                if name in self._by_name and file.is_file():
                    page = project.localized_page(locale, self._by_name[name])
                    self._served.setdefault(locale, {})[page] = file
                    self.built[file] = _Page(output.path, file, self._by_name[name], locale, f"{folder}/{output.path}")

    def check(self, page: _Page) -> tuple[list[Finding], list[str]]:
        """The findings about a page's links, and all its links. Raises L10nError and OSError."""
        form = page.article.format
        if not form.page.links:
            return [], []
        text = decode_source(self._project.store.read_known(page.file), page.file)
        links = form.page.links(text)
        found = ((link, self._dead(page, link.url)) for link in links)
        return [_finding(page, text, link, *dead) for link, dead in found if dead], [link.url for link in links]

    def _dead(self, page: _Page, url: str) -> tuple[str, Severity, Text] | None:
        """The rule that a dead link breaks, the severity and the message; None if the link leads somewhere."""
        target = self._target(page, url)
        if target is None:
            return None
        fragment = unquote(urlsplit(url).fragment)
        if not _is_there(target):
            rule, severity, why = "link-target", Severity.ERROR, Text("{url} leads to no file", url=url)
            theirs = url in self._source_urls(page.article)
        elif not self._has(target, fragment):
            rule, severity = "link-fragment", Severity.WARNING
            why = Text("nothing in {file} has the id {id}", file=target.name, id=fragment)
            theirs = any(unquote(urlsplit(other).fragment) == fragment for other in self._source_urls(page.article))
        else:
            return None
        if theirs and self._is_dead_in_source(page, url, target, fragment):
            return rule, Severity.INFO, Text("{problem}; it is dead in the source, too", problem=why)
        if rule == "link-fragment" and theirs:
            why = Text("{problem}, which the source has; the setting `anchors` keeps it", problem=why)
        return rule, severity, why

    def _target(self, page: _Page, url: str) -> Path | None:
        """The file that a link leads to, whether it exists or not; None if that cannot be known here.

        Other files beside the sources are assumed to be served beside the pages.
        """
        if url.startswith("#"):
            return page.file
        place = find_place(self._site, dirname(page.path), url)
        if place is None or place.startswith("../"):
            return None
        file = (self._project.build if page.locale else self._project.source) / place.lstrip("/")
        if _is_there(file):
            return next(iter(sorted(file.glob("index.*"))), file) if file.is_dir() else file
        if localized := self._served.get(page.locale, {}).get(_page_of(place)):
            return localized
        if served := self._site.article_at(place if place.startswith("/") else f"/{place}"):
            return self._project.source_path(served)
        original = (find_place(self._site, dirname(page.article.file), url) or place).lstrip("/")
        if original.startswith("../"):
            return None
        if article := self._named(original):
            return self._output(page.locale, article)
        other = self._project.source / original
        return other if _is_there(other) and original not in self._site.by_file else file

    def _named(self, place: str) -> Article | None:
        """The article that a site generator serves at this place, without a file ending or with `.html`."""
        stem = place.removesuffix(".html").rstrip("/")
        return self._by_name.get(stem) or self._by_name.get(join(stem, "index"))

    def _output(self, locale: str, article: Article) -> Path:
        if not locale:
            return self._project.source_path(article)
        return self._project.build / self._project.output_path(locale, article)

    def _source_urls(self, article: Article) -> frozenset[str]:
        """The addresses of the links in an article's source."""
        if article.name not in self._urls:
            links = article.format.page.links
            path = self._project.source_path(article)
            text = decode_source(self._project.store.read_known(path), path)
            self._urls[article.name] = frozenset(link.url for link in links(text)) if links else frozenset()
        return self._urls[article.name]

    def _is_dead_in_source(self, page: _Page, url: str, target: Path, fragment: str) -> bool:
        """Whether a link is dead in the source, too: no such file, or no such id in the target's source."""
        if _is_there(target):
            original = self.built.get(target)
            return original is None or not self._has(self._project.source_path(original.article), fragment)
        source = _Page(page.article.file, self._project.source_path(page.article), page.article)
        there = self._target(source, url)
        return there is not None and not _is_there(there)

    def _has(self, file: Path, fragment: str) -> bool:
        """Whether a file has the id of a fragment, or its ids are not known."""
        if fragment in _TOP or fragment.startswith(":~:"):
            return True
        if file not in self._ids:
            self._ids[file] = _ids_of(self._project, file, self._format(file))
        ids = self._ids[file]
        return ids is None or fragment in ids

    def _format(self, file: Path) -> Format | None:
        """The format of a page or a source; None if it has none that is known."""
        page = self.built.get(file)
        if page is None and (article := self._articles.get(file)):
            return article.format
        return page.article.format if page else None


def _page_of(place: str) -> str:
    """The page at a place that counts from the root of the site; empty for any other."""
    page = place[1:] if place.startswith("/") else "/"
    return f"{page}index.html" if page.endswith("/") or not page else page


_TOP = frozenset({"", "top"})
"""Fragments that lead to the top of any page (HTML standard, "select the indicated part")."""


def _is_there(path: Path) -> bool:
    """Whether such a file or folder exists; False for an impossible file name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _ids_of(project: Project, file: Path, form: Format | None) -> frozenset[str] | None:
    """The ids in a file; None if its format has none that are known."""
    try:
        ids = (form or format_for(file)).page.ids
        return ids(decode_source(project.store.read_known(file), file)) if ids else None
    except (L10nError, OSError):
        return None


def _finding(page: _Page, text: str, link: Link, rule: str, severity: Severity, why: Text) -> Finding:
    begin = max(text.rfind("\n", 0, link.start), text.rfind("\r", 0, link.start)) + 1
    line = text[begin:].splitlines()[0]
    return Finding(
        rule,
        severity,
        why,
        page.shown,
        line=len(split_lines(text[:begin])) + 1,
        column=link.start - begin + 1,
        locale=page.locale,
        article=page.article.name,
        msgid=link.url,
        target=line,
        start=link.start - begin,
        end=min(link.end - begin, len(line)),
    )
