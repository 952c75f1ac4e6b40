"""Starlight: Markdown with asides (`:::note[Title]`). Its files that end in .mdx are MDX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.directives import INTERRUPTS, LABELS, directive

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FRONT_MATTER = (
    *("banner.content", "hero.actions.text", "hero.image.alt", "hero.tagline", "hero.title"),
    *("next", "next.label", "prev", "prev.label", "sidebar.badge", "sidebar.badge.text", "sidebar.label"),
)
"""What readers see of a page's own fields."""


def _blocks(parser: MarkdownIt) -> None:
    parser.block.ruler.before("protected_lines", "directive", directive, INTERRUPTS)


STARLIGHT = markdown_format(Dialect("starlight", _blocks, labels=LABELS, front_matter=FRONT_MATTER))
