"""The PO format: `parse_po` and `render_po`. What is written is byte for byte what `msgcat --no-wrap` writes."""

import re
from collections.abc import Iterator, Sequence

from l10n.catalog.charset import charset_of, is_utf8
from l10n.catalog.comments import order_flags, render_references, unjoined
from l10n.catalog.edit import has_text
from l10n.catalog.parser import parse_po
from l10n.errors import CatalogError
from l10n.model import Catalog, Message
from l10n.translatable import Text

__all__ = ["parse_po", "render_po"]

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


def render_po(catalog: Catalog) -> bytes:
    """The bytes of a PO file: UTF-8, nothing wrapped, the header first, obsolete entries last.

    They are the bytes that `msgcat --no-wrap` of gettext 0.21 writes for the same content, with one exception: flags
    that gettext does not know (`ignore-number`) are kept after the others, where msgcat drops them. Like msgcat, this
    leaves out `fuzzy` on a message without text, and obsolete entries without text. A header that declared another
    charset declares UTF-8 now. Raises CatalogError (po-encoding) for the characters that no PO file can hold: NUL, the
    context separator U+0004 and lone surrogates.
    """
    blocks = []
    if header := _header(catalog):
        blocks.append(_entry(header))
    blocks += [_entry(message) for message in catalog.messages if not message.obsolete]
    blocks += [_entry(message) for message in catalog.messages if message.obsolete and has_text(message)]
    text = "\n".join(blocks)
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
        if name.lower() == "content-type" and (charset := charset_of(value)) and not is_utf8(charset):
            value = value.replace(charset, "UTF-8")
        lines.append(f"{name}: {value}\n" if name else f"{value}\n")
    return Message(
        msgid="",
        msgstr="".join(lines),
        flags=catalog.header_flags,
        comments=catalog.header_comments,
        extracted=catalog.header_extracted,
        references=catalog.header_references,
    )


def _entry(message: Message) -> str:
    return "".join(_lines(message))


def _lines(message: Message) -> Iterator[str]:
    if message.comments:
        yield _comment("#", message.comments)
    if message.extracted:
        yield _comment("#.", message.extracted)
    if message.references:
        yield render_references(message.references)
    if message.flags:
        forms = message.msgstr_plural
        if flags := order_flags(message.flags, translated=bool(forms[0] if forms else message.msgstr)):
            yield f"#, {', '.join(flags)}\n"
    mark = "#~ " if message.obsolete else ""
    before = "#~| " if message.obsolete else "#| "
    if message.previous_msgctxt is not None:
        yield _string(before, "msgctxt", message.previous_msgctxt)
    if message.previous_msgid is not None:
        yield _string(before, "msgid", message.previous_msgid)
    if message.previous_msgid_plural is not None:
        yield _string(before, "msgid_plural", message.previous_msgid_plural)
    if message.msgctxt is not None:
        yield _string(mark, "msgctxt", message.msgctxt)
    yield _string(mark, "msgid", message.msgid)
    if message.msgid_plural is None:
        yield _string(mark, "msgstr", message.msgstr)
        return
    yield _string(mark, "msgid_plural", message.msgid_plural)
    for index, form in enumerate(message.msgstr_plural or ("",)):
        yield _string(mark, f"msgstr[{index}]", form)


def _comment(mark: str, lines: Sequence[str]) -> str:
    shown = []
    for line in "\n".join(lines).split("\n"):
        shown.append(f"{mark} {unjoined(line)}\n" if line else f"{mark}\n")
    return "".join(shown)


def _string(mark: str, keyword: str, text: str) -> str:
    if not _SPECIAL.search(text):
        return f'{mark}{keyword} "{text}"\n'
    end = text.find("\n")
    if end < 0 or end == len(text) - 1:
        return f'{mark}{keyword} "{text.translate(_ESCAPES)}"\n'
    lines = "".join(f'{mark}"{line.translate(_ESCAPES)}"\n' for line in _split(text))
    return f'{mark}{keyword} ""\n{lines}'


def _split(text: str) -> list[str]:
    """The lines of a text, each with its `\\n`."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()
    return [*lines, last[:-1]] if last != "\n" else lines
