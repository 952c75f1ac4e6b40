"""The catalogue of models: what is known, how good it is, and under which names it is found."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.engines import drafts_tier, list_available
from l10n.engines.argos.install import best_entry
from l10n.engines.bergamot import ALIASES
from l10n.engines.bergamot.releases import Release, ranked_releases
from l10n.engines.best_model import candidates, is_large, mistaken_language, quality_text, score_of
from l10n.engines.catalogue import known_models, tier_of
from l10n.engines.engine import InstallRequest, Model
from l10n.engines.languages import folded, model_codes
from l10n.errors import LocaleError
from l10n.locales import is_locale, posix_tag

CASES = Path(__file__).parent / "cases" / "catalogue.tsv"


def cases() -> list[list[str]]:
    lines = CASES.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def found(family: str, source: str, target: str) -> list[tuple[str, str]]:
    """The pairs of a family's models that the catalogue has under these tags."""
    rows = known_models(source, target)
    return [(folded(row.source), folded(row.target)) for row in rows if row.family == family]


def catalogued(code: str) -> str:
    """What the catalogue calls a language: Argos has names of its own for two."""
    return {"pb": "pt-br", "zt": "zh-hant"}.get(code, folded(code))


@pytest.mark.parametrize(("family", "source", "target", "ours", "theirs"), cases())
def test_a_model_is_found_by_its_own_codes_and_by_locales(
    family: str, source: str, target: str, ours: str, theirs: str
) -> None:
    """Whatever its publisher calls a language, and whatever the project does."""
    pair = catalogued(source), catalogued(target)
    assert pair in found(family, source, target)
    assert pair in found(family, ours, theirs)


def tags_of(code: str) -> Iterator[str]:
    """The names of a code's locale: its own, and those that projects have."""
    yield code
    if is_locale(code):
        yield posix_tag(code)
    yield from {"pb": ("pt_BR",), "zt": ("zh_Hant", "zh_TW"), "zh": ("zh_CN",), "zh-Hans": ("zh_Hans",)}.get(code, ())


def test_every_row_of_the_real_argos_index_is_found(shared_data: Path) -> None:
    """In the catalogue and in the index, by its own codes and by ours."""
    index = json.loads((shared_data / "models" / "argos-index.json").read_text("utf-8"))
    missed = []
    for row in index:
        pair = row["from_code"], row["to_code"]
        for source in tags_of(pair[0]):
            for target in tags_of(pair[1]):
                entry = best_entry(index, InstallRequest(source, target)) or {}
                known = tuple(map(catalogued, pair)) in found("argos", source, target)
                if not known or (entry.get("from_code"), entry.get("to_code")) != pair:
                    missed.append((source, target))
    assert (96, []) == (len(index), missed)


def test_every_firefox_model_is_found(shared_data: Path) -> None:
    """The same for Firefox's: the best of its pair is the catalogue's, too."""
    lines = (shared_data / "models" / "firefox-models.tsv").read_text("utf-8").splitlines()
    rows = [(row["source"], row["target"], row["architecture"]) for row in csv.DictReader(lines, delimiter="\t")]
    releases = [Release(*row, "", True, ()) for row in rows]
    missed = []
    for code, other, architecture in rows:
        for source in tags_of(code):
            for target in tags_of(other):
                known = {(row.source, row.target, row.variant) for row in known_models(source, target)}
                ranked = ranked_releases(releases, model_codes(source, ALIASES), model_codes(target, ALIASES))
                offered = {(release.source, release.target, release.architecture) for release in ranked}
                if (code, other, architecture) not in known & offered:
                    missed.append((source, target, architecture))
    assert (137, []) == (len(rows), missed)


def test_the_best_comes_first() -> None:
    """By what was measured; the starter, which takes anything, is the last."""
    rows = [(row.known.family, row.known.variant, row.known.tier) for row in list_available("en", "ko")]
    assert [
        ("bergamot", "base-memory", "good"),
        ("nllb", "600M", "good"),
        ("bergamot", "base", "good"),
        ("argos", "", "rough"),
        ("starter", "qwen2.5-coder-1.5b", "rough"),
    ] == rows


def test_how_a_model_is_had() -> None:
    """A command for each; what nobody serves is brought as a file, and may not be for every use."""
    nllb = next(row for row in list_available("en", "ko") if row.known.family == "nllb").document()
    assert "l10n models install en ko --engine ct2 --from DIR" == nllb["install"]
    assert (True, False, "CC-BY-NC-4.0") == (nllb["noncommercial"], nllb["downloadable"], nllb["license"])
    assert "l10n models install en ko --engine bergamot" == list_available("en", "ko")[0].how


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("kr", "ko"),
        ("jp", "ja"),
        ("cn", "zh"),
        ("ua", "uk"),
        ("cz", "cs"),
        ("ko", ""),
        ("en", ""),
        ("br", ""),
        ("qx", ""),
    ],
)
def test_countries_that_stand_for_languages(tag: str, meant: str) -> None:
    """A code that is a language's own, as Breton's is, is never taken for a country's."""
    assert meant == mistaken_language(tag)


def test_a_pair_is_refused_before_anything_is_listed() -> None:
    """`en kr` is a mistake."""
    with pytest.raises(LocaleError, match="kr is a country"):
        list_available("en", "kr")


def model(engine: str, name: str = "", version: str = "", size: int = 0) -> Model:
    return Model(engine, "en", "ko", name, version, size, "", Path())


def test_quality_in_order() -> None:
    """For a pair: Firefox, a language model of four billion parameters, Argos, the starter, where Argos is rough."""
    ordered = [
        model("bergamot", "en-ko", "base-memory-12345678", 43_849_787),
        model("bergamot", "en-ko", "base-2.0-12345678", 59_504_955),
        model("llm", "translategemma-4b-it-q4", size=2_400_000_000),
        model("argos", "translate-en_ko", "1.1"),
        model("llm", "qwen2.5-coder-1.5b-instruct-q4_k_m", size=1_117_320_768),
    ]
    scores = [score_of(each, "en", "ko") for each in ordered]
    assert sorted(scores, reverse=True) == scores
    assert len(set(scores)) == len(scores)
    assert ["bergamot", "argos"] == [each.engine for each in candidates("en", "ko")]


def test_a_model_that_names_no_architecture_is_known_by_its_size() -> None:
    """As those are that other programs have fetched."""
    assert score_of(model("bergamot", "x", "base", 0), "en", "ko") == score_of(
        model("bergamot", "enko", "1693087644", 59_000_000), "en", "ko"
    )


def test_quality_in_words() -> None:
    """Measured or not."""
    assert "its drafts are good: to be polished (COMET 0.873)" == str(
        quality_text(model("bergamot", version="base-memory-1"), "en", "ko")
    )
    assert "its drafts are rough: to be rewritten (not measured)" == str(quality_text(model("llm", size=1), "en", "ko"))


@pytest.mark.parametrize(
    ("origin", "tier"),
    [
        ("mt bergamot-en-ko@base-memory-3.0-12345678", "good"),
        ("mt argos-en-ko@1.1+beam1", "rough"),
        ("mt bergamot-en-ko@base-memory-3.0,argos-en-ko@1.1", "rough"),
        ("mt llm-qwen2.5-coder-1.5b-instruct-q4_k_m@4", "rough"),
        ("mt llm-translategemma-12b-it@4", "fair"),
        ("mt dask:argos-en-ko@1.1", "rough"),
        ("mt bergamot-de-en@base-memory-1+bergamot-en-ko@base-memory-1", "fair"),
        ("mt pseudo@1", None),
        ("tm 92%", None),
        ("sentence-repair 2/5", None),
    ],
)
def test_what_a_stamp_promises(origin: str, tier: str | None) -> None:
    """A draft is as good as the worst of the engines that had a part in it; two, one after the other, lose twice."""
    assert tier == drafts_tier(origin, "de" if "de-en" in origin else "en", "ko")


@pytest.mark.parametrize(
    ("name", "large"),
    [("gemma-3-12b-it", True), ("x-4B", True), ("qwen3-1.7b", False), ("hy-mt1.5-1.8b", False), ("abc4bits", False)],
)
def test_a_language_model_s_size_is_in_its_name(name: str, large: bool) -> None:
    """Billions of parameters, not bits or versions."""
    assert large == is_large(name)


@pytest.mark.parametrize(
    ("comet", "tier"), [(0.9, "good"), (0.84, "good"), (0.8, "fair"), (0.75, "rough"), (0, "rough")]
)
def test_tiers(comet: float, tier: str) -> None:
    """From what on drafts are good, fair or rough."""
    assert tier == tier_of(comet)
