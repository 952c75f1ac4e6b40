"""Source formats: each turns a document into units, and a unit's translation back into the document's characters.

To add one, write its module, which ends in a constant `NAME = Format("name", …)`, and name it in `MODULES`. Modules are
imported when they are first needed: a command pays for the formats it meets.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions
from l10n.translatable import Text

__all__ = ["FORMATS", "MODULES", "SUFFIXES", "Format", "ParseOptions", "format_for", "format_named"]

MODULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("text", (".txt", ".text")),
    "markdown": ("markdown", (".md", ".markdown", ".mdx")),
    "html": ("html", (".html", ".htm", ".xhtml")),
    "asciidoc": ("asciidoc", (".adoc", ".asciidoc", ".asc")),
    "rst": ("rst", (".rst", ".rest")),
    "subtitles": ("subtitles", (".srt", ".vtt")),
    "json": ("strings", (".json", ".jsonc")),
    "yaml": ("strings", (".yaml", ".yml")),
    "epub": ("epub", (".epub",)),
    "docx": ("office", (".docx",)),
    "odt": ("office", (".odt",)),
}
"""Every source format: its name, its module in this package, and its file name endings, as its `Format` states them."""

SUFFIXES: tuple[str, ...] = tuple(suffix for _, suffixes in MODULES.values() for suffix in suffixes)
"""The file name endings of all formats."""

if TYPE_CHECKING:
    FORMATS: tuple[Format, ...]
    """Every source format, all of their modules imported."""


def __getattr__(name: str) -> tuple[Format, ...]:
    if name == "FORMATS":
        return tuple(map(format_named, MODULES))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def format_for(path: Path | str) -> Format:
    """The format of a file, by its name's ending or by that ending alone (`.md`).

    Raises SourceError, naming the endings there are, when no format has it.
    """
    file = Path(path).name.lower()
    for name, (_, suffixes) in MODULES.items():
        if file.endswith(suffixes):
            return format_named(name)
    raise SourceError(
        "this kind of file is not supported", path=path, hint=Text("Supported are {names}.", names=", ".join(SUFFIXES))
    )


@cache
def format_named(name: str) -> Format:
    """The format that `Document.format` names."""
    module = import_module(f"{__name__}.{MODULES[name][0]}")
    form: Format = getattr(module, name.upper())
    return form
