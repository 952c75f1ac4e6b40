"""What every engine keeps to, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from servers import serve_chat
from tiny_ct2 import build

from l10n.drafting import ContextEngine, Engine, Request, reading_of, stamp_of
from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.engines import ENGINES, install, load_engine

TARGETS = {
    "pseudo": "ko",
    "memory": "ko",
    "argos": "ko",
    "ct2": "ko",
    "bergamot": "pt_BR",
    "apertium": "es",
    "llm": "ko",
    "dask": "ko",
}
FAITHFUL = ("pseudo", "bergamot", "apertium", "llm")
"""Those that give a sentence's content back here: the memory has none, and the weights of Argos and ct2 are random."""
SENTENCES = (
    "The president met the prime minister in Seoul on Tuesday.",
    "",
    "Trade talks resume.",
    "Codes such as QX01 and QX02 stay.",
    "   ",
    "대통령은 한국어 문장과 😀 그리고 ‏עברית‏ مرحبا.",
    "No full stop, a tab\there, a line\nbreak and a NUL\0 in it",
    "[brackets] {braces} <b>tags</b> \\ ^ $ / @ * % & “quotes”",
)


@pytest.fixture(params=[entry.name for entry in ENGINES])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine, loaded as a user would; those that this machine cannot run are skipped."""
    name = request.param
    settings: dict[str, dict[str, object]] = {}
    if name == "argos":
        install("en", "ko", origin=request.getfixturevalue("package_file"))
    elif name == "ct2":
        pytest.importorskip("ctranslate2")
        install("en", "ko", origin=build(request.getfixturevalue("tmp_path") / "nllb", "nllb"))
    elif name == "bergamot":
        request.getfixturevalue("firefox_model")
    elif name == "apertium" and not Path("/usr/share/apertium/modes/eng-spa.mode").exists():
        pytest.skip("Apertium's pair eng-spa is not installed")
    elif name == "dask":
        distributed = pytest.importorskip("distributed")
        with distributed.LocalCluster(n_workers=1, processes=False, protocol="tcp", dashboard_address=None) as cluster:
            yield load_engine(name, "en", "ko", {"dask": {"scheduler": cluster.scheduler_address, "engine": "pseudo"}})
        return
    if name != "llm":
        yield load_engine(name, "en", TARGETS[name], settings)
        return
    with serve_chat() as (address, _):
        yield load_engine(name, "en", TARGETS[name], {"llm": {"endpoint": address}})


def test_contract_has_a_target_for_every_engine() -> None:
    """An engine that is added to the registry has to be added here."""
    assert {entry.name for entry in ENGINES} == set(TARGETS)


def test_each_sentence_has_its_own_translation(engine: Engine) -> None:
    """The results are as many as the sentences, in their order, whatever else is in the batch."""
    target = TARGETS[engine.name]
    alone = [engine.translate([sentence], "en", target)[0] for sentence in SENTENCES]
    assert alone == engine.translate(SENTENCES, "en", target)
    assert alone[::-1] == engine.translate(SENTENCES[::-1], "en", target)


def test_blank_sentences_stay_empty(engine: Engine) -> None:
    """There is no translation of nothing."""
    assert ["", ""] == engine.translate(["", "   "], "en", TARGETS[engine.name])


@pytest.mark.parametrize("size", [0, 1, 300])
def test_batches_of_any_size(engine: Engine, size: int) -> None:
    """No batch is too small or too large."""
    batch = [f"Sentence {number}." for number in range(size)]
    results = engine.translate(batch, "en", TARGETS[engine.name])
    assert size == len(results)
    assert all(isinstance(result, str) for result in results)


@pytest.mark.parametrize("engine", FAITHFUL, indirect=True)
def test_codes_survive(engine: Engine) -> None:
    """The tokens that stand for inline codes come out of every engine that translates at all."""
    (result,) = engine.translate(["The president met QX01 in QX02 on Tuesday."], "en", TARGETS[engine.name])
    assert "QX01" in result
    assert "QX02" in result


def test_names_itself(engine: Engine) -> None:
    """The fingerprint names engine and version without a space, for a draft's mark."""
    name, at, version = engine.fingerprint.partition("@")
    assert name.startswith(engine.name)
    assert at
    assert version
    assert " " not in engine.fingerprint
    assert list(engine.pairs())


@pytest.mark.parametrize("engine", ["llm"], indirect=True)
def test_context_is_optional(engine: Engine) -> None:
    """An engine that reads context gives the same for a sentence without any."""
    assert isinstance(engine, ContextEngine)
    target = TARGETS[engine.name]
    in_context = engine.translate_in_context([Request(sentence) for sentence in SENTENCES], "en", target)
    assert engine.translate(SENTENCES, "en", target) == in_context


@pytest.mark.parametrize("engine", FAITHFUL, indirect=True)
def test_a_very_long_sentence_is_translated_to_its_end(engine: Engine) -> None:
    """A sentence too long for a model goes through in pieces: the last words are not lost."""
    sentence = "The two countries agreed to meet again, " * 60 + "and that was the end of QX01."
    (result,) = engine.translate([sentence], "en", TARGETS[engine.name])
    assert "QX01" in result
    assert len(result) > len(sentence) / 2


class Spy:
    """Has an engine's traits, notes what it is asked, and answers with the same."""

    def __init__(self, engine: Engine) -> None:
        self.name, self.fingerprint, self.reading = engine.name, engine.fingerprint, reading_of(engine)
        self.natural = getattr(engine, "natural", True)
        self.asked: list[str] = []

    def pairs(self) -> list[tuple[str, str]]:
        return [("en", "pt")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.asked += sentences
        return list(sentences)


def test_gets_what_it_reads(engine: Engine) -> None:
    """Typography, CAPITALS and codes reach the engines that read them, and no other; the mark of a draft says how text
    was made plain for it, so that another way makes new drafts."""
    spy = Spy(engine)
    brief = Brief("pt_BR", chain=(spy,))
    ((_, first),) = draft([Job("They “agreed” to **meet** again.", format="markdown")], brief)
    typography = any("“" in one for one in spy.asked)
    markup = not any("to meet again" in one for one in spy.asked)
    spy.asked.clear()
    list(draft([Job("TRADE TALKS RESUME", "heading")], brief))
    case = "TRADE" in spy.asked[0]
    assert (spy.reading.typography, spy.reading.markup, spy.reading.case) == (typography, markup, case)
    assert first.mark.origin == f"mt {stamp_of(engine)}"
    assert (engine.fingerprint == stamp_of(engine)) == (typography and case)
