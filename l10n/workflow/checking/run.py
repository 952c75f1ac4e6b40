"""One run of `l10n check`: collect, leave out, compare with the baseline, judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.exports.findings import Outcome
from l10n.files import read_file
from l10n.project import Project
from l10n.translatable import Text, counted
from l10n.workflow.checking.catalogs import Checked, Place, check_files, check_project, header_locale, project_place
from l10n.workflow.checking.changed import changed_findings
from l10n.workflow.checking.fixes import Fixed, fix_catalogs
from l10n.workflow.checking.gate import (
    Gate,
    apply_rule_settings,
    baseline_entry,
    compare,
    judge,
    parse_rule_settings,
    read_baseline,
    write_baseline,
)
from l10n.workflow.glossaries import read_terms
from l10n.workflow.sources import chosen_locales


@dataclass(frozen=True, slots=True)
class Request:
    """What to check, and the gate to pass."""

    project: Project | None
    """None when single files are checked."""
    folder: Path
    files: Sequence[Path]
    locales: Sequence[str]
    gate: Gate
    baseline: Path | None = None
    update_baseline: bool = False
    changed: str | None = None
    links: bool = False
    """Whether to look for dead links in the built pages, too."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    outcome: Outcome
    notes: tuple[Text, ...]
    """Messages besides the findings: unreadable files, entries that left the baseline."""
    exit_code: int


def run_checks(request: Request) -> CheckReport:
    """Runs the checks and the gate. Raises L10nError and OSError."""
    checked = _collect(request)
    findings = checked.findings
    if request.project:
        settings = parse_rule_settings(request.project.settings.checks, request.project.root)
        findings = apply_rule_settings(findings, settings)
    if request.changed is not None:
        folder = request.project.root if request.project else request.folder
        findings = changed_findings(findings, folder, request.changed)
    notes = [Text("{error}: {what}", error=Text("error"), what=error.text) for error in checked.errors]
    if request.baseline:
        path = request.folder / request.baseline
        known = None if request.update_baseline else read_baseline(path)
        if known is None:
            write_baseline(path, [baseline_entry(finding) for finding in findings])
            one, many = "{file}: lists {n:,} finding from now on", "{file}: lists {n:,} findings from now on"
            notes.append(counted(len(findings), one, many, file=str(path)))
            findings = ()
        else:
            compared = compare(findings, known, checked.keys)
            findings = compared.fresh
            if compared.gone and request.changed is None:
                write_baseline(path, compared.entries)
                notes += [Text("no longer occurs, taken off the baseline: {what}", what=line) for line in compared.gone]
            one, many = "{n:,} finding is forgiven by {file}", "{n:,} findings are forgiven by {file}"
            notes.append(counted(compared.known, one, many, file=str(path)))
    outcome = judge(checked, findings, request.gate)
    failed = bool(outcome.failing or outcome.unmet)
    code = max((error.exit_code for error in checked.errors), default=int(failed))
    return CheckReport(outcome, tuple(notes), code)


def _collect(request: Request) -> Checked:
    if request.project is None:
        checked = check_files(request.files)
        shown = {path.as_posix(): _shown(path, request.folder) for path in request.files}
        return replace(
            checked,
            findings=tuple(replace(found, path=shown.get(found.path, found.path)) for found in checked.findings),
        )
    return check_project(request.project, request.locales, links=request.links)


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def fix_findings(request: Request, *, dry_run: bool) -> tuple[Fixed, ...]:
    """Makes certain repairs in the catalogs of a request. Raises L10nError and OSError."""
    return fix_catalogs(_places(request), dry_run=dry_run)


def _places(request: Request) -> Iterator[tuple[Path, Place]]:
    """The catalogs of a request."""
    if request.project is None:
        for path in request.files:
            yield path, Place(path.as_posix(), header_locale(parse_po(read_file(path), path)))
        return
    for locale in chosen_locales(request.project, request.locales):
        terms = read_terms(request.project, locale)
        for article in request.project.articles():
            path = request.project.catalog_path(locale, article)
            if path.exists():
                yield path, project_place(request.project, locale, article, terms)
