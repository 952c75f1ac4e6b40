"""A page of Starlight as HTML: MDX, or Markdown with HTML, by its ending; both with directives.

Needs what mdx.py needs.
"""

from pathlib import Path

import mdx


def render(text: str, path: Path) -> str:
    """A page of Starlight as HTML."""
    return mdx.render(text, path, "mdx" if path.suffix == ".mdx" else "starlight-md")
