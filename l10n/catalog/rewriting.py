"""Writing a catalog over a file that other programs write, too: what did not change keeps its bytes."""

import re
from collections.abc import Iterator, Mapping

from l10n.catalog.charset import decode, is_utf8
from l10n.catalog.edit import Key
from l10n.catalog.po import render_header, render_message, render_po
from l10n.catalog.wrapping import columns
from l10n.model import Catalog, Message

_LINE = r'^(?:#~ |#\| |#~\| )?(?:[a-z_0-9\[\]]+ )?"([^"\\]*(?:\\.[^"\\]*)*)"'
_CONTINUED = re.compile(_LINE + r'\n(?=(?:#~ |#\| |#~\| )?")', re.MULTILINE)
_STRING = re.compile(_LINE + "$", re.MULTILINE)
_USUAL = (77, 79, 80, 78, 76)
"""Widths of Weblate, of Poedit and gettext, and of other tools."""
_ENOUGH = 200
_LONG = 80


def rewrite_po(
    former: Catalog, data: bytes | None, catalog: Catalog, wrap: int = 0, theirs: Mapping[Key, Message] | None = None
) -> bytes:
    """The bytes of a catalog that takes the place of a file: `former` is what the file's bytes, `data`, hold.

    Entries that are in the file as they are keep their bytes, however they are wrapped; others are wrapped as wide as
    the file is, and at `wrap` where no entry tells. `theirs` is as in `render_po`.
    """
    theirs = theirs or {}
    if data is None:
        return render_po(catalog, theirs, width=wrap)
    text, charset = decode(data, "")
    width = width_of(former, text, wrap)
    if render_po(former, width=width) == data or not is_utf8(charset):  # what is written is UTF-8
        return render_po(catalog, theirs, width=width)
    return render_po(catalog, theirs, width=width, kept=_kept(former, text, catalog))


def width_of(catalog: Catalog, text: str, default: int) -> int:
    """The page width at which a PO file's strings are wrapped, 0 when they are not; the default when none is long."""
    broken = [line for line in _CONTINUED.finditer(text) if line[1] and not line[1].endswith("\\n")]
    if not broken:
        return 0 if any(" " in line[1] and columns(line[0]) > _LONG for line in _STRING.finditer(text)) else default
    written = dict(_blocks(catalog, text))
    sample = [message for message in catalog.messages if message.key in written][:_ENOUGH]
    longest = max(columns(line[0].rstrip("\n")) for line in broken)

    def fitting(width: int) -> int:
        header = render_header(catalog, width) == written.get(_HEADER)
        return header + sum(render_message(message, width) == written[message.key] for message in sample)

    widths: list[int] = [*([default] if default else []), *_USUAL, longest]
    return max(widths, key=fitting)


def _kept(former: Catalog, text: str, catalog: Catalog) -> dict[Key, str]:
    """The entries of a catalog that are in a file, as they stand there."""
    known = {message.key: message for message in former.messages}
    same = {message.key for message in catalog.messages if known.get(message.key) == message}
    if render_header(former) == render_header(catalog):
        same.add(_HEADER)
    return {key: block for key, block in _blocks(former, text) if key in same}


_HEADER: Key = (None, "")


def _blocks(catalog: Catalog, text: str) -> Iterator[tuple[Key, str]]:
    """The entries of a PO file that stand by themselves between blank lines, by their keys."""
    at = {message.line: message.key for message in catalog.messages} | {catalog.header_line: _HEADER}
    line = 1
    for block in re.split(r"(\n{2,})", text):
        size = block.count("\n")
        if not block.startswith("\n"):
            keys = [at[number] for number in range(line, line + size + 1) if number in at]
            if len(keys) == 1:
                yield keys[0], block.rstrip("\n") + "\n"
        line += size
