"""Engines, their models and their scores as text for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from l10n.cli.render import shown
from l10n.cli.say import say, worded
from l10n.cli.table import print_table

if TYPE_CHECKING:
    from l10n.engines import Available, Listed


def render_engines(engines: Sequence[Listed]) -> None:
    rows = [
        (
            listed.engine,
            model.name if model else "",
            worded("{source} to {target}", source=model.source, target=model.target) if model else "",
            f"{model.size / 1e6:5,.0f} MB" if model else "",
            model.license if model else "",
            "; ".join(filter(None, (_place(listed), worded(listed.note) if listed.note else ""))),
        )
        for listed in engines
        for model in (listed.model,)
    ]
    print_table(["engine", "model", "pair", "size", "license", "where"], rows, left=6)
    if not any(listed.model for listed in engines):
        say("no models are installed; `l10n models install en ko` gets one")
    if any(listed.endpoint for listed in engines):
        say('a server\'s model drafts with engine = "llm" and endpoint and endpoint_model in [tool.l10n.engines.llm]')


def _place(listed: Listed) -> str:
    """Where a model is: its folder, or its server's name and address."""
    if listed.endpoint:
        return f"{listed.server}: {listed.endpoint}"
    return shown(listed.model.path) if listed.model else ""


def render_available(rows: Sequence[Available]) -> None:
    from l10n.engines import tier_text

    cells = []
    for row in rows:
        known = row.known
        license_ = (
            worded("{license}: not for commercial use", license=known.license) if known.noncommercial else known.license
        )
        score = f"{known.comet:.3f}" if known.comet else "-"
        size = f"{known.size / 1e6:5,.0f} MB" if known.size else "-"
        name = f"{known.family} {known.variant}".strip()
        cells.append([name, worded(tier_text(known.tier)), score, size, license_, row.how])
    print_table(["model", "drafts", "COMET", "size", "license", "how to get it"], cells, left=6)
