"""The bytes of files of strings that need not be UTF-8."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from l10n.errors import SourceError
from l10n.files import decode_source
from l10n.formats.format import Package

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _unpack_latin(data: bytes) -> str:
    """Text in UTF-8 or, where it is none, in ISO 8859-1. Raises SourceError."""
    return _checked(data if _is_utf8(data) else data.decode("latin-1").encode())


def _pack_latin(source: bytes, text: str) -> bytes:
    """The text in the encoding of its source; characters that ISO 8859-1 lacks as `\\uXXXX`."""
    if _is_utf8(source):
        return text.encode("utf-8", "surrogatepass")
    return re.sub("[^\x00-\xff]", lambda match: escaped(match[0]), text).encode("latin-1")


def escaped(char: str) -> str:
    """A character as `\\uXXXX`, one beyond U+FFFF as two of them, as UTF-16 has it."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


def _unpack_utf16(data: bytes) -> str:
    """Text in UTF-8 or, behind a byte order mark that says so, in UTF-16. Raises SourceError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding).encode())
            except UnicodeDecodeError as error:
                raise SourceError("not UTF-16: {reason} at byte {at}", reason=error.reason, at=error.start) from error
    return _checked(data)


def _pack_utf16(source: bytes, text: str) -> bytes:
    """The text in the encoding of its source."""
    encoding = next((name for mark, name in _BOMS if source.startswith(mark)), "utf-8")
    return text.encode(encoding, "surrogatepass")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _checked(data: bytes) -> str:
    try:
        return decode_source(data, Path())
    except SourceError as error:
        error.path = None
        raise


LATIN = Package(_unpack_latin, _pack_latin)
"""UTF-8, else ISO 8859-1."""
UTF16 = Package(_unpack_utf16, _pack_utf16)
"""UTF-8, or UTF-16 with a byte order mark."""
