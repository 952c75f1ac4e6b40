"""The `babel.extractors` entry point: `pybabel extract -F babel.cfg source` finds what `l10n extract` finds."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import IO, Any

from l10n.errors import SourceError
from l10n.formats import ALIASES, ParseOptions, format_for, format_named

Extracted = tuple[int, str | None, str | tuple[str, ...], list[str]]
"""Line, function name, msgid (with msgctxt before it and msgid_plural behind it, where there are some), comments."""


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
        function = f"{'n' * bool(unit.plural)}{'p' * (unit.context is not None)}gettext"
        words = tuple(word for word in (unit.context, unit.text, unit.plural) if word)
        yield unit.line, None if function == "gettext" else function, words if len(words) > 1 else unit.text, comments


def _parse_options(options: Mapping[str, str]) -> ParseOptions:
    """The options of babel.cfg: lists with commas, under the names of ParseOptions."""
    stated = {
        field.name: tuple(key for part in options[field.name].split(",") if (key := part.strip()))
        for field in fields(ParseOptions)
        if field.name in options
    }
    return ParseOptions(**stated)
