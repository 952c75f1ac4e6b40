"""Mutations of a file: of its bytes, of its lines, of what it is made of, and of the members of a package.

What comes out depends on the random numbers alone, so that a case can be made again from its number.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]
"""Random numbers, a file, and files to take pieces from -> another file."""

ODD = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *(
            "\0",
            "\r",
            "\n",
            "\r\n",
            "\ufeff",
            "\u2028",
            "\x85",
            "\x1c",
            "\x04",
            "\ud800",
            "\u2068",
            "\u2069",
            "\U0010ffff",
        ),
        *("\\", "\\x", "\\x y", "\\u", "\\ud800", "\\U00110000", "\\400", "\\\n", "%", "%s", "%(", "{", "{{", "}", "|"),
        *(
            '"',
            "'",
            '"""',
            "'''",
            "`",
            "```",
            "~~~",
            "---\n",
            "+++\n",
            "...\n",
            "<!--",
            "-->",
            "]]>",
            "<![CDATA[",
            "<?",
        ),
        *("&", "&#", "&#0;", "&#xd800;", "&#x110000;", "&#99999999999999999999;", "&a;", "<!DOCTYPE a [", "<a", "</a>"),
        *(
            "[",
            "]",
            "(",
            ")",
            "](",
            "![",
            "[^1]: ",
            "[a]: ",
            "..",
            ".. ",
            "::\n",
            "|===\n",
            "====\n",
            "----\n",
            "\t",
            " ",
        ),
        *("null", "true", "-0", "1e999", "NaN", "{}", "[]", "!!x ", "&a ", "*a ", "? ", "- ", ": ", "# ", "#~ ", "#| "),
        *(
            "msgid ",
            "msgstr ",
            "msgctxt ",
            "msgstr[1] ",
            "msgid_plural ",
            '""\n',
            "#: ",
            "#, fuzzy\n",
            "msgstr[99999] ",
        ),
    )
)
"""Pieces that mean something in some format."""

DEEP = (b"[", b"{", b"(", b"<a>", b"> ", b"*", b"_", b'{"a":', b"[[", b"- ", b"`", b"<", b"\\", b"&", b"**", b"a:\n ")
"""What nests, or waits for its other half."""

_DIGITS = re.compile(rb"[0-9]+")
_PIECES = re.compile(rb"\w+|\s+|.", re.DOTALL)
_LARGEST = 100_000
"""Bytes of a mutation: what is larger makes a run slow and finds no more."""


def mutate(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A file with one to four mutations."""
    if data.startswith(b"PK") and random.random() < 0.7:
        return _member(random, data, others)
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(_MUTATIONS)(random, data, others)
    return data[:_LARGEST]


def _span(random: Random, data: bytes, longest: int = 64) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(1, longest))


def _flip(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    if not data:
        return data
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _set(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + bytes([random.randrange(256)]) + data[start + 1 :]


def _delete(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start, end = _span(random, data)
    return data[:start] + data[end:]


def _repeat(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start, end = _span(random, data)
    return data[:end] + data[start:end] * random.choice((1, 2, 300)) + data[end:]


def _cut(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _insert(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + random.choice(ODD) + data[start:]


def _replace(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start, end = _span(random, data, 8)
    return data[:start] + random.choice(ODD) + data[end:]


def _deepen(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + random.choice(DEEP) * random.choice((3, 300, 3000)) + data[start:]


def _number(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    match = random.choice(found)
    other = random.choice(
        (b"0", b"-1", b"00", b"65536", b"4294967296", b"9" * 20, b"9" * 5000, "²".encode(), "٣".encode())
    )
    return data[: match.start()] + other + data[match.end() :]


def _splice(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = random.choice(others)
    start, end = _span(random, other, 400)
    place = random.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def _lines(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    return _shuffled(random, data.splitlines(keepends=True))


def _tokens(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    return _shuffled(random, _PIECES.findall(data))


def _shuffled(random: Random, pieces: list[bytes]) -> bytes:
    """The pieces with one gone, doubled, or in the place of another."""
    if pieces:
        one, other = random.randrange(len(pieces)), random.randrange(len(pieces))
        way = random.randrange(3)
        if way == 0:
            del pieces[one]
        elif way == 1:
            pieces.insert(other, pieces[one])
        else:
            pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


_MUTATIONS: tuple[Mutation, ...] = (
    *(_flip, _set, _delete, _repeat, _cut, _insert, _insert, _replace, _replace),
    *(_deepen, _number, _splice, _lines, _tokens),
)


def _member(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A package with one member mutated, or named otherwise; whole otherwise. What is no package stays as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(info.filename, package.read(info), info.compress_type) for info in package.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return data
    chosen = random.randrange(len(members))
    name, content, method = members[chosen]
    if random.random() < 0.1:
        name = _insert(random, name.encode(), others).decode("utf-8", "replace")
    else:
        for _ in range(random.choice((1, 1, 2, 4))):
            content = random.choice(_MUTATIONS)(random, content, [content])
    members[chosen] = name, content[:_LARGEST], method
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as written:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, content, method in members:
            written.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()
