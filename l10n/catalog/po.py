"""The PO format: `parse_po` and `render_po`. What is written is byte for byte what `msgcat --no-wrap` writes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from l10n.catalog.charset import in_utf8
from l10n.catalog.comments import REFERENCES_WIDTH, order_flags, render_references, unjoined
from l10n.catalog.edit import Key, has_text
from l10n.catalog.parser import parse_po
from l10n.catalog.wrapping import wrap
from l10n.errors import CatalogError
from l10n.model import Catalog, Message
from l10n.translatable import Text

__all__ = ["parse_po", "render_po"]

_NO_MESSAGES: Mapping[Key, Message] = {}
_NO_TEXTS: Mapping[Key, str] = {}
_SPECIAL = re.compile(r'[\\"\n\t\r\a\b\f\v]')
_UNWRITABLE = re.compile("[\0\x04\ud800-\udfff]")
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
    }
)


def render_po(
    catalog: Catalog,
    theirs: Mapping[Key, Message] = _NO_MESSAGES,
    *,
    width: int = 0,
    kept: Mapping[Key, str] = _NO_TEXTS,
) -> bytes:
    """The bytes of a PO file: UTF-8, the header first, obsolete entries last; strings wrapped at `width` columns, or
    nowhere with 0.

    They are the bytes that `msgcat --no-wrap` (`--width`) of gettext 0.21 writes for the same content, with one
    exception: flags that gettext does not know (`ignore-number`) are kept after the others, where msgcat drops them.
    Like msgcat, this leaves out `fuzzy` on a message without text, and obsolete entries without text. A header that
    declared another charset declares UTF-8 now. `theirs` are the other side's entries of units in conflict: both stand
    between git's conflict markers, for a person to choose. `kept` are entries with the text that they have in a file;
    the header's key is `(None, "")`.

    Raises CatalogError (po-encoding) for the characters that no PO file can hold: NUL, the context separator U+0004 and
    lone surrogates.
    """
    blocks = []
    if header := render_header(catalog, width):
        blocks.append(kept.get((None, ""), header))
    shown = [message for message in catalog.messages if not message.obsolete]
    shown += [message for message in catalog.messages if message.obsolete and has_text(message)]
    for message in shown:
        entry = kept.get(message.key) or render_message(message, width)
        if (other := theirs.get(message.key)) is not None:
            entry = f"<<<<<<< ours\n{entry}=======\n{render_message(other, width)}>>>>>>> theirs\n"
        blocks.append(entry)
    return _encoded("\n".join(blocks))


def render_header(catalog: Catalog, width: int = 0) -> str:
    """The header's entry in a PO file; empty where there is none."""
    header = _header(catalog)
    return render_message(header, width) if header else ""


def _encoded(text: str) -> bytes:
    """The bytes of a PO file's text. Raises CatalogError for a character that no PO file can hold."""
    if match := _UNWRITABLE.search(text):
        raise CatalogError(
            "the character U+{code:04X} cannot stand in a PO file",
            code=ord(match[0]),
            rule="po-encoding",
            hint=Text(
                "Take it out of the source text near {near!r}.", near=text[max(0, match.start() - 30) : match.start()]
            ),
        )
    return text.encode()


def _header(catalog: Catalog) -> Message | None:
    if not (catalog.headers or catalog.header_comments or catalog.header_flags):
        return None
    lines = []
    for name, value in catalog.headers:
        lines.append(in_utf8(f"{name}: {value}\n" if name else f"{value}\n"))
    return Message(
        msgid="",
        msgstr="".join(lines),
        flags=catalog.header_flags,
        comments=catalog.header_comments,
        extracted=catalog.header_extracted,
        references=catalog.header_references,
    )


def render_message(message: Message, width: int = 0) -> str:
    """A message's entry in a PO file, strings wrapped at `width` columns, or nowhere with 0."""
    return "".join(_lines(message, 0 if "no-wrap" in message.flags else width, width))


def _lines(message: Message, width: int, page: int) -> Iterator[str]:
    if message.comments:
        yield _comment("#", message.comments)
    if message.extracted:
        yield _comment("#.", message.extracted)
    if message.references:
        yield render_references(message.references, page or REFERENCES_WIDTH)
    if message.flags:
        forms = message.msgstr_plural
        if flags := order_flags(message.flags, translated=bool(forms[0] if forms else message.msgstr)):
            yield f"#, {', '.join(flags)}\n"
    mark = "#~ " if message.obsolete else ""
    before = "#~| " if message.obsolete else "#| "
    if message.previous_msgctxt is not None:
        yield _string(before, "msgctxt", message.previous_msgctxt, width)
    if message.previous_msgid is not None:
        yield _string(before, "msgid", message.previous_msgid, width)
    if message.previous_msgid_plural is not None:
        yield _string(before, "msgid_plural", message.previous_msgid_plural, width)
    if message.msgctxt is not None:
        yield _string(mark, "msgctxt", message.msgctxt, width)
    yield _string(mark, "msgid", message.msgid, width)
    if message.msgid_plural is None:
        yield _string(mark, "msgstr", message.msgstr, width)
        return
    yield _string(mark, "msgid_plural", message.msgid_plural, width)
    for index, form in enumerate(message.msgstr_plural or ("",)):
        yield _string(mark, f"msgstr[{index}]", form, width)


def _comment(mark: str, lines: Sequence[str]) -> str:
    shown = []
    for line in "\n".join(lines).split("\n"):
        shown.append(f"{mark} {unjoined(line)}\n" if line else f"{mark}\n")
    return "".join(shown)


def _string(mark: str, keyword: str, text: str, width: int) -> str:
    if not width and not _SPECIAL.search(text):
        return f'{mark}{keyword} "{text}"\n'
    end = text.find("\n")
    room = width - len(mark) - 2
    if end < 0 or end == len(text) - 1:
        written = text.translate(_ESCAPES)
        if not width or (len(keyword) + 1 <= room and len(wrap(written, len(keyword) + 1, room)) == 1):
            return f'{mark}{keyword} "{written}"\n'
    lines = [line.translate(_ESCAPES) for line in _split(text)]
    if width:
        lines = [piece for line in lines for piece in wrap(line, 0, room)]
    return f'{mark}{keyword} ""\n' + "".join(f'{mark}"{line}"\n' for line in lines)


def _split(text: str) -> list[str]:
    """The lines of a text, each with its `\\n`."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()
    return [*lines, last[:-1]] if last != "\n" else lines
