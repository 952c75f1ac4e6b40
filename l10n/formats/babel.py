"""The `babel.extractors` entry point: `pybabel extract -F babel.cfg source` finds what `l10n extract` finds."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import IO, Any

from l10n.errors import SourceError
from l10n.formats import ALIASES, ParseOptions, format_for, format_named

Extracted = tuple[int, str | None, str | tuple[str, str], list[str]]
"""Line, function name, msgid (or the pair of msgctxt and msgid), comments."""


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Extracted]:
    """The units of a source document, as Babel wants them (babel.messages.extract, "Writing Extraction Methods").

    The file's name chooses the format, or the option `format = mkdocs`. The other options in babel.cfg are those of
    ParseOptions: `front_matter = title, alt`.
    Keywords and comment tags are for program code and mean nothing here. Raises SourceError when no format has the
    file's ending or the file cannot be read.
    """
    path = str(getattr(fileobj, "name", ""))
    name, data = options.get("format", ""), fileobj.read()
    form = format_named(ALIASES.get(name, name)) if name else format_for(path)
    try:
        text = form.package.unpack(data) if form.package else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("not UTF-8: {reason} at byte {at}", reason=error.reason, at=error.start, path=path) from error
    for unit in form.parse(text, _parse_options(options)).units:
        comments = [f"type: {unit.type}", *unit.note.splitlines()]
        if unit.context is None:
            yield unit.line, None, unit.text, comments
        else:
            yield unit.line, "pgettext", (unit.context, unit.text), comments


def _parse_options(options: Mapping[str, str]) -> ParseOptions:
    """The options of babel.cfg: lists with commas, under the names of ParseOptions."""
    stated = {
        field.name: tuple(key for part in options[field.name].split(",") if (key := part.strip()))
        for field in fields(ParseOptions)
        if field.name in options
    }
    return ParseOptions(**stated)
