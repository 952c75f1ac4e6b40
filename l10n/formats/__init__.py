"""Source formats: each turns a document into units, and a unit's translation back into the document's characters."""

from __future__ import annotations

from pathlib import Path

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions
from l10n.formats.html import HTML
from l10n.formats.markdown import MARKDOWN
from l10n.formats.rst import RST
from l10n.formats.strings import JSON, YAML
from l10n.formats.subtitles import SUBTITLES
from l10n.formats.text import TEXT

__all__ = ["FORMATS", "Format", "ParseOptions", "format_for", "format_named"]

FORMATS: tuple[Format, ...] = (TEXT, MARKDOWN, HTML, RST, SUBTITLES, JSON, YAML)
"""Every source format. To add one, write its module and name it here."""


def format_for(path: Path | str) -> Format:
    """The format of a file, by its name's ending or by that ending alone (`.md`).

    Raises SourceError, naming the endings there are, when no format has it.
    """
    name = Path(path).name.lower()
    for form in FORMATS:
        if name.endswith(form.suffixes):
            return form
    known = ", ".join(suffix for form in FORMATS for suffix in form.suffixes)
    raise SourceError("this kind of file is not supported", path=path, hint=f"Supported are {known}.")


def format_named(name: str) -> Format:
    """The format that `Document.format` names."""
    return next(form for form in FORMATS if form.name == name)
