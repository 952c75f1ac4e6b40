"""Catalogs of gettext as sources (`.pot`, `.po`): a text is the msgstr or, where that is empty, the msgid.

An output has the texts of its locale as msgstr, and its Language and Plural-Forms. Comments for translators are notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from l10n.formats.format import Format, Page, ParseOptions, Target
from l10n.formats.lines import body_start, split_lines
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.plural import forms_of
from l10n.formats.strings.resource import Entry, malformed, resource_document, text_unit
from l10n.locales import plural_count, plural_forms, plural_indexes, posix_tag
from l10n.model import Document, Unit
from l10n.text.inline import has_words

_STRING = re.compile(
    r"[ \t]*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]*)?"
    r'(?P<string>"(?:[^"\\\r\n]|\\.)*")[ \t]*'
)
_EMPTY_FORMS = re.compile(r'(?:^msgstr\[[0-9]\] ""[ \t]*(?:\r\n|\n|\Z))+(?!")', re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WRITTEN = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
}
_LIMIT = re.compile(r"max-length:([0-9]{1,6})")


@dataclass(slots=True)
class _Message:
    """An entry as it is read."""

    texts: dict[str, str] = field(default_factory=dict)
    """Keyword -> its string."""
    start: int = -1
    """Where the first string behind msgstr begins; of a plural, where the first msgstr begins."""
    end: int = -1
    notes: list[str] = field(default_factory=list)
    flags: str = ""


def parse_gettext(text: str, options: ParseOptions) -> Document:
    """A catalog -> its texts; obsolete entries are none. Raises SourceError, with the line, where it is malformed."""
    entries: list[Entry] = []
    seen: set[tuple[str | None, str]] = set()
    for message in _messages(text):
        key = message.texts.get("msgctxt"), message.texts.get("msgid", "")
        if key in seen:
            raise malformed(text, max(message.start, 0), "gettext", "this msgid is there twice")
        seen.add(key)
        entries += _entry(text, message)
    return resource_document("gettext", text, entries, options.contexts)


def _messages(text: str) -> Iterator[_Message]:
    message = _Message()
    keyword = ""
    place = body_start(text)
    for line in split_lines(text[place:]):
        written = line.strip()
        if written.startswith("#"):
            if "msgstr" in message.texts or "msgstr[0]" in message.texts:
                yield message
                message = _Message()
            if written.startswith("#."):
                message.notes.append(written[2:].strip())
            elif written.startswith("#,"):
                message.flags += written[2:]
            keyword = ""
        elif written:
            match = _STRING.fullmatch(line.rstrip("\r\n"))
            if match is None or not (match["keyword"] or keyword):
                raise malformed(text, place, "gettext", 'a line is a keyword and a string: msgid "text"')
            if match["keyword"]:
                keyword = match["keyword"]
                if keyword in ("msgctxt", "msgid") and any(name.startswith("msgstr") for name in message.texts):
                    yield message
                    message = _Message()
                if keyword in message.texts:
                    raise malformed(text, place, "gettext", f"{keyword} is there twice")
                message.texts[keyword] = ""
                if keyword.startswith("msgstr") and message.start < 0:
                    message.start = place + match.start("string" if keyword == "msgstr" else "keyword")
            message.texts[keyword] += unescape_gettext(match["string"])
            if keyword.startswith("msgstr"):
                message.end = place + match.end("string")
        place += len(line)
    if message.texts:
        yield message


def _entry(text: str, message: _Message) -> Iterator[Entry]:
    texts = message.texts
    msgid = texts.get("msgid", "")
    if message.start < 0 or "msgid" not in texts:
        raise malformed(text, max(message.start, 0), "gettext", "an entry has msgid and msgstr")
    if not msgid:
        return
    stated = _LIMIT.search(message.flags)
    many = texts.get("msgid_plural", "")
    one = texts.get("msgstr") or texts.get("msgstr[0]") or msgid
    many = (texts.get("msgstr[1]") or texts.get("msgstr[0]") or many) if "msgid_plural" in texts else ""
    if not any(has_words(each, string_codes(each)) for each in (one, many)):
        return
    note = "\n".join(filter(None, message.notes))
    unit = text_unit(one, plural=many, note=note, limit=int(stated[1]) if stated else 0)
    unit = replace(unit, context=texts.get("msgctxt"), left=text[message.start : message.end])
    yield Entry("" if one == msgid else msgid, message.start, message.end, [unit])


def unescape_gettext(written: str) -> str:
    """A string as written, quotes included -> the text that it is."""

    def character(match: re.Match[str]) -> str:
        if match[1] or match[2]:
            return chr(int(match[1] or match[2], 8 if match[1] else 16))
        return _CONTROL.get(match[3], match[3])

    return _ESCAPE.sub(character, written[1:-1])


def encode_gettext(unit: Unit, target: str) -> str:
    """A translation as a string; one of several lines has a string for each, as gettext writes it."""
    lines = [_string(line) for line in target.split("\n")]
    lines = [f'{line[:-1]}\\n"' for line in lines[:-1]] + [
        line for line in lines[-1:] if line != '""' or len(lines) == 1
    ]
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])


def _string(text: str) -> str:
    return '"' + re.sub(r'[\\"\n\t\r\a\x08\f\v]', lambda match: _WRITTEN[match[0]], text) + '"'


def encode_forms(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """The msgstr of a plural, one for each form of the locale."""
    (unit,), (target,) = units, targets
    assert target is not None
    forms = forms_of(target, locale)
    indexes = plural_indexes(locale)
    texts = {index: forms[name] for name, index in reversed(list(indexes.items())) if name in forms}
    return "\n".join(
        f"msgstr[{index}] {encode_gettext(unit, texts.get(index, forms['other']))}"
        for index in range(plural_count(locale))
    )


_FIELD = re.compile(r'"(?P<name>Language|Plural-Forms):[^"\\]*\\n"')


def label_gettext(text: str, fields: Mapping[str, str]) -> str:
    """The catalog with the locale in its header, which is no template's any more."""
    header = re.search(
        r'^msgid ""[ \t]*(?:\r\n|\n)msgstr ""[ \t]*(?:\r\n|\n)(?:"(?:[^"\\]|\\.)*"[ \t]*(?:\r\n|\n|\Z))*', text, re.M
    )
    if "lang" not in fields or header is None:
        return text
    locale = posix_tag(fields["lang"])
    values = {"Language": locale, "Plural-Forms": f"{plural_forms(locale)};".replace(";;", ";")}
    written = _FIELD.sub(lambda match: f'"{match["name"]}: {values[match["name"]]}\\n"', header[0])
    end = "\r\n" if "\r\n" in written else "\n"
    for name, value in values.items():
        if f'"{name}:' not in written:
            written = f'{written.rstrip()}{end}"{name}: {value}\\n"{end}'
    comments = re.sub(r"^#, *fuzzy[ \t]*(?:\r\n|\n)", "", text[: header.start()], flags=re.M)
    forms = "".join(f'msgstr[{index}] ""{end}' for index in range(plural_count(locale)))
    return comments + written + _EMPTY_FORMS.sub(lambda match: forms, text[header.end() :])


GETTEXT = Format(
    "gettext", parse_gettext, encode_gettext, string_codes, page=Page(label=label_gettext), encode_together=encode_forms
)
