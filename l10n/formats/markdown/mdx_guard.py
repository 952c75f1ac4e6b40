"""A translation in MDX: nothing in it becomes code that the source text does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from l10n.formats.markdown.dialect import Codes
from l10n.formats.markdown.jsx import jsx_of
from l10n.formats.markdown.mdx_text import PHRASES, encode_attribute, parts_around, split_tags, texts_of
from l10n.model import InlineCode

_PHRASE = re.compile(rf"</?(?:{'|'.join(sorted(PHRASES))})(?:>|[ ]?/>)(?:[^<>{{}}]*</\w+>)?")
_STOPS = re.compile(r"\\.|[<{]", re.DOTALL)
_LABEL = re.compile(r"!?\[(?:(?!\]\()[^<{])*[<{]")
"""The beginning of a link or picture whose words hold what MDX would read."""
_BLANK = re.compile(r"\s+\S")
_PASSES = 6
_LONGEST = 300
"""The longest address that is looked for before a mark."""


def guarded(source: str, target: str, codes: Codes) -> str:
    """A translation in which MDX reads no element and no expression that the source text does not have, and none that
    is not closed where it should be: what would begin one is escaped. Elements of a sentence (`<sub>`) without
    attributes may be new."""
    if (len(words := target.rstrip()) - len(words.rstrip("\\"))) % 2:
        target = words + "\\"  # what follows in the page is no part of the text
    if "<" not in target and "{" not in target:
        return target
    target = _with_quoted_words(source, target)
    own = {_skeleton(source, code) for code in codes(source)}
    is_nested = not any(_crossing(source, codes(source)))
    for _ in range(_PASSES):
        crossing = _crossing(target, codes(target)) if is_nested else ()
        found = sorted({*_strangers(target, codes(target), own), *crossing})
        if not found:
            return target
        target = _escaped(target, found)
    return _escaped(target, list(_stops(target, 0, len(target), every=True)))


def _skeleton(text: str, code: InlineCode) -> str:
    """A code as written; of a tag, without the words of its attributes."""
    tag = jsx_of(text).at(code.start) if text[code.start] == "<" and code.kind != "code" else None
    if tag and (found := texts_of(tag, text)):
        return "\0".join(parts_around(tag, text, found))
    return text[code.start : code.end]


def _escaped(text: str, places: Sequence[int]) -> str:
    """The text with these `<` and `{` escaped. In an address, a backslash would be a part of it."""
    pieces: list[str] = []
    done = 0
    for place in places:
        mark = f"&#{ord(text[place])};" if _in_address(text, place) else f"\\{text[place]}"
        pieces += (text[done:place], mark)
        done = place + 1
    return "".join([*pieces, text[done:]])


def _in_address(text: str, place: int) -> bool:
    """Whether there is a web address right before a place."""
    before = text[max(0, place - _LONGEST) : place]
    word = "" if before[-1:].isspace() or not before else before.split()[-1].lower()
    return "://" in word or "www." in word


def _strangers(text: str, codes: Sequence[InlineCode], own: set[str]) -> Iterator[int]:
    """Where something begins that the source text does not have, or that is not read to its end."""
    done = 0
    reader = jsx_of(text)
    for code in codes:
        if code.start < done:
            continue
        written = text[code.start : code.end]
        known = _PHRASE.fullmatch(written) if written[0] in "<{$hw:" else not _LABEL.match(written)
        if known or _skeleton(text, code) in own:
            yield from _stops(text, done, code.start)
            tag = reader.at(code.start) if written[0] == "<" else None
            done = max(code.end, tag.end if tag else 0)
    yield from _stops(text, done, len(text))


def _stops(text: str, start: int, end: int, every: bool = False) -> Iterator[int]:
    """Where a `<` or `{` stands that MDX would read."""
    for stop in _STOPS.finditer(text, start, end):
        if len(stop[0]) > 1:
            if stop[0][1] in "<{" and _in_address(text, stop.start()):
                yield stop.start() + 1
        elif every or stop[0] == "{" or not _BLANK.match(text, stop.end()):
            yield stop.start()


def _crossing(text: str, codes: Sequence[InlineCode]) -> Iterator[int]:
    """Where the tags of elements begin that are not closed, or not within the same emphasis or link."""
    reader = jsx_of(text)
    opened: list[tuple[int, str | None]] = []
    count: Counter[str | None] = Counter()
    done = 0
    for code in codes:
        if code.start < done:
            continue
        tag = reader.at(code.start) if text[code.start] == "<" else None
        done = max(code.end, tag.end if tag else 0)
        name = tag.name if tag else None
        kind = code.kind if not tag else "code" if code.kind == "code" else tag.kind
        if kind == "open":
            opened.append((code.start, name))
            count[name] += 1
        elif kind == "close" and count[name]:
            crossed = False
            while opened[-1][1] != name:
                start, other = opened.pop()
                count[other] -= 1
                crossed = True
                if other is not None:
                    yield start
            start, _ = opened.pop()
            count[name] -= 1
            if crossed and tag:
                yield from (start, code.start)
        elif kind == "close" and tag:
            yield code.start
    yield from (start for start, name in opened if name is not None)


def _with_quoted_words(source: str, target: str) -> str:
    """The translation with quotation marks written as references where they stand in the words of an attribute."""
    pieces: list[str] = []
    done = 0
    for parts, quotes in split_tags(source):
        place = target.find(parts[0], done)
        for part, following, quote in zip(parts, parts[1:], quotes, strict=False):
            start = place + len(part)
            end = target.find(following, start) if place >= 0 else -1
            if end < 0:
                break
            pieces += (target[done:start], encode_attribute(quote, target[start:end]))
            done = place = end
    return "".join([*pieces, target[done:]])
