"""TMX 1.4b, the exchange format of translation memories (https://www.gala-global.org/tmx-14b)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from l10n.errors import LocaleError, SourceError
from l10n.locales import bcp47_tag, language, posix_tag
from l10n.memory.entry import Entry
from l10n.safe_xml import read_xml

_TIME = "%Y%m%dT%H%M%SZ"
_ARTICLE, _BEFORE, _AFTER = "x-article", "x-l10n-before", "x-l10n-after"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no way to write."""
_NOT_TEXT = frozenset({"sub"})
"""Elements inside a segment whose text is not part of it: a text of its own inside a code."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a TMX file has for two languages."""

    entries: tuple[Entry, ...]
    skipped: int
    """Units that lack one of the two languages, or text in it."""


def parse_tmx(data: bytes, path: Path | str, source_locale: str, locale: str) -> Exchange:
    """Read the translations of a TMX file from one language into another.

    A locale's own variant is taken where there is one, else any variant of the language (`pt` for pt_BR). Inline codes
    become the text they stand for. Raises SourceError, with the position, for what is not TMX, and for any entity that
    the file declares itself: those are how XML files blow up or read other files.
    """
    reader = _Reader(source_locale, locale)
    read_xml(data, path, reader, SourceError)
    return Exchange(tuple(reader.entries), reader.skipped)


def render_tmx(entries: Iterable[Entry], source_locale: str, locale: str, *, version: str = "") -> bytes:
    """Write a TMX file. Characters that XML cannot hold (control characters) are left out."""
    units = ("\n".join(_unit(entry, source_locale, locale)) for entry in entries)
    return _file(units, source_locale, version or "0")


def render_memory(entries: Iterable[Entry], source_locale: str, locale: str) -> bytes:
    """The TMX file that version control keeps: a line for each translation, sorted, each once. The same translations
    are the same bytes, and two branches that added different ones differ in other lines."""
    unique = {entry.identity: entry for entry in sorted(entries, key=_age)}
    ordered = (unique[identity] for identity in sorted(unique))
    units = ("".join(_unit(entry, source_locale, locale)).replace("\n", "&#10;") for entry in ordered)
    return _file(units, source_locale, "0")


def _age(entry: Entry) -> tuple[str, str, str]:
    return f"{entry.time.timestamp():020.3f}" if entry.time else "", entry.before, entry.after


def _file(units: Iterable[str], source_locale: str, version: str) -> bytes:
    from xml.sax.saxutils import quoteattr  # brings urllib: a run that writes no XML starts without

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        f'<header creationtool="l10n-toolkit" creationtoolversion={quoteattr(version)} segtype="block"'
        f' o-tmf="l10n-toolkit" adminlang="en" srclang={quoteattr(bcp47_tag(source_locale))} datatype="plaintext"/>',
        "<body>",
    ]
    return "\n".join([*lines, *units, "</body>", "</tmx>", ""]).encode()


def _unit(entry: Entry, source_locale: str, locale: str) -> list[str]:
    """The lines of a `tu` element."""
    time = f' changedate="{entry.time.astimezone(timezone.utc).strftime(_TIME)}"' if entry.time else ""
    segtype = ' segtype="sentence"' if entry.derived else ""
    properties = ((_ARTICLE, entry.article), (_BEFORE, entry.before), (_AFTER, entry.after))
    return [
        f"<tu{time}{segtype}>",
        *(f'<prop type="{name}">{_text(value)}</prop>' for name, value in properties if value),
        f'<tuv xml:lang="{bcp47_tag(source_locale)}"><seg>{_text(entry.source)}</seg></tuv>',
        f'<tuv xml:lang="{bcp47_tag(locale)}"><seg>{_text(entry.target)}</seg></tuv>',
        "</tu>",
    ]


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    # A bare carriage return would come back as a line feed.
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})


@dataclass(slots=True)
class _Unit:
    """A `tu` element as far as it was read."""

    time: str = ""
    derived: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    """Texts by language tag, as the file spells it."""


class _Reader:
    """Takes the events of an XML parser and collects entries."""

    def __init__(self, source_locale: str, locale: str) -> None:
        self.entries: list[Entry] = []
        self.skipped = 0
        self._locales = source_locale, locale
        self._unit: _Unit | None = None
        self._language = ""
        self._property = ""
        self._text: list[str] | None = None
        self._seen_root = False
        self._hidden = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._seen_root and name != "tmx":
            raise SourceError("this is no TMX file: its root element is {name!r}", name=name)
        self._seen_root = True
        if name == "tu":
            time = attributes.get("changedate") or attributes.get("creationdate", "")
            self._unit = _Unit(time, attributes.get("segtype") == "sentence")
        elif name == "tuv":
            self._language = attributes.get("{http://www.w3.org/XML/1998/namespace}lang") or attributes.get("lang", "")
        elif name == "prop" and self._unit is not None:
            self._property, self._text = attributes.get("type", ""), []
        elif name == "seg":
            self._text = []
        elif name in _NOT_TEXT:
            self._hidden += 1

    def data(self, text: str) -> None:
        if self._text is not None and not self._hidden:
            self._text.append(text)

    def end(self, name: str) -> None:
        unit = self._unit
        if name in _NOT_TEXT:
            self._hidden -= 1
        elif name == "seg" and unit is not None and self._text is not None:
            unit.segments.setdefault(self._language, "".join(self._text))
            self._text = None
        elif name == "prop":
            if unit is not None and self._text is not None:
                unit.properties[self._property] = "".join(self._text)
            self._text = None
        elif name == "tu" and unit is not None:
            self._finish(unit)
            self._unit = None

    def _finish(self, unit: _Unit) -> None:
        source, target = (_segment(unit.segments, locale) for locale in self._locales)
        if not source.strip() or not target.strip():
            self.skipped += 1
            return
        article, before, after = (unit.properties.get(name, "") for name in (_ARTICLE, _BEFORE, _AFTER))
        self.entries.append(Entry(source, target, article, before, after, unit.derived, _parse_time(unit.time)))


def _segment(segments: dict[str, str], locale: str) -> str:
    """The text in a locale, else in any variant of its language; empty where there is none."""
    wanted = posix_tag(locale)
    variants = [text for tag, text in segments.items() if language(tag) == language(wanted)]
    exact = (text for tag, text in segments.items() if _same(tag, wanted))
    return next(exact, variants[0] if variants else "")


def _same(tag: str, wanted: str) -> bool:
    try:
        return posix_tag(tag) == wanted
    except LocaleError:
        return False


def _parse_time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
