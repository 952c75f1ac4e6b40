"""Checks of a catalog's message: its pairs, its plural forms, its silenced rules."""

import re
from collections.abc import Callable, Iterable

from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Message

_IGNORE = re.compile(r"l10n-ignore:(.*)")


def silenced(message: Message) -> frozenset[str]:
    """The rules that a message silences: comments `# l10n-ignore: rule, rule` and flags `ignore-<rule>`."""
    rules = {flag[7:] for flag in message.flags if flag.startswith("ignore-")}
    for comment in message.comments:
        if match := _IGNORE.match(comment.strip()):
            rules.update(rule for rule in re.split(r"[,\s]+", match[1]) if rule)
    return frozenset(rules)


def check_forms(
    message: Message, pair_of: Callable[[str, str], Pair], check: Callable[[Pair], Iterable[Diagnostic]]
) -> list[tuple[int, Diagnostic]]:
    """The findings of `check` in each translated form of a message, with the form's index (0 without plural forms).
    `pair_of` makes a pair of a source and a target text. A plural form may follow the source's singular or its plural,
    since languages divide numbers differently: a finding is reported only if it holds against both. The only form of a
    language follows the plural."""
    if message.msgid_plural is None:
        return [(0, found) for found in check(pair_of(message.msgid, message.msgstr))] if message.msgstr else []
    findings: list[tuple[int, Diagnostic]] = []
    for index, target in enumerate(message.msgstr_plural):
        if target and (found := list(check(pair_of(message.msgid_plural, target)))):
            if len(message.msgstr_plural) > 1:
                also = {diagnostic.rule for diagnostic in check(pair_of(message.msgid, target))}
                found = [diagnostic for diagnostic in found if diagnostic.rule in also]
            findings += [(index, diagnostic) for diagnostic in found]
    return findings
