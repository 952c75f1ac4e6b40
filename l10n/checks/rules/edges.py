"""White space at the edges of a text: the rules begin-space, end-space, begin-newline and end-newline."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

Edge = Literal["begin", "end"]
What = Literal["line ends", "space"]
_SPACES = re.compile(r"[^\S\r\n]+")
_OUTERMOST: Mapping[Edge, re.Pattern[str]] = {"begin": re.compile(r"[\r\n]*"), "end": re.compile(r"[\r\n]*\Z")}


_FULL_WIDTH = ("：", "，", "。", "；", "！", "？", "、", "）", "」")
"""Punctuation of East Asia that carries its space within."""


def begin_space(pair: Pair) -> Iterator[Diagnostic]:
    """The translation begins with the same space as the source."""
    lost, other = Text("space missing at the beginning"), Text("space other than in the source at the beginning")
    return _compare(pair, "begin", "space", "begin-space", lost, other)


def end_space(pair: Pair) -> Iterator[Diagnostic]:
    """The translation ends with the same space as the source."""
    lost, other = Text("space missing at the end"), Text("space other than in the source at the end")
    if not pair.target.endswith(_FULL_WIDTH):
        yield from _compare(pair, "end", "space", "end-space", lost, other)


def begin_newline(pair: Pair) -> Iterator[Diagnostic]:
    """The translation begins with the same line ends as the source."""
    lost = Text("line ends missing at the beginning")
    other = Text("line ends other than in the source at the beginning")
    return _compare(pair, "begin", "line ends", "begin-newline", lost, other)


def end_newline(pair: Pair) -> Iterator[Diagnostic]:
    """The translation ends with the same line ends as the source."""
    lost, other = Text("line ends missing at the end"), Text("line ends other than in the source at the end")
    return _compare(pair, "end", "line ends", "end-newline", lost, other)


def _compare(pair: Pair, edge: Edge, what: What, rule: str, lost: Text, other: Text) -> Iterator[Diagnostic]:
    """A finding if an edge of the target has other line ends, or other spaces, than the source's: `lost` if the target
    has fewer, else `other`. The repair takes the whole edge from the source.
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
    severity = Severity.ERROR
    if what == "space":
        severity = Severity.INFO if not pair.format and _is_harmless(pair) else Severity.WARNING
    # Only ordinary space at the edge of one line is beyond doubt: more lines may be a drawing.
    certain = severity is not Severity.INFO and not wanted.strip(" \t\r\n") and (what != "space" or "\n" not in bare)
    text = lost if len(wanted) > len(found) else other
    yield Diagnostic(rule, severity, text, *span).repaired(fix, certain=certain)


@lru_cache(maxsize=64)
def _edges(text: str) -> Mapping[Edge, str]:
    """The white space at both edges of a text; blank text counts as its beginning."""
    bare = text.strip()
    begin = text.index(bare) if bare else len(text)
    return {"begin": text[:begin], "end": text[begin + len(bare) :]}


def _part(space: str, edge: Edge, what: What) -> object:
    """The part of an edge to compare: its outermost line ends, or all its spaces."""
    if what == "space":
        return _SPACES.findall(space)
    match = _OUTERMOST[edge].search(space)
    return match[0] if match else ""


def _is_harmless(pair: Pair) -> bool:
    """Whether the space of a program's text may differ: it was added, or it was only the layout of a template, which
    has space on both sides or beside line ends."""
    source, target = _edges(pair.source), _edges(pair.target)
    lost = any(len(source[edge]) > len(target[edge]) for edge in source)
    return not lost or all(source.values()) or any("\n" in space for space in source.values())


CHECKS = (
    Check("begin-newline", Severity.ERROR, begin_newline, drafts="ignored", needs=frozenset("\r\n")),
    Check("begin-space", Severity.WARNING, begin_space, drafts="ignored"),
    Check("end-newline", Severity.ERROR, end_newline, drafts="ignored", needs=frozenset("\r\n")),
    Check("end-space", Severity.WARNING, end_space, drafts="ignored"),
)
