"""The text of a paragraph of an office document, a slide or a cell as people translate it, and back.

All their formats write formatting as XML elements with many attributes. A unit's text has numbered tags instead:
`<g1>…</g1>` around words that look different or are a link, `<x2/>` for a tab, a field, a picture, words in a style of
code, `<x3>…</x3>` for a picture with a description. The numbers count the elements of the unit's own XML, so that a
translation can be written from the unit alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from l10n.formats.html.codes import pair_tags
from l10n.formats.html.elements import attribute_value
from l10n.formats.html.text import resolve
from l10n.formats.html.tokens import Token, html_tokens
from l10n.formats.office.descriptions import Description, descriptions
from l10n.formats.xml_text import escape_xml
from l10n.model import Unit

DOCX_TEXT, ODT_TEXT, DRAWING_TEXT, CELL_TEXT, PREFIXED_CELL_TEXT = "docx", "odt", "drawing", "cell", "x:cell"
"""Syntax of a unit by its XML: WordprocessingML's, OpenDocument's, DrawingML's, SpreadsheetML's without and with the
prefix `x`. Styles of characters that hold code follow, a line each."""


class Runs(NamedTuple):
    """How a language writes text: in runs, with their properties. The names are those of elements in lower case."""

    run: str
    text: str
    properties: str
    written: str
    """A run with `look` and `words`."""


RUNS = {
    DOCX_TEXT: Runs("w:r", "w:t", "w:rpr", '<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'),
    DRAWING_TEXT: Runs("a:r", "a:t", "a:rpr", "<a:r>{look}<a:t>{words}</a:t></a:r>"),
    CELL_TEXT: Runs("r", "t", "rpr", '<r>{look}<t xml:space="preserve">{words}</t></r>'),
    PREFIXED_CELL_TEXT: Runs("x:r", "x:t", "x:rpr", '<x:r>{look}<x:t xml:space="preserve">{words}</x:t></x:r>'),
}
"""OpenDocument has its text in the paragraph itself."""
_PAIRED = frozenset({"w:hyperlink", "w:smarttag", "text:span", "text:a", "text:ruby", "text:ruby-base", "text:meta"})
"""Elements around text; all others stand alone."""
_PASSING = frozenset({"w:prooferr", "w:lastrenderedpagebreak", "text:soft-page-break"})
"""Elements that editors recreate by themselves."""
_NO_LOOK = re.compile(
    r"<w:(?:lang|noProof|rFonts w:hint=\"[A-Za-z]+\")\b[^<>]*/>"
    r"|[ \r\n](?:lang|altLang|dirty|err|smtClean|smtId|noProof|bmk)=\"[^\"<>]*\""
)
"""What proofing leaves in a run."""
_EMPTY = re.compile(r"<(w:|a:|x:|)rPr\s*>\s*</\1rPr>|<(?:w:|a:|x:|)rPr\s*/>")
_BLANKS, _CELL_BLANKS = re.compile(r"[\t\r\n]+"), re.compile(r"[\t\r]+")
"""A cell keeps its line ends."""
_TAG = re.compile(r"<(/?)([gx])([0-9]{1,6})(/?)>")


class Atom(NamedTuple):
    """A piece of a paragraph."""

    kind: Literal["text", "open", "close", "alone"]
    xml: str
    """The text as written, or the whole XML that the atom stands for."""
    look: str = ""
    """A text's formatting: the properties of its run."""
    code: bool = False
    """Whether it is text in a style of code."""


def read_atoms(xml: str, syntax: str) -> list[Atom]:
    """The pieces of XML that consists of complete elements and text, in order. Where a language has runs, they alone
    have text."""
    kind, *code = syntax.split("\n")
    runs = RUNS.get(kind)
    tokens = list(html_tokens(xml, xml=True))
    partners = pair_tags(tokens)
    atoms: list[Atom] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        written = xml[token.start : token.end]
        last = max(index, partners[index])
        whole = xml[token.start : tokens[last].end]
        if token.kind == "text":
            atoms += [] if runs else [Atom("text", written)]
        elif code and last > index and _style(xml, tokens, index, runs) in code:
            before = atoms.pop().xml if atoms and atoms[-1].code else ""
            atoms.append(Atom("alone", before + whole, code=True))
        elif token.name in _PAIRED and token.kind in ("start", "end") and not token.self_closing:
            atoms.append(Atom("open" if token.kind == "start" else "close", written))
            last = index
        elif runs and token.name == runs.run and last > index:
            atoms += _run_atoms(xml, tokens, partners, (index, last), runs)
        elif token.name not in _PASSING:
            atoms.append(Atom("alone", whole))
        index = last + 1
    return atoms


def _style(xml: str, tokens: Sequence[Token], index: int, runs: Runs | None) -> str:
    """The style of characters that a run or a span states."""
    token = tokens[index]
    if not runs:
        return (attribute_value(xml, token, "text:style-name") or "") if token.name == "text:span" else ""
    if token.name != runs.run or index + 2 >= len(tokens) or tokens[index + 1].name != runs.properties:
        return ""
    ends = (runs.properties, "w:rstyle")
    stated = next((each for each in tokens[index + 2 : index + 30] if each.name in ends), None)
    return (attribute_value(xml, stated, "w:val") or "") if stated and stated.name == "w:rstyle" else ""


def _run_atoms(
    xml: str, tokens: Sequence[Token], partners: Sequence[int], span: tuple[int, int], runs: Runs
) -> Iterator[Atom]:
    """The pieces of a run: its text, and each other element in a run of its own."""
    look = ""
    place, end = span[0] + 1, span[1]
    while place < end:
        token = tokens[place]
        last = max(place, partners[place])
        whole = xml[token.start : tokens[last].end]
        if token.name == runs.properties:
            look = _NO_LOOK.sub("", whole)
            look = "" if _EMPTY.fullmatch(look) else look
        elif token.name == runs.text:
            if last > place:
                yield Atom("text", xml[token.end : tokens[last].start], look)
        elif token.kind != "text" and token.name not in _PASSING:
            opening = xml[tokens[span[0]].start : tokens[span[0]].end].split()[0].rstrip(">") + ">"
            yield Atom("alone", f"{opening}{look}{whole}{xml[tokens[end].start : tokens[end].end]}")
        place = last + 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """The numbers of a unit's atoms."""

    atoms: tuple[Atom, ...]
    look: str
    """The formatting of most text outside links."""


def _layout(xml: str, syntax: str) -> _Layout:
    atoms = read_atoms(xml, syntax)
    looks: Counter[str] = Counter()
    depth = 0
    for atom in atoms:
        depth += (atom.kind == "open") - (atom.kind == "close")
        if atom.kind == "text":
            looks[atom.look] += len(atom.xml) if depth == 0 else 0
    return _Layout(tuple(atoms), looks.most_common(1)[0][0] if looks else "")


def _numbered(layout: _Layout) -> Iterator[tuple[str, int, Atom]]:
    """The atoms with their kind in the unit's text: `plain`, `g` (text of another look), `x`, `open`, `close`."""
    number = 0
    open_tags: list[tuple[int, str | None]] = []
    for atom in layout.atoms:
        if atom.kind == "text":
            if open_tags and open_tags[-1][1] is None:
                open_tags[-1] = (open_tags[-1][0], atom.look)
            if atom.look == (open_tags[-1][1] if open_tags else layout.look):
                yield "plain", 0, atom
                continue
            number += 1
            yield "g", number, atom
        elif atom.kind == "close" and open_tags:
            yield "close", open_tags.pop()[0], atom
        else:
            number += 1
            if atom.kind == "open":
                open_tags.append((number, None))
            yield ("open" if atom.kind == "open" else "x"), number, atom


def office_text(xml: str, syntax: str) -> str:
    """The unit's text of XML that consists of complete elements and text."""
    pieces: list[str] = []
    before: tuple[str, str] | None = None
    blanks = _CELL_BLANKS if syntax.partition("\n")[0].endswith(CELL_TEXT) else _BLANKS
    for kind, number, atom in _numbered(_layout(xml, syntax)):
        words = blanks.sub(" ", resolve(atom.xml)) if atom.kind == "text" else ""
        if kind == "plain":
            pieces.append(words)
        elif kind == "g" and before == ("g", atom.look):  # words that an editor split
            end = pieces[-1].rindex("</g")
            pieces[-1] = pieces[-1][:end] + words + pieces[-1][end:]
        elif kind == "g":
            pieces.append(f"<g{number}>{words}</g{number}>")
        else:
            described = _description(atom) if kind == "x" else None
            alone = f"<x{number}>{described.text}</x{number}>" if described else f"<x{number}/>"
            pieces.append({"open": f"<g{number}>", "close": f"</g{number}>", "x": alone}[kind])
        before = (kind, atom.look)
    return "".join(pieces)


def _description(atom: Atom) -> Description | None:
    """What a picture within a text shows, in words; the first of several ways to say it."""
    if not any(mark in atom.xml for mark in ("descr=", "<svg:desc", "<svg:title", "alt=")):
        return None
    found = list(descriptions(atom.xml, list(html_tokens(atom.xml, xml=True))))
    return min(found, key=lambda each: each.name not in ("descr", "svg:desc"), default=None)


def _described(unit: Unit, atom: Atom, words: str) -> str:
    """A picture with a translated description."""
    described = _description(atom)
    if described is None:
        return atom.xml
    value = escape_xml(unit, " ".join(_TAG.sub("", words).split())).replace('"', "&quot;").replace("'", "&apos;")
    return atom.xml[: described.start] + value + atom.xml[described.end :]


def encode_office(unit: Unit, target: str) -> str:
    """A translation as XML. It contains each `x` and each link of the source once, in the source's order if fields
    depend on it. If the translation lost one, its words come first, without formatting, and everything else follows."""
    layout = _layout(unit.raw, unit.syntax)
    numbered = list(_numbered(layout))
    written = _write(unit, layout, numbered, target)
    if written is not None:
        return written
    rest = "".join(atom.xml for kind, _, atom in numbered if kind in ("open", "close", "x"))
    return _words(unit, _TAG.sub("", target), layout.look) + rest


def _write(unit: Unit, layout: _Layout, numbered: Sequence[tuple[str, int, Atom]], target: str) -> str | None:
    by_number = {(kind, number): atom for kind, number, atom in numbered if number}
    inner_look: dict[int, str] = {}
    for (kind, number, _), (_, _, following) in pairwise(numbered):
        if kind == "open" and following.kind == "text":
            inner_look[number] = following.look
    wanted = [(kind, number) for kind, number, _ in numbered if kind in ("open", "x")]
    pieces: list[str] = []
    used: list[tuple[str, int]] = []
    open_tags: list[int] = []
    looks = [layout.look]
    end = 0
    picture: tuple[int, int] | None = None  # the number of a picture whose description is open, and where that begins
    for match in _TAG.finditer(target):
        if picture:
            if match[2] != "x" or not match[1] or int(match[3]) != picture[0]:
                return None
            pieces.append(_described(unit, by_number[("x", picture[0])], target[picture[1] : match.start()]))
            picture, end = None, match.end()
            continue
        pieces.append(_words(unit, target[end : match.start()], looks[-1]))
        end = match.end()
        number = int(match[3])
        if match[2] == "x":
            kind = "x"
        elif match[1]:
            if not open_tags or open_tags.pop() != number:
                return None
            looks.pop()
            pieces.append(by_number[("close", number)].xml if ("close", number) in by_number else "")
            continue
        else:
            kind = "open" if ("open", number) in by_number else "g"
        atom = by_number.get((kind, number))
        if atom is None or (kind != "x" and match[4]) or (kind == "x" and match[1]):
            return None
        if kind != "g":
            used.append((kind, number))
        if kind == "x" and not match[4]:
            if not _description(atom):
                return None
            picture = number, end
        elif kind != "g":
            pieces.append(atom.xml)
        if kind != "x":
            open_tags.append(number)
            looks.append(inner_look.get(number, looks[-1]) if kind == "open" else atom.look)
    pieces.append(_words(unit, target[end:], looks[-1]))
    fields = any("fldChar" in atom.xml or "instrText" in atom.xml for _, _, atom in numbered)
    if open_tags or picture or (used != wanted if fields else sorted(used) != sorted(wanted)):
        return None
    return "".join(pieces)


def _words(unit: Unit, text: str, look: str) -> str:
    if not text:
        return ""
    escaped = escape_xml(unit, text)
    runs = RUNS.get(unit.syntax.partition("\n")[0])
    return runs.written.format(look=look, words=escaped) if runs else escaped
