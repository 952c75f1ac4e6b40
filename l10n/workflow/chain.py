"""The engines that draft into a locale: which of those that are wanted can, and why the others cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from l10n.drafting import Engine, stamp_of
from l10n.engines import check_names, choose_engine, is_automatic, is_better, load_engine
from l10n.errors import EngineError
from l10n.locales import language
from l10n.model import Draft, Message, State
from l10n.project import Project
from l10n.translatable import Text, joined


@dataclass(frozen=True, slots=True)
class Skipped:
    """An engine of a chain that does not draft."""

    engine: str
    """Its name or, if it failed at work, its fingerprint."""
    why: EngineError
    better: bool = False
    """Whether it is wanted before all that can draft."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The engines to try, in order."""

    engines: tuple[Engine, ...]
    reasons: tuple[Text, ...] = ()
    """Why `auto` chose what it chose."""
    missing: EngineError | None = None
    """Why there is none, where some are wanted."""
    skipped: tuple[Skipped, ...] = ()
    """The engines that are wanted and cannot draft, in order."""
    notes: tuple[Text, ...] = ()
    """What the engines want people to know."""
    measured: tuple[str, str] | None = None
    """The languages, where `auto` chose the first engine: by what models are known to score."""

    @property
    def fingerprints(self) -> str:
        return ",".join(stamp_of(engine) for engine in self.engines)


def wanted_engines(project: Project, locales: Sequence[str], engine: str | None = None) -> dict[str, str]:
    """The engines to draft with, by locale: what `--engine` says, else the configuration. Raises EngineError for a name
    that no engine has."""
    wanted = {locale: engine or project.settings.engine_of(locale) for locale in locales}
    for names in wanted.values():
        check_names(_split(names))
    return wanted


def load_chain(project: Project, locale: str, names: str) -> Chain:
    """The engines with which a project drafts into a locale: see `chain_of`."""
    return chain_of(names, language(project.settings.source_locale), locale, project.settings.engine_tables)


def chain_of(names: str, source: str, locale: str, settings: Mapping[str, Mapping[str, Any]]) -> Chain:
    """The engines of a comma-separated list of names that can draft into a locale; of `none`, none. What has no model
    for it, or cannot run here, is skipped. Raises EngineError for a name that no engine has, ConfigurationError for
    wrong settings."""
    if names == "none":
        return Chain(())
    engines: dict[str, Engine] = {}
    skipped = []
    first = ""
    check_names(_split(names))
    for name in _split(names):
        try:
            engine = load_engine(name, source, locale, settings)
        except EngineError as error:
            skipped.append(Skipped(name, error, better=not engines))
        else:
            engines.setdefault(engine.fingerprint, engine)
            first = first or name
    automatic = is_automatic(names) and all(not is_automatic(one.engine) for one in skipped)
    reasons = (choose_engine(source, locale, settings).why,) if automatic else ()
    missing = _missing(skipped, locale) if skipped and not engines else None
    notes = [note for engine in engines.values() for note in getattr(engine, "notes", ())]
    measured = (source, locale) if is_automatic(first) else None
    return Chain(tuple(engines.values()), reasons, missing, tuple(skipped), tuple(notes), measured)


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _missing(skipped: Sequence[Skipped], locale: str) -> EngineError:
    if len(skipped) == 1:
        return skipped[0].why
    return EngineError(
        "no engine of {names} can draft into {locale}: {reasons}",
        names=", ".join(one.engine for one in skipped),
        locale=locale,
        reasons=joined([one.why.what for one in skipped]),
        hint=skipped[0].why.hint,
    )


def engines_of(draft: Draft) -> list[str]:
    """The stamps of the engines that had a part in a draft."""
    return draft.origin.removeprefix("mt ").split(",") if draft.origin.startswith("mt ") else []


def is_of_another_engine(message: Message, chain: Chain) -> bool:
    """Whether a message's text is a draft that nobody has touched, of an engine or a version that the chain lacks, and
    that is no better than the chain's."""
    draft = message.draft if message.state is State.DRAFT and message.machine_made else None
    if draft is None or not chain.engines or is_by_a_better(draft, chain):
        return False
    present = {stamp_of(engine) for engine in chain.engines}
    return any(wrote not in present for wrote in engines_of(draft))


def is_by_the_best(draft: Draft, chain: Chain) -> bool:
    """Whether the first of the chain's engines had a part in a draft."""
    return stamp_of(chain.engines[0]) in engines_of(draft)


def is_by_a_better(draft: Draft, chain: Chain) -> bool:
    """Whether an engine had a part in a draft that is better than those here: it is wanted before them and has no model
    here, or `auto` chose, and it is known to score more. What was drafted elsewhere is not replaced by worse."""
    return any(_is_better(wrote, chain) for wrote in engines_of(draft))


def _is_better(fingerprint: str, chain: Chain) -> bool:
    if chain.measured and is_better(fingerprint, chain.engines[0].fingerprint, *chain.measured):
        return True
    return re.split("[-@:]", fingerprint)[0] in {one.engine for one in chain.skipped if one.better}
