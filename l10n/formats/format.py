"""What a source format is: a parser, the encoder that undoes it for one unit, and the reader of its inline codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from l10n.model import Document, InlineCode, Unit


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a project may set about parsing."""

    front_matter: tuple[str, ...] = ("title", "description", "subtitle", "summary", "excerpt")
    """The front-matter keys whose values are text for readers; nested ones are written with dots."""
    strings: tuple[str, ...] = ("*",)
    """Which keys of JSON and YAML files hold text for readers: patterns with `*` for keys written with dots; the last
    that fits decides, and one that begins with `!` says no."""


@dataclass(frozen=True, slots=True)
class Format:
    """A source format. All of its functions are pure; `parse` must be lossless: `parse(text).raw == text`."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings, lower case, with the dot."""
    parse: Callable[[str, ParseOptions], Document]
    """The whole file's text -> Document. Line ends are as in the file. Raises SourceError with a line."""
    encode: Callable[[Unit, str], str]
    """A unit of this format and its translation -> the characters that stand in the place of `unit.raw`."""
    inline_codes: Callable[[str], tuple[InlineCode, ...]]
    """A msgid or msgstr of this format -> its inline codes, in order, never overlapping."""
    label: Callable[[str, Mapping[str, str]], str] = lambda text, fields: text
    """A compiled file's text and fields to state in its front matter (`lang`, …) -> the text with them.

    A file without front matter comes back as it is; a field that is there already is replaced in place."""
    unpack: Callable[[bytes], str] | None = None
    """For a package: the file's bytes -> the text that `parse` reads. Raises SourceError."""
    pack: Callable[[bytes, str], bytes] | None = None
    """For a package: the source file's bytes and a compiled text -> the compiled file's bytes. Raises SourceError."""
