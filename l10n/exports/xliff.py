"""XLIFF 1.2 and 2.1 (OASIS), to a translator's own tool. Inline codes become elements; nothing is lost."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, Mark, Piece, pieces
from l10n.model import InlineCode, State, text_hash
from l10n.translatable import Text

Version = Literal["1.2", "2.1"]

OURS = "urn:l10n:handoff"
"""The namespace of the attribute that holds a unit's mark in XLIFF 1.2, and its category of metadata in 2.1."""
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"

_DOCUMENT_12 = "urn:oasis:names:tc:xliff:document:1.2"
_DOCUMENT_2 = "urn:oasis:names:tc:xliff:document:2.0"
_INVALID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_STATE_12: Mapping[State, str] = {
    State.APPROVED: "final",
    State.DRAFT: "needs-review-translation",
    State.STALE: "needs-review-translation",
    State.UNTRANSLATED: "new",
}


def render_xliff(units: Sequence[HandoffUnit], source_locale: str, locale: str, version: Version) -> bytes:
    """The file for one locale (tags in BCP 47's spelling). Raises L10nError for text that XML cannot hold."""
    for unit in units:
        if match := _INVALID.search("".join((unit.source, unit.target, *unit.remarks, *unit.comments))):
            raise L10nError(
                "{article}: XML cannot hold the character U+{code:04X}",
                article=unit.article,
                code=ord(match[0]),
                hint=Text("Take it out of {source!r}.", source=unit.source[:60]),
            )
    render = _render_12 if version == "1.2" else _render_2
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *render(units, source_locale, locale)]
    return ("\n".join(lines) + "\n").encode()


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})


def _named(units: Iterator[HandoffUnit]) -> Iterator[tuple[str, HandoffUnit]]:
    """The units of an article with ids that stay the same while their sources do, in every export."""
    seen: Counter[str] = Counter()
    for unit in units:
        name = f"u{text_hash(unit.source)}"
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), unit


def _render_12(units: Sequence[HandoffUnit], source_locale: str, locale: str) -> Iterator[str]:
    yield f'<xliff version="1.2" xmlns="{_DOCUMENT_12}" xmlns:l10n="{OURS}">'
    for article, group in groupby(units, key=lambda unit: unit.article):
        languages = f'source-language="{source_locale}" target-language="{locale}"'
        yield f'  <file original={quoteattr(article)} {languages} datatype="plaintext"><body>'
        for key, unit in _named(group):
            name = f" resname={quoteattr(unit.context)}" if unit.context is not None else ""
            approved = ' approved="yes"' if unit.state is State.APPROVED else ""
            mark = f' l10n:exported="{Mark.of(unit).render()}"'
            yield f'    <trans-unit id="{key}"{name} xml:space="preserve"{approved}{mark}>'
            yield f"      <source>{_inline_12(unit.source, unit.source_codes)}</source>"
            if unit.target:
                target = _inline_12(unit.target, unit.target_codes)
                yield f'      <target state="{_STATE_12[unit.state]}">{target}</target>'
            yield f'      <context-group><context context-type="x-type">{_text(unit.type)}</context></context-group>'
            yield from (f'      <note from="developer">{_text(note)}</note>' for note in unit.remarks)
            yield from (f'      <note from="translator">{_text(note)}</note>' for note in unit.comments)
            yield "    </trans-unit>"
        yield "  </body></file>"
    yield "</xliff>"


def _inline_12(text: str, codes: Sequence[InlineCode]) -> str:
    """Text in which inline codes are `bpt`, `ept` and `ph` elements with the code as content."""
    tags = {"open": "bpt", "close": "ept", "": "ph"}
    return "".join(
        _element_12(piece, tags[piece.half]) if piece.code else _text(piece.text) for piece in pieces(text, codes)
    )


def _element_12(piece: Piece, tag: str) -> str:
    return f'<{tag} id="{piece.id}">{_text(piece.text)}</{tag}>'


def _render_2(units: Sequence[HandoffUnit], source_locale: str, locale: str) -> Iterator[str]:
    languages = f'srcLang="{source_locale}" trgLang="{locale}"'
    yield f'<xliff version="2.1" xmlns="{_DOCUMENT_2}" xmlns:mda="{METADATA}" {languages}>'
    for count, (article, group) in enumerate(groupby(units, key=lambda unit: unit.article), 1):
        yield f'  <file id="f{count}" original={quoteattr(article)}>'
        for key, unit in _named(group):
            name = f" name={quoteattr(unit.context)}" if unit.context is not None else ""
            yield f'    <unit id="{key}"{name} xml:space="preserve">'
            mark = f'<mda:meta type="exported">{Mark.of(unit).render()}</mda:meta>'
            yield f'      <mda:metadata><mda:metaGroup category="{OURS}">{mark}</mda:metaGroup></mda:metadata>'
            notes = [f'<note category="type">{_text(unit.type)}</note>']
            notes += [f'<note category="developer">{_text(note)}</note>' for note in unit.remarks]
            notes += [f'<note category="translator">{_text(note)}</note>' for note in unit.comments]
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
