"""Where a text falls into pieces that are translated by themselves: leads of news, and clauses of long sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from l10n.model import InlineCode

DATELINE = "dateline"
"""The type of a dateline's parts."""

_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z]{3,}(?:[ '’./-]{1,2}[^\W\d_a-z]+){0,3})"
    r"(?P<region>, [^\W\d_a-z][\w. ]{1,24}?)?(?P<date>, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?P<agency> ?\([^()]{2,30}\))?(?:\s*[—–]\s*|\s+--?\s+)(?=[^\W\d_]|[\"“‘'])"
)
"""`SEOUL, South Korea, June 7 (AP) — `."""


def lead(text: str, codes: Sequence[InlineCode]) -> list[int]:
    """Where the parts of a dateline end, at the beginning of a text: its place, region, date, and the whole; none, when
    there is no dateline."""
    match = _DATELINE.match(text)
    if (
        not match
        or text[match.end() :].isupper()
        or (codes and codes[0].start < match.end())
        or (len(match["place"]) < 5 and not match["agency"])
    ):
        return []
    ends = [match.end(name) for name in ("place", "region", "date") if match[name]]
    return [*ends, match.end()]


_NAME = r"(?:(?:[^\W\d_a-z]\.)+|[^\W\d_a-z][\w'’-]*)"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,3}}"
_CREDIT = re.compile(rf"(?<![\w/]){_NAMES} ?/ ?{_NAMES}(?=(?:, \w+)?[)\]]|\Z)")
"""`(AP Photo/Jane Roe, File)`, `Photograph: Jane Roe/Reuters`: at the end of a text, or in brackets."""
_AUTHOR = rf"{_NAME}(?: {_NAME}){{1,3}}"
_AUTHORS = rf"{_AUTHOR}(?:(?:, {_AUTHOR})*,? (?:\w{{1,3}}|&) {_AUTHOR})?"
_BYLINE = re.compile(rf"(?P<word>\w+) (?P<names>{_AUTHORS}(?: ?/ ?{_NAMES})?)(?=[,|;]|\Z)")


def credited(text: str, bylines: Collection[str]) -> list[tuple[int, int]]:
    """The names in a byline that begins with one of these words, and in credits: nobody translates them."""
    match = _BYLINE.match(text)
    if match and match["word"].lower() in bylines and len(text) - match.end() <= _LONGEST_OFFICE:
        return [found.span() for found in re.compile(_NAMES).finditer(text, match.start("names"), match.end())]
    return [match.span() for match in _CREDIT.finditer(text)]


_LONGEST_OFFICE = 60
"""What may follow the names of a byline: `, staff writer`."""

_CLAUSE = re.compile(r"(?<=[\w\"'’”)])(?:;\s+|\s+[-–—]{1,2}\s+|—|:\s+)(?=[\w\"'“‘(])")
_COMMA = re.compile(r"(?<=[\w\"'’”)]),\s+(?=[\w\"'“‘(])")


def clauses(text: str, longest: int) -> list[tuple[int, int]]:
    """The clauses of a sentence, each with the mark that ends it: as few as are no longer than `longest`, as far as the
    text has marks between clauses to cut at. One alone, when there is nothing to cut."""
    for marks in ((_CLAUSE,), (_CLAUSE, _COMMA)):
        ends = sorted({match.end() for mark in marks for match in mark.finditer(text)})
        spans: list[tuple[int, int]] = []
        start = 0
        for end, following in zip([*ends, len(text)], [*ends[1:], len(text), len(text)], strict=False):
            if end == len(text) or following - start > longest:
                spans.append((start, end))
                start = end
        if all(end - start <= longest for start, end in spans):
            break
    return spans


_END = re.compile(r"[\s;:,–—-]+\Z")


def core_of(clause: str) -> str:
    """A clause without the mark that ends it."""
    return _END.sub("", clause)


def joined(parts: Sequence[str], answers: Sequence[str], nouns_raised: bool) -> str:
    """The clauses of a translation with the marks that stood between those of the source. What an engine made a
    sentence of becomes a clause again."""
    pieces: list[str] = []
    for index, (part, answer) in enumerate(zip(parts, answers, strict=True)):
        core = core_of(part)
        if not core.endswith((".", "。")):
            answer = answer.rstrip(".。")
        if index and not nouns_raised and core[:1].islower() and answer[:1].isupper() and answer[1:2].islower():
            answer = answer[0].lower() + answer[1:]
        pieces += answer, part[len(core) :]
    return "".join(pieces)
