"""MO files, for programs that read translations by gettext."""

from collections.abc import Iterable

from l10n.model import Catalog, Message, State


def render_mo(catalog: Catalog, messages: Iterable[Message]) -> bytes:
    """The binary catalog of the approved messages, with the catalog's header.

    It has a text only once, with the translation of the first article that has the text.
    """
    import polib

    file = polib.POFile(encoding="utf-8")
    file.metadata = dict(catalog.headers)
    seen = set()
    for message in messages:
        if message.state is not State.APPROVED or message.key in seen:
            continue
        seen.add(message.key)
        forms = dict(enumerate(message.msgstr_plural))
        entry = polib.POEntry(msgid=message.msgid, msgstr=message.msgstr, msgctxt=message.msgctxt)
        if message.msgid_plural is not None:
            entry.msgid_plural, entry.msgstr_plural = message.msgid_plural, forms
        file.append(entry)
    return bytes(file.to_binary())
