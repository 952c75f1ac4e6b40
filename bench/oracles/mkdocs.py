"""MkDocs: Python-Markdown with the extensions that Material for MkDocs configures, and those of pymdownx's blocks.

Needs pip install markdown pymdown-extensions pygments.

All extensions are on, since a site that has one off rarely writes its markup. Ids of headings are made of their number,
not of their words, which change.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown
from pymdownx.superfences import fence_code_format

_TYPES = "note attention caution danger error tip hint warning info check question success abstract example quote bug"
_EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"slugify": lambda words, separator: "heading"},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {},
    "pymdownx.blocks.admonition": {"types": _TYPES.split()},
    "pymdownx.blocks.details": {},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.caret": {},
    "pymdownx.critic": {"mode": "view"},
    "pymdownx.details": {},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_code_format}]},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {},
}
_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_INCLUDED = re.compile(r"^[ \t]*(\{\*.*?\*\}|-{1,}8<-.*|\{!.*?!\})[ \t]*$", re.MULTILINE)
"""Lines in whose place a file stands."""
_MODULE = re.compile(r"^::: ([\w.]+)[ \t]*\n((?:[ ]{4,}.*\n|\n(?= {4}))*)", re.MULTILINE)
"""What mkdocstrings puts a module's documentation in the place of."""
_RENDERER = markdown.Markdown(extensions=list(_EXTENSIONS), extension_configs=_EXTENSIONS)


def render(text: str, path: Path) -> str:
    """The page's HTML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _RENDERER.reset()
    text = _INCLUDED.sub(lambda match: f"{match[0][: -len(match[0].lstrip())]}<pre>{match[1]}</pre>", text)
    text = _MODULE.sub(lambda match: f"<pre>{match[0]}</pre>\n\n", text)
    return str(_RENDERER.convert(_MATTER.sub("", text)))
