"""The values that flow through the program: a document's units, a catalog's messages, drafts and findings.

All are frozen and compared by value. Positions (lines) are left out of equality, so that tests compare whole documents
and catalogs with `==`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal

from l10n.translatable import Text

UnitType = Literal[
    "title",
    "heading",
    "paragraph",
    "list-item",
    "quote",
    "table-cell",
    "caption",
    "term",
    "alt",
    "attribute",
    "front-matter",
]
"""What a unit is in its document."""

CodeKind = Literal["code", "open", "close", "link", "image", "placeholder", "footnote", "url", "tag", "break", "emoji"]
"""What an inline code is: `open`/`close` are the halves of a pair (`**`, `<b>`), the rest stand alone."""

UNSPLIT_TYPES: frozenset[str] = frozenset({"title", "heading", "term", "table-cell", "alt", "attribute"})
"""Unit types that are never split into sentences."""


@dataclass(frozen=True, slots=True)
class InlineCode:
    """A span of a unit's text that is markup, not words: it is kept as it stands in every translation."""

    start: int
    end: int
    kind: CodeKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A block of a document that people translate."""

    text: str
    """The msgid: inline markup as the format writes it, soft-wrapped lines joined, a hard break kept as `\\n`."""
    raw: str
    """The characters in the document that a translation replaces; never empty."""
    type: UnitType
    newline: str = "\n"
    """What a `\\n` of the translation becomes in the document: its line end and the prefix of a quote or list line."""
    syntax: str = ""
    """How the format writes the text here, when there is more than one way (`yaml-double`, `table-cell`)."""
    note: str = ""
    """What the writer tells the translator; becomes `#.` lines."""
    context: str | None = None
    """msgctxt, only where the writer asks for two translations of one text."""
    labels: tuple[str, ...] = ()
    """Link definitions that the text names by its own words (`[label]` alone): a translation still leads to them."""
    line: int = field(default=0, compare=False)
    """Where `raw` begins in the document, from 1."""
    level: int = field(default=0, compare=False)
    """How deep a heading lies, from 1, where the markup says so; 0 for what is no heading."""
    leaves: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    """What leaves with the unit when it is omitted: stretches of the document around it, from small to large, each said
    as how far it reaches before `raw` and behind it. The largest goes that holds no unit that stays."""
    left: str = field(default="", compare=False)
    """What stays in the place of `raw` when the unit is omitted and none of these can go."""
    plural: str = ""
    """The text for many (msgid_plural) where `text` is the one for a single thing; empty for a text without number."""
    limit: int = 0
    """The most characters that a translation may have, where the writer says so; becomes the flag `max-length:N`."""
    together: str = ""
    """Units that follow each other with the same name here, which is not empty, are written together
    (`Format.encode_together`): the branches of one message, the forms of a plural."""

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed source document: pieces of skeleton (str) and units, in order; their raw text joined is the document."""

    format: str
    """The name of the format that parsed it and can encode into it."""
    parts: tuple[str | Unit, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(part for part in self.parts if isinstance(part, Unit))

    @property
    def raw(self) -> str:
        return "".join(part if isinstance(part, str) else part.raw for part in self.parts)


class State(str, Enum):
    """How far a message is, read from the catalog alone."""

    APPROVED = "approved"
    """Not fuzzy, not empty: a person accepted it, whatever a comment says."""
    DRAFT = "draft"
    """Fuzzy, and made from the text that is there now."""
    STALE = "stale"
    """Fuzzy, and made from another text: its draft's source hash differs, or it has a previous msgid and no draft
    mark."""
    UNTRANSLATED = "untranslated"
    OBSOLETE = "obsolete"

    def __str__(self) -> str:
        return self.value


def text_hash(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_DRAFT = re.compile(r"l10n: (?P<origin>.+?) src=(?P<src>[0-9a-f]{8}) out=(?P<out>[0-9a-f]{8})(?: qa=(?P<qa>\S+))?\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a machine-made translation came from; kept as one translator comment on its message."""

    origin: str
    """`mt argos-en-ko@1.9`, `tm 92%` or `sentence-repair 2/5`."""
    source_hash: str
    output_hash: str
    failed: tuple[str, ...] = ()
    """The ids of the checks that the draft fails."""

    @classmethod
    def of(cls, origin: str, source: str, output: str, failed: tuple[str, ...] = ()) -> Draft:
        """The mark for `output`, drafted from `source`."""
        return cls(origin, text_hash(source), text_hash(output), failed)

    @classmethod
    def parse(cls, comment: str) -> Draft | None:
        """The mark in a translator comment line (without its `# `), or None if the line is not one."""
        if not comment.startswith("l10n: ") or not (match := _DRAFT.match(comment)):
            return None
        failed = tuple(match["qa"].split(",")) if match["qa"] else ()
        return cls(match["origin"], match["src"], match["out"], failed)

    def render(self) -> str:
        """The comment line, without its `# `."""
        qa = f" qa={','.join(self.failed)}" if self.failed else ""
        return f"l10n: {self.origin} src={self.source_hash} out={self.output_hash}{qa}"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr_plural: tuple[str, ...] = ()
    """The plural forms, in order of their index; empty unless there is a msgid_plural."""
    flags: tuple[str, ...] = ()
    """What `#,` lists, `fuzzy` included, in the order of the file."""
    comments: tuple[str, ...] = ()
    """Translator comment lines: what follows `#`, one leading space taken off."""
    extracted: tuple[str, ...] = ()
    """`#.` lines, one leading space taken off."""
    references: tuple[str, ...] = ()
    """`#:` entries."""
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_msgid_plural: str | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    """Line of `msgid` in the file, from 1; 0 when it was never in one."""
    msgstr_line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.msgctxt, self.msgid

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def source(self) -> str:
        """The msgid; with plural forms, both source texts with U+0000 between, as MO files hold them."""
        return self.msgid if self.msgid_plural is None else f"{self.msgid}\0{self.msgid_plural}"

    @property
    def target(self) -> str:
        """The msgstr; with plural forms, all of them with U+0000 between."""
        return self.msgstr if self.msgid_plural is None else "\0".join(self.msgstr_plural)

    @property
    def translated(self) -> bool:
        """Whether there is text in every form."""
        return all(self.msgstr_plural) if self.msgstr_plural else bool(self.msgstr)

    @property
    def draft(self) -> Draft | None:
        """The draft mark among the comments, if there is one."""
        return next((draft for comment in self.comments if (draft := Draft.parse(comment))), None)

    @property
    def machine_made(self) -> bool:
        """Whether the text is exactly what a machine drafted, touched by nobody since."""
        draft = self.draft
        return self.fuzzy and draft is not None and draft.output_hash == text_hash(self.target)

    @property
    def state(self) -> State:
        if self.obsolete:
            return State.OBSOLETE
        if not self.translated:
            return State.UNTRANSLATED
        if not self.fuzzy:
            return State.APPROVED
        if draft := self.draft:  # a repaired paragraph is a draft of the present text, and keeps its previous msgid
            return State.DRAFT if draft.source_hash == text_hash(self.source) else State.STALE
        return State.DRAFT if self.previous_msgid is None else State.STALE

    @property
    def type(self) -> str:
        """The unit type that `#. type: …` names; `paragraph` where nothing does."""
        for comment in self.extracted:
            if comment.startswith("type: "):
                return comment[6:].strip()
        return "paragraph"


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file: its header and its messages, in the order of the file, obsolete ones last."""

    headers: tuple[tuple[str, str], ...]
    """The header's fields, in order, unknown ones included."""
    messages: tuple[Message, ...]
    header_comments: tuple[str, ...] = ()
    """Translator comment lines above the header entry."""
    header_flags: tuple[str, ...] = ()
    header_extracted: tuple[str, ...] = ()
    """`#.` lines above the header entry; some converters leave them there."""
    header_references: tuple[str, ...] = ()
    header_line: int = field(default=0, compare=False)
    """Line of the header's `msgid` in the file; 0 when there is none."""

    def header(self, name: str) -> str:
        """A header field's value, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def live(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if not message.obsolete)


@dataclass(frozen=True, slots=True)
class Match:
    """A translation that the memory holds for a similar source text."""

    source: str
    target: str
    score: int
    """Percent: 100 for the same text, 101 when the neighbours are the same too."""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a locale's glossary."""

    source: str
    target: str
    note: str = ""
    do_not_translate: bool = False
    forbidden: bool = False
    """The target is a translation that must not be used."""
    case_sensitive: bool = False


class Severity(str, Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of a check about one target text."""

    rule: str
    severity: Severity
    text: Text
    start: int = 0
    """Where in the target the finding is, as a span of characters; empty when it is about the whole."""
    end: int = 0
    fix: str | None = None
    """The whole target, repaired, where one repair is certain: `check --fix` makes it, and it never changes text that
    is right."""
    suggestion: str | None = None
    """The whole target with a repair that is only likely, for a person to judge."""

    def repaired(self, target: str, *, certain: bool) -> Diagnostic:
        """The finding with a repaired target, as its fix or as a suggestion."""
        return replace(self, fix=target) if certain else replace(self, suggestion=target)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the place it was found in: what `l10n check` reports."""

    rule: str
    severity: Severity
    text: Text
    path: str
    """The catalog (or source) file, as a person would name it."""
    line: int = 0
    """From 1; 0 when the finding is about the whole file."""
    column: int = 0
    """From 1, in characters of the line; 0 when it is about the whole line."""
    locale: str = ""
    article: str = ""
    msgctxt: str | None = None
    msgid: str | None = None
    target: str | None = None
    start: int = 0
    """The span in the target, as in Diagnostic."""
    end: int = 0
    fix: str | None = None
    suggestion: str | None = None

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.text)

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stay the same when lines move: rule, locale, article and key alone."""
        parts = (self.rule, self.locale, self.article or self.path, self.msgctxt or "", self.msgid or "")
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
