"""The Python API: what a publisher's script may rely on from one version to the next. Nothing else is promised.

The functions stand in the package itself: `import l10n`, then `l10n.build(l10n.open_project("news"))`. They print
nothing and return the values that the commands of the same names report. What is wrong with the whole run is raised, as
an `L10nError` whose message says where and what to do; what is wrong with one article is in the report's `errors`, and
the others are done. Locales are written in any spelling (`ko`, `pt-BR`); where none is named, it is the project's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.compiler import Fallback, Publish
    from l10n.project import Project
    from l10n.workflow.catalogs import UpdateReport
    from l10n.workflow.checking.gate import FailOn
    from l10n.workflow.checking.run import CheckReport
    from l10n.workflow.drafts import DraftReport
    from l10n.workflow.publish.build import BuildReport
    from l10n.workflow.segments import Block

__all__ = ["L10nError", "build", "check", "draft", "open_project", "segment", "update"]


def open_project(folder: Path | str = ".") -> Project:
    """The project that a folder lies in, as `l10n -C DIR` finds it. Raises ConfigurationError when there is none.

    >>> project = l10n.open_project("news")
    >>> [article.name for article in project.articles()], project.locales()
    (['talks'], ['ko'])
    """
    from l10n.workflow.setup import open_project as run

    return run(Path(folder))


def segment(text: str, *, language: str = "en", format: str = "text") -> tuple[Block, ...]:
    """The blocks of a text in a source format, each with its sentences. Raises SourceError and LocaleError.

    >>> for block in l10n.segment("# Talks\\n\\nDr. Kim spoke. They met *twice*.\\n", format="markdown"):
    ...     print(block.line, block.type, block.segments)
    1 title ('Talks',)
    3 paragraph ('Dr. Kim spoke. ', 'They met *twice*.')
    """
    from l10n.workflow.segments import segment_text

    return segment_text(text, language, format)


def update(project: Project, locales: Sequence[str] = (), articles: Sequence[str] = ()) -> UpdateReport:
    """Merges the articles into the catalogs; no translation is lost. Raises L10nError.

    >>> report = l10n.update(l10n.open_project("news"), ["ko"])
    >>> [(catalog.locale, catalog.article, catalog.written) for catalog in report.catalogs]
    [('ko', 'talks', True)]
    """
    from l10n.workflow.catalogs import update

    return update(project, locales, articles, clock=_now)


def draft(
    project: Project, locales: Sequence[str] = (), articles: Sequence[str] = (), *, engine: str | None = None
) -> tuple[DraftReport, ...]:
    """Drafts what has no translation yet, for people to review; a report a locale. Raises L10nError.

    `engine` is a name, several to try in order (`"bergamot,argos"`), or None for the project's choice. Into a locale
    that none of them can translate into, only the memory drafts, and the report's `errors` say why; a name that no
    engine has raises EngineError. `update` comes first: only what is in the catalogs is drafted.

    >>> project = l10n.open_project("news")
    >>> report = l10n.update(project)
    >>> [(report.locale, report.drafted) for report in l10n.draft(project, engine="pseudo")]
    [('ko', 2)]
    """
    from l10n.workflow.drafts import draft_catalogs

    return tuple(draft_catalogs(project, locales, articles, engine=engine, clock=_now))


def check(project: Project, locales: Sequence[str] = (), *, fail_on: FailOn = "error") -> CheckReport:
    """Finds missing, outdated and broken translations. Raises L10nError.

    The findings are `.outcome.findings`; `.exit_code` is 1 when one is as bad as `fail_on` (`error`, `warning` or
    `never`) says, 2 when a file could not be read, and 0 otherwise. The project's settings of rules hold.

    >>> project = l10n.open_project("news")
    >>> report = l10n.update(project)
    >>> found = l10n.check(project, ["ko"])
    >>> found.exit_code, [(finding.rule, finding.msgid) for finding in found.outcome.findings][:1]
    (1, [('untranslated', 'Talks')])
    """
    from l10n.workflow.checking.gate import Gate
    from l10n.workflow.checking.run import Request, run_checks

    return run_checks(Request(project, project.root, (), locales, Gate(fail_on)))


def build(
    project: Project,
    locales: Sequence[str] = (),
    *,
    publish: Publish = "drafts",
    fallback: Fallback = "source",
    engine: str | None = None,
    out: Path | str | None = None,
) -> BuildReport:
    """Updates the catalogs, drafts what is missing and writes the localized articles. Raises L10nError.

    `publish` is `drafts` or `approved`; `fallback` says what stands where nothing is published: the `source`, nothing
    (`omit`), or the source with an `.exit_code` of 1 (`fail`). `engine` is as in `draft`, and `"none"` drafts nothing.
    Articles are written into `out`, else into the project's folder of outputs.

    >>> report = l10n.build(l10n.open_project("news"), ["ko"], engine="pseudo")
    >>> report.exit_code, report.locales[0].written, (report.folder / "ko" / "talks.md").read_text("utf-8")
    (0, ['talks'], '# ⟦Ţåļķš⟧\\n\\n⟦Ðŕ. Ķîɱ šþöķé. one⟧ ⟦Ţĥéý ɱéţ *ţŵîçé*. one two⟧\\n')
    """
    from l10n.compiler import Policy
    from l10n.workflow.publish.build import build

    policy = Policy(publish, fallback)
    return build(project, locales, policy=policy, engine=engine, out=Path(out) if out else None, clock=_now)


def _now() -> datetime:
    return datetime.now().astimezone()
