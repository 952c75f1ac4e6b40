"""Markdown as github.com shows it, by GitHub's own parser; shortcodes of Hugo and Liquid stand for themselves.

Needs pip install cmarkgfm.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from wiki import body, gfm, outside_fences

_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{\{(?![<%]).*?\}\}", re.DOTALL)
_SHOWN = re.compile(r"\b(title|alt|caption|label|description|summary)(\s*=\s*)\"((?:[^\"\\]|\\.)*)\"")


def _hide(match: re.Match[str]) -> str:
    shown = " ".join(f'title="{html.escape(each[3])}"' for each in _SHOWN.finditer(match[0]))
    kept = html.escape(" ".join(_SHOWN.sub(r"\1", match[0]).split()), quote=True)
    return f'<span data-shortcode="{kept}" {shown}></span>'


def render(text: str, path: Path) -> str:
    """The page's HTML."""
    return gfm(outside_fences(body(text), lambda plain: _SHORTCODE.sub(_hide, plain)))
