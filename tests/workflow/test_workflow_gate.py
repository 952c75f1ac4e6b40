"""Findings held against a baseline of old debt."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from l10n.model import Finding, Severity
from l10n.translatable import Text
from l10n.workflow.checking.gate import baseline_entry, compare


def finding(msgid: str, rule: str = "number", line: int = 1) -> Finding:
    """A finding in one article of one locale."""
    text = Text("missing: {what}", what=line)
    return Finding(rule, Severity.ERROR, text, "locales/ko/a.po", line, locale="ko", article="a", msgid=msgid)


def keys(*msgids: str) -> frozenset[tuple[str, str, str]]:
    """The units that there are."""
    return frozenset(("ko", "a", msgid) for msgid in msgids)


@pytest.mark.parametrize("paid", [0, 1, 2, 3])
def test_an_entry_pays_for_one_finding(paid: int) -> None:
    """Of three findings with one fingerprint, as many are known as the baseline has entries."""
    findings = [finding("It rose 5%.", line=line) for line in (1, 2, 3)]
    baseline = [baseline_entry(findings[0])] * paid
    compared = compare(findings, baseline, keys("It rose 5%."))
    assert (paid, tuple(findings[paid:])) == (compared.known, compared.fresh)
    assert ((), tuple(baseline)) == (compared.gone, compared.entries)


@pytest.mark.parametrize(
    ("findings", "fresh"),
    [
        ([finding("It fell 5%.")], []),
        ([finding("It fell 5%."), finding("It fell 6%.")], [finding("It fell 6%.")]),
        ([finding("It fell 5%.", "url")], [finding("It fell 5%.", "url")]),
    ],
)
def test_an_entry_of_an_edited_unit_pays_for_one_finding(findings: Sequence[Finding], fresh: Sequence[Finding]) -> None:
    """The entry of a unit that was edited stands for one finding of its rule, in its article, and for no second one."""
    compared = compare(findings, [baseline_entry(finding("It rose 5%."))], keys("It fell 5%.", "It fell 6%."))
    assert tuple(fresh) == compared.fresh
    assert len(findings) - len(fresh) == compared.known == len(compared.entries)


def test_an_entry_whose_unit_is_there_pays_for_no_other() -> None:
    """What was put right in a unit that is still there is gone from the baseline, and forgives nothing elsewhere."""
    new = finding("It fell 6%.")
    compared = compare([new], [baseline_entry(finding("It rose 5%."))], keys("It rose 5%.", "It fell 6%."))
    assert ((new,), 0, ()) == (compared.fresh, compared.known, compared.entries)
    assert ("number in ko/a: It rose 5%.",) == tuple(map(str, compared.gone))
