"""Sentence repair: when a few sentences of a translated paragraph change, the other sentences keep their translations.

A person's translation of a paragraph is aligned with its former source, sentence by sentence. Where that is certain,
the sentences that are still in the new source keep their translation word by word, and only the others are drafted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from l10n.catalog.edit import REPAIR
from l10n.languages.language import language
from l10n.model import Catalog, Message
from l10n.segmentation import sentences


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the new source: one sentence to draft, or sentences that keep their translation."""

    source: str
    target: str | None
    """The person's translation; None where a draft is needed."""
    space: str
    """What stands between this part's translation and the next one's."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A plan: which translations stay, and which sentences to draft."""

    parts: tuple[Part, ...]
    total: int
    """How many sentences the new source has."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The sentences to draft, in order; empty when the change only took sentences away."""
        return tuple(part.source for part in self.parts if part.target is None)

    @property
    def origin(self) -> str:
        """The origin in the draft's stamp: `sentence-repair 2/5` when two of five sentences are drafted."""
        return f"{REPAIR} {len(self.sources)}/{self.total}"

    def assemble(self, drafted: Sequence[str]) -> str:
        """The paragraph's translation, given the drafts of `sources` in order. Raises ValueError for another number."""
        if len(drafted) != len(self.sources):
            raise ValueError(f"{len(self.sources)} drafts are needed, not {len(drafted)}")
        drafts = iter(drafted)
        pieces = [(part.target or next(drafts).strip()) + part.space for part in self.parts]
        return "".join(pieces).rstrip()


def plan_repair(
    old_source: str, old_target: str, new_source: str, source_locale: str, target_locale: str
) -> Repair | None:
    """Plan how a paragraph's translation can follow its changed source.

    None when no sentence stayed, or when the former source and its translation cannot be aligned for certain.
    """
    from l10n.alignment import align

    old, new = sentences(old_source, source_locale), sentences(new_source, source_locale)
    translated = sentences(old_target, target_locale)
    kept = _kept(old, new)
    if not kept or (beads := align(old, translated)) is None:
        return None
    space = language(target_locale).sentence_space
    # A bead stays when all its sentences did, one after the other.
    stays: dict[int, tuple[int, str]] = {}
    for bead in beads:
        places = [kept.get(at) for at in range(bead.source_start, bead.source_end)]
        first = places[0]
        if first is not None and places == list(range(first, first + len(places))):
            stays[first] = first + len(places), "".join(translated[bead.target_start : bead.target_end])
    if not stays:
        return None
    parts, at = [], 0
    while at < len(new):
        after, target = stays.get(at, (at + 1, None))
        source = "".join(new[at:after])
        parts.append(Part(source.strip(), target.strip() if target else None, _space(source, target, space)))
        at = after
    return Repair(tuple(parts), len(new))


def former_translations(catalog: Catalog) -> dict[str, str]:
    """The obsolete translations by their source text, including those that repaired paragraphs were made from."""
    return {message.msgid: message.msgstr for message in catalog.messages if message.obsolete}


def drafted_sentences(message: Message, former: Mapping[str, str], locale: str) -> tuple[str, ...]:
    """The sentences of a repaired paragraph that a machine wrote; empty for any other message.

    `former` is what `former_translations` gives of the message's catalog.
    """
    if message.draft is None or not message.draft.origin.startswith(REPAIR):
        return ()
    drafted, rest = [], message.msgstr
    for sentence in sentences(former.get(message.previous_msgid or "", ""), locale):
        before, kept, after = rest.partition(sentence.strip())
        if kept:
            drafted.append(before.strip())
            rest = after
    return tuple(text for text in (*drafted, rest.strip()) if text)


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The old sentences that the new text still has, in the same order: old index -> new index."""
    matcher = SequenceMatcher(None, [text.strip() for text in old], [text.strip() for text in new], autojunk=False)
    return {
        block.a + offset: block.b + offset for block in matcher.get_matching_blocks() for offset in range(block.size)
    }


def _space(source: str, target: str | None, space: str) -> str:
    """The space after a part: the source's where it breaks the line, else the translation's own, or the locale's."""
    after = source[len(source.rstrip()) :]
    if "\n" in after:
        return after
    return (target or "")[len((target or "").rstrip()) :] or space
