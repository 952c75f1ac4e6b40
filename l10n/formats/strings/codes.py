"""The inline codes of strings: what the libraries that show them put in a text's place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from l10n.model import CodeKind, InlineCode
from l10n.text.inline import text_codes
from l10n.text.prose import Codes

_PRINTF = re.compile(
    r"%(?:[0-9]{1,2}\$[-+#0, ]{0,3}[0-9]{0,3}(?:\.[0-9]{1,3})?(?:hh|ll|[hlqLjzt])?[a-zA-Z@]"
    r"|#@\w{1,99}@|arg(?![A-Za-z])"  # a variable of Apple's plurals, and its number
    r"|(?<![0-9]%)(?:[-+#0]{0,3}[0-9]{0,3}(?:\.[0-9]{1,3})?(?:hh|ll|[hlqLjzt])?[sdiufxXgG](?![A-Za-z]{3})"
    r"|[0-9]{1,2}(?![\w.%$])|%(?:[sdu@](?!\w))?)"  # `%1` of Qt; `%%u`, which is shown as `%u`
    r"|[0-9.]{0,7}@)"
)
"""A directive of printf, Java's Formatter or NSString. One without a position may be a percent sign and a word."""
_ICU = re.compile(r"\{\s{0,9}\w{1,99}\s{0,9},")
_NESTED = re.compile(r"\$t\(")
_NUMBERED_TAG = re.compile(r"</?[0-9]{1,3}\s?/?>")
_NUMBER_SIGN = re.compile(r"(?<![A-Za-z0-9&#/])#(?![0-9#])")
_QUOTED = re.compile(r"'[{}#](?!\w{1,99}\})(?:''|[^'{}]|[{}](?!\w{1,99}[,}]))*'")
_START = re.compile(r"[%{$<#']")
_MARKS = {"%": _PRINTF, "<": _NUMBERED_TAG, "#": _NUMBER_SIGN, "'": _QUOTED}
_BRACKETS = {"{": (_ICU, "{}"), "$": (_NESTED, "()")}


def string_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a message: printf directives, ICU arguments, the number sign and quotations of ICU, i18next's
    nesting and numbered tags, beside what any prose may hold."""
    return _with(text, _messages, text_codes)


def directive_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a message of Android or Apple: printf directives beside what any prose may hold."""
    return _with(text, _directives, text_codes)


_Found = tuple[int, int, CodeKind]


def _with(text: str, find: Callable[[str], Iterator[_Found]], others: Codes) -> tuple[InlineCode, ...]:
    codes: list[InlineCode] = []
    end = 0
    for start, stop, kind in find(text):
        codes += _shifted(text, end, start, others)
        codes.append(InlineCode(start, stop, kind))
        end = stop
    return (*codes, *_shifted(text, end, len(text), others))


def _shifted(text: str, start: int, end: int, codes: Codes) -> Iterator[InlineCode]:
    for code in codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


def _directives(text: str) -> Iterator[_Found]:
    for match in _PRINTF.finditer(text):
        yield *match.span(), "placeholder"


def _messages(text: str) -> Iterator[_Found]:
    """What `string_codes` knows. ICU arguments with a format (`{n, plural, …}`) are whole."""
    pos = 0
    closed = {"{": True, "(": True}
    while found := _START.search(text, pos):
        start, char = found.start(), found[0]
        stop = 0
        kind: CodeKind = "placeholder"
        if char in _BRACKETS:
            opening, pair = _BRACKETS[char]
            if closed[pair[0]] and opening.match(text, start):
                stop = _closing(text, start, pair)
                closed[pair[0]] = stop > 0
        elif match := _MARKS[char].match(text, start):
            stop = match.end()
            if char == "<":
                kind = "tag" if match[0].endswith("/>") else "close" if match[0].startswith("</") else "open"
        if stop:
            yield start, stop, kind
        pos = stop or start + 1


def _closing(text: str, start: int, pair: str) -> int:
    """Behind the bracket that closes the first one from `start` on; 0 when none does."""
    depth = 0
    for match in re.compile(r"[{}]" if pair == "{}" else r"[()]").finditer(text, start):
        depth += 1 if match[0] == pair[0] else -1
        if depth == 0:
            return match.end()
    return 0


def codes_beside(text: str, kept: re.Pattern[str], others: Codes) -> tuple[InlineCode, ...]:
    """The inline codes of a text: what a pattern matches, each a placeholder, and what `others` finds between."""
    codes: list[InlineCode] = []
    end = 0
    for match in (*kept.finditer(text), None):
        start = match.start() if match else len(text)
        codes += (InlineCode(end + code.start, end + code.end, code.kind) for code in others(text[end:start]))
        if match:
            codes.append(InlineCode(*match.span(), "placeholder"))
            end = match.end()
    return tuple(codes)
