"""Which charset a PO file declares, and its bytes decoded by it."""

import codecs
import re
import string
from pathlib import Path

from l10n.errors import CatalogError
from l10n.translatable import Text

_HEADER = re.compile(rb'^[ \t]*msgid[ \t]*""\s*msgstr\s*((?:"[^"\\\n]*(?:\\.[^"\\\n]*)*"\s*)+)', re.MULTILINE)
_CHARSET_OF_LINE = re.compile(r"content-type:.*?charset=([^\s;\\\"]+)", re.IGNORECASE)
_CHARSET = re.compile(rb"content-type:[^\n]*?charset=([^\s;\\\"]+)", re.IGNORECASE)


def charset_of(content_type: str) -> str:
    """The charset that a Content-Type value names; empty where it names none, or only the template's `CHARSET`."""
    match = re.search(r"charset=([^\s;]+)", content_type, re.IGNORECASE)
    return match[1] if match and match[1] != "CHARSET" else ""


def in_utf8(line: str) -> str:
    """A line of the header, which declares UTF-8 now if it declares another charset; found as `decode` finds it."""
    match = _CHARSET_OF_LINE.search(line)
    if not match or match[1] == "CHARSET" or is_utf8(match[1]):
        return line
    return f"{line[: match.start(1)]}UTF-8{line[match.end(1) :]}"


def is_utf8(charset: str) -> bool:
    """Whether this is one of UTF-8's names."""
    return charset.lower().replace("_", "-") in ("utf-8", "utf8")


def decode(data: bytes, path: Path | str) -> tuple[str, str]:
    """The text of a PO file, its lines ended by `\\n`, and the charset it was in. A file that declares no charset is
    read as UTF-8, as Poedit reads it. Raises CatalogError (po-encoding) for a charset that is unknown or no superset of
    ASCII, for bytes that are not text in it, and for NUL."""
    declared = _declared(data)
    charset = declared or "utf-8"
    if data.startswith(codecs.BOM_UTF8) and is_utf8(charset):
        data = data[len(codecs.BOM_UTF8) :]
    try:
        known = string.printable.encode(charset) == string.printable.encode("ascii")
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        known = False
    if not known:
        raise CatalogError(
            "the charset {charset!r} is unknown, or no charset for PO files",
            charset=charset,
            rule="po-encoding",
            path=path,
            hint="Save the file in UTF-8 and write charset=UTF-8 in its Content-Type header.",
        )
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        hint = (
            Text(
                "Its Content-Type header declares {charset}: correct it, or save the file in that charset.",
                charset=charset,
            )
            if declared
            else Text(
                "Its header declares no charset: add Content-Type: text/plain; charset=UTF-8, and save it in UTF-8."
            )
        )
        raise CatalogError(
            "byte 0x{byte:02x} is not text in {charset}",
            byte=data[error.start],
            charset=charset,
            rule="po-encoding",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            column=len(data[start : error.start].decode(charset, "replace")) + 1,
            hint=hint,
        ) from None
    if (nul := text.find("\0")) >= 0:
        raise CatalogError(
            "NUL character",
            rule="po-encoding",
            path=path,
            line=text.count("\n", 0, nul) + 1,
            column=nul - text.rfind("\n", 0, nul),
            hint="The file is damaged or not a text file; restore it from a backup or from version control.",
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    return text, charset


def _declared(data: bytes) -> str:
    """The charset in the header entry, wherever it stands; empty where there is none or only the template's word."""
    for entry in _HEADER.finditer(data):
        lines = re.sub(rb'"\s*"', b"", entry[1]).replace(rb"\n", b"\n")
        if match := _CHARSET.search(lines):
            name = match[1].decode("ascii", "replace")
            return "" if name == "CHARSET" else name
    return ""
