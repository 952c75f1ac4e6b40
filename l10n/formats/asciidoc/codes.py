"""Inline codes of AsciiDoc, and the separation of a translation's inline markup from the letters beside it."""

import re
from collections.abc import Iterable, Iterator

from l10n.model import CodeKind, InlineCode
from l10n.text.inline import has_words, text_codes
from l10n.text.kept import Kept, code_with_metavariables

_ADDRESS = r"(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000}\["
_FIELDS = r"(?:\{[A-Za-z0-9][\w-]{0,60}\}[^\s\[\]{}<>,;]{0,300}){1,6}"
"""Attributes, as the address of a link may be written."""
_MARKUP = re.compile(
    r"(?P<code>\+\+\+[^+]{1,2000}\+\+\+|\+\+[^+]{1,2000}\+\+|\$\$[^$]{1,2000}\$\$|``[^`]{1,2000}``"
    r"|(?<![\w+])\+(?=\S)[^+\n]{1,500}(?<=\S)\+(?![\w+])|(?<![\w`\"'])`(?=\S)[^`]{1,500}(?<=\S)`(?![\w`])"
    r"|\b(?:pass(?!:[a-z,]{0,20}(?:q|n|quotes|normal)\[)|stem|latexmath|asciimath|kbd|btn|menu|icon|anchor):[\w,#-]{0,60}\[(?:\\\]|[^\]]){0,1000}\]"
    r"|\(\(\([^()]{1,500}\)\)\)|\bindexterm:\[[^\]]{0,500}\])"
    r"|(?P<macro>footnote(?:ref)?:[\w-]{0,60}\[)(?P<note>(?:\\\]|[^\[\]]|\[[^\[\]]{0,500}\]){0,2000})\]"
    rf"|(?P<link>(?:\b(?:link|image):)?{_ADDRESS}|{_FIELDS}\[|\b(?![a-z0-9]{{0,20}}footnote(?:ref)?:)[a-z][a-z0-9]{{1,20}}:(?![:\s])[^\s\[\]]{{0,500}}\[)"
    r"(?P<text>(?:\\\]|image:[^\s\[\]]{1,300}\[[^\]]{0,300}\]|[^\]]){0,1000})\]"
    r"|<<(?P<id>[^<>,\n]{1,200})(?:,(?P<label>[^<>]{0,500}))?>>"
    r"|(?P<anchor>\[\[[^\[\]\n]{1,200}\]\])"
    r"|(?P<field>\\?\{[A-Za-z0-9][\w-]{0,60}(?::[^{}\n]{0,60})?\}(?:[/#?](?:[\w./#?&=%~+@:{}-]{0,300}[\w/=}])?)?)"
    r"|(?P<quotes>\"`(?P<quoted>(?=\S)[^`]{1,1000}(?<=\S))`\"|'`(?P<cited>(?=\S)[^`]{1,1000}(?<=\S))`')"
    r"|\(\((?P<term>[^()\n]{1,500})\)\)"
    r"|(?:\[[^\[\]\n]{1,60}\])?(?:(?P<double>\*\*|__|\#\#)(?P<wide>(?:(?!(?P=double))[^\n]){1,1000})(?P=double)"
    r"|(?<![\w*_#])(?P<single>[*_#])(?P<narrow>(?=\S)(?:(?!(?P=single)).){1,1000}(?<=\S))(?P=single)(?![\w*_#]))"
    r"|(?P<break> \+\n)",
    re.DOTALL,
)
_INNER = ("note", "text", "label", "quoted", "cited", "term", "wide", "narrow")
_HAS_TEXT = re.compile(r"\{|(?:pass|link|xref|mailto|image|indexterm2|https?|ftp|irc):")
_WITH_ATTRIBUTES = re.compile(
    r"(?P<mark>\"?)(?P<words>[^\"]*?)(?P=mark)(?P<rest>\^?(?:,\s*(?:[\w-]+\s*=|%|[\w.#-]+\s*\Z).*)?)\Z", re.DOTALL
)
"""The text of a link with the attributes behind it: `Text^`, `"One, two",window=_blank`, `Text,role=x`."""
_ATTRIBUTE = re.compile(r"\s*[\w-]+\s*=")


def asciidoc_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of an AsciiDoc unit's text, in order, never overlapping."""
    codes: list[InlineCode] = []
    end = 0
    for match in _MARKUP.finditer(text):
        codes += _shifted(text, end, match.start())
        start, stop = _inside(match)
        own = asciidoc_codes(text[start:stop]) if start < stop else ()  # it holds no more of its kind: few levels
        end = match.end()
        if start < stop and has_words(text[start:stop], own):
            codes.append(InlineCode(match.start(), start, "open"))
            codes += _moved(own, start)
            codes.append(InlineCode(stop, end, "close"))
        else:
            codes.append(InlineCode(match.start(), end, _kind(match)))
    return (*codes, *_shifted(text, end, len(text)))


def _inside(match: re.Match[str]) -> tuple[int, int]:
    """The span of the words in a code; empty where it has none."""
    name = next((name for name in _INNER if match[name] is not None), None)
    if name is None or (name == "text" and not _HAS_TEXT.match(match["link"])):
        return 0, 0
    start, stop = match.span(name)
    if name != "text":
        return start, stop
    if _ATTRIBUTE.match(match[name]):
        return 0, 0
    parts = _WITH_ATTRIBUTES.match(match[name]) if "image:" not in match[name] else None
    if parts:
        return start + parts.start("words"), start + parts.end("words")
    return start, stop


def _kind(match: re.Match[str]) -> CodeKind:
    if match["break"]:
        return "break"
    if match["macro"]:
        return "footnote"
    if match["link"]:
        return "image" if match["link"].startswith("image:") else "link"
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
        yield code_with_metavariables(code.strip("`+$"))
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
    `link:` before addresses that it would not recognize directly behind text (`“https://…[말]”`), or a word joiner."""
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
    if _BEFORE_LINK.search(before):
        return match[0]
    return f"{'&#8288;' if match[0][0] == '{' else 'link:'}{match[0]}"  # an attribute may be a whole macro


_LINK = re.compile(rf"{_ADDRESS}|{_FIELDS}\[")
_BEFORE_LINK = re.compile(r"(?:\A|[\s>()\[\];\"'\\]|[a-z]:)\Z")
"""The text that may stand before an address: `link:`, among others."""
_MARKUP_OR_BESIDE = re.compile(r"(?<![*_`\\])([*_`])(?=\S)(?:(?!\1)[^\n]){1,500}?(?<=\S)\1(?!\1)")


def _is_word(char: str) -> bool:
    """Whether this is a letter of a script that joins words. In other scripts, marks beside letters are intended."""
    return char.isalpha() and char > "\u0dff" and not "\u1e00" <= char < "\u2000"  # Latin and Greek letters
