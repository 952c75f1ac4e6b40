"""What the pages of a site say of each other: where links lead, and which siblings there are. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
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
    """By path in the source folder."""
    by_page: Mapping[str, Article]
    """By where the source is served; empty when that is nowhere."""

    @property
    def url(self) -> str:
        """The address of the folder of outputs, with a `/` at the end; empty when it is not known."""
        url = self.project.settings.site_url
        return f"{url.rstrip('/')}/" if url else ""

    @property
    def moves_links(self) -> bool:
        """Whether a link in a localized article may have to be written in another way than in the source."""
        return bool(self.url) or not self.project.settings.output.endswith("/{path}")

    def article_at(self, place: str) -> Article | None:
        """The article at a path in the source folder or, with a `/` before it, where the source is served."""
        if not place.startswith("/"):
            return self.by_file.get(place)
        page = place[1:]
        return self.by_page.get(page + _INDEX if page.endswith("/") or not page else page)

    def address(self, path: str) -> str:
        """The URL of a page, by its path in the folder of outputs; a folder's for the page that stands for it."""
        return self.url + quote(_shown(path))


def make_site(project: Project, articles: Iterable[Article]) -> Site:
    articles = list(articles)
    pages = {page: article for article in articles if (page := project.source_page(article))}
    served = pages if project.settings.site_url else {}
    return Site(project, {article.file: article for article in articles}, served)


def _shown(path: str) -> str:
    """A path without the name that servers add themselves."""
    return path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path


@dataclass(frozen=True, slots=True)
class Target:
    """What a link to a page of the site leads to."""

    place: str
    """As `Site.article_at` takes it."""
    article: Article | None
    base: str
    """What stands before the path: from the site's root, `/` or the site's URL; else nothing, or `./`."""
    rest: str
    """Query and fragment, as they are written."""


def find_place(site: Site, folder: str, url: str) -> str | None:
    """The place that an address leads to, as `Site.article_at` takes it; relative addresses are read from `folder`.
    None when it leads to another site, or to where only a site generator knows, or stays on its page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path, root = unquote(parts.path), unquote(urlsplit(site.url).path)
    if not path or "{{" in url or "{%" in url:
        return None
    outside = bool(parts.scheme or parts.netloc)
    if not (outside or path.startswith("/")):
        return normpath(join(folder, path))
    if not site.url or not path.startswith(root) or (outside and not url.startswith(site.url)):
        return None
    return f"/{path[len(root) :]}"


def find_target(site: Site, article: Article, url: str, written: str) -> Target | None:
    """What a link in an article's source leads to; None when it leads out of the site, or stays on the page. `url` is
    what is `written`, its escapes and references resolved."""
    place = find_place(site, dirname(article.file), url)
    if place is None or place.startswith("../"):
        return None
    base = "./" if url.startswith("./") else ""
    if place.startswith("/"):
        base = site.url if url.startswith(site.url) else urlsplit(site.url).path
    return Target(place, site.article_at(place), base, _rest(url, written))


def _rest(url: str, written: str) -> str:
    """Query and fragment as they are written, or escaped anew where the mark before them is itself an escape."""
    if mark := re.search(r"\?|(?<!&)#", written):
        return written[mark.start() :]
    mark = re.search(r"[?#]", url)
    return quote(url[mark.start() :], safe="/?#=+%") if mark else ""


def relink(
    site: Site, text: str, form: Format, article: Article, locale: str, exists: Callable[[str], bool]
) -> tuple[str, dict[str, bool]]:
    """An article's compiled text with its links to other articles leading to these in the same locale.

    `exists` says of a place whether an article is there in the locale. A link to one that is not leads to the source's
    page, if that has an address; else it stays as it is. Gives, too, for each place that is linked to, whether an
    article is there: what the text depends on.
    """
    if not (form.page.links and site.moves_links):
        return text, {}
    seen: dict[str, bool] = {}
    pieces: list[str] = []
    done = 0
    for link in form.page.links(text):
        target = find_target(site, article, link.url, text[link.start : link.end])
        if target is None:
            continue
        there = seen[target.place] = exists(target.place)
        new = _moved(site, target, article, locale, there, html=form.page.head is not None)
        if new:
            pieces += (text[done : link.start], new)
            done = link.end
    return "".join([*pieces, text[done:]]), seen


def _moved(site: Site, target: Target, article: Article, locale: str, there: bool, *, html: bool) -> str:
    """Where a link leads now, as it is written; nothing when it stays as it is."""
    if target.article is None:
        return ""
    project = site.project
    path = project.output_path(locale, target.article)
    if target.place.startswith("/"):
        return target.base + quote(_shown(path)) + target.rest if there else ""
    page = project.source_page(target.article)
    if not there:
        return site.address(page) + target.rest if html and site.url and page else ""
    folder = dirname(project.output_path(locale, article))
    if normpath(join(folder, relpath(target.place, dirname(article.file) or "."))) == path:
        return ""
    return target.base + quote(relpath(path, folder or ".")) + target.rest


def head_links(site: Site, article: Article, locale: str, paths: Mapping[str, str]) -> list[HeadLink]:
    """What the head of an article's page in a locale says: its own address, and that of each of its siblings.

    `paths` are the pages of the article that are published, by locale: the page itself is one of them.
    """
    return [HeadLink("", site.address(paths[locale])), *siblings(site, article, paths)]


def siblings(site: Site, article: Article, paths: Mapping[str, str]) -> list[HeadLink]:
    """All pages of an article, the source's included where it is served, which is the one for all other readers."""
    links = [HeadLink(bcp47_tag(locale), site.address(path)) for locale, path in paths.items()]
    if page := site.project.source_page(article):
        links.append(HeadLink(bcp47_tag(site.project.settings.source_locale), site.address(page)))
        return [*sorted(links), HeadLink("x-default", site.address(page))]
    return sorted(links)


def notice_for(project: Project, locale: str) -> tuple[str, str]:
    """What readers of a page with unreviewed drafts are told, and the tag of the language it is in."""
    words = {**_notices(), **project.settings.notices}
    tags = (locale, f"{language(locale)}_{script(locale)}", language(locale))
    tag = next((tag for tag in tags if tag in words), "en")
    return words[tag], bcp47_tag(tag)


@cache
def _notices() -> dict[str, str]:
    lines = Path(__file__).with_name("notices.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ")[::2] for line in lines if line and not line.startswith("#"))
    return dict(pairs)
