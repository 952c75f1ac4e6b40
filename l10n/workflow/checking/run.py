"""One run of `l10n check`: collect, leave out, compare with the baseline, judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.errors import ConfigurationError
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
    chosen_findings,
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
    select: Sequence[str] = ()
    """The rules whose findings count; all when empty."""
    ignore: Sequence[str] = ()
    """The rules whose findings do not count."""


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
    findings = chosen_findings(findings, request.select, request.ignore)
    folder = request.project.root if request.project else request.folder
    if request.changed is not None:
        findings = changed_findings(findings, folder, request.changed)
    notes = [Text("{error}: {what}", error=Text("error"), what=error.text) for error in checked.errors]
    if request.baseline:
        path = request.folder / request.baseline
        if request.update_baseline:
            write_baseline(path, [baseline_entry(finding) for finding in findings])
            one, many = "{file}: lists {n:,} finding from now on", "{file}: lists {n:,} findings from now on"
            notes.append(counted(len(findings), one, many, file=str(path)))
            findings = ()
        else:
            compared = compare(findings, read_baseline(path), checked.keys)
            findings = compared.fresh
            if compared.gone and not (request.changed or request.select or request.ignore):
                one = "{n:,} entry of {file} no longer occurs; --update-baseline takes it off"
                many = "{n:,} entries of {file} no longer occur; --update-baseline takes them off"
                notes.append(counted(len(compared.gone), one, many, file=str(path)))
            one, many = "{n:,} finding is forgiven by {file}", "{n:,} findings are forgiven by {file}"
            notes.append(counted(compared.known, one, many, file=str(path)))
    outcome = replace(judge(checked, findings, request.gate), prefix=_below_repository(folder))
    failed = bool(outcome.failing or outcome.unmet)
    code = max((error.exit_code for error in checked.errors), default=int(failed))
    return CheckReport(outcome, tuple(notes), code)


def _collect(request: Request) -> Checked:
    if request.project is None:
        files = _catalogs(request.files)
        checked = check_files(files)
        shown = {path.as_posix(): _shown(path, request.folder) for path in files}
        return replace(
            checked,
            findings=tuple(replace(found, path=shown.get(found.path, found.path)) for found in checked.findings),
        )
    return check_project(request.project, request.locales, links=request.links)


def _below_repository(folder: Path) -> str:
    """The path of a folder from the root of its git repository, with `/` at its end; empty at the root or in none."""
    folder = folder.resolve()
    root = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)
    return "" if root == folder else f"{folder.relative_to(root).as_posix()}/"


def _catalogs(paths: Sequence[Path]) -> list[Path]:
    """The files among paths, and for a folder the PO files in it. Raises ConfigurationError for a folder without."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*.po") if file.is_file())
            if not files:
                raise ConfigurationError("there is no PO file in this folder", path=path)
            found += files
        else:
            found.append(path)
    return found


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def fix_findings(request: Request, *, dry_run: bool) -> tuple[Fixed, ...]:
    """Makes certain repairs in the catalogs of a request. Raises L10nError and OSError."""
    return fix_catalogs(_places(request), dry_run=dry_run)


def _places(request: Request) -> Iterator[tuple[Path, Place]]:
    """The catalogs of a request."""
    if request.project is None:
        for path in _catalogs(request.files):
            yield path, Place(path.as_posix(), header_locale(parse_po(read_file(path), path)))
        return
    for locale in chosen_locales(request.project, request.locales):
        terms = read_terms(request.project, locale)
        for article in request.project.articles():
            path = request.project.catalog_path(locale, article)
            if path.exists():
                yield path, project_place(request.project, locale, article, terms)
