"""A block as drafting sees it: sentences, each with the codes at its edges cut off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from l10n.drafting.manner import UNKNOWN, Manner
from l10n.drafting.pieces import DATELINE, lead
from l10n.drafting.request import Brief, Job
from l10n.errors import L10nError
from l10n.formats import codes_of
from l10n.languages.language import language
from l10n.model import UNSPLIT_TYPES, CodeKind, InlineCode
from l10n.segmentation import sentences
from l10n.text.expressions import Expression
from l10n.text.inline import has_words
from l10n.text.references import resolve_references


@dataclass(frozen=True, slots=True)
class Core:
    """What of a sentence is to be translated. Equal cores are translated once."""

    text: str
    codes: tuple[InlineCode, ...]
    format: str
    type: str
    manner: Manner = field(default=UNKNOWN, compare=False)
    """How the article that it is from writes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: `before`, the core's text and `after` are its characters."""

    before: str
    core: Core | None
    """None when there is no word to translate."""
    after: str

    @property
    def text(self) -> str:
        return self.before + (self.core.text if self.core else "") + self.after


def protected_codes(text: str, format: str, placeholders: Sequence[Expression]) -> tuple[InlineCode, ...]:
    """The inline codes of a text in its format (empty: not known), and the project's placeholders, in order. A
    placeholder that is no part of a code wins over what the format sees in it. Placeholders that take too long to find
    are left to the check."""
    codes = list(codes_of(format)(text))
    for pattern in placeholders:
        try:
            found = [InlineCode(start, end, "placeholder") for start, end in pattern.spans(text) if start < end]
        except L10nError:
            continue
        for placeholder in found:
            codes = _with_placeholder(codes, placeholder)
    return tuple(codes)


def _with_placeholder(codes: list[InlineCode], placeholder: InlineCode) -> list[InlineCode]:
    """The codes with a placeholder in the place of those that it covers or cuts; as they are if one holds it."""
    first = bisect_left(codes, placeholder.start, key=_start)
    if first and codes[first - 1].end > placeholder.start:
        first -= 1
    last = bisect_left(codes, placeholder.end, key=_start)
    cut = codes[first:last]
    if any(code.start <= placeholder.start and code.end >= placeholder.end for code in cut):
        return codes
    kinds = Counter(code.kind for code in cut)
    rest = [*codes[:first], placeholder, *codes[last:]]
    if kinds["open"] == kinds["close"]:
        return rest
    # half of a pair went, so that no other half is known to be whole
    return [replace(code, kind="tag") if code.kind in ("open", "close") else code for code in rest]


def _start(code: InlineCode) -> int:
    return code.start


def overlaps(codes: Sequence[InlineCode], start: int, end: int) -> bool:
    """Whether a span has a character of one of the codes, which are in order."""
    before = bisect_left(codes, end, key=_start) - 1  # the last code that begins before the span's end
    return before >= 0 and codes[before].end > start


def split_block(job: Job, brief: Brief, placeholders: Sequence[Expression]) -> list[Sentence]:
    """The sentences of a block; their texts joined are the block's, with the characters of its prose for references to
    them. Headings and the like are one sentence."""
    text, codes = resolve_references(job.text, protected_codes(job.text, job.format, placeholders))
    found: list[Sentence] = []
    for start, end in _lines(text, codes):
        line = text[start:end]
        inner = _within(codes, start, end)
        pieces = [line]
        if job.type not in UNSPLIT_TYPES:
            spans = [(code.start, code.end) for code in inner]
            pieces = sentences(line, brief.source_locale, protected=spans, abbreviations=brief.abbreviations)
        offset = 0
        for piece in pieces:
            own = _within(inner, offset, offset + len(piece))
            offset += len(piece)
            label = _label_end(piece, own)
            dateline = lead(piece, own) if not found and not label else []
            found += [_lead_part(piece[a:b], job) for a, b in zip([0, *dateline], dateline, strict=False)]
            start = dateline[-1] if dateline else 0
            for a, b in ((0, label), (label, len(piece))) if label else ((start, len(piece)),):
                found.append(_trim(piece[a:b], _within(own, a, b), job))
    return found


def _lead_part(text: str, job: Job) -> Sentence:
    """A part of a dateline; agencies are not translated."""
    words = text.strip(" ,-–—")
    if not words or "(" in words:
        return Sentence(text, None, "")
    before, _, after = text.partition(words)
    return Sentence(before, Core(words, (), job.format, DATELINE, job.manner or UNKNOWN), after)


def _label_end(text: str, codes: Sequence[InlineCode]) -> int:
    """Where an emphasized label with a colon at the beginning (`**Deadline:** it ends …`) ends, or 0."""
    if codes and codes[0].start == 0 and (close := _partners(codes).get(0)):
        closing = next(code for code in codes if code.start == close)
        if ":" in (text[close - 1], text[closing.end : closing.end + 1]):
            space = re.compile(r":?\s+").match(text, closing.end)
            return space.end() if space else 0
    return 0


_LINE_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


def _lines(text: str, codes: Iterable[InlineCode]) -> Iterator[tuple[int, int]]:
    """The spans between hard breaks, each with the break at its end."""
    start = 0
    for code in codes:
        if code.kind == "break" or _LINE_BREAK.match(text, code.start, code.end):
            yield start, code.end
            start = code.end
    if start < len(text):
        yield start, len(text)


def _within(codes: Sequence[InlineCode], start: int, end: int) -> tuple[InlineCode, ...]:
    """The codes inside a span, with positions counted from its start."""
    inside = codes[bisect_left(codes, start, key=_start) : bisect_left(codes, end, key=_start)]
    return tuple(InlineCode(code.start - start, code.end - start, code.kind) for code in inside)


_LEAVING_FIRST: frozenset[CodeKind] = frozenset({"break", "emoji", "footnote", "image", "tag"})
_LEAVING_LAST: frozenset[CodeKind] = _LEAVING_FIRST | {"url"}
"""What a sentence can do without at its beginning and end; code, links and placeholders are words of it."""


def _trim(text: str, codes: tuple[InlineCode, ...], job: Job) -> Sentence:
    """The sentence without white space, and without codes that need not be masked, at its edges."""
    partners = _partners(codes)
    first, last = 0, len(codes)
    start, end = _strip(text, 0, len(text))
    while first < last:
        left, right = codes[first], codes[last - 1]
        at_start, at_end = left.start <= start, right.end >= end  # white space at an edge may be part of a code
        free_left = at_start and (left.kind in _LEAVING_FIRST or _alone(left, partners))
        free_right = at_end and (right.kind in _LEAVING_LAST or _alone(right, partners))
        around = at_start and at_end and partners.get(left.start) == right.start
        if free_left or around:
            first, start = first + 1, left.end
        if first < last and ((free_right and not free_left) or around):
            last, end = last - 1, right.start
        if not (free_left or free_right or around):
            break
        start, end = _strip(text, start, end)
    core = text[start:end]
    kept = _within(codes[first:last], start, end)
    if not has_words(core, kept):
        return Sentence(text, None, "")
    return Sentence(text[:start], Core(core, kept, job.format, job.type, job.manner or UNKNOWN), text[end:])


_LABEL_LENGTH = 40
"""A text of no more characters and a colon is a label; it is translated without the colon, as a term may be."""


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its edges, and without a label's colon."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or (text[end - 1] == ":" and end - start <= _LABEL_LENGTH)):
        end -= 1
    return start, end


def _partners(codes: Iterable[InlineCode]) -> dict[int, int]:
    """The start of each opening code's closing one, and the other way round."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for code in codes:
        if code.kind == "open":
            opened.append(code.start)
        elif code.kind == "close" and opened:
            opening = opened.pop()
            partners.update({opening: code.start, code.start: opening})
    return partners


def _alone(code: InlineCode, partners: dict[int, int]) -> bool:
    return code.kind in ("open", "close") and code.start not in partners


def parts_between(text: str, codes: Iterable[InlineCode]) -> list[str]:
    """The texts before, between and behind the codes: one more than there are codes."""
    parts = []
    end = 0
    for code in codes:
        parts.append(text[end : code.start])
        end = code.end
    return [*parts, text[end:]]


def pair_shares(text: str, codes: Iterable[InlineCode]) -> list[tuple[str, float]]:
    """Of each pair of codes the opening one, and which share of the characters outside of codes stands in the pair."""
    opened: list[tuple[InlineCode, int]] = []
    pairs = []
    words = end = 0
    for code in codes:
        words += code.start - end
        end = code.end
        if code.kind == "open":
            opened.append((code, words))
        elif code.kind == "close" and opened:
            opening, before = opened.pop()
            pairs.append((text[opening.start : opening.end], words - before))
    words += len(text) - end
    return [(opening, inside / words) for opening, inside in pairs if words]


_CLOSED = re.compile(r"[。！？」』）…]\Z")


def join_sentences(block: Sequence[Sentence], targets: Sequence[str], locale: str) -> str:
    """The translated block: every sentence's core replaced. Where the locale writes none, the space between goes."""
    pieces: list[str] = []
    joined = not language(locale).sentence_space
    for sentence, target in zip(block, targets, strict=True):
        piece = sentence.before + target + sentence.after
        if joined and pieces and _CLOSED.search(pieces[-1].rstrip(" ")):
            pieces[-1] = pieces[-1].rstrip(" ")
        pieces.append(piece)
    return "".join(pieces)
