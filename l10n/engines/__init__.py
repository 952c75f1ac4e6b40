"""Machine translation engines: which there are, which one drafts a pair, and the models on this machine.

An engine is a module with `supports` and `load` (see engine.EngineModule), imported when it is asked for. A package
adds one by an entry point in the group `l10n.engines`, whose name is the engine's and whose value is such a module.
"""

from __future__ import annotations

from l10n.engines.best_model import drafts_tier, is_better, tier_text
from l10n.engines.engine import EngineModule, InstallerModule, InstallRequest, Model
from l10n.engines.install import install, remove
from l10n.engines.listing import Available, Listed, installed_models, list_available, list_engines
from l10n.engines.registry import (
    ENGINES,
    Choice,
    EngineEntry,
    check_names,
    check_tables,
    choose_engine,
    engine_entries,
    engines_for,
    is_automatic,
    load_engine,
)

__all__ = [
    "ENGINES",
    "Available",
    "Choice",
    "EngineEntry",
    "EngineModule",
    "InstallRequest",
    "InstallerModule",
    "Listed",
    "Model",
    "check_names",
    "check_tables",
    "choose_engine",
    "drafts_tier",
    "engine_entries",
    "engines_for",
    "install",
    "installed_models",
    "is_automatic",
    "is_better",
    "list_available",
    "list_engines",
    "load_engine",
    "remove",
    "tier_text",
]
