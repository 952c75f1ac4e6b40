"""The gate of `l10n check`: which findings make it fail, and the baseline of known findings."""

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from l10n.checks import RULES
from l10n.errors import ConfigurationError
from l10n.exports.findings import Outcome
from l10n.files import read_bytes, write_atomic
from l10n.locales import posix_tag
from l10n.model import Finding, Severity, State
from l10n.translatable import Text
from l10n.workflow.checking.catalogs import Checked

FailOn = Literal["error", "warning", "never"]

_FAILING: Mapping[FailOn, frozenset[Severity]] = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "never": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Gate:
    """The conditions for a check to pass."""

    fail_on: FailOn = "error"
    minimums: Mapping[str, float] = field(default_factory=dict)
    """Locale -> the percentage of source words that must be approved at least; the empty key stands for all others."""


def parse_minimums(values: Iterable[str]) -> dict[str, float]:
    """`ko=95`, or `95` for all locales (the key is empty then), as a mapping. Raises ConfigurationError, and
    LocaleError for an unknown locale."""
    minimums = {}
    for value in values:
        tag, equals, percent = value.rpartition("=")
        try:
            number = float(percent.rstrip("%"))
        except ValueError:
            number = -1.0
        if bool(equals) != bool(tag) or not 0 <= number <= 100:
            raise ConfigurationError(
                "--fail-under {value!r} is neither PERCENT nor LOCALE=PERCENT",
                value=value,
                hint="Write it like 95, for all locales, or ko=95.",
            )
        minimums[posix_tag(tag) if tag else ""] = number
    return minimums


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """The settings of rules in `[tool.l10n.checks]`."""

    ignore: tuple[tuple[str, str, str], ...] = ()
    """Rule, locale and article to leave out; `*` and globs match."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule -> the severity of its findings in this project."""


def parse_rule_settings(table: Mapping[str, object], path: Path) -> RuleSettings:
    """From `ignore = ["number", "number:ko", "number:ko:briefs/*"]` and `severity = {draft = "error"}`.

    Raises ConfigurationError.
    """
    ignore, severity = table.get("ignore", []), table.get("severity", {})
    if set(table) - {"ignore", "severity"} or not isinstance(ignore, list) or not isinstance(severity, dict):
        raise ConfigurationError("`checks` takes `ignore`, a list, and `severity`, a table, only", path=path)
    known = {rule.id for rule in RULES}
    for rule in [*(str(entry).partition(":")[0] for entry in ignore), *severity]:
        if rule not in known and "*" not in rule:
            raise ConfigurationError("no rule {id!r}", id=rule, path=path, hint="The README lists the rules.")
    for level in severity.values():
        if level not in list(Severity):
            raise ConfigurationError(
                "{level!r} is no severity", level=level, path=path, hint="Use error, warning or info."
            )
    levels = {rule: Severity(level) for rule, level in severity.items()}
    rows = [(*str(entry).split(":", 2), "*", "*")[:3] for entry in ignore]
    return RuleSettings(tuple((rule, locale, article) for rule, locale, article in rows), levels)


def chosen_findings(findings: Sequence[Finding], select: Sequence[str], ignore: Sequence[str]) -> tuple[Finding, ...]:
    """The findings of the rules to select (of all when none is named) but those to ignore; `*` matches any part of a
    name. Raises ConfigurationError for a name that matches no rule."""
    known = [rule.id for rule in RULES]
    for name in (*select, *ignore):
        if not any(fnmatchcase(rule, name) for rule in known):
            near = difflib.get_close_matches(name, known, 1)
            hint = Text("Did you mean {near!r}?", near=near[0]) if near else "The README lists the rules."
            raise ConfigurationError("no rule {id!r}", id=name, hint=hint)

    def wanted(rule: str) -> bool:
        named = [any(fnmatchcase(rule, name) for name in names) for names in (select, ignore)]
        return (named[0] or not select) and not named[1]

    return tuple(finding for finding in findings if wanted(finding.rule))


def apply_rule_settings(findings: Iterable[Finding], settings: RuleSettings) -> tuple[Finding, ...]:
    """The findings without ignored ones, with the project's severities."""
    kept = []
    for finding in findings:
        place = (finding.rule, finding.locale, finding.article)
        if not any(all(map(fnmatchcase, place, row)) for row in settings.ignore):
            kept.append(replace(finding, severity=settings.severity.get(finding.rule, finding.severity)))
    return tuple(kept)


def judge(checked: Checked, findings: Sequence[Finding], gate: Gate) -> Outcome:
    """Which findings fail the check, and which minimums are not met.

    A locale without anything to check meets no gate.
    """
    unmet = []
    for locale, states in checked.locales.items():
        total = sum(counts.words for state, counts in states.items() if state is not State.OBSOLETE)
        if not total and gate.fail_on != "never":
            unmet.append(Text("{locale}: there is nothing to check", locale=locale or Text("the file")))
    minimums = dict(gate.minimums)
    if "" in minimums:
        minimums = dict.fromkeys(checked.locales, minimums.pop("")) | minimums
    for locale, minimum in minimums.items():
        words = {state: counts.words for state, counts in checked.locales.get(locale, {}).items()}
        total = sum(number for state, number in words.items() if state is not State.OBSOLETE)
        percent = 100 * words.get(State.APPROVED, 0) / total if total else 0.0
        if not total or percent < minimum:
            told = "{locale}: {percent:.1f}% of the words are approved, {minimum:g}% must be"
            unmet.append(Text(told, locale=locale, percent=percent, minimum=minimum))
    failing = tuple(finding for finding in findings if finding.severity in _FAILING[gate.fail_on])
    severities = Counter(finding.severity.value for finding in findings)
    summary = {
        "units": checked.units,
        **{f"{level}s" if level != "info" else level: severities[level] for level in ("error", "warning", "info")},
        "rules": dict(sorted(Counter(finding.rule for finding in findings).items())),
        "locales": {
            locale: {
                state.value: {"units": counts.units, "words": counts.words} for state, counts in sorted(states.items())
            }
            for locale, states in checked.locales.items()
        },
        "passed": not (failing or unmet or checked.errors),
    }
    meanings = {rule.id: rule.summary for rule in RULES}
    return Outcome(tuple(findings), failing, tuple(unmet), summary, meanings)


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings compared with a baseline."""

    fresh: tuple[Finding, ...]
    """Findings that are not in the baseline."""
    known: int
    gone: tuple[Text, ...]
    """Entries of the baseline that no longer occur, a line each."""
    entries: tuple[Mapping[str, str], ...]
    """The baseline's entries without those that are gone."""


def read_baseline(path: Path) -> tuple[Mapping[str, str], ...]:
    """The entries of a baseline file. Raises ConfigurationError, also if there is none: a gate that forgives nothing
    because of a wrong name, or that writes what it should forgive, would be no gate."""
    data = read_bytes(path)
    if data is None:
        raise ConfigurationError("there is no such baseline", path=path, hint="Write one with --update-baseline.")
    try:
        return tuple({name: _text(entry[name]) for name in _BASELINE} for entry in json.loads(data)["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigurationError(
            "not a baseline: {reason}", reason=error, path=path, hint="Delete it to make a new one."
        ) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.60} is no text")
    return value


def write_baseline(path: Path, entries: Iterable[Mapping[str, str]]) -> None:
    """Writes a baseline file, sorted, so that version control shows removed entries."""
    rows = sorted(entries, key=lambda entry: (entry["locale"], entry["article"], entry["rule"], entry["fingerprint"]))
    document = json.dumps({"findings": rows}, ensure_ascii=False, indent=1)
    data = f"{document}\n".encode("utf-8", "backslashreplace")  # JSON's own escape, in the name of a file
    if read_bytes(path) != data:
        write_atomic(path, data)


_BASELINE = ("rule", "locale", "article", "msgid", "fingerprint")
"""The keys of an entry."""


def baseline_entry(finding: Finding) -> dict[str, str]:
    """A finding's entry in a baseline; it never has a line number."""
    return {
        "rule": finding.rule,
        "locale": finding.locale,
        "article": finding.article or finding.path,
        "msgid": finding.msgid or "",
        "fingerprint": finding.fingerprint,
    }


def compare(
    findings: Sequence[Finding], baseline: Sequence[Mapping[str, str]], keys: frozenset[tuple[str, str, str]]
) -> Compared:
    """Compares findings with a baseline. An entry whose unit is gone because its source was edited covers one new
    finding of the same rule in the same article: an edit does not turn a known finding into a failure, and no entry
    covers two findings."""
    open_entries = Counter(entry["fingerprint"] for entry in baseline)
    fresh: list[Finding] = []
    kept: list[Mapping[str, str]] = []
    for finding in findings:
        if open_entries[finding.fingerprint]:
            open_entries[finding.fingerprint] -= 1
            kept.append(baseline_entry(finding))
        else:
            fresh.append(finding)
    gone = []
    edited: dict[tuple[str, str, str], list[Mapping[str, str]]] = {}
    for entry in baseline:
        if not open_entries[entry["fingerprint"]]:
            continue
        open_entries[entry["fingerprint"]] -= 1
        gone.append(entry)
        if (entry["locale"], entry["article"], entry["msgid"]) not in keys:
            edited.setdefault((entry["rule"], entry["locale"], entry["article"]), []).append(entry)
    new = []
    for finding in fresh:
        place = (finding.rule, finding.locale, finding.article or finding.path)
        if edited.get(place):
            gone.remove(edited[place].pop())
            kept.append(baseline_entry(finding))
        else:
            new.append(finding)
    lines = [
        Text(
            "{id} in {place}: {text}",
            id=entry["rule"],
            place=f"{entry['locale']}/{entry['article']}",
            text=entry["msgid"][:60],
        )
        for entry in gone
    ]
    return Compared(tuple(new), len(kept), tuple(lines), tuple(kept))
