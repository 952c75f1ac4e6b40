"""What MDX knows inside of a text: elements and expressions among the words, and what of a translation it would take
for these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from l10n.formats.html.elements import META_TEXT
from l10n.formats.markdown.dialect import Codes, Part
from l10n.formats.markdown.islands import CODE_COMPONENT
from l10n.formats.markdown.jsx import Attribute, Jsx, Tag, jsx_of
from l10n.model import InlineCode, UnitType
from l10n.text.inline import OPAQUE
from l10n.text.kept import Kept, markdown_keeps

TEXTS = frozenset(
    "alt aria-label caption description header heading label placeholder subtitle tagline text title".split()
)
"""Attributes of components that readers see; besides those whose names end like these (`linkText`)."""
ATTRIBUTES = ('jsx"', "jsx'", 'js"', "js'", "js`")
"""Syntaxes of an attribute's words, by the quotation mark: as in HTML, or as a string of JavaScript in braces."""
PHRASES = frozenset(
    """
    a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small span strike strong sub sup time tt u
    var wbr
    """.split()
)
"""Elements of HTML that are parts of a sentence."""
_TEXT_NAME = re.compile(r"[a-z]\w*(?:Alt|Caption|Description|Label|Placeholder|Text|Title)")
_PHRASE = re.compile(r"\s*[^\W\d_a-z]|.*\S\s+\S", re.DOTALL)
"""More than a word such as `true`."""
_NAMES = re.compile(
    r"\S*(?:[/_@\\]|::)\S*|--?\w[\w-]*|[a-z]+(?:[A-Z][a-z0-9]+)+|[a-z][\w-]*(?:\.[a-z][\w-]*)+|[\w.]+\(\)"
)
"""Addresses, files, identifiers, options."""


def texts_of(tag: Tag, text: str, names: frozenset[str] = TEXTS) -> list[Attribute]:
    """The attributes of a tag that hold words for readers: strings with these names, but for addresses and names of
    code."""
    if any(each.name == "translate" and text[each.start : each.end] == "no" for each in tag.attributes):
        return []
    found = []
    if tag.name == "meta" and any(text[each.start : each.end].lower() in META_TEXT for each in tag.attributes):
        names |= {"content"}
    for each in tag.attributes:
        value = text[each.start : each.end]
        is_text = each.name in names or (_TEXT_NAME.fullmatch(each.name) and _PHRASE.match(value))
        if is_text and any(map(str.isalpha, value)) and not _NAMES.fullmatch(value.strip()):
            found.append(each)
    return found


def jsx_codes(text: str, pos: int) -> Sequence[InlineCode]:
    """The codes of the element or expression that begins at `pos`: an attribute's words are no code, and neither is
    what an element holds, unless that is code by its name."""
    reader = jsx_of(text)
    if text.startswith("<!--", pos) or not (tag := reader.at(pos)):
        return ()
    if tag.kind == "expression":
        return (InlineCode(pos, tag.end, "placeholder"),)
    if tag.kind == "close":
        return (InlineCode(pos, tag.end, "close"),)
    if tag.kind == "open" and is_opaque(tag, text) and (end := reader.behind(f"</{tag.name}>", tag.end)) > 0:
        return (InlineCode(pos, end, "code"),)
    codes: list[InlineCode] = []
    done = pos
    for each in texts_of(tag, text):
        codes.append(InlineCode(done, each.start, "tag" if codes or tag.kind == "open" else "open"))
        done = each.end
    last = "open" if tag.kind == "open" else "close" if codes else "tag"
    return (*codes, InlineCode(done, tag.end, last))  # type: ignore[arg-type]  # all of them are kinds


def is_opaque(tag: Tag, text: str) -> bool:
    """Whether what an element holds is no prose."""
    return (
        tag.name in OPAQUE
        or bool(CODE_COMPONENT.match(tag.name))
        or any(each.name == "translate" and text[each.start : each.end] == "no" for each in tag.attributes)
    )


@dataclass(slots=True)
class _Element:
    """An element or expression of a paragraph, and those in it."""

    tag: Tag
    end: int = 0
    inner_end: int = 0
    children: list[_Element] = field(default_factory=list)


def jsx_parts(text: str, codes: Codes, names: frozenset[str]) -> Sequence[Part] | None:
    """The texts of a paragraph that is nothing but elements: what they hold, and their attributes. None for a paragraph
    with words of its own. MDX makes no paragraph of such elements, and would of a word beside them."""
    if text[:1] not in ("<", "{"):
        return None
    children = _elements(text, codes(text))
    return list(_parts(text, 0, len(text), children, names)) if _is_bare(text, 0, len(text), children) else None


def _elements(text: str, codes: Sequence[InlineCode]) -> list[_Element]:
    """The elements and expressions of a text, by its codes, so that those in code spans are none."""
    reader = jsx_of(text)
    root: list[_Element] = []
    opened: list[_Element] = []
    end = 0
    for code in codes:
        if code.start < end or text[code.start] not in "<{" or not (tag := reader.at(code.start)):
            continue
        siblings = opened[-1].children if opened else root
        end = max(code.end, tag.end)
        if tag.kind == "close":
            if opened and opened[-1].tag.name == tag.name:
                element = opened.pop()
                element.inner_end, element.end = tag.start, tag.end
            continue
        element = _Element(tag, end, tag.end)
        siblings.append(element)
        if tag.kind == "open" and code.kind != "code":
            opened.append(element)
            end = tag.end
    return root


def _is_bare(text: str, start: int, end: int, children: Sequence[_Element]) -> bool:
    """Whether a stretch of text is nothing but elements and blanks."""
    for child in children:
        if text[start : child.tag.start].strip():
            return False
        start = child.end
    return bool(children) and not text[start:end].strip()


def _parts(
    text: str, start: int, end: int, children: Sequence[_Element], names: frozenset[str], inner: bool = False
) -> Iterator[Part]:
    phrase = any(child.tag.name in PHRASES or child.tag.kind == "expression" for child in children)
    if not _is_bare(text, start, end, children) or (inner and phrase):
        words = text[start:end].strip()
        begin = start + text[start:end].find(words)
        if words:
            yield Part(begin, begin + len(words), "paragraph", "")
        return
    stack = [iter(children)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        for each in texts_of(tag, text, names):
            yield attribute_part(each)
        if tag.kind != "open" or is_opaque(tag, text) or not child.inner_end:
            continue
        within = child.children
        bare = _is_bare(text, tag.end, child.inner_end, within)
        if bare and not any(each.tag.name in PHRASES or each.tag.kind == "expression" for each in within):
            stack.append(iter(within))
        else:
            yield from _parts(text, tag.end, child.inner_end, within, names, inner=True)


def attribute_part(attribute: Attribute, shift: int = 0) -> Part:
    """The text of an attribute as a part of what it stands in."""
    kind: UnitType = "alt" if attribute.name == "alt" else "attribute"
    return Part(attribute.start + shift, attribute.end + shift, kind, attribute.syntax)


def encode_attribute(syntax: str, target: str) -> str:
    """A translated attribute as JSX writes it between its quotes; in braces it is JavaScript."""
    mark, words = syntax[-1], " ".join(target.split())
    if syntax.startswith("jsx"):
        return words.replace(mark, "&quot;" if mark == '"' else "&#39;")
    words = words.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return words.replace("${", "\\${") if mark == "`" else words


def split_tags(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """For each tag whose attributes hold words: the parts around these, and how each is written."""
    reader, pos = jsx_of(text), 0
    while (pos := text.find("<", pos)) >= 0:
        tag = reader.at(pos)
        if tag and (found := texts_of(tag, text)):
            yield parts_around(tag, text, found), [each.syntax for each in found]
        pos = tag.end if tag and tag.kind != "expression" else pos + 1


def parts_around(tag: Tag, text: str, attributes: Sequence[Attribute]) -> list[str]:
    """A tag as written, in parts without the words of these attributes."""
    bounds = [tag.start, *(bound for each in attributes for bound in (each.start, each.end)), tag.end]
    return [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def mdx_keeps(code: str) -> Iterator[Kept]:
    """What a translation keeps: besides Markdown's, expressions, and tags that hold code with angle brackets."""
    yield from markdown_keeps(code)
    if code[:1] not in ("<", "{") or not (tag := Jsx(code).at(0)):
        return
    written = code[: tag.end]
    if tag.kind != "expression":
        is_plain = tag.name and not re.search("[<>]", written[1:-1])
    else:
        is_plain = written.startswith("{/*") or not written.strip("{}'\"` \n")
    if not is_plain:
        yield Kept("code", written)
