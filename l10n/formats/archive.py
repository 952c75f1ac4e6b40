"""ZIP packages whose XML members hold the text: read within limits, written so that all other members stay as they are.

To the rest of the program a package is one text: its text members in a row, each after its name between two marks that
XML cannot hold. A member that a translation does not change keeps its compressed bytes.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from l10n.errors import SourceError

MARK = "\x1c"
"""Encloses a member's name; XML 1.0 forbids this character."""

MAX_MEMBERS = 10_000
MAX_MEMBER_SIZE = 64 * 1024 * 1024
MAX_RATIO = 250
"""The most bytes that one compressed byte may become, in a member of more than a megabyte."""

_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_Patch = tuple[int, int, int, int, int]
"""A changed member's flags, method, checksum, and sizes."""
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")


def split_members(text: str) -> list[tuple[str, str]]:
    """A package's text -> its members of text: name and content."""
    pieces = text.split(MARK)
    return list(zip(pieces[1::2], pieces[2::2], strict=False))


def join_members(members: Iterable[tuple[str, str]]) -> str:
    """The inverse of `split_members`."""
    return "".join(f"{MARK}{name}{MARK}{content}" for name, content in members)


def unpack(data: bytes, select: Callable[[zipfile.ZipFile], list[str]]) -> str:
    """A package -> the text of the members that `select` names, in its order. Raises SourceError if the file is no ZIP
    file, is encrypted or breaks a limit, or if a member is not UTF-8, declares entities or is not well-formed XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package)
            return join_members((name, read_member(package, name)) for name in select(package))
    except _DAMAGED as error:
        raise SourceError("this package cannot be read: {reason}", reason=error) from error


_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
"""What `zipfile` raises for a damaged package; ValueError for a negative place in the file, OSError from bzip2."""


def _check(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    if len(infos) > MAX_MEMBERS:
        raise SourceError("this package has more than {limit} members", limit=MAX_MEMBERS)
    if len({info.filename for info in infos}) < len(infos):
        raise SourceError("this package has two members of one name")
    for info in infos:
        name = info.orig_filename
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or MARK in name:
            raise SourceError("this package has a member outside of it: {name!r}", name=name)
        if info.flag_bits & 0x1:
            raise SourceError("this package is encrypted: {name}", name=name)


def read_member(package: zipfile.ZipFile, name: str) -> str:
    """The text of a member; raises SourceError as `unpack` does."""
    try:
        info = package.getinfo(name)
    except KeyError:
        raise SourceError("this package names a member that is not there: {name}", name=name) from None
    large = info.file_size > 1024 * 1024 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    if info.file_size > MAX_MEMBER_SIZE or large:
        raise SourceError("this package has a member that is too large: {name}", name=name)
    with package.open(info) as stream:
        content = stream.read(MAX_MEMBER_SIZE + 1)
    if len(content) != info.file_size:
        raise SourceError("this package states a wrong size: {name}", name=name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError("this package has a member that is not UTF-8: {name}", name=name) from error
    check_xml(name, text)
    return text


def check_xml(name: str, text: str) -> None:
    """Raises SourceError if a member is not well-formed XML, or declares entities or another encoding."""
    encoding = _ENCODING.match(text.removeprefix("\ufeff"))
    if encoding and encoding[1].lower() != "utf-8":
        raise SourceError("this package has a member that is not UTF-8: {name}", name=name)
    if _INTERNAL_SUBSET.search(text):
        raise SourceError("this package has a member that declares entities: {name}", name=name)
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.encode("utf-8"), True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise SourceError(
            "this package has a member that is no XML: {name}: {reason}", name=name, reason=error
        ) from error


def pack(data: bytes, text: str) -> bytes:
    """The package `data` with the members of `text`. An unchanged member keeps its bytes and its place.

    Raises SourceError if a member of `text` is not well-formed XML, or if the package cannot be written.
    """
    changed: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name, content in split_members(text):
                written = content.encode("utf-8")
                if written != package.read(name):
                    check_xml(name, content)
                    changed[name] = written
            return _rewrite(data, package, changed) if changed else data
    except _DAMAGED as error:
        raise SourceError("this package cannot be read: {reason}", reason=error) from error


def _rewrite(data: bytes, package: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    end_at = data.rfind(b"PK\x05\x06")
    end = list(_END.unpack_from(data, end_at))
    directory = end[6]
    if (
        0xFFFF in end[1:5]
        or 0xFFFFFFFF in end[5:7]
        or directory + end[5] != end_at
        or len(package.infolist()) != end[4]
    ):
        raise SourceError("this package is of a kind that cannot be written", hint="Save it again without ZIP64.")
    places = {info.header_offset: place for place, info in enumerate(package.infolist())}
    infos = sorted(package.infolist(), key=lambda info: info.header_offset)
    stops = [*(info.header_offset for info in infos[1:]), directory]
    if any(
        stop - info.header_offset < _LOCAL.size + info.compress_size for info, stop in zip(infos, stops, strict=True)
    ):
        raise SourceError("this package has members that overlap")
    output = bytearray(data[: infos[0].header_offset])
    patches: dict[int, _Patch] = {}
    offsets: dict[int, int] = {}
    for info, stop in zip(infos, stops, strict=True):
        place = places[info.header_offset]
        offsets[place] = len(output)
        content = changed.get(info.filename)
        if content is None:
            output += data[info.header_offset : stop]
            continue
        header = list(_LOCAL.unpack_from(data, info.header_offset))
        names = data[info.header_offset + _LOCAL.size :][: header[9] + header[10]]
        stored = info.compress_type == zipfile.ZIP_STORED
        body = content if stored else _deflate(content)
        flags = header[2] & ~0x8  # the sizes stand in the header, not behind the data
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        sizes = (zlib.crc32(content), len(body), len(content))
        output += _LOCAL.pack(*header[:2], flags, method, *header[4:6], *sizes, *header[9:]) + names + body
        patches[place] = (flags, method, *sizes)
    start = len(output)
    _write_directory(output, data[directory : directory + end[5]], offsets, patches)
    end[5:7] = len(output) - start, start
    return bytes(output + _END.pack(*end) + data[end_at + _END.size :])


def _write_directory(
    output: bytearray, records: bytes, offsets: Mapping[int, int], patches: Mapping[int, _Patch]
) -> None:
    """The central directory's records with the new offsets and, for changed members, the new sizes; both by the
    record's place."""
    pos = 0
    for place in range(len(offsets)):
        record = list(_CENTRAL.unpack_from(records, pos))
        rest = pos + _CENTRAL.size
        stop = rest + record[10] + record[11] + record[12]
        if patch := patches.get(place):
            record[3:5], record[7:10] = patch[:2], patch[2:]
        record[-1] = offsets[place]
        output += _CENTRAL.pack(*record) + records[rest:stop]
        pos = stop


def _deflate(content: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(content) + compressor.flush()
