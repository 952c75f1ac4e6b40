"""Inline codes of XML text, and translations as XML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from l10n.formats.xml.rules import Rules
from l10n.formats.xml.tree import markup
from l10n.model import InlineCode, Unit
from l10n.text.inline import text_codes

PRESERVED = "xml-preserve"
"""Syntax of a text whose line ends are seen."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[^\W\d][\w.:-]*);")
_FREE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(?:([^\W\d][\w.:-]*);)?")
_KEPT = re.compile(r"""\s(?:its:)?translate\s*=\s*["']no["']""")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_codes(text: str, rules: Rules) -> tuple[InlineCode, ...]:
    """The inline codes of a unit's text. An element of code, or one that is not to be translated, is one code with its
    content."""
    return tuple(_codes(text, rules))


def _codes(text: str, rules: Rules) -> Iterator[InlineCode]:
    found = list(markup(text))
    partners = _partners(found)
    done = index = 0
    while index < len(found):
        match = found[index]
        yield from _prose(text, done, match.start())
        last = index
        if (
            match["start"] is not None
            and partners[index] > index
            and (match["start"] in rules.code or _KEPT.search(match[0]))
        ):
            last = partners[index]
            yield InlineCode(match.start(), found[last].end(), "code")
        elif match["start"] is not None and not match["empty"]:
            yield InlineCode(match.start(), match.end(), "open")
        else:
            yield InlineCode(match.start(), match.end(), "close" if match["end"] is not None else "tag")
        done = found[last].end()
        index = last + 1
    yield from _prose(text, done, len(text))


def _prose(text: str, start: int, end: int) -> Iterator[InlineCode]:
    done = start
    for entity in _ENTITY.finditer(text, start, end):
        yield from _plain(text, done, entity.start())
        yield InlineCode(entity.start(), entity.end(), "tag")
        done = entity.end()
    yield from _plain(text, done, end)


def _plain(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


def _partners(found: list[re.Match[str]]) -> list[int]:
    """For each tag the index of its other half; -1 where it has none."""
    partners = [-1] * len(found)
    opened: list[int] = []
    for index, match in enumerate(found):
        if match["start"] is not None and not match["empty"]:
            opened.append(index)
        elif match["end"] is not None and opened and found[opened[-1]]["start"] == match["end"]:
            partners[index] = opened.pop()
            partners[partners[index]] = index
    return partners


def encode_xml_text(unit: Unit, target: str) -> str:
    """A translation as XML in the unit's place. A tag counts as one only if the source has the same tag and the target
    its partner; a reference only if the source or XML itself knows it."""
    text = _FORBIDDEN.sub("", target).replace("\r\n", "\n").replace("\r", "\n")
    known = set(_ENTITY.findall(unit.raw))
    tags = {match[0] for match in markup(unit.text)}
    found = list(markup(text))
    partners = _partners(found)
    line = unit.newline if unit.syntax == PRESERVED else " "
    pieces: list[str] = []
    done = 0
    for index, match in enumerate(found):
        pair = match["end"] is not None or (match["start"] is not None and not match["empty"])
        if match[0] in tags and (not pair or partners[index] >= 0):
            pieces += [_escaped(text[done : match.start()], known, line), match[0].replace("\n", unit.newline)]
            done = match.end()
    return "".join([*pieces, _escaped(text[done:], known, line)])


def encode_xml_value(unit: Unit, target: str) -> str:
    """A translation as an attribute's value, in either quotes."""
    text = _escaped(_FORBIDDEN.sub("", target), set(_ENTITY.findall(unit.raw)))
    return " ".join(text.split()).replace('"', "&quot;").replace("'", "&apos;")


def _escaped(text: str, known: set[str], line: str = " ") -> str:
    def reference(match: re.Match[str]) -> str:
        if match[0] in known:
            return match[0]
        resolved = html.unescape(match[0]) if match[1] else match[0]
        return resolved if resolved != match[0] else f"&amp;{match[0][1:]}"

    return _FREE.sub(reference, text).replace("<", "&lt;").replace("]]>", "]]&gt;").replace("\n", line)
