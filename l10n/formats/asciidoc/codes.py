"""Inline codes of AsciiDoc, and the separation of a translation's inline markup from the letters beside it."""

import re
from collections.abc import Iterable, Iterator

from l10n.model import CodeKind, InlineCode
from l10n.text.inline import has_words, text_codes
from l10n.text.kept import Kept

_MARKUP = re.compile(
    r"(?P<code>\+\+\+[^+]{1,2000}\+\+\+|\+\+[^+]{1,2000}\+\+|\$\$[^$]{1,2000}\$\$|``[^`]{1,2000}``"
    r"|(?<![\w+])\+(?=\S)[^+\n]{1,500}(?<=\S)\+(?![\w+])|(?<![\w`])`(?=\S)[^`]{1,500}(?<=\S)`(?![\w`])"
    r"|\b(?:pass|stem|latexmath|asciimath|kbd|icon|indexterm2?|anchor):[a-z,]{0,20}\[[^\[\]]{0,1000}\])"
    r"|(?P<macro>(?:\b(?:link|image):)?(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000}\[|\b[a-z][a-z0-9]{1,20}:(?!:)[^\s\[\]:]{0,500}\[)"
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
        own = asciidoc_codes(match[inner]) if inner else ()  # its inside holds no more of its kind: few levels
        prose = inner is not None and has_words(match[inner], own)
        if inner == "text" and not _ONLY_TEXT.match(match["macro"]):
            prose = False
        end = match.end()
        if inner and prose:
            codes.append(InlineCode(match.start(), match.start(inner), "open"))
            codes += _moved(own, match.start(inner))
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
    return _moved(text_codes(text[start:end]), start)


def _moved(codes: Iterable[InlineCode], offset: int) -> Iterator[InlineCode]:
    for code in codes:
        yield InlineCode(offset + code.start, offset + code.end, code.kind)


_CROSS_REFERENCE = re.compile(r"<<(?P<id>[^<>,]+)(?:,[^<>]*)?>>")
_MACRO = re.compile(r"(?P<name>[a-z][a-z0-9]*):(?P<target>[^\[]*)\[", re.DOTALL)
_FORMULAS = frozenset({"pass", "stem", "latexmath", "asciimath"})


def asciidoc_keeps(code: str) -> Iterator[Kept]:
    """The parts of a code that a translation keeps: a macro and its target, an attribute, an anchor, a literal."""
    if match := _CROSS_REFERENCE.fullmatch(code):
        yield Kept("name", match["id"].strip())
    elif code.startswith(("`", "+", "$$")):
        yield Kept("code", code.strip("`+$"))
    elif code.startswith(("{", "[[")):
        yield Kept("name", code)
    elif match := _MACRO.match(code):
        name, target = match["name"], match["target"]
        if name in _FORMULAS:
            yield Kept("code", code)
        elif name == "xref":
            yield Kept("name", target)
        elif name.startswith("footnote"):
            yield Kept("footnote", f"{name}:{target}")
        elif name in ("link", "image"):
            yield Kept("link", target)
        else:
            yield Kept("link" if target.startswith("//") else "name", f"{name}:{target}")


def separate_markup(text: str) -> str:
    """The text with marks doubled (`**말**은`) that AsciiDoc would not recognize beside letters (`*말*은`), and with
    `link:` before addresses that it would not recognize directly behind text (`“https://…[말]”`)."""
    text = _LINK.sub(_separate_link, text)
    pieces: list[str] = []
    end = 0
    for match in _MARKUP_OR_BESIDE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        inside = before.isalnum() and after.isalnum() and match[1] == "_"  # inside a name such as 변수_이름_1
        if not inside and ((before and _is_word(before)) or (after and _is_word(after))):
            pieces += [text[end : match.start()], match[1], match[0], match[1]]
            end = match.end()
    return "".join([*pieces, text[end:]])


def _separate_link(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 2) : match.start()]
    return match[0] if _BEFORE_LINK.search(before) else f"link:{match[0]}"


_LINK = re.compile(r"(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000}\[")
_BEFORE_LINK = re.compile(r"(?:\A|[\s>()\[\];\"'\\]|[a-z]:)\Z")
"""The text that may stand before an address: `link:`, among others."""
_MARKUP_OR_BESIDE = re.compile(r"(?<![*_`\\])([*_`])(?=\S)(?:(?!\1)[^\n]){1,500}?(?<=\S)\1(?!\1)")


def _is_word(char: str) -> bool:
    """Whether this is a letter of a script that joins words. In other scripts, marks beside letters are intended."""
    return char.isalpha() and char > "\u0dff" and not "\u1e00" <= char < "\u2000"  # Latin and Greek letters
