"""Finds the former text of each changed text. Place in the article and similarity must both agree; neither decides
alone.

Texts that did not change are anchors. Between two anchors, the texts that are gone are compared with the texts that are
new. Nothing is compared across an anchor, so the work grows with the number of changes only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from l10n.catalog.edit import REPAIR, Key, is_human
from l10n.languages.language import language
from l10n.model import Catalog, Message, Unit

SIMILAR = 0.8
"""Two texts in the same place with at least this similarity are one text, edited."""
SIMILAR_ALONE = 0.6
"""The least similarity where both neighbours are unchanged, the type is the same and no other text competes."""
_JOINED = 0.9
"""The least similarity of a paragraph to its parts, joined."""
_REACH = 8
"""How many places apart two texts may be. Places are counted from the front, from the end, or in proportion."""
_MOST_PARTS = 6

_T = TypeVar("_T")

_ADDRESS = re.compile(r"""\]\([^()\s]*\)|https?://[^\s<>()\[\]"]+|(?:href|src)="[^"]*\"""")


@dataclass(frozen=True, slots=True)
class Followed:
    """The translation that a changed text takes over."""

    message: Message
    """The entry whose comments and flags go along."""
    text: str
    previous: Key
    """What the text is the translation of."""
    emptied: tuple[Key, ...] = ()
    """Keys of the entries that this one replaces; the other entries it was made from become obsolete."""


@dataclass(frozen=True, slots=True)
class _Former:
    """An entry whose text is no longer in the article."""

    message: Message
    text: str
    """Its source text without addresses, for comparing."""
    target: str
    previous: Key
    emptied: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class _Later:
    """A unit whose text is not in the catalog."""

    index: int
    unit: Unit
    text: str


def follow(
    units: Sequence[Unit], catalog: Catalog, exact: Mapping[int, int], source_locale: str
) -> dict[int, Followed]:
    """Find the translation that each changed unit goes on from: unit index -> what it takes over.

    `exact` maps the units that did not change to their messages. A paragraph that was split hands its translation to
    the part that has most of it (to every part its own sentences, where they can be told apart for certain); of
    paragraphs that were merged the translations are joined. The former entries of both stay, as obsolete ones. Texts
    with a plural follow texts with a plural; nothing is split or joined there.
    """
    if len(exact) == len(units):
        return {}
    followed: dict[int, Followed] = {}
    for gone, new in _gaps(units, catalog, exact):
        formers = [former for former in gone if former.message.msgid_plural is not None]
        laters = [later for later in new if later.unit.plural]
        if formers and laters:
            _match_pairs(formers, laters, followed)
        formers = [former for former in gone if former.message.msgid_plural is None]
        laters = [later for later in new if not later.unit.plural]
        if not formers or not laters:
            continue
        _match_splits(formers, laters, followed, catalog.header("Language"), source_locale)
        _match_joins(formers, laters, followed, catalog.header("Language"))
        _match_pairs(formers, laters, followed)
    return followed


def _gaps(
    units: Sequence[Unit], catalog: Catalog, exact: Mapping[int, int]
) -> Iterator[tuple[list[_Former], list[_Later]]]:
    """What is gone and what is new between two texts that stayed in order."""
    messages = catalog.messages
    obsolete = {message.key: message for message in messages if message.obsolete}
    claimed = set(exact.values())
    formers = {
        place: former
        for place, message in enumerate(messages)
        if place not in claimed and not message.obsolete and (former := _former(message, obsolete))
    }
    if not formers:
        return
    pairs = [(index, exact[index]) for index in range(len(units)) if index in exact]
    stays = set(increasing([place for _, place in pairs if not messages[place].obsolete]))
    anchors = [(index, place) for index, place in pairs if place in stays]
    places = sorted(formers)
    after, low = 0, 0
    for index, place in [*anchors, (len(units), len(messages))]:
        high = bisect_left(places, place)
        if low < high and after < index:
            laters = [
                _Later(between, units[between], _without_addresses(units[between].text))
                for between in range(after, index)
                if between not in exact
            ]
            if laters:
                yield [formers[former] for former in places[low:high]], laters
        after, low = index + 1, high


def _former(message: Message, obsolete: Mapping[Key, Message]) -> _Former | None:
    """The entry as a candidate; None when it holds no words of a person."""
    stale = message.fuzzy and message.previous_msgid is not None
    previous = (message.previous_msgctxt, message.previous_msgid or "") if stale else message.key
    text = _without_addresses(message.msgid)
    if is_human(message):
        return _Former(message, text, message.target, previous, (message.key,))
    draft = message.draft
    if draft and draft.origin.startswith(REPAIR) and stale and (original := obsolete.get(previous)):
        # the person's words under a repaired paragraph are in the entry it was repaired from
        return _Former(message, text, original.msgstr, previous, (message.key, original.key))
    return None


def _without_addresses(text: str) -> str:
    """The text without link targets, so that a changed address changes nothing."""
    return _ADDRESS.sub("", text) or text


def increasing(numbers: Sequence[int]) -> list[int]:
    """A longest increasing subsequence of distinct numbers."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(numbers[index])
        index = before[index]
    return found[::-1]


def _near(place: int, size: int, other_size: int) -> list[int]:
    """The places of the other side that are near this one: from the front, from the end, or in proportion."""
    centres = {place, other_size - size + place, place * other_size // size}
    near = {at for centre in centres for at in range(centre - _REACH, centre + _REACH + 1)}
    return sorted(at for at in near if 0 <= at < other_size)


def _match_pairs(formers: list[_Former], laters: list[_Later], followed: dict[int, Followed]) -> None:
    """Matches single texts with single texts, repeatedly: each match narrows down where the others can be."""
    gaps = [(formers, laters)]
    while gaps:
        formers, laters = gaps.pop()
        pairs = _similar_pairs(formers, laters)
        for at, place in pairs.items():
            former = formers[place]
            followed[laters[at].index] = Followed(former.message, former.target, former.previous, former.emptied)
        if not pairs:
            continue
        taken = set(pairs.values())
        stays = set(increasing([pairs[at] for at in sorted(pairs)]))
        after, low = 0, 0
        for at, place in [
            *((at, pairs[at]) for at in sorted(pairs) if pairs[at] in stays),
            (len(laters), len(formers)),
        ]:
            gone = [formers[index] for index in range(low, place) if index not in taken]
            new = [laters[index] for index in range(after, at) if index not in pairs]
            if gone and new:
                gaps.append((gone, new))
            after, low = at + 1, place + 1


def _similar_pairs(formers: list[_Former], laters: list[_Later]) -> dict[int, int]:
    """The most similar and nearest texts first, each once: place among the new ones -> place among the former ones."""
    from rapidfuzz import fuzz

    if len(formers) == len(laters) == 1:
        same_type = formers[0].message.type == laters[0].unit.type
        enough = SIMILAR_ALONE if same_type else SIMILAR
        return {0: 0} if fuzz.ratio(formers[0].text, laters[0].text) >= enough * 100 else {}
    scored = []
    for at, later in enumerate(laters):
        for place in _near(at, len(laters), len(formers)):
            score = fuzz.ratio(formers[place].text, later.text, score_cutoff=SIMILAR * 100)
            if score:
                apart = min(abs(place - at), abs(len(formers) - place - (len(laters) - at)))
                scored.append((score - 2 * min(apart, 5), -abs(place - at), place, at))
    pairs: dict[int, int] = {}
    taken = set()
    for _, _, place, at in sorted(scored, reverse=True):
        if at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return pairs


def _match_splits(
    formers: list[_Former], laters: list[_Later], followed: dict[int, Followed], locale: str, source_locale: str
) -> None:
    """One former text, several new ones that are its parts; takes what it matches out of the lists."""
    runs = _runs([former.text for former in formers], [later.text for later in laters])
    runs = [run for run in runs if laters[run[2] - 1].index - laters[run[1]].index == run[2] - 1 - run[1]]  # no gaps
    for whole, start, stop in runs:
        former, parts = formers[whole], laters[start:stop]
        texts = [part.unit.text for part in parts]
        pieces = _divide(former, texts, source_locale, locale)
        if not pieces:
            longest = max(range(len(parts)), key=lambda at: len(texts[at]))
            pieces = {longest: former.target}
        for at, piece in pieces.items():
            followed[parts[at].index] = Followed(former.message, piece, former.previous)
    _remove(formers, {whole for whole, _, _ in runs})
    _remove(laters, {at for _, start, stop in runs for at in range(start, stop)})


def _divide(former: _Former, parts: Sequence[str], source_locale: str, locale: str) -> dict[int, str]:
    """Each part's own sentences of the translation; empty when they cannot be told apart for certain."""
    from l10n.catalog.repair import plan_repair

    pieces = {}
    for at, part in enumerate(parts):
        repair = plan_repair(former.previous[1], former.target, part, source_locale, locale)
        if repair is None or repair.sources:
            return {}
        pieces[at] = repair.assemble([])
    return pieces


def _match_joins(formers: list[_Former], laters: list[_Later], followed: dict[int, Followed], locale: str) -> None:
    """Several former texts, one new one that they are the parts of; takes what it matches out of the lists."""
    runs = _runs([later.text for later in laters], [former.text for former in formers])
    space = language(locale).sentence_space
    for whole, start, stop in runs:
        parts = formers[start:stop]
        target = space.join(part.target for part in parts)
        previous = (parts[0].previous[0], "\n".join(part.previous[1] for part in parts))
        followed[laters[whole].index] = Followed(parts[0].message, target, previous)
    _remove(laters, {whole for whole, _, _ in runs})
    _remove(formers, {at for _, start, stop in runs for at in range(start, stop)})


def _remove(items: list[_T], places: set[int]) -> None:
    items[:] = [item for place, item in enumerate(items) if place not in places]


def _runs(wholes: Sequence[str], parts: Sequence[str]) -> list[tuple[int, int, int]]:
    """Which texts are runs of others, joined: (whole, first part, one after the last)."""
    from rapidfuzz import fuzz

    runs: list[tuple[int, int, int]] = []
    if len(parts) < 2:
        return runs
    taken: set[int] = set()
    for place, whole in enumerate(wholes):
        best: tuple[float, int, int] | None = None
        for start in _near(place, len(wholes), len(parts)):
            first = parts[start]
            if len(first) >= len(whole) or not fuzz.ratio(whole[: len(first)], first, score_cutoff=SIMILAR * 100):
                continue
            joined = first
            for stop in range(start + 2, min(start + _MOST_PARTS, len(parts)) + 1):
                joined += " " + parts[stop - 1]
                if len(joined) * _JOINED > len(whole):
                    break
                score = fuzz.ratio(whole, joined, score_cutoff=_JOINED * 100)
                if score and (best is None or score > best[0]):
                    best = score, start, stop
        if best is None or not taken.isdisjoint(range(best[1], best[2])):
            continue
        score, start, stop = best
        # Only when together they are more like the whole than the longest of them is alone.
        if all(fuzz.ratio(whole, part) + 1 < score for part in parts[start:stop]):
            runs.append((place, start, stop))
            taken.update(range(start, stop))
    return runs
