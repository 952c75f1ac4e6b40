"""Drafting: memory, masking, the engine, unmasking and the checks, in that order; and what an engine is."""

from __future__ import annotations

from l10n.drafting.engine import ContextEngine, Engine, Request
from l10n.drafting.marked_values import localize_tokens
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.run import draft

__all__ = ["Brief", "ContextEngine", "Engine", "Job", "Proposal", "Request", "draft", "localize_tokens"]
