"""`l10n status`: units and words by state, per locale and article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from l10n.catalog.merge import merge
from l10n.catalog.stats import Counts, count
from l10n.errors import L10nError
from l10n.model import State
from l10n.project import Project
from l10n.workflow.catalogs import empty_catalog, read_catalog
from l10n.workflow.chain import Chain, is_of_another_engine, load_chain
from l10n.workflow.report import Errors, each, silent
from l10n.workflow.sources import chosen_articles, chosen_locales, message_units, read_document


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    locale: str
    article: str
    counts: Mapping[State, Counts]


@dataclass(frozen=True, slots=True)
class StatusReport:
    articles: tuple[ArticleStatus, ...]
    errors: tuple[L10nError, ...]
    others: Mapping[str, int] = field(default_factory=dict)
    """By locale: drafts that nobody has touched and that another engine, or another version, would now write."""


def status(project: Project, tags: Sequence[str]) -> StatusReport:
    """The state counts of every article in every locale. They count the current sources, merged by `update` or not."""
    found = []
    errors = Errors()
    locales = chosen_locales(project, tags)
    chains: dict[str, Chain] = {}
    others: dict[str, int] = {}
    for article, document in each(
        chosen_articles(project, (), errors), partial(read_document, project), errors, silent
    ):
        for locale in locales:
            try:
                catalog = read_catalog(project, locale, article) or empty_catalog()
            except Exception as error:  # the others go on
                errors.add(error, article)
                continue
            merged = merge(catalog, message_units(project, document), project.reference(article)).catalog
            if any(message.machine_made for message in merged.live):
                chain = chains[locale] = chains.get(locale) or _chain(project, locale)
                number = sum(is_of_another_engine(message, chain) for message in merged.live)
                others[locale] = others.get(locale, 0) + number
            found.append(ArticleStatus(locale, article.name, count(merged, project.settings.source_locale)))
    return StatusReport(tuple(sorted(found, key=lambda row: (row.locale, row.article))), tuple(errors.found), others)


def _chain(project: Project, locale: str) -> Chain:
    """The engines that would draft now; none where one is missing, which `draft` will say."""
    try:
        return load_chain(project, locale, project.settings.engine_of(locale))
    except L10nError:
        return Chain(())
