"""Compiling: a document and its catalog become the localized document. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal

from l10n.formats import format_named
from l10n.formats.format import Target
from l10n.locales import is_locale, plural_indexes
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

    Units that are written together are so when one of them has another text than the source's. The plural forms of a
    catalog become the categories of its language.
    """
    messages = {message.key: message for message in catalog.live} if catalog else {}
    form, forms = format_named(document.format), _Forms(catalog)
    states = dict.fromkeys((State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED), 0)
    gaps: list[Gap] = []
    output: list[str | None] = []
    place = 0
    for parts in _together(document):
        start, place = place, place + sum(len(part if isinstance(part, str) else part.raw) for part in parts)
        if isinstance(parts[0], str):
            output += map(str, parts)
            continue
        units = [part for part in parts if isinstance(part, Unit)]
        targets: list[Target | None] = []
        for unit in units:
            target, state = _translation(unit, messages, _PUBLISHED[policy.publish], split, forms)
            states[state] += 1
            if target is None:
                gaps.append(Gap(unit, state))
            elif isinstance(target, str):
                target = finish(target)
            else:
                target = {category: finish(text) for category, text in target.items()}
            targets.append(target)
        if policy.fallback == "omit" and all(target is None for target in targets):
            output += [None] * len(units)
        elif all(target is None or _is_source(unit, target) for unit, target in zip(units, targets, strict=True)):
            output += [unit.raw for unit in units]
        elif units[0].together and form.encode_together:
            output += [form.encode_together(units, targets, forms.locale), *[""] * (len(units) - 1)]
        else:
            output += [keep(start, form.encode(units[0], str(targets[0])))]
    text = _without(document, output) if None in output else "".join(map(str, output))
    return Compiled(text, states, tuple(gaps))


def _together(document: Document) -> Iterator[list[str | Unit]]:
    """The parts of a document: units that are written together in one list, all else alone."""
    for name, parts in groupby(document.parts, lambda part: "" if isinstance(part, str) else part.together):
        if name:
            yield list(parts)
        else:
            yield from ([part] for part in parts)


class _Forms:
    """Which plural form of a catalog serves which of its language's categories."""

    def __init__(self, catalog: Catalog | None) -> None:
        locale = catalog.header("Language") if catalog else ""
        self.locale = locale if is_locale(locale) else "en"
        expression = catalog.header("Plural-Forms").partition("plural=")[2].rstrip("; ") if catalog else ""
        self._indexes = plural_indexes(self.locale, expression)

    def of(self, forms: Sequence[str]) -> Mapping[str, str]:
        """The text of each category."""
        return {name: forms[min(index, len(forms) - 1)] for name, index in self._indexes.items()}


def _is_source(unit: Unit, target: Target) -> bool:
    """Whether a translation is the source's own text."""
    if isinstance(target, str):
        return target == unit.text
    return all(text == (unit.text if category == "one" else unit.plural) for category, text in target.items())


def _translation(
    unit: Unit,
    messages: Mapping[tuple[str | None, str], Message],
    published: frozenset[State],
    split: Callable[[Unit], list[str]] | None,
    forms: _Forms,
) -> tuple[Target | None, State]:
    """A unit's publishable target, or None, and its state: the worst of its sentences'."""
    if split is None or unit.plural:
        message = messages.get(unit.key)
        state = message.state if message else State.UNTRANSLATED
        if message is None or state not in published:
            return None, state
        if message.msgid_plural is None:
            return message.msgstr if not unit.plural else forms.of((message.msgstr,)), state
        found = forms.of(message.msgstr_plural)
        return found if unit.plural else found.get("one", found["other"]), state
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


def _without(document: Document, written: Sequence[str | None]) -> str:
    """The document's text with what is written in the place of its parts; a unit with None leaves, and with it the
    largest of its stretches that holds no unit that stays."""
    sizes = [len(part if isinstance(part, str) else part.raw) for part in document.parts]
    places = [0, *accumulate(sizes)]
    kept = [
        place
        for part, place, new in zip(document.parts, places, written, strict=False)
        if isinstance(part, Unit) and new is not None
    ]
    gone: list[tuple[int, int]] = []
    for part, place, new in zip(document.parts, places, written, strict=False):
        if isinstance(part, Unit) and new is None:
            stretches = ((place - before, place + len(part.raw) + behind) for before, behind in reversed(part.leaves))
            gone += [span for span in stretches if bisect_left(kept, span[0]) == bisect_left(kept, span[1])][:1]
    gone = _merged(gone)
    output: list[str] = []
    number = 0
    for part, place, new in zip(document.parts, places, written, strict=False):
        while number < len(gone) and gone[number][1] <= place:
            number += 1
        if isinstance(part, Unit):
            leaves = number < len(gone) and gone[number][0] <= place
            output.append("" if leaves else part.left if new is None else new)
            continue
        done, each = 0, number
        while each < len(gone) and gone[each][0] < place + len(part):
            output.append(part[done : max(done, gone[each][0] - place)])
            done = max(done, gone[each][1] - place)
            each += 1
        output.append(part[done:])
    return "".join(output)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap or touch as one."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged
