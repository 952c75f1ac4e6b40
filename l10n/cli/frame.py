"""What click says by itself (usage, help, what is wrong with an option), in the reader's language."""

from __future__ import annotations

import importlib

from l10n.translatable import Translate

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""The modules of click that say something; each calls gettext by the names `_` and `ngettext`."""


def translate_frame(translate: Translate) -> None:
    """Lets click speak the language of `translate` from now on; what that does not know stays English."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for function in ("_", "ngettext"):
            if hasattr(module, function):
                setattr(module, function, translate)
