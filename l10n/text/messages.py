"""Inline codes of a message whose source format is unknown, as in the catalogs of programs.

Such texts may be HTML, Markdown or neither. A plain tag, entity, placeholder, code span or address (of a link or bare)
counts as a code; asterisks, underscores and square brackets alone do not.
"""

import re

from l10n.model import CodeKind, InlineCode
from l10n.text.addresses import MAIL, url_spans

# A set comes first, since searching for a set is fast. Every alternative is bounded, anchored, or ends where the next
# one could begin, so that no text takes more than linear time.
_CODE = re.compile(
    r"""
    [`<&{$%\]\[](?:
    (?<=`)(?<!``)(?P<ticks>`*)(?!`)                          # a code span
        (?![^`']{1,80}'[^`]{0,200}`[^`']{1,80}')             # but not `one' and `two', which are quotations
        [^`]{1,2000}`(?P=ticks)(?!`)
    | (?<=<)(?P<opaque>code|kbd|samp|tt|var|pre|script|style)(?:\s[^<>]*)?>[^<>]*</(?P=opaque)>
    | (?<=<)(?P<tag>/?[A-Za-z!?][^<>]*>)                     # a tag, a comment, an autolink
    | (?<=&)(?P<entity>\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});
    | (?P<value>
        (?<={)(?:{[^{}]*}}|%[^{}%]*%})                       # template expressions
        | (?<=\$){[^{}]*}
        | (?<=%)\(\w+\)[-\#0\ +\d.]{0,8}[a-zA-Z]             # a named printf directive
        | (?<={)\w*(?:[.\[][\w.\[\]]{0,60})?(?:![rsa])?(?::[^{}]{0,40})?}  # a brace field
      )
    | (?<=\])(?P<link>\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+["'][^"']*["'])?\)  # the address of a Markdown link
        | \[[^\[\]]*\])                                      # the label of a reference link
    | (?<=\[)(?P<footnote>\^[^\[\]\s]{1,200}\])
    )
    """,
    re.VERBOSE | re.ASCII,
)
_KINDS: dict[str, CodeKind] = {
    **{"ticks": "code", "opaque": "code", "entity": "tag", "value": "placeholder"},
    **{"link": "close", "footnote": "footnote"},
}
_AUTOLINK = re.compile(r"<[^\s=<>]{1,80}?(?::/|@)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COVERED = "\ufffc"


def message_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a message, in order, never overlapping."""
    codes: list[InlineCode] = []
    if "`" in text or "<" in text or "&" in text or "{" in text or "[" in text or "%(" in text:
        codes = _codes(text)
    rest = text
    for spans in (url_spans, _mail_spans):
        if codes:
            rest = _without(text, codes)
        if found := [InlineCode(start, end, "url") for start, end in spans(rest)]:
            codes = sorted([*codes, *found], key=_start)
    return tuple(codes)


def _codes(text: str) -> list[InlineCode]:
    codes: list[InlineCode] = []
    read = first = 0  # where the last link ended, and how many codes there were then
    for match in _CODE.finditer(text):
        start, end = match.span()
        name = match.lastgroup or ""
        if name == "link":
            opening = text.rfind("[", read, start)
            if opening >= 0 and not any(code.start <= opening < code.end for code in codes[first:]):
                codes.append(InlineCode(opening - text.startswith("!", max(0, opening - 1)), opening + 1, "open"))
            read, first = end, len(codes) + 1
        codes.append(InlineCode(start, end, _tag_kind(match[0]) if name == "tag" else _KINDS[name]))
    return sorted(codes, key=_start)


def _start(code: InlineCode) -> int:
    return code.start


def _tag_kind(tag: str) -> CodeKind:
    if _AUTOLINK.match(tag):
        return "link"
    if tag.startswith("</"):
        return "close"
    if _BREAK.fullmatch(tag):
        return "break"
    return "tag" if tag[1] in "!?" or tag.endswith("/>") else "open"


def _mail_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in MAIL.finditer(text)] if "@" in text else []


def _without(text: str, codes: list[InlineCode]) -> str:
    pieces: list[str] = []
    at = 0
    for code in codes:
        pieces += text[at : code.start], _COVERED * (code.end - code.start)
        at = code.end
    return "".join([*pieces, text[at:]])
