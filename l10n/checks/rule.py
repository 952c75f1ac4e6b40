"""The table of rules, for reports and for the README: those of CHECKS and those about a whole catalog."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `l10n check`."""

    id: str
    severity: Severity
    """The severity most of its findings have."""
    summary: str
    """One line: what it finds."""


CATALOG_RULES: tuple[Rule, ...] = (
    Rule("po-syntax", Severity.ERROR, "The catalog cannot be read."),
    Rule("po-encoding", Severity.ERROR, "The catalog's charset is missing, or not the one it is written in."),
    Rule("po-duplicate", Severity.ERROR, "Two entries have one key."),
    Rule("po-header", Severity.ERROR, "The header is missing, or its Language is not the folder's."),
    Rule(
        "po-plural-forms", Severity.ERROR, "Plural-Forms is missing or wrong, or an entry has another number of forms."
    ),
    Rule("conflict-marker", Severity.ERROR, "A merge conflict's markers were left in."),
    Rule("untranslated", Severity.ERROR, "There is no translation."),
    Rule("draft", Severity.WARNING, "A machine's draft that nobody has approved."),
    Rule("stale", Severity.WARNING, "The source has changed since it was translated."),
    Rule("orphan", Severity.WARNING, "The catalog's article is gone."),
    Rule("link-target", Severity.ERROR, "A link in a built page leads to no file (with `--links`)."),
    Rule("link-fragment", Severity.WARNING, "A link in a built page leads to no id of its target (with `--links`)."),
)
"""What it finds about a catalog as a whole and about a message's state; gates set how the latter count."""
