"""The engines by name, and the choice of the best one for a pair."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from l10n.engines.best_model import OTHER, USUAL, score_of
from l10n.engines.engine import EngineModule, InstallerModule
from l10n.engines.languages import PIVOT
from l10n.errors import ConfigurationError, EngineError
from l10n.locales import is_locale, language
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine

AUTO = "auto"
"""The name that stands for the best engine installed."""
NONE = "none"
"""The name that stands for no engine."""
GROUP = "l10n.engines"
"""Entry points of third-party engines."""

Use = Literal["pair", "any", "asked"]
"""When `auto` takes an engine: for its pairs; when nothing else has the pair; never, only when asked for by name."""

Settings = Mapping[str, Mapping[str, Any]]
"""The settings of each engine, by its name."""


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """One engine of the registry."""

    name: str
    module: str
    use: Use
    extra: str = ""
    """The extra of this distribution that installs its library."""
    installer: str = ""
    """The module that installs its models; empty where the engine's own does, or where there is nothing to install."""
    library: str = ""
    """The module of that library."""
    about: Text | None = None
    """For people: what it is, when it needs no model."""

    def load_module(self) -> EngineModule:
        """Import it. Raises EngineError when a third party's module cannot be imported or is not an engine."""
        try:
            module = importlib.import_module(self.module)
        except Exception as error:
            raise EngineError(
                "the engine {name} cannot be imported: {reason}", name=self.name, reason=repr(error)
            ) from error
        if not callable(getattr(module, "load", None)) or not callable(getattr(module, "supports", None)):
            raise EngineError(
                "the engine {name} is not usable: {module} lacks `load` or `supports`",
                name=self.name,
                module=self.module,
            )
        return cast(EngineModule, module)

    def load_installer(self) -> InstallerModule | None:
        """What installs its models; None for an engine without any. Raises EngineError like `load_module`."""
        if self.installer:
            return cast(InstallerModule, importlib.import_module(self.installer))
        module = self.load_module()
        return cast(InstallerModule, module) if hasattr(module, "install") else None

    @property
    def missing(self) -> str:
        """How to install its library where that is missing; empty where it is there or none is needed."""
        if not self.library or importlib.util.find_spec(self.library):
            return ""
        return f"pip install 'l10n-toolkit[{self.extra}]'"


ENGINES: tuple[EngineEntry, ...] = (
    EngineEntry(
        "bergamot",
        "l10n.engines.bergamot",
        "pair",
        extra="bergamot",
        installer="l10n.engines.bergamot.install",
        library="fxtranslate",
    ),
    EngineEntry(
        "ct2",
        "l10n.engines.ct2",
        "pair",
        extra="ct2",
        installer="l10n.engines.ct2.install",
        library="ctranslate2",
    ),
    EngineEntry(
        "argos",
        "l10n.engines.argos",
        "pair",
        extra="argos",
        installer="l10n.engines.argos.install",
        library="argostranslate",
    ),
    EngineEntry("apertium", "l10n.engines.apertium", "pair"),
    EngineEntry(
        "llm",
        "l10n.engines.llm",
        "any",
        extra="llm",
        installer="l10n.engines.llm.install",
        library="xllamacpp",
    ),
    EngineEntry(
        "pseudo", "l10n.engines.pseudo", "asked", about=Text("built in: marks every text, to see what is not one")
    ),
    EngineEntry("memory", "l10n.engines.memory_only", "asked", about=Text("built in: the translation memory alone")),
    EngineEntry(
        "dask",
        "l10n.engines.dask",
        "asked",
        extra="dask",
        library="distributed",
        about=Text("another engine, on the machines of a cluster"),
    ),
)
"""In this order where nothing is known of the quality of two engines' models."""


def engine_entries() -> tuple[EngineEntry, ...]:
    """The engines of this package, then those that other packages add, by name; a name is taken once."""
    from importlib.metadata import entry_points

    known = {entry.name for entry in ENGINES}
    added = {
        point.name: EngineEntry(point.name, point.value, "pair")
        for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)
        if point.name not in known and ":" not in point.value
    }
    return (*ENGINES, *added.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engine `auto` takes for a pair, and why, for `--verbose` and the report."""

    first: EngineEntry
    second: EngineEntry | None
    """The engine of the second leg, when the pair goes through English."""
    why: Text


def choose_engine(source: str, target: str, settings: Settings | None = None) -> Choice:
    """The best installed engine for a pair of locale tags, by what its model is known to score: one with a model for
    it, two legs through English, or a language model.

    Raises EngineError, saying how to install one, when there is none.
    """
    settings = settings or {}
    entries = engine_entries()
    by_pair = [entry for entry in entries if entry.use == "pair"]
    anything = [entry for entry in entries if entry.use == "any"]
    found: list[tuple[float, Choice]] = []
    pair = {"source": source, "target": target}
    if best := _best(by_pair, source, target, settings):
        score, entry = best
        why = Text("{engine}: it has a model for {source} to {target}", engine=entry.name, **pair)
        found.append((score, Choice(entry, None, why)))
    if PIVOT not in (language(source), language(target)):
        legs = _best(by_pair, source, PIVOT, settings), _best(by_pair, PIVOT, target, settings)
        if legs[0] and legs[1]:
            (score, first), (also, second) = legs[0], legs[1]
            why = Text(
                "{first} to English, then {second}: no model goes there directly", first=first.name, second=second.name
            )
            if found:
                why = Text(
                    "{first} to English, then {second}: no better model goes there directly",
                    first=first.name,
                    second=second.name,
                )
            found.append((score * also, Choice(first, second, why)))
    if best := _best(anything, source, target, settings):
        score, entry = best
        why = Text("{engine}: no translation model for {source} to {target} is installed", engine=entry.name, **pair)
        if found:
            why = Text("{engine}: no better model for {source} to {target} is installed", engine=entry.name, **pair)
        found.append((score, Choice(entry, None, why)))
    if found:
        return max(found, key=lambda choice: choice[0])[1]
    raise EngineError(
        "no engine for {source} to {target} is installed",
        source=source,
        target=target,
        hint=Text("l10n models install {source} {target} gets one.", source=source, target=target),
    )


def _best(
    entries: Sequence[EngineEntry], source: str, target: str, settings: Settings
) -> tuple[float, EngineEntry] | None:
    """The engine whose model for the pair is the best, the first among equals, and what it scores."""
    found = []
    for entry in entries:
        if _first([entry], source, target, settings):
            model_for = getattr(entry.load_module(), "model_for", None)
            model = model_for(source, target, settings.get(entry.name, {})) if model_for else None
            found.append((score_of(model, source, target) if model else USUAL.get(entry.name, OTHER), entry))
    return max(found, key=lambda scored: scored[0], default=None)


def _first(entries: Sequence[EngineEntry], source: str, target: str, settings: Settings) -> EngineEntry | None:
    """The first engine that supports the pair. One that cannot even be asked is passed over: another may do."""
    for entry in entries:
        try:
            if entry.load_module().supports(source, target, settings.get(entry.name, {})):
                return entry
        except EngineError:
            continue
    return None


def engines_for(source: str, target: str, settings: Settings | None = None) -> list[str]:
    """The names of the installed engines that have a pair of locale tags, in the order of the registry, those left out
    that are taken only when asked for."""
    entries = [entry for entry in engine_entries() if entry.use != "asked"]
    return [entry.name for entry in entries if _first([entry], source, target, settings or {})]


def is_automatic(names: str) -> bool:
    """Whether a comma-separated chain of engines leaves the choice to the program."""
    return AUTO in (name.strip() for name in names.split(","))


def check_names(names: Iterable[str]) -> None:
    """Raises EngineError for a name that no engine has; `auto` and `none` are such names, too."""
    for name in names:
        if name not in (AUTO, NONE):
            _named(name)


def check_tables(names: Iterable[str]) -> None:
    """Raises ConfigurationError for a table of settings whose name no engine has: nobody would read it."""
    if not (unknown := [name for name in names if name not in {entry.name for entry in ENGINES}]):
        return
    known = [entry.name for entry in engine_entries()]
    for name in unknown:
        if name in known:
            continue
        if is_locale(name):
            hint = Text('Name the engines of a locale in one line: {locale} = "bergamot, llm".', locale=name)
        elif near := difflib.get_close_matches(name, known, 1):
            hint = Text("Did you mean {near!r}?", near=near[0])
        else:
            hint = Text("There are {names}.", names=", ".join(known))
        raise ConfigurationError("setting 'engines' has a table for {name!r}, which is no engine", name=name, hint=hint)


def load_engine(name: str, source: str, target: str, settings: Settings | None = None) -> Engine:
    """The engine, ready to translate the pair of locale tags; `auto` takes the best one installed.

    Raises EngineError (exit 3) when it is unknown, not installed, or has no model for the pair even through English;
    ConfigurationError for wrong settings.
    """
    settings = settings or {}
    if name == AUTO:
        choice = choose_engine(source, target, settings)
        first, second = choice.first, choice.second
    else:
        first, second = _named(name), None
        if not _first([first], source, target, settings) and PIVOT not in (language(source), language(target)):
            legs = _first([first], source, PIVOT, settings), _first([first], PIVOT, target, settings)
            second = first if all(legs) else None
    if second is None:
        return _load(first, source, target, settings)
    from l10n.engines.pivot import PivotEngine

    into = _load(first, source, PIVOT, settings)
    return PivotEngine(into, _load(second, PIVOT, target, settings), source, target)


def _load(entry: EngineEntry, source: str, target: str, settings: Settings) -> Engine:
    engine = entry.load_module().load(source, target, settings.get(entry.name, {}))
    if entry in ENGINES:
        return engine
    from l10n.engines.guard import guard

    return guard(engine)  # ours watch the clock themselves


def _named(name: str) -> EngineEntry:
    entries = engine_entries()
    for entry in entries:
        if entry.name == name:
            return entry
    raise EngineError(
        "there is no engine {name!r}",
        name=name,
        hint=Text("There are {first}, {names}.", first=AUTO, names=", ".join(entry.name for entry in entries)),
    )
