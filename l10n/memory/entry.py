"""What the memory holds: approved translations, with the article and the neighbours they were approved beside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from l10n.model import Catalog, State, text_hash


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
    """Whether nobody has approved it by itself: a sentence that was taken out of a paragraph and its translation, or a
    text that was right in one place alone. It is never more than a match of 99."""
    time: datetime | None = None
    """When the memory learned it, or when the file it comes from says that it was last changed."""

    @property
    def identity(self) -> tuple[str, str, str, bool]:
        """What tells it from others in a file, and its place among them."""
        return self.source, self.target, self.article, self.derived


LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)
"""The time of translations that are in no article now: any that are in one come before them."""


def approved_entries(catalog: Catalog, article: str) -> list[Entry]:
    """What a catalog has to teach: its approved texts, each with its neighbours, and those that are obsolete now.

    Texts in a context are left out (their translation is right there alone), and so are plurals.
    """
    live = catalog.live
    hashes = ["", *(text_hash(message.msgid) for message in live), ""]
    plain = [
        Entry(message.msgid, message.msgstr, article, hashes[at], hashes[at + 2])
        for at, message in enumerate(live)
        if message.state is State.APPROVED and message.msgctxt is None and message.msgid_plural is None
    ]
    return plain + [
        Entry(message.msgid, message.msgstr, article, time=LONG_AGO)
        for message in catalog.messages
        if message.obsolete and message.msgstr and not message.fuzzy and message.msgctxt is None
    ]


def sentence_entries(entry: Entry, source_locale: str, locale: str) -> Iterator[Entry]:
    """The sentences of an entry with their translations; none where the alignment is not certain.

    Sentences that were translated together stay together. An entry of one sentence gives nothing new.
    """
    from l10n.alignment import align
    from l10n.segmentation import sentences

    parts, translations = sentences(entry.source, source_locale), sentences(entry.target, locale)
    if len(parts) < 2:
        return
    for bead in align(parts, translations) or ():
        source = "".join(parts[bead.source_start : bead.source_end]).strip()
        target = "".join(translations[bead.target_start : bead.target_end]).strip()
        if source and target and source != entry.source:
            yield replace(entry, source=source, target=target, before="", after="", derived=True)
