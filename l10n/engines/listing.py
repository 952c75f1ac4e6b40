"""What can draft on this machine: every engine, with its models or with what it lacks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

from l10n.engines.best_model import refuse_unknown
from l10n.engines.catalogue import KnownModel, known_models
from l10n.engines.engine import ANY, ListingModule, Model
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
    server: str = ""
    """The server on this machine that has the model, with the address that the setting `endpoint` takes; empty for a
    model on disk."""
    endpoint: str = ""

    def document(self) -> dict[str, Any]:
        """For JSON: the model's fields, null where there is none, the note, and the server that has the model."""
        model = asdict(self.model) if self.model else dict.fromkeys(field.name for field in fields(Model))
        if self.endpoint:
            model["path"] = None
        place = {"server": self.server or None, "endpoint": self.endpoint or None}
        return {**model, "engine": self.engine, "note": str(self.note or ""), **place}


@dataclass(frozen=True, slots=True)
class Available:
    """A model of the catalogue that could be had for a pair."""

    known: KnownModel
    how: str
    """The command that installs it; for one that nobody serves, with a place for the file or folder. Empty where no
    engine that is registered runs it."""

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
    """Every engine, best first, a line a model; one that cannot be imported says why. Models of the servers that run on
    this machine come with the engine that asks them; no other machine is asked."""
    return [listed for entry in engine_entries() for listed in _with_served(entry, _list_engine(entry))]


def installed_models() -> list[Model]:
    """Every model on this machine that an engine can see, engine by engine, best engine first."""
    return [listed.model for entry in engine_entries() for listed in _list_engine(entry) if listed.model]


def _list_engine(entry: EngineEntry) -> list[Listed]:
    missing = Text("not installed: {how}", how=entry.missing) if entry.missing else None
    try:
        module = entry.load_module()
    except EngineError as error:
        return [Listed(entry.name, None, error.what)]
    if not hasattr(module, "models"):
        return [Listed(entry.name, None, missing or entry.about)]
    restriction = getattr(module, "restriction", lambda model: None)
    installed = cast(ListingModule, module).models()
    found = [Listed(entry.name, model, missing or restriction(model)) for model in installed]
    return found or [Listed(entry.name, None, missing or entry.about or Text("no model"))]


def _with_served(entry: EngineEntry, listed: list[Listed]) -> list[Listed]:
    """The lines of an engine, and those of the models that it could ask a server of this machine for."""
    try:
        module: Any = entry.load_module()
    except EngineError:
        return listed
    served = module.served_models() if hasattr(module, "served_models") else ()
    for one in served:
        model = Model(entry.name, ANY, ANY, one.name, "", one.size, "not stated", Path())
        listed = [*listed, Listed(entry.name, model, module.restriction(model), one.server, one.endpoint)]
    return listed
