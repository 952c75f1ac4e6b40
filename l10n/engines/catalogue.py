"""What is known of the quality of translation models, whether or not they are installed: a table of measured figures.

`models.tsv` holds COMET scores on FLORES-200 devtest (Costa-jussà et al. 2022) as Mozilla's stored evaluations of
December 2025 have them, and the sizes of Firefox's models from the metadata beside these. Figures are facts; the table
is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from l10n.engines.languages import folded, model_codes

Tier = Literal["good", "fair", "rough"]
"""What people can expect: drafts to polish, drafts to correct, drafts to rewrite."""

GOOD = 0.84
"""COMET from which on drafts are good; 0.84 and more have the systems that newsrooms publish after a quick revision."""
FAIR = 0.76
"""COMET from which on drafts are fair."""

LICENSES = {
    "bergamot": "MPL-2.0",
    "opus-mt": "CC-BY-4.0",
    "nllb": "CC-BY-NC-4.0",
    "argos": "MIT or CC, as the package says",
    "starter": "Apache-2.0",
}
"""By family; a model's own manifest is what counts once it is installed."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A row of the catalogue: a model for one pair."""

    source: str
    target: str
    engine: str
    """The engine that runs it."""
    family: str
    """`bergamot`, `opus-mt`, `nllb`, `argos` or `starter`."""
    variant: str
    """Of Firefox's models the architecture: `base`, `base-memory`, `tiny`."""
    comet: float | None
    """Measured quality, about 0.5 to 0.95; None where nobody measured."""
    size: int
    """Bytes on disk, 0 where that is not known."""
    downloadable: bool
    """Whether `l10n models install` knows where to get it; any other is installed with `--from`."""

    @property
    def license(self) -> str:
        return LICENSES[self.family]

    @property
    def tier(self) -> Tier:
        """A model that nobody measured counts as rough."""
        return tier_of(self.comet or 0)

    @property
    def noncommercial(self) -> bool:
        return "-NC" in self.license


_ALIASES = {
    **dict.fromkeys(("zh", "zh-hans", "zh-cn", "zh-sg"), ("zh-Hans", "zh")),
    "no": ("nb",),
    "nb": ("no",),
    "pb": ("pt-BR",),
    "zt": ("zh-Hant",),
    "fil": ("tl",),
}
_ENGINES = {"bergamot": "bergamot", "opus-mt": "ct2", "nllb": "ct2", "argos": "argos"}
_DOWNLOADABLE = frozenset({"bergamot", "argos"})
_NLLB_SIZE = 623_000_000
"""NLLB-200 distilled 600M in CTranslate2's int8 form, tokenizer included."""
STARTER = KnownModel("*", "*", "llm", "starter", "qwen2.5-coder-1.5b", None, 1_117_320_768, True)


def tier_of(comet: float) -> Tier:
    """What people can expect of drafts with this score."""
    return "good" if comet >= GOOD else "fair" if comet >= FAIR else "rough"


def known_models(source: str, target: str) -> tuple[KnownModel, ...]:
    """The catalogue's models for a pair of locale tags, best first; the starter, which takes any pair, is the last."""
    pairs = {(folded(one), folded(other)) for one in _codes(source) for other in _codes(target)}
    found = (row for pair in pairs for row in _rows().get(pair, ()))
    return (*sorted(found, key=lambda row: (-(row.comet or 0), row.size, row.family)), STARTER)


def _codes(tag: str) -> tuple[str, ...]:
    return model_codes(tag, _ALIASES)


def quality_of(engine: str, source: str, target: str, variant: str = "", family: str = "") -> KnownModel | None:
    """What the catalogue says of an installed model: the row of its engine, and of its variant where one is named."""
    rows = [row for row in known_models(source, target) if row.engine == engine and family in ("", row.family)]
    return next((row for row in rows if row.variant == variant), rows[0] if rows else None)


@cache
def _rows() -> dict[tuple[str, str], tuple[KnownModel, ...]]:
    rows: dict[tuple[str, str], tuple[KnownModel, ...]] = {}
    for row in _read():
        pair = folded(row.source), folded(row.target)
        rows[pair] = (*rows.get(pair, ()), row)
    return rows


def _read() -> Iterator[KnownModel]:
    for line in Path(__file__).with_name("models.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        source, target, family, variant, comet, size = line.split("\t")
        yield KnownModel(
            source,
            target,
            _ENGINES[family],
            family,
            variant,
            float(comet) if comet else None,
            int(size) if size else _NLLB_SIZE if family == "nllb" else 0,
            family in _DOWNLOADABLE,
        )
