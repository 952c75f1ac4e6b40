"""A dialect of Markdown as a value: what a site generator or an editor reads that the others do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from l10n.model import InlineCode
from l10n.text.kept import Keeps, markdown_keeps

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

InlineRule = Callable[[str, int], Sequence[InlineCode]]
"""A text and a position -> the codes of the markup that begins there, in order: one code, or those between which there
is text. Empty if none begins. Constant time, or linear over the whole text."""


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
    spaced_labels: bool = False
    """Whether a blank or a line end may stand between the text of a reference link and its label."""
    keeps: Keeps = markdown_keeps
    """An inline code -> the parts of it that a translation keeps."""


GFM = Dialect("markdown")
"""Markdown where no dialect is named: CommonMark, GFM and what most site generators add."""
