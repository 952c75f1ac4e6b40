"""An article compiled for a locale, as a page of the site: with its fields, links, ids and head."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from l10n.compiler import compile_document
from l10n.drafting import localize_tokens
from l10n.formats import format_named
from l10n.formats.format import HeadLink
from l10n.locales import bcp47_tag, direction
from l10n.model import Catalog, Document, State
from l10n.project import Article, Project
from l10n.project.manifest import translation_status
from l10n.workflow.publish.publication import Publication
from l10n.workflow.publish.site import notice_for, relink
from l10n.workflow.sources import splitter


@dataclass(frozen=True, slots=True)
class LocalizedPage:
    """An article's text in a locale, and its other dependencies besides source and catalog."""

    text: str
    published: int
    """The number of units in translation."""
    gaps: int
    links: Mapping[str, bool]
    """Place of the site that it links to -> whether an article is there."""
    head: tuple[HeadLink, ...]


def make_page(
    publication: Publication,
    locale: str,
    article: Article,
    document: Document,
    catalog: Catalog,
    units: Mapping[str, int],
) -> LocalizedPage:
    """An article as published; `units` are its catalog's counts by state. Without any translation the text is the
    source's, except for links that would lead nowhere."""
    project = publication.site.project
    form = format_named(document.format)
    compiled = compile_document(
        document,
        catalog,
        publication.policy,
        split=splitter(project),
        finish=partial(localize_tokens, locale=locale),
        keep=_heading_ids(project, document),
    )
    exists = partial(publication.exists, locale)
    text, links = relink(publication.site, compiled.text, form, article, locale, exists)
    if not compiled.translated:
        return LocalizedPage(text, 0, len(compiled.gaps), links, ())
    unreviewed = publication.policy.publish == "drafts" and (units.get(State.DRAFT) or units.get(State.STALE))
    if project.settings.notice and form.page.notice and unreviewed:
        text = form.page.notice(text, *notice_for(project, locale))
    status = translation_status(units)
    fields = {"lang": bcp47_tag(locale), "dir": direction(locale), "translation_status": status}
    text = form.page.label(text, {**fields, "translation_of": project.reference(article)})
    head = publication.head(locale, article)
    if form.page.head and head:
        text = form.page.head(text, head)
    return LocalizedPage(text, compiled.translated, len(compiled.gaps), links, tuple(head))


def _heading_ids(project: Project, document: Document) -> Callable[[int, str], str]:
    """A function that gives a translated heading the id of its source heading, if the project wants that."""
    form, style = format_named(document.format), project.settings.anchors
    if not form.page.heading_ids or (style == "none" and not form.page.ids_unseen):
        return lambda place, heading: heading
    ids = form.page.heading_ids(document.raw)
    return lambda place, heading: form.page.write_id(heading, ids[place], style == "html") if place in ids else heading
