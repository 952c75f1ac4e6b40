"""Drafting: memory, masking, the engine, unmasking and the checks, in that order; and what an engine is."""

from __future__ import annotations

from l10n.drafting.engine import AligningEngine, ContextEngine, Engine, Link, Request
from l10n.drafting.marked_values import localize_tokens
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.run import draft

__all__ = [
    "AligningEngine",
    "Brief",
    "ContextEngine",
    "Engine",
    "Job",
    "Link",
    "Proposal",
    "Request",
    "draft",
    "localize_tokens",
]
