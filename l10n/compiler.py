"""Compiling: a document and its catalog become the localized document. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from l10n.formats import format_named
from l10n.model import Catalog, Document, Message, State, Unit

Publish = Literal["drafts", "approved"]
Fallback = Literal["source", "omit", "fail"]

_PUBLISHED: dict[Publish, frozenset[State]] = {
    "drafts": frozenset({State.APPROVED, State.DRAFT, State.STALE}),
    "approved": frozenset({State.APPROVED}),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What is published, and what stands where nothing is."""

    publish: Publish = "drafts"
    """`drafts`: any translation there is; `approved`: only what a person accepted."""
    fallback: Fallback = "source"
    """`source` keeps the source text, `omit` leaves the block out, `fail` keeps it, too, for the caller to refuse."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit without a translation that may be published."""

    unit: Unit
    state: State


@dataclass(frozen=True, slots=True)
class Compiled:
    """A localized document."""

    text: str
    states: Mapping[State, int]
    """How many units are in each state."""
    gaps: tuple[Gap, ...]

    @property
    def translated(self) -> int:
        """How many of its units are published in translation."""
        return sum(self.states.values()) - len(self.gaps)


def compile_document(
    document: Document,
    catalog: Catalog | None,
    policy: Policy,
    *,
    split: Callable[[Unit], list[str]] | None = None,
    finish: Callable[[str], str] = lambda target: target,
    keep: Callable[[int, str], str] = lambda place, written: written,
) -> Compiled:
    """The localized document, and the units that have no publishable translation.

    Everything outside the units stays byte for byte; so does a unit whose target is its source. `split` gives a
    unit's sentences (white space included) for catalogs that hold sentences instead of blocks. `finish` is the last
    word on every translation: it fills in what depends on the locale alone. `keep` is given the place of a unit in the
    source and its translation as it is written there, and adds what the unit keeps of the source: a heading's id.
    """
    messages = {message.key: message for message in catalog.live} if catalog else {}
    encode = format_named(document.format).encode
    states = dict.fromkeys((State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED), 0)
    gaps: list[Gap] = []
    output: list[str] = []
    omitted = False
    place = 0
    for part in document.parts:
        start, place = place, place + len(part if isinstance(part, str) else part.raw)
        if isinstance(part, str):
            output.append(_after_omitted(part) if omitted else part)
            omitted = False
            continue
        target, state = _translation(part, messages, _PUBLISHED[policy.publish], split)
        states[state] += 1
        if target is not None:
            target = finish(target)
            output.append(part.raw if target == part.text else keep(start, encode(part, target)))
            continue
        gaps.append(Gap(part, state))
        if policy.fallback == "omit":
            omitted = _omit(output)
        else:
            output.append(part.raw)
    return Compiled("".join(output), states, tuple(gaps))


def _translation(
    unit: Unit,
    messages: Mapping[tuple[str | None, str], Message],
    published: frozenset[State],
    split: Callable[[Unit], list[str]] | None,
) -> tuple[str | None, State]:
    """A unit's publishable target, or None, and its state: the worst of its sentences'."""
    if split is None:
        message = messages.get(unit.key)
        state = message.state if message else State.UNTRANSLATED
        return (message.msgstr if message and state in published else None), state
    targets: list[str] = []
    worst = State.APPROVED
    for sentence in split(unit):
        text = sentence.strip()
        message = messages.get((unit.context, text)) if text else None
        state = message.state if message else State.UNTRANSLATED if text else State.APPROVED
        worst = max(worst, state, key=_BADNESS.index)
        targets.append(sentence.replace(text, message.msgstr, 1) if message else sentence)
    return ("".join(targets) if worst in published else None), worst


_BADNESS = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)

_MARKER_LINE = re.compile(r"[ \t>#*+\-\d.)\[\]]*\Z")
"""What may stand before a block on its line: indentation, quote, heading, list and task marks."""


def _omit(output: list[str]) -> bool:
    """Takes the marks of a block that is left out off the end of the output; says whether its line end goes, too."""
    skeleton = output.pop() if output else ""
    start = max(skeleton.rfind("\n"), skeleton.rfind("\r")) + 1
    begins_line = start > 0 or not output or output[-1].endswith(("\n", "\r"))
    alone = begins_line and bool(_MARKER_LINE.match(skeleton, start))
    if kept := skeleton[:start] if alone else skeleton:
        output.append(kept)
    return alone


def _after_omitted(skeleton: str) -> str:
    """The skeleton behind a block that is left out with its line: without the line end."""
    for end in ("\r\n", "\n", "\r"):
        if skeleton.startswith(end):
            return skeleton[len(end) :]
    return skeleton
