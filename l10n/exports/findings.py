"""The findings of a check in the formats that editors and CI services read. Pure: values in, text out."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import l10n
from l10n.model import Finding, Severity
from l10n.text.visible import json_text, visible
from l10n.translatable import Text, Translate, counted, in_english

_CONTEXT = 60
"""How many characters of the target are shown on each side of a finding."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a check: its findings, and whether it passes."""

    findings: tuple[Finding, ...]
    failing: tuple[Finding, ...]
    """The findings that make the check fail."""
    unmet: tuple[Text, ...]
    """Gates that are not met, a sentence each."""
    summary: Mapping[str, object]
    """The counts of the JSON document."""
    rules: Mapping[str, str]
    """Rule id -> its one-line description."""
    prefix: str = ""
    """What goes before the findings' paths so that they begin at the root of the git repository, where there is one:
    services that show findings beside the code want those."""

    def in_repository(self, path: str) -> str:
        """A finding's path from the root of the repository; one that is absolute, or leads out, stays."""
        return path if path.startswith(("/", "../")) else self.prefix + path


def render_text(outcome: Outcome, translate: Translate = in_english) -> str:
    """For people, in their language: findings grouped by file, each with its line of the target and marks below the
    place."""
    lines: list[str] = []
    for path, findings in _by_path(outcome.findings):
        lines.append(path)
        for finding, text in _folded(findings):
            position = ":".join(str(number) for number in (finding.line, finding.column) if number) or "-"
            lines.append(f"  {position}  {translate(finding.severity.value)}  {finding.rule}  {text.render(translate)}")
            lines += _excerpt(finding)
    lines += [*_by_rule(outcome.findings, translate), *_closing(outcome, translate)]
    return "\n".join(lines) + "\n"


def render_statistics(outcome: Outcome, translate: Translate = in_english) -> str:
    """The number of findings by rule, for people, and no finding."""
    return "\n".join([*_by_rule(outcome.findings, translate), *_closing(outcome, translate)]) + "\n"


def _closing(outcome: Outcome, translate: Translate) -> list[str]:
    """The gates that are not met, and the numbers of findings."""
    lines = [Text("not met: {gate}", gate=gate).render(translate) for gate in outcome.unmet]
    parts = [told.render(translate) for told in _counted(Counter(finding.severity for finding in outcome.findings))]
    return [*lines, ", ".join(parts) if parts else Text("nothing found").render(translate)]


_FOLDED: Mapping[str, Callable[[int], Text]] = {
    "untranslated": lambda n: counted(
        n, "there is no translation of {n:,} unit", "there is no translation of {n:,} units"
    ),
    "draft": lambda n: counted(n, "nobody has approved {n:,} draft", "nobody has approved {n:,} drafts"),
    "stale": lambda n: counted(
        n, "the source of {n:,} translation has changed since", "the sources of {n:,} translations have changed since"
    ),
}
"""What is said once for an article, of the rules that find what is still to do."""


def _folded(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Text]]:
    """The findings about a file, each with its text; those about units still to do stand for all of their rule."""
    numbers = Counter(finding.rule for finding in findings if finding.msgid is not None)
    for finding in findings:
        number = numbers[finding.rule]
        if finding.rule not in _FOLDED or finding.msgid is None or number == 1:
            yield finding, finding.text
        elif number:
            yield finding, _FOLDED[finding.rule](number)
            numbers[finding.rule] = 0


def _by_rule(findings: Sequence[Finding], translate: Translate) -> list[str]:
    """The number of findings of each rule, most first."""
    numbers = Counter((finding.rule, finding.severity) for finding in findings)
    width = len(f"{max(numbers.values(), default=0):,}")
    rows = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [f"{number:>{width},}  {translate(severity.value)}  {rule}" for (rule, severity), number in rows]


def _counted(counts: Mapping[Severity, int]) -> Iterable[Text]:
    told = (
        counted(counts[Severity.ERROR], "{n:,} error", "{n:,} errors"),
        counted(counts[Severity.WARNING], "{n:,} warning", "{n:,} warnings"),
        counted(counts[Severity.INFO], "{n:,} info", "{n:,} infos"),
    )
    return (text for text in told if text.values["n"])


def _by_path(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.path, []).append(finding)
    return [(path, sorted(grouped[path], key=lambda found: (found.line, found.column))) for path in sorted(grouped)]


def _excerpt(finding: Finding) -> list[str]:
    """The part of the target around a finding, and a line with marks below the place."""
    text, start, end = finding.target or "", finding.start, finding.end
    if not text or start >= end:
        return []
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    left = max(first, start - _CONTEXT)
    right = min(last if last >= 0 else len(text), max(end, start + 1) + _CONTEXT)
    before, marked = text[left:start], text[start : min(end, right)]
    dots = "…" if left > first else ""
    shown = f"{dots}{text[left:right]}{'…' if right < (last if last >= 0 else len(text)) else ''}"
    printable = "".join(character if character.isprintable() else " " for character in shown)
    lines = [f"      {printable}", f"      {' ' * _cells(dots + before)}{'^' * max(1, _cells(marked))}"]
    repaired = finding.fix if finding.fix is not None else finding.suggestion
    return lines if repaired is None else [*lines, f"      → {_change(text, repaired)}"]


def _change(text: str, repaired: str) -> str:
    """The part of a repaired text that differs from the text, with a few words around it."""
    first = _shared(text, repaired)
    same = _shared(text[first:][::-1], repaired[first:][::-1])
    left, right = max(0, first - _CONTEXT), min(len(repaired), max(first, len(repaired) - same) + _CONTEXT)
    right = min(right, left + 4 * _CONTEXT)
    shown = f"{'…' if left else ''}{repaired[left:right]}{'…' if right < len(repaired) else ''}"
    return "".join(character if character.isprintable() else " " for character in shown)


def _shared(first: str, second: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _cells(text: str) -> int:
    """The width of a text in terminal columns (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def render_json(outcome: Outcome) -> str:
    """One document: `findings` and `summary`."""
    names = [entry.name for entry in fields(Finding) if entry.name not in ("text", "target", "start", "end")]
    findings = []
    for finding in outcome.findings:
        row = {name: getattr(finding, name) for name in names}
        row |= {"severity": finding.severity.value, "message": finding.message, **_machine_text(finding.text)}
        row["fingerprint"] = finding.fingerprint
        for name in ("fix", "suggestion"):
            if row[name] is None:
                del row[name]
        findings.append(row)
    document = {"findings": findings, "summary": {**outcome.summary, "unmet": list(map(str, outcome.unmet))}}
    return json_text(document) + "\n"


def _machine_text(text: Text) -> dict[str, object]:
    """A text as template and values, for programs that word it themselves."""
    values = {name: _machine_text(value) if isinstance(value, Text) else value for name, value in text.values.items()}
    return {"template": text.template, **({"plural": text.plural} if text.plural else {}), "values": values}


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(outcome: Outcome) -> str:
    """Workflow commands that GitHub Actions shows as annotations on the line of the msgstr."""
    lines = []
    for finding in outcome.findings:
        place = [f"file={_github_property(outcome.in_repository(finding.path))}"]
        place += [f"{key}={number}" for key, number in (("line", finding.line), ("col", finding.column)) if number]
        place.append(f"title={_github_property(finding.rule)}")
        lines.append(f"::{_GITHUB[finding.severity]} {','.join(place)}::{_github_data(finding.message)}")
    lines += [f"::error title=gate::{_github_data(str(gate))}" for gate in outcome.unmet]
    return "".join(f"{line}\n" for line in lines)


def _github_data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_sarif(outcome: Outcome) -> str:
    """SARIF 2.1.0 (OASIS), with partial fingerprints that survive moved lines."""
    ids = sorted({finding.rule for finding in outcome.findings})
    results = []
    for finding in outcome.findings:
        region = {"startLine": finding.line or 1}
        if finding.column:
            region["startColumn"] = finding.column
        location = {"artifactLocation": {"uri": _uri(outcome.in_repository(finding.path))}, "region": region}
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": ids.index(finding.rule),
                "level": _SARIF[finding.severity],
                "message": {"text": finding.message},
                "locations": [{"physicalLocation": location}],
                "partialFingerprints": {"l10nUnit/v1": finding.fingerprint},
                "properties": {**_machine_text(finding.text), **_repairs(finding)},
            }
        )
    rules = [{"id": rule, "shortDescription": {"text": outcome.rules.get(rule, rule)}} for rule in ids]
    driver = {"name": "l10n", "semanticVersion": l10n.__version__, "rules": rules}
    notes = [{"level": "error", "message": {"text": str(gate)}} for gate in outcome.unmet]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": notes}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(document) + "\n"


def _repairs(finding: Finding) -> dict[str, str]:
    """The repaired text, where there is one: in the properties, since SARIF's own fixes are edits of the file."""
    repairs = {"fix": finding.fix, "suggestion": finding.suggestion}
    return {name: text for name, text in repairs.items() if text is not None}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), errors="surrogateescape")


def render_junit(outcome: Outcome) -> str:
    """JUnit XML: a test suite per file, a test case per finding; findings that fail the check are failures."""
    suites = []
    failing = set(outcome.failing)
    for file, findings in _by_path(outcome.findings):
        path, cases = outcome.in_repository(file), []
        for finding in findings:
            name = f"{finding.rule} {finding.line}:{finding.column}"
            body = f"{path}:{finding.line}: {finding.message}\n{finding.target or ''}"
            cases.append(_case(path, name, body, failed=finding in failing))
        suites.append(_suite(path, cases, sum(finding in failing for finding in findings)))
    if outcome.unmet:
        cases = [_case("gate", str(gate), str(gate), failed=True) for gate in outcome.unmet]
        suites.append(_suite("gate", cases, len(cases)))
    if not suites:
        suites.append(_suite("l10n check", ['    <testcase classname="l10n" name="check"/>\n'], 0))
    failures = len(outcome.failing) + len(outcome.unmet)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="l10n check" failures="{failures}">\n'
    return head + "".join(suites) + "</testsuites>\n"


def _suite(name: str, cases: Sequence[str], failures: int) -> str:
    from xml.sax.saxutils import quoteattr  # brings urllib: a run that writes no XML starts without

    head = f'  <testsuite name={quoteattr(_xml(name))} tests="{len(cases)}" failures="{failures}">\n'
    return head + "".join(cases) + "  </testsuite>\n"


def _case(classname: str, name: str, body: str, *, failed: bool) -> str:
    from xml.sax.saxutils import escape, quoteattr

    text = escape(_xml(body))
    message = quoteattr(_xml(body.partition("\n")[0]))
    inner = f"<failure message={message}>{text}</failure>" if failed else f"<system-out>{text}</system-out>"
    return f"    <testcase classname={quoteattr(_xml(classname))} name={quoteattr(_xml(name))}>{inner}</testcase>\n"


def _xml(text: str) -> str:
    """The text without characters that XML 1.0 (section 2.2) forbids, or that a terminal would obey."""
    return visible(text).translate({0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"})


_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render_gitlab(outcome: Outcome) -> str:
    """GitLab's code quality report; its fingerprints are unique, as GitLab requires."""
    seen: Counter[str] = Counter()
    rows = []
    for finding in outcome.findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        rows.append(
            {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}",
                "severity": _GITLAB[finding.severity],
                "location": {"path": outcome.in_repository(finding.path), "lines": {"begin": finding.line or 1}},
            }
        )
    return json_text(rows) + "\n"


FORMATS: Mapping[str, Callable[[Outcome], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
    "junit": render_junit,
    "gitlab": render_gitlab,
}
"""Every output format of `l10n check`, by name."""
