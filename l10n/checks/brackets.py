"""Brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.checks.scripts import letters, scripts_of
from l10n.checks.text import cover_code
from l10n.model import Diagnostic, Severity

_BRACKET = re.compile(r"[()\[\]{}（）［］｛｝【】〔〕﹝﹞]")
_SAME = str.maketrans("（）［］｛｝【】〔〕﹝﹞", "()[]{}[]()()")
_PAIRS = {")": "(", "]": "[", "}": "{"}
# Endings in brackets are grammar, and every language has its own: file(s), 은(는).
_ENDING = re.compile(r"(?<=\w)\((?:e?s|n|en|e|\w{1,2})\)|\([이으]\)(?=[가-힣])")
_SMILEY = re.compile(r"[:;]-?[()]|(?<!\S)\w{1,3}\)(?=\s)")
_GLOSS = re.compile(r"[(（]([^()（）]{1,80})[)）]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many brackets of each kind as the source, and closes what it opens."""
    if not _BRACKET.search(pair.source) and not _BRACKET.search(pair.target):
        return
    source, target = _brackets(pair.source), _brackets(pair.target)
    if source == target:
        return
    if _balanced(source) and not _balanced(target):
        yield _warning("a bracket is not closed, or not opened")
        return
    wanted, found = Counter(source), Counter(target)
    if missing := wanted - found:
        yield _warning(f"missing: {' '.join(sorted(missing))}")
    elif (added := found - wanted) and not (set(added) <= {"(", ")"} and _explained(pair, added["("])):
        yield _warning(f"added: {' '.join(sorted(added))}")


def _brackets(text: str) -> str:
    text = _SMILEY.sub("", _ENDING.sub("", cover_code(text)))
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
    """Whether the added brackets hold words of the source, or words in another script than the locale's: the original
    names that a translation gives beside its own."""
    own = scripts_of(pair.locale)
    source = pair.source.casefold()
    glosses = [
        match
        for match in _GLOSS.findall(pair.target)
        if match.casefold() in source or (own and not letters(*own).search(match))
    ]
    return len(glosses) >= added


def _warning(message: str) -> Diagnostic:
    return Diagnostic("brackets", Severity.WARNING, message)


CHECK = Check("brackets", Severity.WARNING, run)
