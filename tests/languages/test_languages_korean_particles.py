"""Korean particles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.languages.ko.particles import Coda, agree, attach_particle, choose_particle, final_sound, resolve_combined

SOUNDS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases" / "final_sounds.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
ROUGHLY_ANY = st.text(
    st.sampled_from("가각갈ㄱㅋㅏ0123,.%$°kmAZz()[]<>&;*{}“” \t\n은는으로(이)/") | st.characters(), max_size=40
)


@pytest.mark.parametrize(("text", "sound"), SOUNDS)
def test_final_sound(text: str, sound: str) -> None:
    """Hangul, numbers, units, acronyms and words before brackets are read as a Korean reader reads them."""
    found = final_sound(text)
    assert sound == (found.value if found else "?")


@pytest.mark.parametrize(
    ("word", "particle", "joined"),
    [
        ("이재명", "는", "이재명은"),
        ("트럼프", "과", "트럼프와"),
        ("서울", "으로", "서울로"),
        ("서울", "로부터", "서울로부터"),
        ("부산", "로서", "부산으로서"),
        ("25%", "을", "25%를"),
        ("FTA", "은", "FTA는"),
        ("이재명(60)", "는", "이재명(60)은"),
        ("트럼프", "은(는)커녕", "트럼프는커녕"),
        ("서울", "을/를", "서울을"),
        ("서울", "(으)로", "서울로"),
        ("회의", "(이)나", "회의나"),
        ("회담", "나마", "회담이나마"),
        ("대통령", "라는", "대통령이라는"),
        ("바다", "이었다", "바다였다"),
        ("대통령", "예요", "대통령이에요"),
        ("서울", "에서", "서울에서"),
        ("Nao", "는", "Nao은(는)"),
        ("Nao", "이나", "Nao(이)나"),
    ],
)
def test_attach_particle(word: str, particle: str, joined: str) -> None:
    """A particle in either form, both, or as part of a longer one is joined in the form that fits."""
    assert joined == attach_particle(word, particle)


def test_particles_of_the_development_data(shared_data: Path) -> None:
    """At least 105 of the 110 stem and particle pairs are joined as expected."""
    rows = [json.loads(line) for line in (shared_data / "checks" / "josa_pairs.jsonl").read_text("utf-8").splitlines()]
    right = sum(row["expected"] == attach_particle(row["stem"], row["particle"]) for row in rows)
    assert right >= 105, f"{right} of {len(rows)}"


@pytest.mark.parametrize(
    ("text", "start", "agreed"),
    [
        ("서울는 크다", 2, "서울은 크다"),
        ("서울으로 갔다", 2, "서울로 갔다"),
        ("**트럼프**은", 7, "**트럼프**는"),
        ("트럼프이라는", 3, "트럼프라는"),
        ("서울은(는)", 2, "서울은"),
        ("서울은행", 2, "서울은행"),
        ("서울로터리", 2, "서울로터리"),
        ("Nao는", 3, "Nao는"),
        ("서울", 2, "서울"),
    ],
)
def test_agree(text: str, start: int, agreed: str) -> None:
    """Behind an inserted term its particle is put right, and nothing else is touched."""
    assert agreed == agree(text, start)


def test_resolve_combined() -> None:
    """Both forms at once become the one that fits, except where the reading is not known."""
    text = "서울은(는) 25%을(를) {name}은(는) 대통령(이)다. 바다(으)로, 1 (이)후"
    resolved = "서울은 25%를 {name}은(는) 대통령이다. 바다로, 1 (이)후"
    assert resolved == resolve_combined(text)


@given(ROUGHLY_ANY, st.sampled_from(["은", "가", "와", "으로", "이다", "이었다", "에서"]), st.sampled_from(Coda))
def test_choosing_twice_is_choosing_once(text: str, particle: str, sound: Coda) -> None:
    """Either form leads to the same choice, and no text makes the reading fail."""
    final_sound(text)
    resolve_combined(text)
    chosen = choose_particle(particle, sound)
    assert chosen == choose_particle(chosen, sound)
