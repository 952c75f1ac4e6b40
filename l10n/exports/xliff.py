"""XLIFF 1.2 and 2.1 (OASIS), to a translator's own tool and back. Inline codes become elements; nothing is lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, Piece, ReturnedUnit, pieces
from l10n.model import InlineCode, State
from l10n.safe_xml import parse_xml
from l10n.translatable import Text

Version = Literal["1.2", "2.1"]

_NAMESPACE_12 = "{urn:oasis:names:tc:xliff:document:1.2}"
_NAMESPACE_2 = "{urn:oasis:names:tc:xliff:document:2.0}"
_INVALID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_STATE_12: Mapping[State, str] = {
    State.APPROVED: "final",
    State.DRAFT: "needs-review-translation",
    State.STALE: "needs-review-translation",
    State.UNTRANSLATED: "new",
}
_DONE_12 = frozenset({"final", "signed-off", "translated"})
_DONE_2 = frozenset({"translated", "reviewed", "final"})


def render_xliff(units: Sequence[HandoffUnit], source_locale: str, locale: str, version: Version) -> bytes:
    """The file for one locale (tags in BCP 47's spelling). Raises L10nError for text that XML cannot hold."""
    for unit in units:
        if match := _INVALID.search(unit.source + unit.target):
            raise L10nError(
                "{article}: XML cannot hold the character U+{code:04X}",
                article=unit.article,
                code=ord(match[0]),
                hint=Text("Take it out of {source!r}.", source=unit.source[:60]),
            )
    render = _render_12 if version == "1.2" else _render_2
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *render(units, source_locale, locale)]
    return ("\n".join(lines) + "\n").encode()


def parse_xliff(data: bytes, path: Path | str) -> list[ReturnedUnit]:
    """The units of an XLIFF file of either version. Raises L10nError with path, line and column."""
    root = parse_xml(data, path)
    if root.tag == f"{_NAMESPACE_12}xliff":
        return list(_parse_12(root))
    if root.tag == f"{_NAMESPACE_2}xliff":
        return list(_parse_2(root))
    raise L10nError("not an XLIFF file of version 1.2 or 2", path=path, hint="Export one to see what is expected.")


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})


def _render_12(units: Sequence[HandoffUnit], source_locale: str, locale: str) -> Iterator[str]:
    yield f'<xliff version="1.2" xmlns="{_NAMESPACE_12[1:-1]}">'
    for article, group in groupby(units, key=lambda unit: unit.article):
        languages = f'source-language="{source_locale}" target-language="{locale}"'
        yield f'  <file original={quoteattr(article)} {languages} datatype="plaintext"><body>'
        for number, unit in enumerate(group, 1):
            name = f" resname={quoteattr(unit.context)}" if unit.context is not None else ""
            approved = ' approved="yes"' if unit.state is State.APPROVED else ""
            yield f'    <trans-unit id="{number}"{name} xml:space="preserve"{approved}>'
            yield f"      <source>{_inline_12(unit.source, unit.source_codes)}</source>"
            if unit.target:
                target = _inline_12(unit.target, unit.target_codes)
                yield f'      <target state="{_STATE_12[unit.state]}">{target}</target>'
            yield f'      <context-group><context context-type="x-type">{_text(unit.type)}</context></context-group>'
            for note in _notes(unit):
                yield f"      <note>{_text(note)}</note>"
            yield "    </trans-unit>"
        yield "  </body></file>"
    yield "</xliff>"


def _notes(unit: HandoffUnit) -> tuple[str, ...]:
    previous = (f"Translated from: {unit.previous}",) if unit.previous else ()
    return (*unit.notes, *previous)


def _inline_12(text: str, codes: Sequence[InlineCode]) -> str:
    """Text in which inline codes are `bpt`, `ept` and `ph` elements with the code as content."""
    tags = {"open": "bpt", "close": "ept", "": "ph"}
    return "".join(
        _element_12(piece, tags[piece.half]) if piece.code else _text(piece.text) for piece in pieces(text, codes)
    )


def _element_12(piece: Piece, tag: str) -> str:
    return f'<{tag} id="{piece.id}">{_text(piece.text)}</{tag}>'


def _parse_12(root: Element) -> Iterator[ReturnedUnit]:
    for file in root.iter(f"{_NAMESPACE_12}file"):
        for unit in file.iter(f"{_NAMESPACE_12}trans-unit"):
            source, target = unit.find(f"{_NAMESPACE_12}source"), unit.find(f"{_NAMESPACE_12}target")
            text = "" if target is None else "".join(target.itertext())
            state = "" if target is None else target.get("state", "")
            done = unit.get("approved") == "yes" or state in _DONE_12
            yield ReturnedUnit(
                file.get("original", ""),
                "" if source is None else "".join(source.itertext()),
                text,
                _returned_state(text, done),
                unit.get("resname"),
            )


def _returned_state(text: str, done: bool) -> State:
    return State.UNTRANSLATED if not text else State.APPROVED if done else State.DRAFT


def _render_2(units: Sequence[HandoffUnit], source_locale: str, locale: str) -> Iterator[str]:
    yield f'<xliff version="2.1" xmlns="{_NAMESPACE_2[1:-1]}" srcLang="{source_locale}" trgLang="{locale}">'
    for count, (article, group) in enumerate(groupby(units, key=lambda unit: unit.article), 1):
        yield f'  <file id="f{count}" original={quoteattr(article)}>'
        for number, unit in enumerate(group, 1):
            name = f" name={quoteattr(unit.context)}" if unit.context is not None else ""
            yield f'    <unit id="u{number}"{name} xml:space="preserve">'
            notes = [f'<note category="type">{_text(unit.type)}</note>']
            notes += [f"<note>{_text(note)}</note>" for note in _notes(unit)]
            yield f"      <notes>{''.join(notes)}</notes>"
            data: dict[str, str] = {}
            source = _inline_2(unit.source, unit.source_codes, data)
            target = _inline_2(unit.target, unit.target_codes, data)
            if data:
                rows = (f'<data id="{key}" xml:space="preserve">{_text(code)}</data>' for code, key in data.items())
                yield f"      <originalData>{''.join(rows)}</originalData>"
            yield f'      <segment state="{"final" if unit.state is State.APPROVED else "initial"}">'
            yield f"        <source>{source}</source>"
            if unit.target:
                yield f"        <target>{target}</target>"
            yield "      </segment>"
            yield "    </unit>"
        yield "  </file>"
    yield "</xliff>"


def _inline_2(text: str, codes: Sequence[InlineCode], data: dict[str, str]) -> str:
    """Text in which inline codes are `sc`, `ec` and `ph` elements; `data` collects the codes (text -> id)."""
    parts = []
    for piece in pieces(text, codes):
        if piece.code is None:
            parts.append(_text(piece.text))
            continue
        reference = data.setdefault(piece.text, f"d{len(data) + 1}")
        if piece.half == "close":
            parts.append(f'<ec startRef="{piece.id}" dataRef="{reference}"/>')
        else:
            tag = "sc" if piece.half else "ph"
            parts.append(f'<{tag} id="{piece.id}" dataRef="{reference}"/>')
    return "".join(parts)


def _parse_2(root: Element) -> Iterator[ReturnedUnit]:
    for file in root.iter(f"{_NAMESPACE_2}file"):
        for unit in file.iter(f"{_NAMESPACE_2}unit"):
            data = {row.get("id", ""): "".join(row.itertext()) for row in unit.iter(f"{_NAMESPACE_2}data")}
            sources, targets, done = [], [], True
            for segment in unit:
                if segment.tag not in (f"{_NAMESPACE_2}segment", f"{_NAMESPACE_2}ignorable"):
                    continue
                source, target = segment.find(f"{_NAMESPACE_2}source"), segment.find(f"{_NAMESPACE_2}target")
                sources.append(_flatten_2(source, data))
                ignorable = segment.tag.endswith("ignorable")
                targets.append(_flatten_2(source if target is None and ignorable else target, data))
                done = done and (ignorable or segment.get("state") in _DONE_2)
            text = "".join(targets) if all(targets) else ""
            state = _returned_state(text, done)
            yield ReturnedUnit(file.get("original", ""), "".join(sources), text, state, unit.get("name"))


def _flatten_2(element: Element | None, data: Mapping[str, str]) -> str:
    """The text of a `source` or `target`, with inline elements replaced by their codes."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag.removeprefix(_NAMESPACE_2)
        if tag == "cp":
            parts.append(chr(int(child.get("hex", "20"), 16)))
        elif tag == "pc":
            start, end = child.get("dataRefStart", ""), child.get("dataRefEnd", "")
            parts += (data.get(start, ""), _flatten_2(child, data), data.get(end, ""))
        elif tag in ("sc", "ec", "ph"):
            parts.append(data.get(child.get("dataRef", ""), ""))
        else:
            parts.append(_flatten_2(child, data))
        parts.append(child.tail or "")
    return "".join(parts)
