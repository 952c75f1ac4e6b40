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
_NO_BRACKET = re.compile(
    r"(?<!\w)[:;=8xX]['’]?-?[()]+(?!\w)|\^[_.-]?\^;*\)?|^\s*\w{1,3}\)(?=\s)"
    r"|\[\s?[-\w.∞]+\s?,\s?[-+\w.∞]+\s?\)|\(\s?[-\w.∞]+\s?,\s?[-+\w.∞]+\s?\]",
    re.MULTILINE,
)
"""A smiley, the number of a list's item, or an interval: [0, 1)."""
_ITEM = re.compile(r"(?:\A|[\s,;:])(?:[^\W\d_]|\d{1,2}|[ivx]{2,4})\Z")
"""The number of an item before its bracket: a), 2)."""
_DRAWING = re.compile(r"[-+=_]{4,}[^\n]*\n|^\s*\|.*\|\s*$", re.MULTILINE)
"""A table or a picture drawn with characters."""
_GLOSS = re.compile(r"[(（]([^()（）]{1,80})[)）]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has as many brackets of each kind as the source, and closes what it opens."""
    if _BRACKET.findall(pair.source) == _BRACKET.findall(pair.target) or _DRAWING.search(pair.source):
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
        # A longer text may say an aside without brackets, or leave out the agency's name.
        aside = _balanced(source) and _balanced(target) and set(missing) <= set("()[]") and len(pair.source.split()) > 6
        severity = Severity.INFO if aside else Severity.WARNING
        yield Diagnostic("brackets", severity, Text("missing: {what}", what=" ".join(sorted(missing))))
    elif (added := found - wanted) and not (set(added) <= {"(", ")"} and _explained(pair, added["("])):
        # The language may write an aside as a whole pair of round brackets.
        severity = Severity.INFO if _balanced(target) and set(added) == {"(", ")"} else Severity.WARNING
        yield Diagnostic("brackets", severity, Text("added: {what}", what=" ".join(sorted(added))))


def _brackets(text: str) -> str:
    text = _NO_BRACKET.sub("", _PARTICLE.sub("", text)).translate(_SAME)
    found: list[str] = []
    depth = 0
    for match in _BRACKET.finditer(text):
        item = match[0] == ")" and not depth and _ITEM.search(text, max(0, match.start() - 6), match.start())
        if not item:
            found.append(match[0])
            depth = max(0, depth + (match[0] == "(") - (match[0] == ")"))
    return "".join(found)


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
