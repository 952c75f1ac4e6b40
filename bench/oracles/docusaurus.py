"""A page of Docusaurus as HTML: MDX, behind what Docusaurus does before it.

Needs what mdx.py needs.
"""

from pathlib import Path

import mdx


def render(text: str, path: Path) -> str:
    """A page of Docusaurus as HTML."""
    return mdx.render(text, path, "docusaurus")
