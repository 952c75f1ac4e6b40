"""What the renderers of wiki-like Markdown share: GFM by GitHub's own parser (cmark-gfm), and what is in code."""

from __future__ import annotations

import re
from collections.abc import Callable

import cmarkgfm
from cmarkgfm.cmark import Options

_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_OPAQUE = re.compile(r"(<(code|pre|script|style)\b.*?</\2>|<[^>]*>)", re.DOTALL)


def body(text: str) -> str:
    """A page without its front matter, with `\\n` line ends."""
    return _MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def gfm(text: str, *, breaks: bool = False) -> str:
    """HTML as github.com makes it, raw HTML included."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(
        cmarkgfm.github_flavored_markdown_to_html(text, options | (Options.CMARK_OPT_HARDBREAKS if breaks else 0))
    )


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """A text whose stretches outside of fenced code are changed."""
    pieces: list[str] = []
    plain: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if not fence and match:
            pieces.append(change("".join(plain)))
            plain, fence = [], match[1]
            pieces.append(line)
        elif fence:
            pieces.append(line)
            fence = "" if match and match[1].startswith(fence) else fence
        else:
            plain.append(line)
    return "".join([*pieces, change("".join(plain))])


def in_text(html: str, change: Callable[[str], str]) -> str:
    """HTML whose text outside of tags and code is changed."""
    parts = _OPAQUE.split(html)
    pieces = [change(parts[0])]
    for markup, _, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pieces += [markup, change(text)]
    return "".join(pieces)
