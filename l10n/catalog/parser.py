"""A strict reader of PO files: what GNU msgfmt accepts is read, anything else is refused with its line and column.

The grammar is that of the GNU gettext manual, section "The Format of PO Files", as gettext 0.21 reads it, down to its
corners: a statement may spread over lines, a backslash before a line end joins the next line, and the escapes are those
of C. Kinder than gettext in three points: a byte order mark is skipped, CRLF and CR end lines in comments too, and the
flags of several `#,` lines add up (gettext forgets all but the last line's, and with them a `fuzzy`).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from l10n.catalog.charset import decode
from l10n.catalog.comments import parse_flags, parse_references
from l10n.errors import CatalogError
from l10n.model import Catalog, Message
from l10n.translatable import Text

_SPACE = r"[ \t\r\f\v]*"
_INDEX = rf"(?:\[{_SPACE}([0-9]+){_SPACE}\]{_SPACE})?"
_STRING = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_STATEMENT = re.compile(rf"{_SPACE}(?:(msgid_plural|msgid|msgstr|msgctxt){_SPACE}{_INDEX})?{_STRING}{_SPACE}")
_KEYWORD = re.compile(rf"{_SPACE}(msgid_plural|msgid|msgstr|msgctxt)(?![A-Za-z0-9_]){_SPACE}{_INDEX}")
_WORD = re.compile(r"\w+")
_FIELD_NAME = re.compile(r"[!-9;-~]+\Z")
_MARKER = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")

# The slots of an entry; `|` marks what `#|` says was there before. _AFTER names what may follow each.
_START = frozenset({"|msgctxt", "|msgid", "msgctxt", "msgid"})
_AFTER: dict[str, frozenset[str]] = {
    "": _START,
    "|msgctxt": frozenset({"|msgid"}),
    "|msgid": frozenset({"|msgid_plural", "msgctxt", "msgid"}),
    "|msgid_plural": frozenset({"msgctxt", "msgid"}),
    "msgctxt": frozenset({"msgid"}),
    "msgid": frozenset({"msgid_plural", "msgstr"}),
    "msgid_plural": frozenset({"msgstr[]"}),
    "msgstr": _START,
    "msgstr[]": _START | {"msgstr[]"},
}
_COMPLETE = frozenset({"msgstr", "msgstr[]"})

_NAMED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_BYTE = r"(?:x[0-9a-fA-F]+|[0-7]{1,3})"
_ESCAPE = re.compile(rf"\\(?:([abfnrtv\"\\])|({_BYTE}(?:\\{_BYTE})*)|)")


def parse_po(data: bytes, path: Path | str) -> Catalog:
    """Read the bytes of a PO file.

    Raises CatalogError, with the position, under the rules po-syntax, po-encoding (unknown charset, bytes that are not
    of the declared one, NUL), po-duplicate (one key twice, obsolete entries included), po-header (nothing in the file)
    and conflict-marker. Comments at the end of the file, with no entry after them, are dropped as msgcat drops them;
    in the header, `Name:value` becomes `Name: value`. Everything else is kept.
    """
    text, charset = decode(data, path)
    reader = _Reader(path, charset)
    reader.read(text)
    header = reader.header
    if header is None and not reader.messages:
        raise CatalogError(
            "there is no entry in this file, not even a header",
            rule="po-header",
            path=path,
            line=1,
            hint="If it is meant to be new, delete it and run `l10n update`; if not, restore it.",
        )
    messages = tuple(sorted(reader.messages, key=lambda message: message.obsolete))  # stable: else in file order
    if header is None:
        return Catalog((), messages)
    return Catalog(
        headers=parse_headers(header.msgstr),
        messages=messages,
        header_comments=header.comments,
        header_flags=header.flags,
        header_extracted=header.extracted,
        header_references=header.references,
        header_line=header.line,
    )


def parse_headers(text: str) -> tuple[tuple[str, str], ...]:
    """The fields of a header entry's msgstr; a line that is not a field has an empty name."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    fields = []
    for line in lines:
        name, colon, value = line.partition(":")
        fields.append((name, value.removeprefix(" ")) if colon and _FIELD_NAME.match(name) else ("", line))
    return tuple(fields)


@dataclass(slots=True)
class _Entry:
    """An entry as far as it was read."""

    slot: str = ""
    """The last keyword: what the next string belongs to."""
    slot_line: int = 0
    strings: dict[str, list[str]] = field(default_factory=dict)
    forms: list[list[str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """What stands in the `#:` lines."""
    flags: list[str] = field(default_factory=list)
    obsolete: bool = False
    line: int = 0
    msgstr_line: int = 0


class _Reader:
    """Collects the tokens of a file into entries; stops at the first that fits nowhere."""

    def __init__(self, path: Path | str, charset: str) -> None:
        self.header: Message | None = None
        self.messages: list[Message] = []
        self._path = path
        self._charset = charset
        self._line = 0
        self._entry = _Entry()
        self._parts: list[str] | None = None
        self._seen: dict[tuple[str | None, str], int] = {}
        self._known: dict[str, tuple[str, ...]] = {"": ()}
        """References that were read before; most entries of a file have the same."""

    def read(self, text: str) -> None:
        if (at := text.find(_CONTEXT_SEPARATOR)) >= 0:
            self._line = text.count("\n", 0, at) + 1
            self._fail(_SEPARATOR_FOUND, at - text.rfind("\n", 0, at) - 1)
        lines = iter(enumerate(text.split("\n"), 1))
        for number, line in lines:
            self._line = number
            while line.endswith("\\") and (following := next(lines, None)):
                line = line[:-1] + following[1]
            if line.startswith('"') or line.startswith("msg"):
                self._statements(line, 0, obsolete=False)
                continue
            at = len(line) - len(line.lstrip(" \t\r\f\v"))
            if at == len(line):
                continue
            if line[at] != "#":
                self._statements(line, at, obsolete=False)
                continue
            kind = line[at + 1 : at + 2]
            if kind == "~":
                at = len(line) - len(line[at + 2 :].lstrip(" \t\r\f\v"))
                previous = line.startswith("|", at)
                if line.startswith("#", at):
                    self._comment(line[at:])
                else:
                    self._statements(line, at + previous, obsolete=True, previous=previous)
            elif kind == "|":
                self._statements(line, at + 2, obsolete=False, previous=True)
            else:
                self._comment(line[at:])
        if self._entry.slot:
            self._finish()

    def _comment(self, line: str) -> None:
        entry = self._entry
        if entry.slot:
            if entry.slot not in _COMPLETE or not self._parts:
                what = Text("comment inside an entry, after its {name}", name=_name(entry.slot))
                self._fail(what, hint="Move it above the entry.")
            entry = self._finish()
        kind = line[1:2]
        if kind == ".":
            entry.extracted.append(line[2:].removeprefix(" "))
        elif kind == ":":
            entry.references.append(line[2:])
        elif kind in (",", "!"):
            entry.flags += parse_flags(line[2:])
        else:
            entry.comments.append(line[1:].removeprefix(" "))

    def _statements(self, line: str, at: int, *, obsolete: bool, previous: bool = False) -> None:
        """Read the keywords and strings of a line from `at` on; several on one line are as good as on several."""
        end = len(line)
        while at < end:
            if match := _STATEMENT.match(line, at):
                keyword, index, raw = match.groups()
                if keyword:
                    self._keyword(keyword, index, obsolete, previous, match.start(1))
                elif self._parts is None:
                    self._fail("a string that no keyword introduces", match.start(3) - 1)
                elif obsolete != self._entry.obsolete:
                    self._fail("some lines of this entry begin with #~ and some do not", match.start(3) - 1)
                assert self._parts is not None
                self._parts.append(raw if "\\" not in raw else self._unescape(raw, match.start(3)))
            elif match := _KEYWORD.match(line, at):
                self._keyword(match[1], match[2], obsolete, previous, match.start(1))
            else:
                at = end - len(line[at:].lstrip(" \t\r\f\v"))
                if line.startswith("#", at):
                    self._comment(line[at:])
                elif at < end:
                    self._diagnose(line, at)
                return
            at = match.end()

    def _keyword(self, keyword: str, index: str | None, obsolete: bool, previous: bool, column: int) -> None:
        slot = ("|" if previous else "") + keyword + ("[]" if index is not None else "")
        entry = self._entry
        if entry.slot in _COMPLETE and self._parts and slot in _START:
            entry = self._finish()
        if entry.slot and not self._parts:
            self._fail("{name} has no string", name=_name(entry.slot), line=entry.slot_line)
        if slot not in _AFTER[entry.slot]:
            self._fail("{name} where {wanted} was expected", column, name=_name(slot), wanted=_expected(entry))
        if not entry.slot:
            entry.obsolete = obsolete
        elif obsolete != entry.obsolete:
            self._fail("some lines of this entry begin with #~ and some do not", column)
        entry.slot, entry.slot_line = slot, self._line
        self._parts = []
        if index is not None:
            if (index.lstrip("0") or "0") != str(len(entry.forms)):
                wanted = f"msgstr[{len(entry.forms)}]"
                found = f"msgstr[{index if len(index) < 10 else f'{index[:9]}…'}]"
                self._fail("{name} where {wanted} was expected", column, name=found, wanted=wanted)
            entry.forms.append(self._parts)
        else:
            entry.strings[slot] = self._parts
        if slot == "msgid":
            entry.line = self._line
        elif keyword == "msgstr" and not entry.msgstr_line:
            entry.msgstr_line = self._line

    def _finish(self) -> _Entry:
        """Turn the entry into a message, and begin the next."""
        entry = self._entry
        if not self._parts:
            self._fail("{name} has no string", name=_name(entry.slot), line=entry.slot_line)
        if entry.slot not in _COMPLETE:
            name, wanted = _name(entry.slot), _expected(entry)
            what = Text("an entry that ends after {name}, without {wanted}", name=name, wanted=wanted)
            self._fail(what, line=entry.slot_line)
        strings = {slot: parts[0] if len(parts) == 1 else "".join(parts) for slot, parts in entry.strings.items()}
        message = Message(
            msgid=strings["msgid"],
            msgstr=strings.get("msgstr", ""),
            msgctxt=strings.get("msgctxt"),
            msgid_plural=strings.get("msgid_plural"),
            msgstr_plural=tuple("".join(parts) for parts in entry.forms),
            flags=tuple(dict.fromkeys(entry.flags)),
            comments=tuple(entry.comments),
            extracted=tuple(entry.extracted),
            references=self._references(entry.references),
            previous_msgctxt=strings.get("|msgctxt"),
            previous_msgid=strings.get("|msgid"),
            previous_msgid_plural=strings.get("|msgid_plural"),
            obsolete=entry.obsolete,
            line=entry.line,
            msgstr_line=entry.msgstr_line,
        )
        if first := self._seen.get(message.key):
            same = "msgid" if message.msgctxt is None else Text("msgctxt and msgid")
            what = Text("this entry has the {same} of the one in line {first}", same=same, first=first)
            self._fail(what, line=entry.line, rule="po-duplicate", hint="Keep one of the two.")
        self._seen[message.key] = entry.line
        if message.msgid or message.msgctxt is not None or message.obsolete:
            self.messages.append(message)
        elif message.msgid_plural is not None:
            self._fail("the header cannot have a plural", line=entry.line)
        else:
            self.header = message
        self._entry = _Entry()
        self._parts = None
        return self._entry

    def _references(self, lines: list[str]) -> tuple[str, ...]:
        text = " ".join(lines)  # a name with spaces may go on in the next line
        if text not in self._known:
            self._known[text] = tuple(dict.fromkeys(parse_references(text)))
        return self._known[text]

    def _unescape(self, raw: str, column: int) -> str:
        if "\\\\" not in raw:  # then every backslash begins an escape, and the two common ones need no scanner
            raw = raw.replace("\\n", "\n").replace('\\"', '"')
            if "\\" not in raw:
                return raw

        def escape(match: re.Match[str]) -> str:
            if match[1]:
                return _NAMED[match[1]]
            at = column + match.start()
            if not match[2]:
                found = raw[match.start() : match.start() + 2]
                self._fail("unknown escape {found}", at, found=found, hint="Write a backslash as \\\\.")
            codes = match[2].split("\\")
            data = bytes((int(code[1:], 16) if code[0] == "x" else int(code, 8)) & 0xFF for code in codes)
            try:
                text = data.decode(self._charset)
            except UnicodeDecodeError:
                what = Text("{found} is not text in {charset}", found=f"\\{match[2]}", charset=self._charset)
                self._fail(what, at, rule="po-encoding")
            if "\0" in text:
                self._fail("NUL character", at, rule="po-encoding")
            if _CONTEXT_SEPARATOR in text:
                self._fail(_SEPARATOR_FOUND, at)
            return text

        return _ESCAPE.sub(escape, raw)

    def _diagnose(self, line: str, at: int) -> NoReturn:
        """Say what is wrong with text that is neither a keyword nor a string."""
        if _MARKER.match(line, at):
            self._fail(
                "merge conflict marker", at, rule="conflict-marker", hint="Resolve the conflict, then run again."
            )
        if line[at] == '"':
            self._fail('the string has no closing "', at, hint=_LINE_END)
        if line[at] == "'":
            self._fail("single quote; strings in PO files take double quotes", at)
        if at and line[at - 1] == '"':
            self._fail('text after the closing "', at, hint='Inside a string, write a double quote as \\".')
        word = _WORD.match(line, at)
        if not word:
            self._fail("unexpected {character!r}", at, character=line[at])
        hint = "Split the file: one text domain per file." if word[0] == "domain" else ""
        self._fail("unknown keyword {word!r}", at, word=word[0], hint=hint)

    def _fail(self, what: str | Text, at: int = 0, *, line: int = 0, **values: Any) -> NoReturn:
        raise CatalogError(what, path=self._path, line=line or self._line, column=at + 1, **values)


_CONTEXT_SEPARATOR = "\x04"
_SEPARATOR_FOUND = Text("the character U+0004, which separates context and msgid in compiled catalogs")
_LINE_END = Text('Close it on its line; write a line break inside a string as \\n, and a double quote as \\".')


def _expected(entry: _Entry) -> str:
    return " or ".join(sorted(_name(name) for name in _AFTER[entry.slot]))


def _name(slot: str) -> str:
    return f"#| {slot[1:]}" if slot.startswith("|") else slot.replace("[]", "[0]")
