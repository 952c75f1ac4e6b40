"""reStructuredText, as docutils reads it; directives and roles of Sphinx and its extensions are containers and links.

Needs pip install docutils.

Ids are made of their order, not of words, which change, and widths of columns are left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ids import numbered  # a script's own folder

_CODE = frozenset(
    """
    code-block sourcecode highlight literalinclude toctree productionlist doctest testcode testoutput testsetup
    testcleanup graphviz digraph graph inheritance-diagram math raw plot currentmodule tabularcolumns default-domain
    py:currentmodule autoclass autofunction automodule autoexception autodecorator automethod autodata autoattribute
    autosummary index highlightlang default-role contents sectnum meta include rst-class role mermaid uml prompt
    command-output click parsed-literal
    """.split()
)
"""Directives whose content is no text, or is kept out of the comparison."""
_TITLED = frozenset({"tab", "tab-item", "group-tab", "dropdown", "card", "grid-item-card", "details", "collapse"})
"""Directives whose argument is a title, of one word or more."""
_ARGUMENT_IS_BODY = frozenset({"seealso", "todo", "versionadded", "versionchanged", "deprecated", "versionremoved"})


_SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "syntax_highlight": "none",
    "toc_backlinks": False,
}
_COLUMNS = re.compile(r"<colgroup>.*?</colgroup>\s*", re.DOTALL)
_NAMED = re.compile(r"(?<=class=\"admonition )admonition-[^\"]+")
"""A class that docutils makes of an admonition's title."""


def render(text: str, path: Path) -> str:
    """A page's text -> the HTML body that shows it."""
    parts = publish_parts(text, source_path=str(path), writer_name="html5", settings_overrides=_SETTINGS)
    return numbered(_NAMED.sub("", _COLUMNS.sub("", str(parts["html_body"]))))


class _AnyOption(dict[str, Any]):
    """Every option, with its value as it is written."""

    def __missing__(self, key: str) -> Any:
        return lambda text: text or ""


class _Anything(Directive):
    has_content = True
    optional_arguments = 100
    final_argument_whitespace = True

    option_spec = _AnyOption(any=str)

    def run(self) -> list[Any]:
        name = self.name.lower()
        node = nodes.container(classes=[nodes.make_id(name)])
        if name in _CODE or name.startswith(("auto", "doctest")):
            return [nodes.literal_block("", "\n".join([*self.arguments, *self.content]))]
        if self.arguments and name in _ARGUMENT_IS_BODY:
            children, _ = self.state.inline_text(" ".join(self.arguments), self.lineno)
            node += nodes.paragraph("", "", *children)
        elif self.arguments and (name in _TITLED or (" " in self.arguments[0] and ":" not in name)):
            node += nodes.paragraph("", " ".join(self.arguments))
        elif self.arguments:
            node += nodes.literal("", " ".join(self.arguments))
        if name == "glossary":
            node += self._glossary()
        else:
            self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
        return [node]

    def _glossary(self) -> Any:
        """Terms, several of them above one description; docutils' own definition lists have one."""
        list_ = nodes.definition_list()
        item: Any = None
        index = 0
        while index < len(self.content):
            line = self.content[index]
            if not line.strip() or line.startswith(".. "):
                index += 1
                continue
            if not line.startswith(" "):
                if item is None or (len(item) and isinstance(item[-1], nodes.definition)):
                    item = nodes.definition_list_item()
                    list_ += item
                children, _ = self.state.inline_text(line.split(" : ")[0], self.lineno)
                item += nodes.term("", "", *children)
                index += 1
                continue
            end = index
            while end < len(self.content) and (not self.content[end].strip() or self.content[end][0] == " "):
                end += 1
            block = self.content[index:end]
            block.trim_left(min(len(each) - len(each.lstrip()) for each in block if each.strip()))
            definition = nodes.definition()
            self.state.nested_parse(block, self.content_offset + index, definition)
            if item is not None:
                item += definition
            index = end
        return list_


_known_directive, _known_role = directives.directive, roles.role


def _directive(name: str, module: Any, document: Any) -> Any:
    found, messages = _known_directive(name, module, document)
    own = name.lower() in ("code", "math", "include", "raw", "csv-table", "meta", "parsed-literal")
    return (found, messages) if found and (own or name.lower() not in _CODE) else (_Anything, [])


def _role(name: str, module: Any, lineno: int, reporter: Any) -> Any:
    found, messages = _known_role(name, module, lineno, reporter)
    return (found, messages) if found else (_any_role, [])


def _any_role(
    role: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> Any:
    """Its target is the address of a link, its text the link's."""
    title, _, target = text.rpartition("<") if text.endswith(">") else ("", "", "")
    words, target = (title.rstrip(), target[:-1]) if title.strip() else (text, text)
    node = nodes.reference(rawtext, words, refuri=f"role:{role}:{target.replace(chr(0), '').strip()}")
    return [node], []


directives.directive, roles.role = _directive, _role
