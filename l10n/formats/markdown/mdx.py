"""MDX: Markdown with components and JavaScript, and without HTML, addresses in angle brackets and indented code."""

import re
from functools import partial

from l10n.formats.markdown import markdown_format
from l10n.formats.markdown.dialect import Dialect
from l10n.formats.markdown.directives import LABELS
from l10n.formats.markdown.mdx_blocks import mdx_blocks
from l10n.formats.markdown.mdx_guard import guarded
from l10n.formats.markdown.mdx_text import ATTRIBUTES, TEXTS, encode_attribute, jsx_codes, jsx_parts, mdx_keeps
from l10n.formats.markdown.starlight import FRONT_MATTER


def mdx_dialect(name: str, front_matter: tuple[str, ...] = (), heading_id: str = "{/* #%s */}") -> Dialect:
    """A dialect of MDX."""
    return Dialect(
        name,
        mdx_blocks,
        inline={"<": jsx_codes, "{": jsx_codes},
        guards=re.compile(r"(?:import|export) "),
        escapes=(re.compile(r"(?=::)"),),
        attributes=TEXTS,
        parts=jsx_parts,
        plain=guarded,
        values={syntax: partial(encode_attribute, syntax) for syntax in ATTRIBUTES},
        labels=LABELS,
        has_html=False,
        front_matter=front_matter,
        heading_id=heading_id,
        keeps=mdx_keeps,
    )


MDX = markdown_format(mdx_dialect("mdx", FRONT_MATTER))
