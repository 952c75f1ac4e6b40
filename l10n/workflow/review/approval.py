"""`l10n approve`: drafts become approved text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.catalog.edit import approve as approve_messages
from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.errors import L10nError
from l10n.model import Message, State
from l10n.project import Project
from l10n.workflow.report import Errors
from l10n.workflow.sources import chosen_articles, chosen_locales


@dataclass(frozen=True, slots=True)
class ApprovalReport:
    approved: int
    articles: tuple[str, ...]
    """`locale/article` of each changed catalog."""
    skipped: int
    """The number of drafts not approved because they fail a check or their source has changed."""
    errors: tuple[L10nError, ...]


def approve(
    project: Project, tags: Sequence[str], names: Sequence[str], *, failing: bool = False, stale: bool = False
) -> ApprovalReport:
    """Approves the articles' drafts; drafts that fail a check only with `failing`, stale ones only with `stale`."""

    def accepted(message: Message) -> bool:
        clean = failing or not (message.draft and message.draft.failed)
        return clean and (stale or message.state is State.DRAFT)

    approved = skipped = 0
    changed = []
    errors = Errors()
    for locale in chosen_locales(project, tags):
        for article in chosen_articles(project, names):
            path = project.catalog_path(locale, article)
            if not path.exists():
                continue
            try:
                done, left = _approve_catalog(project, path, accepted)
            except Exception as error:  # the others go on
                errors.add(error, article)
                continue
            approved += done
            skipped += left
            if done:
                changed.append(f"{locale}/{article.name}")
    return ApprovalReport(approved, tuple(changed), skipped, tuple(errors.found))


def _approve_catalog(project: Project, path: Path, accepted: Callable[[Message], bool]) -> tuple[int, int]:
    """Approves one catalog's accepted drafts; returns how many it approved and how many it skipped."""
    done = left = 0

    def approving(data: bytes | None) -> bytes:
        nonlocal done, left
        catalog = parse_po(data or b"", path)
        drafts = [message for message in catalog.live if message.state in (State.DRAFT, State.STALE)]
        keys = {message.key for message in drafts if accepted(message)}
        done, left = len(keys), len(drafts) - len(keys)
        result = approve_messages(catalog, keys)
        return rewrite_po(catalog, data, result, project.settings.wrap) if keys else data or b""

    project.store.revise(path, approving)
    return done, left
