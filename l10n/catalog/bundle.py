"""All articles of a locale in one catalog, for tools that want a single file, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from l10n.model import Catalog, Message

_BETWEEN = "|"
"""Between an article's name and a message's own context."""


def bundle(catalogs: Mapping[str, Catalog]) -> Catalog:
    """One catalog with the live messages of several articles; each message's context begins with its article's name.

    The header is the first catalog's. Flags, comments, references and previous texts stay.
    """
    messages: list[Message] = []
    headers: tuple[tuple[str, str], ...] = ()
    for name, catalog in catalogs.items():
        headers = headers or catalog.headers
        for message in catalog.live:
            context = name if message.msgctxt is None else f"{name}{_BETWEEN}{message.msgctxt}"
            messages.append(replace(message, msgctxt=context))
    return Catalog(headers, tuple(messages))


def unbundle(catalog: Catalog, names: Iterable[str]) -> tuple[dict[str, list[Message]], list[Message]]:
    """Splits a bundle: its messages by article, with their own contexts, and the messages of no known article."""
    by_length = sorted(names, key=len, reverse=True)
    found: dict[str, list[Message]] = {}
    strangers = []
    for message in catalog.live:
        context = message.msgctxt or ""
        name = next((name for name in by_length if context == name or context.startswith(name + _BETWEEN)), None)
        if name is None:
            strangers.append(message)
            continue
        own = context[len(name) + len(_BETWEEN) :] if context != name else None
        found.setdefault(name, []).append(replace(message, msgctxt=own))
    return found, strangers
