"""What people and machines do to a catalog's messages; every function gives a new catalog."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from l10n.errors import CatalogError
from l10n.model import Catalog, Draft, Message

Key = tuple[str | None, str]
"""(msgctxt, msgid)."""

REPAIR = "sentence-repair"
"""What the origin of a repaired paragraph's draft begins with."""


def apply_drafts(catalog: Catalog, drafts: Mapping[Key, tuple[str, Draft]]) -> Catalog:
    """Puts drafts into the messages they are for: fuzzy, with their stamp as one comment.

    The text for a message with plural forms has one for each, with U+0000 between (`Message.target`).

    A draft goes only where no person's words are: into an untranslated message, or over an older draft that nobody has
    touched. A sentence repair (its origin says so) may also replace the translation it was made from. That translation
    stays in the catalog as an obsolete entry, and `#|` stays to show what changed. There is no repair where the former
    source already has another obsolete translation. Drafts for other messages, and empty ones, are left out.
    """
    messages: list[Message] = []
    replaced: list[Message] = []
    texts = {message.key: message.msgstr for message in catalog.messages}
    for message in catalog.messages:
        text, draft = drafts.get(message.key, ("", None))
        forms = 1 if message.msgid_plural is None else len(message.msgstr_plural)
        if not text or draft is None or message.obsolete or text.count("\0") != forms - 1:
            messages.append(message)
            continue
        repair = draft.origin.startswith(REPAIR) and message.previous_msgid is not None
        if is_human(message):
            former = _former(message)
            # Another text that is kept under the former key must not be the only one.
            if not (repair and message.fuzzy and message.msgstr in texts.get(former.key, message.msgstr)):
                messages.append(message)
                continue
            if former.key not in texts:
                texts[former.key] = former.msgstr
                replaced.append(former)
        drafted = without_draft(message)
        messages.append(
            replace(
                with_target(drafted if repair else without_previous(drafted), text),
                flags=("fuzzy", *(flag for flag in message.flags if flag != "fuzzy")),
                comments=(*drafted.comments, draft.render()),
            )
        )
    return replace(catalog, messages=(*messages, *replaced))


def _former(message: Message) -> Message:
    """The obsolete entry that keeps the translation of a changed source. It is fuzzy, since somebody may have edited
    it."""
    former = without_draft(without_previous(message))
    msgctxt = message.msgctxt if message.previous_msgctxt is None else message.previous_msgctxt
    return replace(former, msgctxt=msgctxt, msgid=message.previous_msgid or "", obsolete=True)


def approve(catalog: Catalog, keys: Collection[Key] | None = None) -> Catalog:
    """Accepts the fuzzy text of these messages, or of all: removes `fuzzy`, the draft's stamp and `#|`.

    Messages without text stay as they are, and so do obsolete ones.
    """

    def approved(message: Message) -> Message:
        if message.obsolete or not message.fuzzy or not message.translated:
            return message
        return accepted(message) if keys is None or message.key in keys else message

    return replace(catalog, messages=tuple(approved(message) for message in catalog.messages))


def set_target(catalog: Catalog, key: Key, text: str, *, approved: bool) -> Catalog:
    """Give a message the text a person wrote, a plural its forms with U+0000 between, accepted or still fuzzy; empty
    text makes it untranslated. A draft's stamp stays with text that is still fuzzy. Its `out` no longer matches, which
    shows that a person edited it. Raises CatalogError when the catalog has no live message with this key."""

    def written(message: Message) -> Message:
        changed = with_target(message, text or "\0" * (len(message.msgstr_plural) - 1))
        if approved or not text:
            return accepted(changed)
        return changed if changed.fuzzy else replace(changed, flags=("fuzzy", *changed.flags))

    return _with(catalog, key, written)


def with_target(message: Message, text: str) -> Message:
    """The message with this text, or, if it has plural forms, with these, between which U+0000 stands."""
    if message.msgid_plural is None:
        return replace(message, msgstr=text)
    return replace(message, msgstr_plural=tuple(text.split("\0")))


def has_text(message: Message) -> bool:
    """Whether the message has any translation, even of only one plural form."""
    return bool(message.msgstr) or any(message.msgstr_plural)


def is_human(message: Message) -> bool:
    """Whether a message holds words of a person: any text but a machine's draft that nobody has touched."""
    return has_text(message) and not message.machine_made


def _with(catalog: Catalog, key: Key, change: Callable[[Message], Message]) -> Catalog:
    messages = list(catalog.messages)
    for index, message in enumerate(messages):
        if message.key == key and not message.obsolete:
            messages[index] = change(message)
            return replace(catalog, messages=tuple(messages))
    raise CatalogError(
        "the catalog has no entry {key!r}",
        key=key[1][:60],
        hint="Its article may have changed meanwhile; load it again.",
    )


def accepted(message: Message) -> Message:
    """The message as approved text, without `fuzzy`, the draft's stamp and `#|`."""
    return without_draft(without_previous(without_fuzzy(message)))


def without_fuzzy(message: Message) -> Message:
    return replace(message, flags=tuple(flag for flag in message.flags if flag != "fuzzy"))


def without_draft(message: Message) -> Message:
    """The message without its draft's stamp."""
    return replace(message, comments=tuple(line for line in message.comments if Draft.parse(line) is None))


def without_previous(message: Message) -> Message:
    return replace(message, previous_msgctxt=None, previous_msgid=None, previous_msgid_plural=None)
