"""`l10n export --format html`: pages that show articles beside their translations."""

from l10n.catalog.merge import merge
from l10n.catalog.stats import count_words
from l10n.exports.page import Page, PageUnit
from l10n.locales import posix_tag
from l10n.model import State
from l10n.project import Article, Project
from l10n.workflow.catalogs import empty_catalog, read_catalog
from l10n.workflow.exchange.handoff import handoff_unit
from l10n.workflow.review.articles import article_place, together_findings, unit_findings, unit_id
from l10n.workflow.sources import message_units, read_document


def bilingual_page(project: Project, tag: str, article: Article, *, missing_only: bool = False) -> Page:
    """The article's current source, merged or not, with its translation and the checks' findings.

    A repeated text is shown once. `missing_only` leaves out approved text. Raises L10nError and OSError.
    """
    locale = posix_tag(tag)
    source_locale = project.settings.source_locale
    catalog = read_catalog(project, locale, article) or empty_catalog()
    units = message_units(project, read_document(project, article))
    messages = merge(catalog, units, project.reference(article), source_locale=source_locale).catalog.live
    place = article_place(project, locale, article)
    together = together_findings(messages, place)
    rows = tuple(
        PageUnit(
            handoff_unit(article, message),
            message.draft.origin if message.draft and message.fuzzy else "",
            (*unit_findings(message, place), *together.get(unit_id(message.key), ())),
            count_words(message.msgid, source_locale),
        )
        for message in messages
        if not (missing_only and message.state is State.APPROVED)
    )
    return Page(article.name, source_locale, locale, rows, catalog.header("PO-Revision-Date"))
