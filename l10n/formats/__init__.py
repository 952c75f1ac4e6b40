"""Source formats: each turns a document into units, and a unit's translation back into the document's characters.

To add one, write its module or folder, which has a constant `NAME = Format("name", …)`, and give it a row in
`REGISTRY`. Modules are imported when they are first needed: a command pays for the formats it meets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions
from l10n.text.kept import Keeps, markdown_keeps
from l10n.text.messages import message_codes
from l10n.text.prose import Codes
from l10n.translatable import Text

__all__ = [
    "FORMATS",
    "REGISTRY",
    "SUFFIXES",
    "Format",
    "ParseOptions",
    "codes_of",
    "format_for",
    "format_named",
    "keeps_of",
    "referenced_format",
    "suffixes",
]


class Registered(NamedTuple):
    """A format's row in the registry: what must be known of it before it is imported."""

    module: str
    """In this package."""
    suffixes: tuple[str, ...]
    """File name endings, lower case, with the dot."""
    keyed: bool = False
    """Whether its files hold strings under keys: they are articles only where the project names the keys."""


REGISTRY: Mapping[str, Registered] = {
    "text": Registered("text", (".txt", ".text")),
    "markdown": Registered("markdown", (".md", ".markdown", ".mdx")),
    "html": Registered("html", (".html", ".htm", ".xhtml")),
    "asciidoc": Registered("asciidoc", (".adoc", ".asciidoc", ".asc")),
    "rst": Registered("rst", (".rst", ".rest")),
    "subtitles": Registered("subtitles", (".srt", ".vtt")),
    "json": Registered("strings", (".json", ".jsonc"), keyed=True),
    "yaml": Registered("strings", (".yaml", ".yml"), keyed=True),
    "epub": Registered("epub", (".epub",)),
    "docx": Registered("office", (".docx",)),
    "odt": Registered("office", (".odt",)),
}
"""Every source format by its name."""

SUFFIXES: tuple[str, ...] = tuple(suffix for row in REGISTRY.values() for suffix in row.suffixes)
"""The file name endings of all formats."""

if TYPE_CHECKING:
    FORMATS: tuple[Format, ...]
    """Every source format, all of their modules imported."""


def __getattr__(name: str) -> tuple[Format, ...]:
    if name == "FORMATS":
        return tuple(map(format_named, REGISTRY))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def suffixes(*, keyed: bool) -> tuple[str, ...]:
    """The file name endings of articles; those of files of keyed strings among them or not."""
    return tuple(suffix for row in REGISTRY.values() if keyed or not row.keyed for suffix in row.suffixes)


def format_for(path: Path | str) -> Format:
    """The format of a file, by its name's ending or by that ending alone (`.md`).

    Raises SourceError, naming the endings there are, when no format has it.
    """
    file = Path(path).name.lower()
    for name, row in REGISTRY.items():
        if file.endswith(row.suffixes):
            return format_named(name)
    raise SourceError(
        "this kind of file is not supported", path=path, hint=Text("Supported are {names}.", names=", ".join(SUFFIXES))
    )


@cache
def format_named(name: str) -> Format:
    """The format that `Document.format` names."""
    module = import_module(f"{__name__}.{REGISTRY[name].module}")
    form: Format = getattr(module, name.upper())
    return form


@cache
def codes_of(name: str) -> Codes:
    """The inline codes of a format's texts, `message_codes` when the name is empty; remembered for the latest texts,
    since one check after another asks for them."""
    return lru_cache(maxsize=64)(format_named(name).codes if name else message_codes)


@cache
def keeps_of(name: str) -> Keeps:
    """What a translation keeps of a code of a format's texts; of Markdown's when the name is empty."""
    return format_named(name).keeps if name else markdown_keeps


_DOCUMENTS = ("rst", "markdown", "asciidoc", "html")
_REFERENCE_LINE = re.compile(r":[\d-]*\Z")


@lru_cache(maxsize=4096)
def referenced_format(references: tuple[str, ...]) -> str:
    """The name of the format of the document that a message comes from, by its `#:` references (`guide.rst:12`, and
    what Sphinx writes for Python's docstrings); empty when they name no document."""
    for reference in references:
        if ":docstring of " in reference:
            return "rst"
        file = _REFERENCE_LINE.sub("", reference).lower()
        for name in _DOCUMENTS:
            if file.endswith(REGISTRY[name].suffixes):
                return name
    return ""
