"""The white space at the edges of a text, which the rules begin-space, end-space, begin-newline, end-newline compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from l10n.checks.pair import Pair
from l10n.model import Diagnostic, Severity

Edge = Literal["begin", "end"]
LINE_ENDS = re.compile(r"[\r\n]+")
SPACES = re.compile(r"[^\S\r\n]+")


@lru_cache(maxsize=64)
def _edges(text: str) -> dict[Edge, str]:
    """The white space that a text begins and ends with; that of blank text is its beginning."""
    bare = text.strip()
    begin = text.index(bare) if bare else len(text)
    return {"begin": text[:begin], "end": text[begin + len(bare) :]}


def _is_harmless(pair: Pair) -> bool:
    """Whether the space of a program's text may differ: added, or lost where the source's is the layout of a template,
    which has it on both sides or beside line ends."""
    source, target = _edges(pair.source), _edges(pair.target)
    lost = any(len(source[edge]) > len(target[edge]) for edge in source)
    return not lost or all(source.values()) or any(LINE_ENDS.search(space) for space in source.values())


def compare_edge(pair: Pair, edge: Edge, what: re.Pattern[str], rule: str, severity: Severity) -> Iterator[Diagnostic]:
    """The finding that an edge of the target has other line ends or spaces than the source's, if that is so.

    The repair takes the whole edge from the source.
    """
    at = 0 if edge == "begin" else -1
    if not (pair.source[at:][:1].isspace() or pair.target[at:][:1].isspace()):
        return
    wanted, found = _edges(pair.source)[edge], _edges(pair.target)[edge]
    if wanted == found or what.findall(wanted) == what.findall(found) or not pair.target.strip():
        return
    bare = pair.target.strip()
    if edge == "begin":
        span, fix = (0, len(found)), wanted + bare + _edges(pair.target)["end"]
    else:
        span, fix = (len(pair.target) - len(found), len(pair.target)), _edges(pair.target)["begin"] + bare + wanted
    if what is SPACES and not pair.markup and _is_harmless(pair):
        severity = Severity.INFO
    name = "line ends" if what is LINE_ENDS else "space"
    state = "missing" if len(wanted) > len(found) else "too much"
    yield Diagnostic(rule, severity, f"{name} {state} at the {'beginning' if edge == 'begin' else 'end'}", *span, fix)
