"""What the memory holds: approved translations, with the article and the neighbours they were approved beside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from l10n.alignment import align
from l10n.model import Catalog, State, text_hash
from l10n.segmentation import sentences


@dataclass(frozen=True, slots=True)
class Entry:
    """A source text and its translation."""

    source: str
    target: str
    article: str = ""
    before: str = ""
    """The hash of the text that stands before the source in its article; empty at the beginning."""
    after: str = ""
    """The hash of the text that stands after it; empty at the end."""
    derived: bool = False
    """Whether this is a sentence that was taken out of a paragraph and its translation."""
    time: datetime | None = None
    """When the memory learned it, or when the file it comes from says that it was last changed."""


def approved_entries(catalog: Catalog, article: str) -> list[Entry]:
    """What a catalog has to teach: its approved texts, each with its neighbours.

    Texts in a context are left out (their translation is right there alone), and so are plurals.
    """
    live = catalog.live
    hashes = ["", *(text_hash(message.msgid) for message in live), ""]
    return [
        Entry(message.msgid, message.msgstr, article, hashes[at], hashes[at + 2])
        for at, message in enumerate(live)
        if message.state is State.APPROVED and message.msgctxt is None and message.msgid_plural is None
    ]


def sentence_entries(entry: Entry, source_locale: str, locale: str) -> Iterator[Entry]:
    """The sentences of an entry with their translations; none where the alignment is not certain.

    Sentences that were translated together stay together. An entry of one sentence gives nothing new.
    """
    parts, translations = sentences(entry.source, source_locale), sentences(entry.target, locale)
    if len(parts) < 2:
        return
    for bead in align(parts, translations) or ():
        source = "".join(parts[bead.source_start : bead.source_end]).strip()
        target = "".join(translations[bead.target_start : bead.target_end]).strip()
        if source and target and source != entry.source:
            yield replace(entry, source=source, target=target, before="", after="", derived=True)
