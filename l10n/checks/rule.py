"""The rules of `l10n check`: about a pair of texts, an article, or a whole catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Severity

Drafts = Literal["ignored", "language", "always", "fatal"]
"""How drafting treats a rule. `ignored`: not at all. `language`: in text that an engine wrote in the target language,
answers that keep the rule are preferred, and a broken rule is listed in the draft's `qa=`. `always`: the same in any
text. `fatal`: as `language`, and an answer that breaks the rule is discarded."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about one pair. `run` is a pure function of the pair; its docstring is the rule's line in the README."""

    rule: str
    severity: Severity
    """The severity most of its findings have."""
    run: Callable[[Pair], Iterable[Diagnostic]]
    drafts: Drafts
    languages: frozenset[str] = frozenset()
    """The target languages that it applies to; empty for all."""
    needs: frozenset[str] = frozenset()
    """A finding is possible only if the source or the target has one of these characters; empty for any text."""

    @property
    def summary(self) -> str:
        return _line(self.run.__doc__)


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """A rule that compares several pairs: `run` gives the index of a pair, and the finding."""

    rule: str
    severity: Severity
    run: Callable[[Sequence[Pair]], Iterable[tuple[int, Diagnostic]]]
    languages: frozenset[str] = frozenset()
    drafts_only: bool = False
    """Whether it looks at drafts alone, unless it is asked for by name."""

    @property
    def summary(self) -> str:
        return _line(self.run.__doc__)


def _line(docstring: str | None) -> str:
    return " ".join((docstring or "").split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules, in reports and in the README."""

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
"""The rules about a catalog as a whole and about a message's state; gates decide how the latter count."""
