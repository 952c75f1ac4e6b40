"""Terms in the language of their source, by an engine that translates in the other direction where one is there."""

from __future__ import annotations

from l10n.drafting import Engine, reading_of
from l10n.drafting.other_words import OtherWords, bare_phrase
from l10n.engines import load_engine
from l10n.errors import EngineError
from l10n.locales import language
from l10n.project import Project
from l10n.workflow.chain import Chain


def other_words(project: Project, locale: str, chain: Chain) -> OtherWords | None:
    """What terms of a locale are in the source's language, by the first engine of a chain that translates words in a
    moment; None without such an engine. It is loaded when the first term is asked for."""
    name = next((engine.name for engine in chain.engines if reading_of(engine).words), None)
    source = language(project.settings.source_locale)
    engine: list[Engine] = []
    found: dict[str, list[str]] = {}

    def ask(target: str) -> list[str]:
        nonlocal name
        if name and not engine:
            try:
                engine.append(load_engine(name, locale, source, project.settings.engine_tables))
            except EngineError:  # it translates in one direction only
                name = None
        if target not in found:
            found[target] = _translated(engine[0], target, locale, source) if engine else []
        return found[target]

    return ask if name else None


def _translated(engine: Engine, target: str, locale: str, source: str) -> list[str]:
    """The translations of a term as a word and as a sentence, each once."""
    try:
        found = engine.translate([target, f"{target.capitalize()}."], locale, source)
    except EngineError:
        return []
    return [phrase for phrase in dict.fromkeys(bare_phrase(text, source) for text in found) if phrase]
