"""`l10n status --engines`: what people made of each engine's drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from l10n.catalog.edit import Key
from l10n.errors import L10nError
from l10n.model import Message, State, text_hash
from l10n.project import Project
from l10n.workflow.cache import Cache, open_cache
from l10n.workflow.catalogs import read_catalog
from l10n.workflow.report import Errors
from l10n.workflow.sources import chosen_locales

LIGHTLY = 80
"""Percent of a draft's characters that stay, in order, where it is called edited lightly (rapidfuzz's `ratio`)."""

Verdict = Literal["unchanged", "lightly", "rewritten", "edited", "waiting"]


@dataclass(slots=True)
class Acceptance:
    """What became of an engine's drafts in one locale, in units."""

    locale: str
    engine: str
    """Its fingerprint; of drafts that several wrote, all of them with commas."""
    unchanged: int = 0
    """Approved as the engine wrote it."""
    lightly: int = 0
    """Approved with few changes."""
    rewritten: int = 0
    """Approved with more changes."""
    edited: int = 0
    """Approved with changes; how many is not known, since the draft is not on this machine."""
    waiting: int = 0
    """Not approved yet."""


@dataclass(frozen=True, slots=True)
class AcceptanceReport:
    engines: tuple[Acceptance, ...]
    errors: tuple[L10nError, ...] = field(default=())


def acceptance(project: Project, tags: Sequence[str]) -> AcceptanceReport:
    """What became of the drafts in the catalogs of the locales: by their stamps, which Poedit, Weblate and the like
    leave in place, and by this machine's record of what it drafted, since `l10n approve` and the review page take the
    stamps off. A text that stands in several articles counts once."""
    errors = Errors()
    seen: set[tuple[str, Key]] = set()
    found: dict[tuple[str, str], Acceptance] = {}
    articles = project.articles()
    with open_cache(project) as cache:
        for locale in chosen_locales(project, tags):
            for article in articles:
                try:
                    catalog = read_catalog(project, locale, article)
                except (L10nError, OSError) as error:
                    errors.add(error)
                    continue
                for message in catalog.live if catalog else ():
                    if (judged := _judge(message, locale, cache)) and (locale, message.key) not in seen:
                        seen.add((locale, message.key))
                        engine, verdict = judged
                        row = found.setdefault((locale, engine), Acceptance(locale, engine))
                        setattr(row, verdict, getattr(row, verdict) + 1)
    return AcceptanceReport(tuple(found[key] for key in sorted(found)), tuple(errors.found))


def _judge(message: Message, locale: str, cache: Cache) -> tuple[str, Verdict] | None:
    """The engine of the draft that a message's text is or was, and what people made of it; None without such one."""
    record = cache.draft(locale, text_hash(message.msgid))
    mark = message.draft or (record[0] if record else None)
    if mark is None or not mark.origin.startswith("mt ") or mark.source_hash != text_hash(message.msgid):
        return None
    engine = mark.origin.removeprefix("mt ")
    if message.state is State.DRAFT and message.draft:
        return engine, "waiting"
    if message.state is not State.APPROVED:
        return None
    if mark.output_hash == text_hash(message.msgstr):
        return engine, "unchanged"
    if record is None or record[0].output_hash != mark.output_hash:
        return engine, "edited"
    from rapidfuzz import fuzz

    return engine, "lightly" if fuzz.ratio(record[1], message.msgstr) >= LIGHTLY else "rewritten"
