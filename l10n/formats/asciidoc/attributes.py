"""The texts for readers among the attributes of AsciiDoc: of an image, of a block, of the document."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from l10n.formats.asciidoc.encode import ALT, QUOTED
from l10n.model import UnitType

_MEDIA = re.compile(r"(?:image|video|audio)::[^\s\[]{0,1000}\[")
_NAMED = re.compile(
    r"(?:(?<=[\[,])|(?<=[,\[][ \t]))(?P<name>alt|title|caption|reftext|attribution|citetitle)[ \t]*=[ \t]*"
    r"(?:\"(?P<quoted>(?:\\\"|[^\"]){0,2000})\"|(?P<plain>[^,\"\]]{1,500}))"
)
_FIRST = re.compile(r"[ \t]*(?:\"(?P<quoted>(?:\\\"|[^\"]){0,2000})\"|(?P<plain>[^,=\"\]\[]{1,2000}))(?=[ \t]*[,\]])")
_QUOTE = re.compile(
    r"\[(?:quote|verse)[^,\]]*,[ \t]*(?:\"(?P<q1>[^\"]{0,500})\"|(?P<p1>[^,=\"\]]{1,500}))?"
    r"(?:,[ \t]*(?:\"(?P<q2>[^\"]{0,500})\"|(?P<p2>[^,=\"\]]{1,500})))?"
)
_KINDS: dict[str, UnitType] = {"title": "caption", "alt": "alt"}
_SHOWN = re.compile(
    r":(?:description|title|doctitle|subtitle|navtitle|(?:page-)?(?:description|summary|title|subtitle)"
    r"|[\w-]+-(?:caption|title|label)|chapter-signifier|part-signifier):[ \t]"
)
_PROSE = re.compile(r"[^\W\d_]+(?:(?:[’'-]?[^\W\d_])*[,;]? [^\W\d_]+){2,}")


class Value(NamedTuple):
    """A text within a line: its span in the line, its type, and how it is written."""

    start: int
    end: int
    type: UnitType
    syntax: str


def media_texts(line: str) -> Iterator[Value]:
    """The texts of a block macro: `image::a.png[The text, title="A title"]`."""
    if not (macro := _MEDIA.match(line)):
        return
    if macro[0].startswith("image") and (first := _FIRST.match(line, macro.end())):
        yield _value(first, "quoted", "plain", "alt")
    yield from _named(line, macro.end() - 1)


def block_texts(line: str) -> Iterator[Value]:
    """The texts of the attributes above a block: whom a quotation is by, a caption."""
    if quote := _QUOTE.match(line):
        for number in "12":
            if quote[f"q{number}"] or quote[f"p{number}"]:
                yield _value(quote, f"q{number}", f"p{number}", "attribute")
    yield from _named(line, 0)


def _named(line: str, start: int) -> Iterator[Value]:
    for match in _NAMED.finditer(line, start):
        yield _value(match, "quoted", "plain", _KINDS.get(match["name"], "attribute"))


def _value(match: re.Match[str], quoted: str, plain: str, kind: UnitType) -> Value:
    if match[quoted] is not None:
        return Value(*match.span(quoted), kind, QUOTED)
    start = match.start(plain) + len(match[plain]) - len(match[plain].lstrip())
    return Value(start, start + len(match[plain].strip()), kind, ALT)


def is_shown(entry: str, used: Container[str]) -> bool:
    """Whether the value of an attribute entry is a text for readers: by its name (`:description: …`), or since it reads
    like prose and the document uses it."""
    if _SHOWN.match(entry):
        return True
    name, _, value = entry[1:].partition(":")
    return _PROSE.search(value) is not None and "::" not in value and name in used
