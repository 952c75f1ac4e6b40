"""A source format as a value: a parser, an encoder that writes one unit back, and a function that finds inline codes.
Some formats add a `Page` or a `Package`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from l10n.model import Document, Unit
from l10n.text.kept import Keeps, keeps_nothing
from l10n.text.prose import Codes


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """The settings of a project for parsing."""

    front_matter: tuple[str, ...] = ("title", "description", "subtitle", "summary", "excerpt")
    """The front-matter keys whose values are text for readers; nested keys are joined by dots."""
    strings: tuple[str, ...] = ("*",)
    """The keys of JSON, YAML and properties files that hold text: patterns with `*` for keys joined by dots.
    The last pattern that matches decides; one that begins with `!` excludes the key."""
    attributes: tuple[str, ...] = ()
    """Names of further attributes of components (`tooltip`) that hold text for readers."""
    contexts: tuple[str, ...] = ()
    """The keys of strings that are the contexts of their texts, as such patterns: equal texts under two of them are two
    messages."""
    code_styles: tuple[str, ...] = (
        *("Code", "Code Block", "Code Char", "HTML Code", "HTML Keyboard", "HTML Preformatted", "HTML Sample"),
        *("HTML Typewriter", "Inline Code", "Macro Text", "Preformatted Text", "Source Code", "Source Text"),
        *("Teletype", "Verbatim", "Verbatim Char"),
    )
    """The styles of paragraphs and characters that hold code in office documents; styles based on them do, too."""


class Link(NamedTuple):
    """A link of a compiled file: its address, and the span in which the address is written."""

    start: int
    end: int
    url: str
    """The address, with the format's escapes and references resolved."""


class HeadLink(NamedTuple):
    """A link in the head of a page to itself or to one of its siblings (the same page in other languages)."""

    language: str
    """The sibling's language, `x-default`, or empty for the canonical address of the page itself."""
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """The functions of a format whose files are pages of a site. Each is optional."""

    label: Callable[[str, Mapping[str, str]], str] = lambda text, fields: text
    """A compiled file's text and fields (`lang`, …) -> the text with these in its front matter or head.

    A field that is there already is replaced in place; a file without a place for fields is returned unchanged."""
    links: Callable[[str], Sequence[Link]] | None = None
    """A file's text -> the links in it that a reader can follow, in order. None: links are not looked for."""
    files: Callable[[str], Sequence[Link]] = lambda text: ()
    """A file's text -> the addresses of the files that it shows or takes in, in order; links are none."""
    ids: Callable[[str], frozenset[str]] | None = None
    """A file's text -> the ids in it that a fragment can name."""
    heading_ids: Callable[[str], Mapping[int, str]] | None = None
    """A source file's text -> a mapping: position of a heading's text -> the id that renderers make of its words."""
    write_id: Callable[[str, str, bool], str] = lambda heading, id, html: heading
    """A heading as written, an id, and whether to use HTML -> the heading with the id stated."""
    notice: Callable[[str, str, str], str] | None = None
    """A compiled file's text, a notice, and the notice's language tag -> the text with the notice at its beginning."""
    head: Callable[[str, Sequence[HeadLink]], str] | None = None
    """A page's text and links for its head -> the text with these in place of all links of their kind."""
    render: Callable[[str], str] | None = None
    """A compiled file's text -> the HTML body that shows it. None: the text itself is shown."""
    ids_unseen: bool = False
    """Whether a stated id is no mark that readers see anywhere: then titles always keep theirs."""


@dataclass(frozen=True, slots=True)
class Package:
    """The functions of a format whose files are packages, or need not be UTF-8. To the rest of the program, all members
    are one text."""

    unpack: Callable[[bytes], str]
    """The file's bytes -> the text that `parse` reads. Raises SourceError."""
    pack: Callable[[bytes, str], bytes]
    """The source file's bytes and a compiled text -> the compiled file's bytes. Raises SourceError."""


StretchKind = Literal["hidden", "code", "formula", "off", "front matter", "attribute"]
"""What a stretch of a document is. `hidden`: no reader sees it. `code` and `formula`: seen, and the same in every
language. `off`: the author wants it kept. `front matter` and `attribute`: a value that may well be text."""


class Stretch(NamedTuple):
    """A stretch of a document whose words are no prose, or not surely."""

    start: int
    end: int
    kind: StretchKind


Target = str | Mapping[str, str]
"""A translation; of a unit with a plural, a mapping: plural category of the locale (CLDR: `one`, `few`, …) -> text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A source format. All of its functions are pure; `parse` must be lossless: `parse(text).raw == text`."""

    name: str
    parse: Callable[[str, ParseOptions], Document]
    """The whole file's text, line ends unchanged -> Document. Raises SourceError with a line."""
    encode: Callable[[Unit, str], str]
    """A unit of this format and its translation -> the characters that replace `unit.raw`."""
    codes: Codes
    """A msgid or msgstr of this format -> its inline codes, in order, never overlapping."""
    page: Page = Page()
    package: Package | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    """Opening mark -> how the words behind it look: `{"**": "strong"}`. HTML's tags are not listed."""
    stretches: Callable[[str], Iterable[Stretch]] | None = None
    """A document's text -> the stretches of it that are no prose, in order. None: they are not known."""
    has_tags: bool = True
    """Whether a word between angle brackets may be a tag; where not, it is text: what people write in its place."""
    keeps: Keeps = keeps_nothing
    """An inline code as written -> the parts of it that a translation keeps."""
    encode_together: Callable[[Sequence[Unit], Sequence[Target | None], str], str] | None = None
    """Units that are written together (`Unit.together`), the target of each, and the locale -> the characters that
    replace their `raw`. A target that is None leaves the source's text."""
    bilingual: bool = False
    """Whether a translation stands beside its source in an output, which is read as the source is."""
