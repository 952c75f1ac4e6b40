"""English names in Hangul: the standard's own examples, the dictionary's sounds made British, and what is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.languages.en import sounds as english
from l10n.languages.ko.transcription import SOUNDS, transcribe
from l10n.languages.names import guessed_name, unknown_names
from l10n.languages.tables import read_lines

CASES = [line.split("\t") for line in read_lines(Path(__file__).with_name("cases") / "transcription.tsv")]

DICTIONARY = """
albert(nnp_boyname_0.314) # ˈæ l . b ə ɹ t #
austin(nnp_city) # ˈɑ s . t n̩ #
austin(nnp_city) # ˈɔ s . t n̩ #
beckham(nnp_surname_0.001) # b ˈɛ k . h ˌæ m #
biden(nnp_surname_0.001) # b ˈɑɪ . d n̩ #
blair(nnp_surname_0.009) # b l ˈɛ ɹ #
campbell(nnp_surname_0.060) # k ˈæ m . b l̩ #
clinton(nnp_surname_0.007) # k l ˈɪ n . t n̩ #
edwards(nnp_surname_0.081) # ˈɛ d . w ɚ d z #
gore(nnp_surname_0.008) # g ˈɔ ɹ #
harris(nnp_surname_0.275) # h ˈɛ . ɹ ɪ s #
hughes(nnp_surname_0.070) # j ˈu z #
hughes(nnp_surname_0.070) # h j ˈu z #
kettle(nn) # k ˈɛ . t l̩ #
mcdonald(nnp_surname_0.075) # m ə k . d ˈɑ . n l̩ d #
middleton(nnp_surname_0.009) # m ˈɪ . d l̩ . t n̩ #
newton(nnp_surname_0.013) # n ˈu . ɾ n̩ #
pierce(nnp_surname_0.023) # p ˈɪ ɹ s #
powell(nnp_surname_0.060) # p ˈaʊ . l̩ #
richard(nnp_boyname_1.703) # ɹ ɪ . ʃ ˈæ ɹ d #
richard(nnp_boyname_1.703) # ɹ ˈɪ . tʃ ɚ d #
scott(nnp_boyname_0.546) # s k ˈɑ t #
thomas(nnp_boyname_1.380) # t ˈɑ . m ə . s ɪ z #
thomas(nnp_boyname_1.380) # t ˈɑ . m ə s #
virginia(nnp_state) # v ɚ . dʒ ˈɪ n . j ə #
washington(nnp_state) # w ˈɑ . ʃ ɪ ŋ . t n̩ #
whitney(nnp_girlname_0.030) # h w ˈɪ t . n i #
whitney(nnp_girlname_0.030) # w ˈɪ t . n i #
words(nnp_surname_0.001) # two # ˈaʊ t #
"""


@pytest.fixture
def dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A dictionary of a few names, in the form of the real one."""
    monkeypatch.setattr(english, "_dictionary", lambda: DICTIONARY.encode())
    english.sounds.cache_clear()
    yield
    english.sounds.cache_clear()


@pytest.mark.parametrize(("paragraph", "word", "sounds", "expected"), CASES, ids=[row[1] for row in CASES])
def test_transcription(paragraph: str, word: str, sounds: str, expected: str) -> None:
    """Each paragraph of the standard, by its own examples."""
    assert expected == transcribe(sounds.split())


@given(st.lists(st.sampled_from(sorted(SOUNDS)), max_size=12))
def test_any_sounds_are_syllables(sounds: list[str]) -> None:
    """Whatever the sounds, what comes out is whole syllables, no loose letters."""
    assert all("가" <= syllable <= "힣" for syllable in transcribe(sounds))


def test_an_unknown_sound() -> None:
    """It is named."""
    with pytest.raises(ValueError, match="ʔ"):
        transcribe(["b", "ʔ"])


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Albert", "앨버트"),
        ("Austin", "오스틴"),
        ("Beckham", "베컴"),
        ("Biden", "바이든"),
        ("Blair", "블레어"),
        ("Campbell", "캠벨"),
        ("Clinton", "클린턴"),
        ("Edwards", "에드워즈"),
        ("Gore", "고어"),
        ("Harris", "해리스"),
        ("Hughes", "휴스"),
        ("McDonald", "맥도널드"),
        ("Middleton", "미들턴"),
        ("Newton", "뉴턴"),
        ("Pierce", "피어스"),
        ("Powell", "파월"),
        ("Richard", "리처드"),
        ("Scott", "스콧"),
        ("Thomas", "토머스"),
        ("Virginia", "버지니아"),
        ("Washington", "워싱턴"),
        ("Whitney", "휘트니"),
    ],
)
def test_established_names(name: str, expected: str) -> None:
    """As newspapers write them: the dictionary's American sounds, made British, with what the letters decide."""
    assert expected == transcribe(english.sounds(name))


@pytest.mark.usefixtures("dictionary")
def test_what_is_no_name_has_no_sound() -> None:
    """An ordinary word, one that is several, and one that the dictionary lacks."""
    assert [(), (), (), ()] == [english.sounds(word) for word in ("kettle", "words", "Zzyzx", "a(b")]


def test_without_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pysle is not installed, nothing is guessed."""
    monkeypatch.setattr(english, "find_spec", lambda name: None)
    english._dictionary.cache_clear()
    english.sounds.cache_clear()
    assert "" == guessed_name("Whitney Beckham", "en", "ko")
    english._dictionary.cache_clear()
    english.sounds.cache_clear()


def test_the_real_dictionary() -> None:
    """The package's own file has the form that is read here."""
    pytest.importorskip("pysle")
    english.sounds.cache_clear()
    assert "캐버노" == transcribe(english.sounds("Kavanaugh"))
    english.sounds.cache_clear()


@pytest.mark.usefixtures("dictionary")
def test_guesses() -> None:
    """The lexicon's own names first; no guess where a word of the name is an ordinary one, or unknown."""
    assert ["휘트니 베컴", "도널드 트럼프", "", "", ""] == [
        guessed_name(name, "en", "ko")
        for name in ("Whitney Beckham", "Donald Trump", "Beckham Road", "Whitney Zzyzx", "")
    ]
    assert "" == guessed_name("Whitney Beckham", "en", "pt")


@pytest.mark.usefixtures("dictionary")
def test_unknown_names() -> None:
    """Of a sentence, the names that the lexicon lacks; not words in capitals, nor its ordinary words."""
    text = "Whitney BECKHAM told Donald Trump that Blair and Newton will pierce."
    assert [("Whitney", "휘트니"), ("Blair", "블레어"), ("Newton", "뉴턴")] == [
        (text[entry.start : entry.end], entry.translations[0]) for entry in unknown_names(text, "en", "ko")
    ]
