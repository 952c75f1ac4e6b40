"""What can draft on this machine: every engine, with its models or with what it lacks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from l10n.engines.best_model import refuse_unknown
from l10n.engines.catalogue import KnownModel, known_models
from l10n.engines.engine import ListingModule, Model
from l10n.engines.registry import EngineEntry, engine_entries
from l10n.errors import EngineError
from l10n.translatable import Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One model of an engine, or an engine without any."""

    engine: str
    model: Model | None
    note: Text | None
    """What a person must know: what is missing and how to get it, or what the engine is."""

    def document(self) -> dict[str, Any]:
        """For JSON: the model's fields, null where there is none, and the note."""
        model = asdict(self.model) if self.model else dict.fromkeys(field.name for field in fields(Model))
        return {**model, "engine": self.engine, "note": str(self.note or "")}


@dataclass(frozen=True, slots=True)
class Available:
    """A model of the catalogue that could be had for a pair."""

    known: KnownModel
    how: str
    """The command that installs it; for one that nobody serves, with a place for the file or folder. Empty where no
    engine of this program runs it."""

    def document(self) -> dict[str, Any]:
        """For JSON: the catalogue's row, with tier, licence and command; null for what is not known."""
        row = {name: getattr(self.known, name) for name in ("engine", "family", "variant", "tier", "comet")}
        row |= {"size": self.known.size or None, "license": self.known.license, "downloadable": self.known.downloadable}
        return {**row, "noncommercial": self.known.noncommercial, "install": self.how}


def list_available(source: str, target: str) -> list[Available]:
    """The models that the catalogue has for a pair of locale tags, best first. Raises LocaleError for a country where a
    language is wanted, and for a tag that is no locale's."""
    for tag in (source, target):
        refuse_unknown(tag)
    engines = {entry.name for entry in engine_entries()}
    found = []
    for known in known_models(source, target):
        command = f"l10n models install {source} {target} --engine {known.engine}"
        how = command if known.downloadable else f"{command} --from DIR"
        found.append(Available(known, how if known.engine in engines else ""))
    return found


def list_engines() -> list[Listed]:
    """Every engine, best first, a line a model; one that cannot be imported says why."""
    return [listed for entry in engine_entries() for listed in _list_engine(entry)]


def installed_models() -> list[Model]:
    """Every model on this machine that an engine can see, engine by engine, best engine first."""
    return [listed.model for listed in list_engines() if listed.model]


def _list_engine(entry: EngineEntry) -> list[Listed]:
    missing = Text("not installed: {how}", how=entry.missing) if entry.missing else None
    try:
        module = entry.load_module()
    except EngineError as error:
        return [Listed(entry.name, None, error.what)]
    if not hasattr(module, "models"):
        return [Listed(entry.name, None, missing or entry.about)]
    found = [Listed(entry.name, model, missing) for model in cast(ListingModule, module).models()]
    return found or [Listed(entry.name, None, missing or entry.about or Text("no model"))]
