"""Inline codes of AsciiDoc, and how a translation is written so that its inline markup is seen as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.formats.inline import has_words, text_codes
from l10n.model import CodeKind, InlineCode

_MARKUP = re.compile(
    r"(?P<code>\+\+\+[^+]{1,2000}\+\+\+|\+\+[^+]{1,2000}\+\+|\$\$[^$]{1,2000}\$\$|``[^`]{1,2000}``"
    r"|(?<![\w+])\+(?=\S)[^+\n]{1,500}(?<=\S)\+(?![\w+])|(?<![\w`])`(?=\S)[^`]{1,500}(?<=\S)`(?![\w`])"
    r"|\b(?:pass|stem|latexmath|asciimath|kbd|icon|indexterm2?|anchor):[a-z,]{0,20}\[[^\[\]]{0,1000}\])"
    r"|(?P<macro>(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000}\[|\b[a-z][a-z0-9]{1,20}:(?!:)[^\s\[\]:]{0,500}\[)"
    r"(?P<text>[^\[\]]{0,1000})\]"
    r"|<<(?P<id>[^<>,\n]{1,200})(?:,(?P<label>[^<>]{1,500}))?>>"
    r"|(?P<anchor>\[\[[^\[\]\n]{1,200}\]\])"
    r"|(?P<field>\\?\{[A-Za-z0-9][\w-]{0,60}(?::[^{}\n]{0,60})?\})"
    r"|(?:\[[^\[\]\n]{1,60}\])?(?:(?P<double>\*\*|__|\#\#)(?P<wide>[^*_#\n]{1,1000})(?P=double)"
    r"|(?<![\w*_#])(?P<single>[*_#])(?P<narrow>(?=\S)[^*_#]{1,1000}(?<=\S))(?P=single)(?![*_#]))"
    r"|(?P<break> \+\n)"
)
_ONLY_TEXT = re.compile(r"(?:link|xref|mailto|footnote|footnoteref|btn|menu|https?|ftp|irc):")


def asciidoc_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of an AsciiDoc unit's text, in order, never overlapping."""
    codes: list[InlineCode] = []
    end = 0
    for match in _MARKUP.finditer(text):
        codes += _shifted(text, end, match.start())
        inner = next((name for name in ("text", "label", "wide", "narrow") if match[name] is not None), None)
        prose = inner is not None and has_words(match[inner], ())
        if inner == "text" and not _ONLY_TEXT.match(match["macro"]):
            prose = False
        end = match.end()
        if inner and prose:
            codes.append(InlineCode(match.start(), match.start(inner), "open"))
            codes += _shifted(text, match.start(inner), match.end(inner))
            codes.append(InlineCode(match.end(inner), end, "close"))
        else:
            codes.append(InlineCode(match.start(), end, _kind(match)))
    return (*codes, *_shifted(text, end, len(text)))


def _kind(match: re.Match[str]) -> CodeKind:
    if match["break"]:
        return "break"
    if match["macro"]:
        return "image" if match["macro"].startswith("image:") else "link"
    return "placeholder" if match["field"] else "link" if match["id"] else "code"


def _shifted(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


def separate_markup(text: str) -> str:
    """Inline marks directly beside letters (`*말*은`), which would not be seen as marks, doubled (`**말**은`)."""
    pieces: list[str] = []
    end = 0
    for match in _MARKUP_OR_BESIDE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if (before and _is_word(before)) or (after and _is_word(after)):
            pieces += [text[end : match.start()], match[1], match[0], match[1]]
            end = match.end()
    return "".join([*pieces, text[end:]])


_MARKUP_OR_BESIDE = re.compile(r"(?<![*_`\\])([*_`])(?=\S)(?:(?!\1)[^\n]){1,500}?(?<=\S)\1(?!\1)")


def _is_word(char: str) -> bool:
    """A letter of a script that glues words together: in others, marks beside letters are the writer's own."""
    return char.isalpha() and char > "\u0dff"
