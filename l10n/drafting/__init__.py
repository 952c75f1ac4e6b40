"""Drafting: memory, masking, the engine, unmasking and the checks, in that order; and what an engine is."""

from __future__ import annotations

from l10n.drafting.engine import AS_WRITTEN, PLAIN, AligningEngine, ContextEngine, Engine, Link, Reading, Request
from l10n.drafting.letter_case import Usage, usage_of
from l10n.drafting.manner import Manner, names_of
from l10n.drafting.marked_values import localize_tokens
from l10n.drafting.prepared import reading_of, stamp_of
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.run import draft

__all__ = [
    "AS_WRITTEN",
    "PLAIN",
    "AligningEngine",
    "Brief",
    "ContextEngine",
    "Engine",
    "Job",
    "Link",
    "Manner",
    "Proposal",
    "Reading",
    "Request",
    "Usage",
    "draft",
    "localize_tokens",
    "names_of",
    "reading_of",
    "stamp_of",
    "usage_of",
]
