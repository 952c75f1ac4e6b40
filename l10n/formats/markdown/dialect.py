"""A dialect of Markdown as a value: what a site generator or an editor reads that the others do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10n.model import InlineCode, UnitType
from l10n.text.kept import Keeps, markdown_keeps

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

InlineRule = Callable[[str, int], Sequence[InlineCode]]
"""A text and a position -> the codes of the markup that begins there, in order: one code, or those between which there
is text. Empty if none begins. Constant time, or linear over the whole text."""

Codes = Callable[[str], Sequence[InlineCode]]


class Part(NamedTuple):
    """A stretch of a block that is a unit of its own."""

    start: int
    end: int
    type: UnitType
    syntax: str
    """Empty for text like the block's."""


def _no_names(text: str) -> Sequence[str]:
    """Finds nothing."""
    return ()


def _complete(source: str, target: str) -> str:
    """Completes nothing."""
    return target


def _as_it_is(parser: MarkdownIt) -> None:
    """Changes no rule."""


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """How a dialect differs from Markdown as `markdown` reads it."""

    name: str
    """The name of its format."""
    blocks: Callable[[MarkdownIt], object] = _as_it_is
    """Adds, replaces and disables block rules. A rule pushes the tokens that `walk` in spans.py knows: `protected` for
    lines that stay as they are, `title` for a title on a line of markup, containers."""
    starts: frozenset[str] = frozenset()
    """First characters of lines that begin a block in this dialect only."""
    inline: Mapping[str, InlineRule] = field(default_factory=dict)
    """The first character of inline markup -> the rule that reads it, asked before all others."""
    escapes: tuple[re.Pattern[str], ...] = ()
    """Text that would begin a block at the start of a line; a backslash goes to the end of the match."""
    guards: re.Pattern[str] | None = None
    """Text that would begin a block at the start of a line, and that no backslash undoes; the word joiner goes before
    it."""
    escapable: frozenset[str] = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    """The characters that a backslash makes plain text."""
    tail: re.Pattern[str] | None = None
    """What at the end of a block's text is no part of it, but names the block."""
    hard_lines: bool = False
    """Whether readers see the line ends of a paragraph."""
    names: Callable[[str], Sequence[str]] = _no_names
    """A text -> the names that its links show and lead to; `complete` states them in a translation."""
    complete: Callable[[str, str], str] = _complete
    """A text and its translation -> the translation with what its markup needs and translators leave out."""
    spaced_labels: bool = False
    """Whether a blank or a line end may stand between the text of a reference link and its label."""
    attributes: frozenset[str] = frozenset()
    """Names of the attributes of components that hold text for readers; the project may know more."""
    parts: Callable[[str, Codes, frozenset[str]], Sequence[Part] | None] = lambda text, codes, names: None
    """A paragraph as written, the function that finds its codes, and the names of attributes that hold text -> its
    units, in order; None for a paragraph that is one unit."""
    plain: Callable[[str, str, Codes], str] = lambda source, target, codes: target
    """A unit's text, a translation, and the function that finds codes -> the translation, in which nothing is markup
    that would harm the page."""
    values: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """The syntax of a text without inline markup -> the function that writes its translation."""
    labels: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """The syntax of a title on a line of markup -> the function that writes its translation."""
    has_html: bool = True
    """Whether a line that begins with a tag of HTML begins a raw block."""
    front_matter: tuple[str, ...] = ()
    """Keys of front matter whose values are text, too, if the project does not state its own."""
    heading_id: str = "{#%s}"
    """How a heading states its id, behind its words."""
    keeps: Keeps = markdown_keeps
    """An inline code -> the parts of it that a translation keeps."""


GFM = Dialect("markdown")
"""Markdown where no dialect is named: CommonMark, GFM and what most site generators add."""
