"""Obsidian: GitHub's parser, with wiki links, embeds, callouts, comments, tags and ids of blocks read from its output.

Needs pip install cmarkgfm.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from wiki import body, gfm, in_text, outside_fences

_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_FORMULA = re.compile(r"\$\$.+?\$\$|\$(?![\s$])[^$\n]+(?<!\s)\$(?!\d)", re.DOTALL)
_LINK = re.compile(r"(!?)\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_TAG = re.compile(r"(?<![\w/&])#((?=[\w/-]*[^\W\d])[\w/-]+)")
_CALLOUT = re.compile(r"\[!([\w|-]+)\]([+-]?)")
_BLOCK = re.compile(r"(?:^|(?<=\s))\^([A-Za-z0-9-]+)\s*\Z")


def _link(match: re.Match[str]) -> str:
    embed, target, shown = match[1], match[2].rstrip("\\"), match[3]
    if not embed:
        return f'<a class="wiki" href="{target}">{shown or target}</a>'
    if shown and not re.fullmatch(r"\s*\d+(x\d+)?\s*", shown):
        return f'<span class="embed" data-of="{target}">{shown}</span>'
    return f'<span class="embed" data-of="{target}" data-size="{shown or ""}"></span>'


def _formula(match: re.Match[str]) -> str:
    return f'<code class="math">{html.escape(" ".join(match[0].split()))}</code>'


def _read(text: str) -> str:
    text = _LINK.sub(_link, text)
    text = _CALLOUT.sub(r'<span class="callout" data-type="\1" data-fold="\2"></span>', text)
    text = in_text(text, lambda words: _TAG.sub(r'<span class="tag" data-name="\1"></span>', words))
    return _BLOCK.sub(r'<span class="block" id="^\1"></span>', text)


def render(text: str, path: Path) -> str:
    """The note's HTML."""
    source = outside_fences(body(text), lambda plain: _FORMULA.sub(_formula, _COMMENT.sub("", plain)))
    return in_text(gfm(source, breaks=True), _read)
