"""Drafting: memory, masking, the engine, unmasking and the checks, in that order (see `run`); and what an engine is."""

from __future__ import annotations

from l10n.drafting.engine import (
    AS_WRITTEN,
    PLAIN,
    AligningEngine,
    ContextEngine,
    Engine,
    Link,
    Reading,
    Request,
    reading_of,
    stamp_of,
)
from l10n.drafting.letter_case import Usage, usage_of
from l10n.drafting.marked_values import localize_tokens

__all__ = [
    "AS_WRITTEN",
    "PLAIN",
    "AligningEngine",
    "ContextEngine",
    "Engine",
    "Link",
    "Reading",
    "Request",
    "Usage",
    "localize_tokens",
    "reading_of",
    "stamp_of",
    "usage_of",
]
