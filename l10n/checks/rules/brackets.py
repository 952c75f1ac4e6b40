"""Brackets."""

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko.particles import FORMS
from l10n.languages.scripts import letters, scripts_of
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_BRACKETS = "()[]{}（）［］｛｝【】〔〕﹝﹞"
_BRACKET = re.compile(f"[{re.escape(_BRACKETS)}]")
_SAME = str.maketrans("（）［］｛｝【】〔〕﹝﹞", "()[]{}[]()()")
_PAIRS = {")": "(", "]": "[", "}": "{"}
# Endings in brackets are grammar, and every language has its own: file(s), 은(는).
_PLURAL = re.compile(r"(?<=\w)\(e?s\)")
_ANY_ENDING = re.compile(r"(?<=[^\W\d_])\([^\W\d_]{1,3}\)")
_PARTICLE = re.compile(rf"\((?:{'|'.join(FORMS)})\)")
_NO_BRACKET = re.compile(r"[:;]-?[()]|^\s*\w{1,3}\)(?=\s)", re.MULTILINE)
"""A smiley, or the number of a list's item."""
_GLOSS = re.compile(r"[(（]([^()（）]{1,80})[)）]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many brackets of each kind as the source, and closes what it opens."""
    if _BRACKET.findall(pair.source) == _BRACKET.findall(pair.target):
        return
    plurals = len(_PLURAL.findall(pair.source))
    source = _brackets(_PLURAL.sub("", pair.without_code(pair.source)))
    target = pair.without_code(pair.target)
    target = _brackets(_ANY_ENDING.sub("", _PARTICLE.sub("", target), plurals) if plurals else target)
    if source == target:
        return
    if _balanced(source) and not _balanced(target):
        yield Diagnostic("brackets", Severity.WARNING, Text("a bracket is not closed, or not opened"))
        return
    wanted, found = Counter(source), Counter(target)
    if missing := wanted - found:
        yield Diagnostic("brackets", Severity.WARNING, Text("missing: {what}", what=" ".join(sorted(missing))))
    elif (added := found - wanted) and not (set(added) <= {"(", ")"} and _explained(pair, added["("])):
        # The language may write an aside as a whole pair of round brackets.
        severity = Severity.INFO if _balanced(target) and set(added) == {"(", ")"} else Severity.WARNING
        yield Diagnostic("brackets", severity, Text("added: {what}", what=" ".join(sorted(added))))


def _brackets(text: str) -> str:
    text = _NO_BRACKET.sub("", _PARTICLE.sub("", text))
    return "".join(_BRACKET.findall(text)).translate(_SAME)


def _balanced(brackets: str) -> bool:
    opened: list[str] = []
    for bracket in brackets:
        if bracket not in _PAIRS:
            opened.append(bracket)
        elif not opened or opened.pop() != _PAIRS[bracket]:
            return False
    return not opened


def _explained(pair: Pair, added: int) -> bool:
    """Whether the added brackets hold original names that a translation gives beside its own: words of the source, or
    words in another script than the locale's."""
    own = scripts_of(pair.locale)
    source = pair.source.casefold()
    glosses = [
        match
        for match in _GLOSS.findall(pair.target)
        if match.casefold() in source or (own and not letters(*own).search(match))
    ]
    return len(glosses) >= added


CHECK = Check("brackets", Severity.WARNING, run, drafts="ignored", needs=frozenset(_BRACKETS))
