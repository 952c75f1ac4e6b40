"""Starlight: Markdown with asides (`:::note[Title]`). Its files that end in .mdx are MDX."""

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.directives import LABELS, directive_rules

FRONT_MATTER = (
    *("banner.content", "hero.actions.text", "hero.image.alt", "hero.tagline", "hero.title"),
    *("next", "next.label", "prev", "prev.label", "sidebar.badge", "sidebar.badge.text", "sidebar.label"),
)
"""What readers see of a page's own fields."""


STARLIGHT = markdown_format(Dialect("starlight", directive_rules, labels=LABELS, front_matter=FRONT_MATTER))
