"""Android's string resources (`strings.xml`): strings, plurals and string arrays, without what is not translatable.

Texts are shown as people read them, without Android's escapes and quotes (developer.android.com, "String resources",
"Formatting and styling"); in a string with markup, XML's references stay. Comments before an element are notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.strings.codes import codes_beside, directive_codes
from l10n.formats.strings.plural import CATEGORIES, forms_of, one_and_other
from l10n.formats.strings.resource import Entry, leaving, resource_document, text_unit
from l10n.formats.strings.xml_tree import Element, escape_text, unescape_xml, xml_elements, xml_tree
from l10n.formats.xml_text import encode_xml
from l10n.model import Document, InlineCode, Unit
from l10n.text.inline import has_words

_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|</?[A-Za-z][^<>]*>", re.DOTALL)
_KEPT = re.compile(r"<(xliff:g|annotation)\b[^<>]*(?:/>|>[^<>]*</\1\s*>)")
_PLAIN_PIECE = re.compile(
    r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<char>.))|(?P<quote>\")|(?P<space>[ \t\r\n\f\v]+)", re.DOTALL
)
_PIECE = re.compile(rf"(?P<tag>{_TAG.pattern})|{_PLAIN_PIECE.pattern}", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t"}
_RESERVED = re.compile(r"""\\|"|'|\n|\t|\r|(?<=[ \n\t]) |\A | \Z|\A[@?]""")
_WRITTEN = {"\n": r"\n", "\t": r"\t", "\r": "", " ": r"\u0020"}
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][\w.-]*;")
_REFERENCE = re.compile(r"\s*[@?][\w.+*:]*/?[\w.:]+\s*")
"""`@string/app_name`: the value of another resource."""


def parse_android(text: str, options: ParseOptions) -> Document:
    """A file of string resources -> its texts. Raises SourceError, with the line, where it is malformed."""
    document = xml_tree(text, own_entities=True)
    resources = document.child("resources")
    entries: list[Entry] = []
    for element in resources.children if resources else ():
        name, kind = element.attributes.get("name", ""), element.local
        if element.attributes.get("translatable") == "false":
            continue
        if product := element.attributes.get("product"):
            name = f"{name}.{product}"
        if kind == "string" or (kind == "item" and element.attributes.get("type") == "string"):
            entries += _string(text, name, element, element)
        elif kind == "plurals":
            entries += _plural(text, name, element)
        elif kind in ("string-array", "array"):
            for number, item in enumerate(element.children):
                found = list(_string(text, f"{name}.{number}", item, element if number == 0 else item))
                entries += [replace(entry, units=[_staying(text, entry)]) for entry in found]
    return resource_document("android", text, entries, options.contexts)


def _string(text: str, name: str, element: Element, commented: Element) -> Iterator[Entry]:
    inner = text[element.opened : element.closed]
    value = decode_android(inner)
    if not _is_text(inner, value):
        return
    leaves = leaving(text, element.opened, element.closed, (element.start, element.end))
    unit = text_unit(value, note=_note(commented, element), syntax=_syntax(inner))
    yield Entry(name, element.opened, element.closed, [replace(unit, leaves=leaves)])


def _staying(text: str, entry: Entry) -> Unit:
    """The text of an array, whose others have their places by number."""
    return replace(entry.units[0], leaves=(), left=text[entry.start : entry.end])


def _plural(text: str, name: str, element: Element) -> Iterator[Entry]:
    items = element.children
    texts = {item.attributes.get("quantity", ""): text[item.opened : item.closed] for item in items}
    if "other" not in texts or len(texts) < len(items) or not texts.keys() <= {*CATEGORIES}:
        for item in items:
            yield from _string(text, f"{name}.{item.attributes.get('quantity', '')}", item, element)
        return
    one, other = one_and_other(texts)
    values = decode_android(one), decode_android(other)
    if not all(values) or not any(map(_is_text, (one, other), values)):
        return
    start, end = items[0].start, items[-1].end
    leaves = leaving(text, start, end, (element.start, element.end))
    unit = text_unit(values[0], plural=values[1], note=_note(element, *items), syntax=_syntax(one, other))
    yield Entry(name, start, end, [replace(unit, leaves=leaves)])


def _is_text(inner: str, value: str) -> bool:
    return not _REFERENCE.fullmatch(inner) and has_words(value, android_codes(value))


def _note(*elements: Element) -> str:
    """The comments of elements, and the examples of the placeholders in them."""
    lines = [" ".join(line.split()) for element in elements for line in element.comment.split("\n")]
    for element in elements:
        for placeholder in element.all("g"):
            said = [placeholder.attributes.get(name, "") for name in ("id", "example")]
            lines.append(": ".join(filter(None, said)))
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _syntax(*inner: str) -> str:
    """How texts are written: as character data, with markup, or as one CDATA section."""
    if all(_CDATA.fullmatch(one) and one.count("<![CDATA[") == 1 for one in inner):
        return "android-cdata"
    return "android-markup" if any(map(_TAG.search, inner)) else "android-text"


def decode_android(inner: str) -> str:
    """What stands in an element -> the text that it is: blanks are one space but for those in quotes, and escapes are
    resolved. Markup stays as it is, and then XML's references do, too."""
    syntax = _syntax(inner)
    if syntax == "android-cdata":
        match = _CDATA.fullmatch(inner)
        inner = match[1] if match else inner
    elif syntax == "android-text":
        inner = unescape_xml(inner)
    pieces: list[str] = []
    quoted, space, done = False, False, 0

    def take(piece: str) -> None:
        nonlocal space
        if piece:
            pieces.extend([" ", piece] if space and pieces else [piece])
            space = False

    for match in (_PIECE if syntax == "android-markup" else _PLAIN_PIECE).finditer(inner):
        take(inner[done : match.start()])
        done = match.end()
        if match["quote"]:
            quoted = not quoted
        elif match["space"]:
            if quoted:
                take(match[0])
            else:
                space = True
        elif match["code"]:
            take(chr(int(match["code"], 16)))
        else:
            take(match.groupdict().get("tag") or _ESCAPES.get(match["char"], match["char"]))
    take(inner[done:])
    return "".join(pieces)


def encode_android(unit: Unit, target: str) -> str:
    """A translation as what stands in its element."""
    source = f"{unit.text}\n{unit.plural}"
    tags = set(_TAG.findall(source)) if unit.syntax == "android-markup" else set()
    pieces: list[str] = []
    done = 0
    for match in _TAG.finditer(target):
        if match[0] in tags:
            pieces += [target[done : match.start()], match[0]]
            done = match.end()
    pieces.append(target[done:])
    last = len(pieces) - 1
    written = "".join(
        piece if place % 2 else _escaped(piece, first=place == 0, last=place == last)
        for place, piece in enumerate(pieces)
    )
    if unit.syntax == "android-cdata":
        return f"<![CDATA[{written.replace(']]>', ']] >')}]]>"
    if unit.syntax == "android-markup":
        return encode_xml(replace(unit, text=source), written)
    return _as_data(written, set(_ENTITY.findall(unit.raw)))


def _escaped(text: str, *, first: bool, last: bool) -> str:
    """A text with Android's escapes. Blanks and `@` have a meaning at the ends of a value, not beside a tag."""
    before, behind = "" if first else "x", "" if last else "x"
    written = _RESERVED.sub(lambda match: _WRITTEN.get(match[0], f"\\{match[0]}"), before + text + behind)
    return written[len(before) : len(written) - len(behind)]


def _as_data(text: str, entities: set[str]) -> str:
    """A text as character data of XML; entities of the file's own, which the source has, stay."""
    pieces = []
    done = 0
    for match in _ENTITY.finditer(text):
        if match[0] in entities:
            pieces += [escape_text(text[done : match.start()]), match[0]]
            done = match.end()
    return "".join([*pieces, escape_text(text[done:])])


def encode_android_plural(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The items of a plural, with the quantities of the locale."""
    (unit,), (target,) = units, targets
    assert target is not None
    items, raw = xml_elements(unit.raw).children, unit.raw
    between = "\n"
    if len(items) > 1:
        between = re.sub(r"<!--.*?-->\s*", "", raw[items[0].end : items[1].start], flags=re.DOTALL)
    head = raw[items[0].start : items[0].opened]
    written = []
    for name, text in forms_of(target, locale).items():
        start = re.sub(r"(quantity\s*=\s*[\"'])\w+", rf"\g<1>{name}", head)
        written.append(f"{start}{encode_android(unit, text)}</item>")
    return between.join(written)


def android_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a text: printf directives, elements whose content stays, and what any prose may hold."""
    return codes_beside(text, _KEPT, directive_codes)


ANDROID = Format("android", parse_android, encode_android, android_codes, encode_together=encode_android_plural)
