"""DocFX: GitHub's parser for the Markdown, with `:::` lines and `[!…]` read beside it.

Needs pip install cmarkgfm.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from wiki import body, gfm, in_text, outside_fences

_TRIPLE = re.compile(r"^([ \t>]*)(:::.*)$", re.MULTILINE)
_INLINE = re.compile(r":::(image|no-loc)(.*?):::")
_SHOWN = re.compile(r"(alt-text|title)=\"([^\"]*)\"")
_MARK = re.compile(r"\[!((?:[^\[\]]|\[[^\[\]]*\](?:\([^()]*\))?)+)\]([ \t]*(?=\n|\Z|<br))?")
_REFERENCE = re.compile(r"(?<![\w.])@([A-Za-z]\w*(?:\.\w+)+)")


def _triple(match: re.Match[str]) -> str:
    shown = " ".join(f'title="{html.escape(each[2])}"' for each in _SHOWN.finditer(match[2]))
    kept = html.escape(_SHOWN.sub(r"\1", match[2]), quote=True)
    return f'{match[1]}<div data-triple="{kept}" {shown}></div>\n{match[1].replace("-", " ")}'


def _inline(match: re.Match[str]) -> str:
    shown = " ".join(f'title="{html.escape(each[2])}"' for each in _SHOWN.finditer(match[2]))
    return f'<span data-triple="{match[1]}{html.escape(_SHOWN.sub("", match[2]), quote=True)}" {shown}></span>'


def _hide(match: re.Match[str]) -> str:
    return f'<span data-mark="{html.escape(match[1], quote=True)}" data-alone="{match[2] is not None}"></span>'


def _change(text: str) -> str:
    lines = []
    for line in _TRIPLE.sub(lambda match: match[0] if match[2].count(":::") > 2 else _triple(match), text).split("\n"):
        lines.append(_INLINE.sub(_inline, line) if "data-triple" not in line else line)
    return _MARK.sub(_hide, "\n".join(lines))


def render(text: str, path: Path) -> str:
    """The page's HTML."""
    page = gfm(outside_fences(body(text), _change))
    return in_text(page, lambda words: _REFERENCE.sub(r"<code>\1</code>", words))
