"""What the directives of docutils, Sphinx and their extensions hold: text for readers, or something else."""

import re

from l10n.model import UnitType

BODY = frozenset({
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso", "todo",
    "epigraph", "highlights", "pull-quote", "compound",
})  # fmt: skip
"""Directives that are body text from their first line on."""
TITLED: dict[str, UnitType] = {
    **dict.fromkeys(("admonition", "topic", "sidebar", "rubric", "card", "grid-item-card", "dropdown"), "heading"),
    **dict.fromkeys(("details", "collapse", "tab", "tab-item", "group-tab"), "heading"),
    **dict.fromkeys(("list-table", "table", "csv-table"), "caption"),
    **dict.fromkeys(("centered", "replace", "line"), "paragraph"),
}
"""Directives whose argument is text, and its type."""
NAMED_BY_TEXT = frozenset({"admonition", "topic", "sidebar", "replace"})
"""Directives that are an error without their argument, or without what is in them."""
CONTAINERS = frozenset({
    "list-table", "table", "container", "only", "figure", "hlist", "versionadded", "versionchanged", "deprecated",
    "versionremoved", "function", "class", "method", "attribute", "data", "exception", "module", "option", "envvar",
    "program", "describe", "object", "staticmethod", "classmethod", "property", "decorator", "macro", "type", "member",
    "var", "confval", "setting", "tabs", "tab-set", "grid", "grid-item", "parsed-text", "div", "cssclass", "rst-class",
    "header", "footer", "margin", "aside", "ifconfig", "toggle", "acks", "centered",
})  # fmt: skip
"""Directives whose content, behind the argument and the options, is body text."""
CODE = frozenset({
    "code", "code-block", "sourcecode", "code-tab", "highlight", "literalinclude", "include", "parsed-literal", "math",
    "raw", "productionlist", "doctest", "testcode", "testoutput", "testsetup", "testcleanup", "graphviz", "digraph",
    "graph", "inheritance-diagram", "plot", "index", "default-role", "role", "contents", "sectnum", "date", "unicode",
    "image", "target-notes", "tabularcolumns", "currentmodule", "autosummary", "mermaid", "uml", "plantuml", "prompt",
    "command-output", "program-output", "ipython", "runblock", "jupyter-execute", "exec", "aafig", "ditaa", "blockdiag",
    "seqdiag", "actdiag", "nwdiag", "tikz", "chart", "bibliography", "click", "argparse", "highlightlang", "title",
    "default-domain", "restructuredtext-test-directive", "tags", "youtube", "video", "audio", "iframe", "pyscript",
    "exec_code", "terminal", "asciinema", "try_examples", "minigallery", "sphinx_argparse_cli", "autoprogram",
})  # fmt: skip
"""Directives whose content is none, or is code."""
OWN_FORM = frozenset({"csv-table", "glossary", "toctree", "meta"})
"""Directives whose content has a form of its own."""
VERSIONED = frozenset({"versionadded", "versionchanged", "deprecated", "versionremoved", "deprecated-removed"})
"""Directives whose argument is a version, and text behind it."""
TEXT_OPTION = re.compile(
    r":(?:alt|caption|title|summary|subtitle|legend|link-alt|img-alt|header-text|heading):[ \t]+(?=\S)"
)

_CODE_LINE = re.compile(
    r"[;{}\\]\Z|\s(?:=|==|:=|->|-->|=>|\+=|&&|\|\|)\s|\A(?:[$#%>]|>>>|@|//|/\*|<[?!/\w]|import\s|from\s+\S+\s+import)"
    r"|\A[\w.]+\(.*\)\Z|\A[\w.-]+\s*[:=]\s*[\w\"'\[{]*\Z"
)
_PROSE_LINE = re.compile(
    r"(?:[-*+•#0-9.]{1,3}[ \t]+)?[^\w\s]{0,3}[^\W\d_]{1,20}(?:[’'-][^\W\d_]+)?[*_`\"”)]*[,;:]? +[*_`\"“(:]*[^\W\d_]"
)
_TITLE_WORDS = re.compile(r"[^\w\s]?(?![a-z])[^\W\d_][\w’'-]*(?:,? [\w’'*`()-]+){2,}[^\w\s]{0,2}\Z")


def reads_like_prose(lines: list[str]) -> bool:
    """Whether the body of an unknown directive is text: it begins like a sentence or a block, and no line is like one
    of code."""
    written = [line for line in lines if line]
    if not written or any(map(_CODE_LINE.search, written[:20])):
        return False
    return bool(_PROSE_LINE.match(written[0])) or written[0].startswith((".. ", ":", "* ", "- "))


def reads_like_title(argument: str) -> bool:
    """Whether the argument of an unknown directive is a text: several words, the first with a capital."""
    return _TITLE_WORDS.match(argument) is not None
