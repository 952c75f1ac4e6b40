"""White space at the edges of a text, for the rules begin-space, end-space, begin-newline and end-newline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Severity

Edge = Literal["begin", "end"]
What = Literal["line ends", "space"]
_SPACES = re.compile(r"[^\S\r\n]+")
_OUTERMOST: Mapping[Edge, re.Pattern[str]] = {"begin": re.compile(r"[\r\n]*"), "end": re.compile(r"[\r\n]*\Z")}


def compare_edge(pair: Pair, edge: Edge, what: What, rule: str, severity: Severity) -> Iterator[Diagnostic]:
    """The finding that an edge of the target has other line ends, or other spaces, than the source's, if that is so.

    The repair takes the whole edge from the source.
    """
    outer = 0 if edge == "begin" else -1
    if not (pair.source[outer:][:1].isspace() or pair.target[outer:][:1].isspace()):
        return
    wanted, found = _edges(pair.source)[edge], _edges(pair.target)[edge]
    bare = pair.target.strip()
    if wanted == found or not bare or _part(wanted, edge, what) == _part(found, edge, what):
        return
    if edge == "begin":
        span, fix = (0, len(found)), wanted + bare + _edges(pair.target)["end"]
    else:
        span, fix = (len(pair.target) - len(found), len(pair.target)), _edges(pair.target)["begin"] + bare + wanted
    if what == "space" and not pair.markup and _is_harmless(pair):
        severity = Severity.INFO
    state = "missing" if len(wanted) > len(found) else "other than in the source"
    yield Diagnostic(rule, severity, f"{what} {state} at the {'beginning' if edge == 'begin' else 'end'}", *span, fix)


@lru_cache(maxsize=64)
def _edges(text: str) -> Mapping[Edge, str]:
    """The white space that a text begins and ends with; that of blank text is its beginning."""
    bare = text.strip()
    begin = text.index(bare) if bare else len(text)
    return {"begin": text[:begin], "end": text[begin + len(bare) :]}


def _part(space: str, edge: Edge, what: What) -> object:
    """What of an edge counts: the line ends that are outermost, or the spaces anywhere."""
    if what == "space":
        return _SPACES.findall(space)
    match = _OUTERMOST[edge].search(space)
    return match[0] if match else ""


def _is_harmless(pair: Pair) -> bool:
    """Whether the space of a program's text may differ: added, or lost where the source's is the layout of a template,
    which has it on both sides or beside line ends."""
    source, target = _edges(pair.source), _edges(pair.target)
    lost = any(len(source[edge]) > len(target[edge]) for edge in source)
    return not lost or all(source.values()) or any("\n" in space for space in source.values())
