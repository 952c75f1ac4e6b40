"""How good models are for a pair, and which could be had: plans for `models install` and `auto`. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from l10n.engines.catalogue import KnownModel, Tier, known_models, tier_of
from l10n.engines.engine import Model
from l10n.engines.languages import PIVOT
from l10n.errors import LocaleError
from l10n.locales import is_locale, language, language_of_country, posix_tag
from l10n.translatable import Text

USUAL: dict[str, float] = {"bergamot": 0.85, "ct2": 0.83, "argos": 0.7, "apertium": 0.68, "llm": 0.65}
"""What a model of an engine is taken to score for a pair that nobody measured: what its kind usually does."""
LARGE_LLM, SMALL_LLM = 0.8, 0.5
"""The same for language models of four billion parameters and more, and for smaller ones, the starter among them."""
LARGE_LLM_BYTES = 2_000_000_000
"""What four billion parameters take, at four bits each."""
_LEG = re.compile(r"\+(?=(?:" + "|".join(USUAL) + ")-)")
"""Where a fingerprint's second engine begins, when two have translated, one after the other."""
OTHER = 0.6
"""The same for an engine that this program does not know."""
WORTH = 0.003
"""How much better a model must be to take the place of one that is there."""
DOWNLOADS = ("bergamot", "argos")
"""The engines whose models `install` knows where to get, pair by pair."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could be fetched for a pair."""

    engine: str
    score: float
    known: bool = True
    """Whether the catalogue lists a model for the pair."""


def candidates(source: str, target: str) -> tuple[Candidate, ...]:
    """What could be fetched for a pair, best first, the starter left out.

    An engine of which the catalogue lists no model for the pair comes last: its own list may be newer than ours.
    """
    known = known_models(source, target)
    found = []
    for engine in DOWNLOADS:
        row = next((row for row in known if row.engine == engine and row.downloadable), None)
        found.append(Candidate(engine, (row.comet if row else None) or USUAL[engine], known=row is not None))
    return tuple(sorted(found, key=lambda candidate: (not candidate.known, -candidate.score)))


def starter() -> Candidate:
    """The language model that drafts any pair, roughly."""
    return Candidate("llm", SMALL_LLM)


def score_of(model: Model, source: str, target: str) -> float:
    """What a model on this machine scores for a pair: as measured, else what its kind usually does."""
    if model.engine == "llm":
        if model.size >= LARGE_LLM_BYTES or is_large(model.name):
            return LARGE_LLM
        return SMALL_LLM if model.size else USUAL["llm"]
    row = known_row(model, source, target)
    return (row.comet if row else None) or USUAL.get(model.engine, OTHER)


def known_row(model: Model, source: str, target: str) -> KnownModel | None:
    """The catalogue's row for a model on this machine: that of its variant, or, where it names none, the one of its
    size. None where nobody measured this model."""
    rows = [
        row
        for row in known_models(source, target)[:-1]
        # several families share the engine ct2, whose models' names begin with their family's
        if row.engine == model.engine and (row.family == row.engine or model.name.startswith(row.family))
    ]
    named = [row for row in rows if row.variant and row.variant in f"{model.name} {model.version}"]
    if named:
        return max(named, key=lambda row: len(row.variant))  # `base-memory`, not `base`
    alike = [row for row in rows if not row.size or abs(row.size - model.size) < row.size / 10]
    return min(alike, key=lambda row: abs(row.size - model.size), default=None)


def drafts_tier(origin: str, source: str, target: str) -> Tier | None:
    """What people can expect of a draft whose stamp names these engines, `mt bergamot-en-ko@…,llm-…@…`: the worst of
    them counts. None where no engine is named, or an unknown one."""
    scores = [
        score
        for fingerprint in origin.removeprefix("mt ").split(",")
        if origin.startswith("mt ") and (score := _fingerprint_score(fingerprint, source, target))
    ]
    return tier_of(min(scores)) if scores else None


def is_better(fingerprint: str, other: str, source: str, target: str) -> bool:
    """Whether the first of two engines is known to draft a pair better than the second, by their fingerprints."""
    one, two = (_fingerprint_score(each, source, target) for each in (fingerprint, other))
    return one is not None and two is not None and one > two + WORTH


def _fingerprint_score(fingerprint: str, source: str, target: str) -> float | None:
    """What the engine behind a fingerprint scores; through a third language as its legs together."""
    legs = _LEG.split(fingerprint.rpartition(":")[2])  # `dask:` stands before the engine that it runs
    total = 1.0
    for leg in legs:
        engine, _, rest = leg.partition("-")
        if engine not in USUAL:
            return None
        pair = (source, target) if len(legs) == 1 else (source, PIVOT) if leg is legs[0] else (PIVOT, target)
        name, _, version = rest.partition("@")
        total *= score_of(Model(engine, *pair, name, version, 0, "", Path()), *pair)
    return total


def is_large(name: str) -> bool:
    """Whether a language model's name says that it has four billion parameters or more: `translategemma-12b-it`."""
    sizes = re.findall(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)b(?![A-Za-z\d])", name.lower(), re.ASCII)
    return any(float(size) >= 4 for size in sizes)


def quality_text(model: Model, source: str, target: str) -> Text:
    """What people can expect of a model's drafts, as a sentence without its stop."""
    row, score = known_row(model, source, target), score_of(model, source, target)
    measured = Text("COMET {comet:.3f}", comet=row.comet) if row and row.comet else Text("not measured")
    return Text("its drafts are {tier} ({measured})", tier=tier_text(tier_of(score)), measured=measured)


def tier_text(tier: Tier) -> Text:
    """What a tier says to people."""
    return {
        "good": Text("good: to be polished"),
        "fair": Text("fair: to be corrected"),
        "rough": Text("rough: to be rewritten"),
    }[tier]


def mistaken_language(tag: str) -> str:
    """The language that a person may mean who wrote a country's code: `ko` for `kr`; empty for a language's own
    code."""
    if is_locale(tag) or known_models(tag, PIVOT)[:-1] or known_models(PIVOT, tag)[:-1]:
        return ""
    meant = language_of_country(tag) if len(tag) == 2 else ""
    return meant if meant and meant != language(tag) and known_models(PIVOT, meant)[:-1] else ""


def refuse_unknown(tag: str) -> None:
    """Raises LocaleError for a tag that is no locale's, nor a code that models go by."""
    refuse_mistaken(tag)
    if not known_models(tag, PIVOT)[:-1] and not known_models(PIVOT, tag)[:-1]:
        posix_tag(tag)


def refuse_mistaken(tag: str) -> None:
    """Raises LocaleError for a country where a language is wanted."""
    if meant := mistaken_language(tag):
        raise LocaleError(
            "{tag} is a country, not a language", tag=tag, hint=Text("Did you mean {meant}?", meant=meant)
        )
