"""The links between the pages of a site: from article to article, and between siblings. Pure functions."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import commonpath, dirname, join, normpath, relpath
from urllib.parse import quote, unquote, urlsplit

from l10n.formats import Format
from l10n.formats.format import HeadLink
from l10n.locales import bcp47_tag, language, script
from l10n.project import Article, Project

_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Site:
    """The articles of a project as pages."""

    project: Project
    by_file: Mapping[str, Article]
    """Path in the source folder -> article."""
    by_page: Mapping[str, Article]
    """Path at which the source is served -> article; empty if it is not served."""
    sources: str = ""
    """The path of the folder of sources from that of outputs; empty if the outputs leave the project."""

    @property
    def url(self) -> str:
        """The address of the folder of outputs, with a `/` at the end; empty if it is not known."""
        url = self.project.settings.site_url
        return f"{url.rstrip('/')}/" if url else ""

    @property
    def moves_links(self) -> bool:
        """Whether links in a localized article may differ from the source's."""
        return bool(self.url or self.project.settings.served) or not self.project.settings.output.endswith("/{path}")

    @property
    def shares_files(self) -> bool:
        """Whether the outputs are in one tree with the sources, whose other files are then in their reach."""
        return bool(self.sources) and not self.sources.startswith("..")

    def article_at(self, place: str) -> Article | None:
        """The article at a path in the source folder or, with a leading `/`, at a path where the source is served."""
        if not place.startswith("/"):
            return self.by_file.get(place)
        page = place[1:]
        if page.endswith("/") or not page:
            return self.by_page.get(page + _INDEX)
        return self.by_page.get(page) or self.by_page.get(f"{page}/{_INDEX}")

    def address(self, path: str) -> str:
        """The URL of a page, from its path in the folder of outputs; an index page has the URL of its folder."""
        return self.url + quote(_shown(path))


def make_site(project: Project, articles: Iterable[Article], out: Path | None = None) -> Site:
    """The site of these articles in a folder of outputs: the project's own unless there is another."""
    articles = list(articles)
    pages = {page: article for article in articles if (page := project.source_page(article))}
    served = pages if project.settings.site_url or project.settings.served else {}
    folder = str(out or project.build)
    is_inside = commonpath((project.root, folder)) == str(project.root)
    sources = relpath(project.source, folder) if is_inside else ""
    return Site(project, {article.file: article for article in articles}, served, sources)


def _shown(path: str) -> str:
    """A path without the file name that servers add themselves."""
    return path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link to a page of the site."""

    place: str
    """The path for `Site.article_at`."""
    article: Article | None
    base: str
    """The text before the path: `/` or the site's URL if it counts from the site's root, else nothing or `./`."""
    rest: str
    """Query and fragment as written."""


def find_place(site: Site, folder: str, url: str) -> str | None:
    """The place of an address, for `Site.article_at`; a relative address counts from `folder`. None if it leads to
    another site, stays on its page, or only a site generator knows its target."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path, root = unquote(parts.path), unquote(urlsplit(site.url).path) or "/"
    if not path or "{{" in url or "{%" in url:
        return None
    outside = bool(parts.scheme or parts.netloc)
    if not (outside or path.startswith("/")):
        return normpath(join(folder, path))
    if outside and not (site.url and url.startswith(site.url)):
        return None
    if not (site.url or site.project.settings.served) or not path.startswith(root):
        return None
    return f"/{path[len(root) :]}"


def find_target(site: Site, article: Article, url: str, written: str) -> Target | None:
    """The target of a link in an article's source; None if it leads to another site or stays on the page. `url` is
    `written` with its escapes and references resolved."""
    place = find_place(site, dirname(article.file), url)
    if place is None:
        return None
    base = "./" if url.startswith("./") else ""
    if place.startswith("/"):
        base = site.url if site.url and url.startswith(site.url) else urlsplit(site.url).path or "/"
    return Target(place, site.article_at(place), base, _rest(url, written))


def _rest(url: str, written: str) -> str:
    """Query and fragment as written, or escaped anew if the mark before them is itself an escape."""
    if mark := re.search(r"\?|(?<!&)#", written):
        return written[mark.start() :]
    mark = re.search(r"[?#]", url)
    return quote(url[mark.start() :], safe="/?#=+%") if mark else ""


def relink(
    site: Site, text: str, form: Format, article: Article, locale: str, exists: Callable[[str], bool]
) -> tuple[str, dict[str, bool]]:
    """An article's compiled text with links to other articles changed to these articles in the same locale, and links
    to other files changed to where these are. `exists` says whether a place has an article in the locale, or a file
    that stays where it is. If not, a link to an article leads to the source's page, or stays unchanged if that has no
    address. Also returns, for each linked place, whether something is there: the text depends on it."""
    if not (form.page.links and (site.moves_links or site.shares_files or "../" in text)):
        return text, {}
    seen: dict[str, bool] = {}
    pieces: list[str] = []
    done = 0
    files = set(form.page.files(text))
    for link in sorted({*form.page.links(text), *files}):
        target = find_target(site, article, link.url, text[link.start : link.end])
        if target is None or (target.article and link in files):  # no page shows an article
            continue
        there = seen[target.place] = exists(target.place)
        new = _moved(site, target, article, locale, there, html=form.page.head is not None)
        if new:
            pieces += (text[done : link.start], new)
            done = link.end
    return _move_link_tags(site, "".join([*pieces, text[done:]]), locale, exists, seen), seen


def _moved(site: Site, target: Target, article: Article, locale: str, there: bool, *, html: bool) -> str:
    """The new address of a link, as written; empty if it stays unchanged."""
    project = site.project
    if target.article is None:
        if not there or target.place.startswith("/"):
            return ""
        path = normpath(join(site.sources, target.place))
    else:
        path = project.output_path(locale, target.article)
        if target.place.startswith("/"):
            shown = _shown(project.localized_page(locale, target.article))
            if not target.place.endswith("/"):  # as the source writes it
                shown = shown.removesuffix("/")
            return target.base + quote(shown) + target.rest if there else ""
        page = project.source_page(target.article)
        if not there:
            return site.address(page) + target.rest if html and site.url and page else ""
    folder = dirname(project.output_path(locale, article)) or "."
    if normpath(join(folder, relpath(target.place, dirname(article.file) or "."))) == path:
        return ""
    new = relpath(path, folder)
    written = new if target.article is None and _PLAIN.fullmatch(new) else quote(new)
    return ("" if new.startswith("../") else target.base) + written + target.rest


_PLAIN = re.compile(r"[\w./@+~-]+")
"""A path that is an address in every syntax; scripts and front matter take no escapes for it."""
_LINK_TAG = re.compile(r"(\{%-?[ \t]*link[ \t]+/?)([^\s{}%]+)(?=[ \t]*-?%\})")


def _move_link_tags(site: Site, text: str, locale: str, exists: Callable[[str], bool], seen: dict[str, bool]) -> str:
    """The text with Jekyll's `{% link guide.md %}`, whose path counts from the site's folder, leading to the same
    article in the locale."""

    def moved(tag: re.Match[str]) -> str:
        article = site.by_file.get(tag[2])
        if article is None:
            return tag[0]
        there = seen[tag[2]] = exists(tag[2])
        return tag[1] + site.project.output_path(locale, article) if there else tag[0]

    return _LINK_TAG.sub(moved, text) if site.sources == "." else text


def head_links(site: Site, article: Article, locale: str, paths: Mapping[str, str]) -> list[HeadLink]:
    """The head links of an article's page in a locale: its own address and those of its siblings.

    `paths`: locale -> published page of the article, this page included.
    """
    return [HeadLink("", site.address(paths[locale])), *siblings(site, article, paths)]


def siblings(site: Site, article: Article, paths: Mapping[str, str]) -> list[HeadLink]:
    """The links to all pages of an article. A served source is among them, and is the page for all other languages."""
    links = [HeadLink(bcp47_tag(locale), site.address(path)) for locale, path in paths.items()]
    if page := site.project.source_page(article):
        links.append(HeadLink(bcp47_tag(site.project.settings.source_locale), site.address(page)))
        return [*sorted(links), HeadLink("x-default", site.address(page))]
    return sorted(links)


def notice_for(project: Project, locale: str) -> tuple[str, str]:
    """The notice on pages with unreviewed drafts, and the tag of its language."""
    words = {**_notices(), **project.settings.notices}
    tags = (locale, f"{language(locale)}_{script(locale)}", language(locale))
    tag = next((tag for tag in tags if tag in words), "en")
    return words[tag], bcp47_tag(tag)


@cache
def _notices() -> dict[str, str]:
    lines = Path(__file__).with_name("notices.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ")[::2] for line in lines if line and not line.startswith("#"))
    return dict(pairs)
