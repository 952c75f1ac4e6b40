"""What a source format is: a parser, the encoder that undoes it for one unit, and the reader of its inline codes; and,
where it has them, what makes its files pages or packages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.model import Document, Unit
from l10n.text.kept import Keeps, keeps_nothing
from l10n.text.prose import Codes


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a project may set about parsing."""

    front_matter: tuple[str, ...] = ("title", "description", "subtitle", "summary", "excerpt")
    """The front-matter keys whose values are text for readers; nested ones are written with dots."""
    strings: tuple[str, ...] = ("*",)
    """Which keys of JSON and YAML files hold text for readers: patterns with `*` for keys written with dots; the last
    that fits decides, and one that begins with `!` says no."""


class Link(NamedTuple):
    """Where a link of a compiled file leads, and where its address is written."""

    start: int
    end: int
    url: str
    """The address itself, escapes and references of the format resolved."""


class HeadLink(NamedTuple):
    """A link that the head of a page makes to itself or one of its siblings."""

    language: str
    """The page's language, `x-default`, or nothing for the canonical address of the very page."""
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a format can do for a file as a page of a site. Everything may be missing."""

    label: Callable[[str, Mapping[str, str]], str] = lambda text, fields: text
    """A compiled file's text and fields to state in its front matter or head (`lang`, …) -> the text with them.

    A file without a place for them comes back as it is; a field that is there already is replaced in place."""
    links: Callable[[str], Sequence[Link]] | None = None
    """A file's text -> the links in it that a reader can follow, in order. None: they are not looked for."""
    ids: Callable[[str], frozenset[str]] | None = None
    """A file's text -> what a fragment may name in it."""
    heading_ids: Callable[[str], Mapping[int, str]] | None = None
    """A source file's text -> by the place where a heading's text begins, the id that its words alone give it."""
    write_id: Callable[[str, str, bool], str] = lambda heading, id, html: heading
    """A heading as it is written, an id, and whether to use HTML -> the heading with the id stated."""
    notice: Callable[[str, str, str], str] | None = None
    """A compiled file's text, a notice, and its language's tag -> the text with the notice where readers begin."""
    head: Callable[[str, Sequence[HeadLink]], str] | None = None
    """A page's text and the links its head is to make -> the text with these in the place of all of their kind."""
    render: Callable[[str], str] | None = None
    """A compiled file's text -> the HTML of a page's body that shows it. None: it is shown as it is written."""


@dataclass(frozen=True, slots=True)
class Package:
    """A format whose files are packages of several members, which to the rest of the program are one text."""

    unpack: Callable[[bytes], str]
    """The file's bytes -> the text that `parse` reads. Raises SourceError."""
    pack: Callable[[bytes, str], bytes]
    """The source file's bytes and a compiled text -> the compiled file's bytes. Raises SourceError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A source format. All of its functions are pure; `parse` must be lossless: `parse(text).raw == text`."""

    name: str
    parse: Callable[[str, ParseOptions], Document]
    """The whole file's text -> Document. Line ends are as in the file. Raises SourceError with a line."""
    encode: Callable[[Unit, str], str]
    """A unit of this format and its translation -> the characters that stand in the place of `unit.raw`."""
    codes: Codes
    """A msgid or msgstr of this format -> its inline codes, in order, never overlapping."""
    page: Page = Page()
    package: Package | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    """How the words behind an opening mark look: `{"**": "strong"}`. HTML's tags need not be said."""
    keeps: Keeps = keeps_nothing
    """An inline code as it is written -> what a translation keeps of it."""
