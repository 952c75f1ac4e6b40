"""MDX: Markdown with components and JavaScript, and without code blocks made by indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def mdx_blocks(parser: MarkdownIt) -> None:
    """The block rules of MDX."""
    parser.disable("code")


MDX = markdown_format(Dialect("mdx", mdx_blocks))
