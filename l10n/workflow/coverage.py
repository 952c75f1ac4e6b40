"""`l10n status --coverage`: how much of what readers see is offered for translation, and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from l10n.catalog.coverage import Coverage, coverage
from l10n.errors import L10nError
from l10n.formats import format_named
from l10n.project import Project
from l10n.workflow.report import Errors, each, silent
from l10n.workflow.sources import chosen_articles, read_document


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    article: str
    file: str
    """The source, relative to the project's root."""
    coverage: Coverage | None
    """None where the article's format gives no account."""


@dataclass(frozen=True, slots=True)
class CoverageReport:
    articles: tuple[ArticleCoverage, ...]
    errors: tuple[L10nError, ...]


def covered(project: Project, tags: Sequence[str] = ()) -> CoverageReport:
    """The account of every article; it is the same for all locales. Unreadable articles are reported as errors."""
    errors = Errors()
    articles = each(chosen_articles(project, (), errors), partial(read_document, project), errors, silent)
    found = tuple(
        ArticleCoverage(
            article.name,
            project.reference(article),
            coverage(document, format_named(document.format), project.settings.source_locale),
        )
        for article, document in articles
    )
    return CoverageReport(found, tuple(errors.found))
