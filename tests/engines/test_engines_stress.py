"""The forms of articles, and what they cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from l10n.drafting.request import Brief
from l10n.engines.bergamot import BergamotEngine, BergamotSettings, models
from l10n.engines.stress import FORMS, Strain, marked_up, stress, title_case, typographic

SENTENCES = (
    "Lee Jae-myung's first call with Donald Trump was more than a formality - it was a signal to the world.",
    'He said "the tariffs won\'t spark a trade war" after the call.',
    "The leaders agreed to meet in person as soon as possible, and to work toward an agreement.",
    "Korean communities online are buzzing with concern about the new tariffs.",
)


def test_forms_are_what_they_say() -> None:
    """Each form writes a sentence as articles do."""
    assert "The Call to Seoul Is a Signal" == title_case("The call to Seoul is a signal")
    assert "He said “it’s a ‘call’—so…”" == typographic("He said \"it's a 'call' - so...\"")
    marked = marked_up(SENTENCES[0])
    assert 2 == marked.count("**")
    assert 1 == marked.count("](https://")
    assert SENTENCES[0] == next(form for form in FORMS if form.name == "markup").read(marked)


@given(st.text(st.sampled_from("abc DEF-'\".,…5"), max_size=80))
def test_forms_lose_no_word(text: str) -> None:
    """Whatever the form, the letters are the sentence's; the same text gives the same form."""
    letters = [char for char in text.lower() if char.isalpha()]
    for form in FORMS:
        job = form.job(text)
        assert job == form.job(text)
        shown = form.read(job.text).lower()
        if form.name not in ("label", "dateline"):  # which may be told from what they lead only with words behind them
            assert letters == [char for char in shown if char.isalpha()]


def test_a_real_engine_loses_little(firefox_model: Path) -> None:
    """Typography and references cost the real model nothing, and headings of common words next to nothing."""
    (model,) = [model for model in models() if model.path == firefox_model]
    engine = BergamotEngine(model, BergamotSettings(workers=1))
    try:
        strains = {strain.form: strain for strain in stress(SENTENCES, (), [engine], "en", "pt_BR")}
    finally:
        engine.close()
    assert {form.name for form in FORMS} == set(strains)
    for form in ("typographic", "entities", "title case", "capitals"):
        assert (form, 0.0, 0) == (form, strains[form].chrf_lost, strains[form].changed)


def test_the_table_needs_no_reference(tmp_path: Path) -> None:
    """`evaluate --stress` compares with the clean drafts; without --stress a reference is asked for."""
    from l10n.cli.program import program

    (tmp_path / "a.txt").write_text("The talks began.\n")
    arguments = ["-C", str(tmp_path), "evaluate", "--source", "a.txt", "--engine", "pseudo", "--pair", "en", "ko"]
    result = CliRunner().invoke(program, [*arguments, "--stress"])
    assert result.exit_code in (0, None), result.output
    assert "title case" in result.output
    assert 2 == CliRunner().invoke(program, arguments).exit_code


def test_strains_are_values() -> None:
    """A row of the table says against what it was measured."""
    assert pytest.approx(0.2) == Strain("e", "capitals", "clean", 1, 99.8, 99.0, 0.2, 1.0, 1, 0).chrf_lost
    assert Brief("ko").chain == ()
