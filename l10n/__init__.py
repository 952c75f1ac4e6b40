"""l10n: keeps articles published in many languages, offline, with people in control.

For scripts: `open_project`, `segment`, `update`, `draft`, `check` and `build`; `l10n.api` says what each does.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from l10n.api import L10nError, build, check, draft, open_project, segment, update

__all__ = ["L10nError", "__version__", "build", "check", "draft", "open_project", "segment", "update"]


def __getattr__(name: str) -> Any:
    if name in __all__:  # imported when first used: the command line needs none of it to begin
        from l10n import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
