"""MyST: myst-parser's own renderer through docutils; directives and roles of Sphinx that docutils lacks stand for
themselves: their arguments and options are shown as they are, their content is read unless it is code.

Needs pip install myst-parser docutils.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from myst_parser.parsers.docutils_ import Parser

_CODE = re.compile(
    r"(?:code|sourcecode|literal|math|mermaid|graphviz|plantuml|raw|eval-rst|auto|toctree|bibliography|csv-table|glue"
    r"|tableofcontents|index|exec|jupyter|include|plot|prompt|testcode|doctest)"
)
_TITLED = re.compile(r"(?:dropdown|card|tab|grid-item-card|margin|sidenote|toggle|exercise|prf:|seealso|todo|details)")
_SETTINGS = {
    "myst_enable_extensions": [
        *("amsmath", "attrs_inline", "attrs_block", "colon_fence", "deflist", "dollarmath", "fieldlist"),
        *("html_admonition", "html_image", "strikethrough", "substitution", "tasklist"),
    ],
    "report_level": 5,
    "halt_level": 5,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "auto_id_prefix": "id",
    "myst_suppress_warnings": ["myst"],
}


class _Unknown(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=[f"directive-{self.name.replace(':', '-')}"])
        if self.arguments:
            titled = _TITLED.match(self.name)
            box += nodes.paragraph("", self.arguments[0]) if titled else nodes.literal("", self.arguments[0])
        for key, value in self.options.items():
            shown = key in ("caption", "title", "alt", "header", "footer")
            box += nodes.paragraph("", f"{value}") if shown else nodes.literal("", f"{key}={value}")
        if self.name == "toctree":
            for line in self.content:
                box += (
                    nodes.paragraph("", line)
                    if "<" in line or line.startswith(":caption:")
                    else nodes.literal("", line)
                )
        elif _CODE.match(self.name):
            box += nodes.literal_block("", "\n".join(self.content))
        else:
            self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _Any(dict):  # type: ignore[type-arg]  # of whatever docutils puts in
    """Every option is allowed."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return lambda value: value


_Unknown.option_spec = _Any()


def _role(name: str, raw: str, text: str, line: int, inliner: Any, options: Any = None, content: Any = ()) -> Any:
    match = re.match(r"(.*?)\s*<([^<>]+)>\s*\Z", text, re.DOTALL)
    if name == "term":
        shown, term = (match[1], match[2]) if match else (text, text)
        return [nodes.inline("", shown, classes=["role", term.lower().replace(" ", "-")])], []
    if match:
        return [nodes.inline("", match[1], classes=["role", name.replace(":", "-"), match[2].replace(" ", "-")])], []
    if name.split(":")[-1] in ("abbr", "guilabel", "sub", "sup", "toggle"):
        return [nodes.inline("", text, classes=["role", name])], []
    return [nodes.literal("", f"{name} {text}")], []


_known_directive, _known_role = directives.directive, roles.role
_OWN = ("code-block", "toctree", "figure", "image", "literalinclude", "include", "contents", "raw", "csv-table")


def _directive(name: str, language: Any, document: Any) -> Any:
    if name not in _OWN[:2] and name != "include":
        found, messages = _known_directive(name, language, document)
        if found:
            return found, messages
    return type(name.replace("-", "_").replace(":", "_"), (_Unknown,), {}), []


def _any_role(name: str, language: Any, line: int, reporter: Any) -> Any:
    found, messages = _known_role(name, language, line, reporter)
    return (found, messages) if found and name not in ("ref", "doc") else (_role, [])


directives.directive = _directive
roles.role = _any_role
_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def render(text: str, path: Path) -> str:
    """The page's HTML."""
    text = _MATTER.sub("", text.replace("\r\n", "\n"))
    parts = publish_parts(text, parser=Parser(), writer="html5", settings_overrides=dict(_SETTINGS))
    html = re.sub(r'(?<=[ "])(?:id|href)="#?(?:id\d+|[a-z0-9-]+)"', "", str(parts["html_body"]))
    html = re.sub(r" admonition-(?!title)[\w-]+", "", html)
    return re.sub(r"<section\b[^>]*>", "<section>", html)
