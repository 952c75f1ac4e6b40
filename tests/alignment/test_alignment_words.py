"""Which words of a sentence and of its translation belong together, and where a span went."""

from __future__ import annotations

import numpy as np
import pytest

from l10n.alignment import Lexicon, link_words, similarity, words_of
from l10n.alignment.cooccurrence import Cooccurrence
from l10n.alignment.lexicon import copied, strongest
from l10n.alignment.projection import alone, attended, linked, marked, place


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("en", "A well-known 1.5% rise, isn’t it?", ["A", "well-known", "1.5", "rise", "isn’t", "it"]),
        ("ko", "서울에서 만났다.", ["서울에서", "만났다"]),
        ("ja", "東京でトランプ氏がG7を", ["東", "京", "で", "トランプ", "氏", "が", "G7", "を"]),
    ],
)
def test_words(locale: str, text: str, words: list[str]) -> None:
    """Words are what stands between blanks and marks, and letters where there are no blanks; each knows its place."""
    found = words_of(text, locale)
    assert words == [word.text for word in found]
    assert words == [text[word.start : word.end] for word in found]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Aliança", "aliancas", True),
        ("chamado", "chamada", True),
        ("서울", "서울에서", True),
        ("Theqoo", "Theko", True),
        ("2024", "2025", False),
        ("call", "casa", False),
        ("a", "ao", False),
    ],
)
def test_similarity(one: str, other: str, alike: bool) -> None:
    """Endings, case, accents and particles leave words alike; numbers are the same or not."""
    assert alike == (similarity(one, other) > 0) == (similarity(other, one) > 0)


def test_links_follow_evidence_and_place() -> None:
    """A word that occurs twice is linked with the translation at its place."""
    source, target = words_of("the call and the call", "en"), words_of("a chamada e a chamada", "pt")
    lexicon = Lexicon({"call": {"chamada": 0.9}, "and": {"e": 0.9}})
    links = link_words(source, target, lexicon)
    assert [1, 4] == [int(links.weights[row].argmax()) for row in (1, 4)]


def test_what_is_left_over_belongs_together() -> None:
    """The one word that nothing is known of goes with the one at its place."""
    source, target = words_of("Lee frobnicated Trump", "en"), words_of("Lee xyzzyou Trump", "pt")
    links = link_words(source, target, copied)
    assert 1 == int(links.weights[1].argmax())
    assert links.weights[1, 1] > 0.5


def test_nothing_is_linked_without_words() -> None:
    """A text without words has no links, and no span has a place."""
    links = link_words([], words_of("palavra", "pt"), copied)
    assert (0, 1) == links.weights.shape
    assert place([(np.zeros(1), 1.0)], 1, [True]) is None


def test_learned_from_translations() -> None:
    """Words that come together in sentence after sentence translate each other; others do not."""
    pairs = [
        ("the red house", "a casa vermelha"),
        ("the red car", "o carro vermelho"),
        ("a house burned", "uma casa queimou"),
        ("my car stopped", "meu carro parou"),
        ("red wine", "vinho vermelho"),
    ]
    learned = Cooccurrence([(source.split(), target.split()) for source, target in pairs])
    assert learned("house", "casa") > 0.5 > learned("house", "vermelha")
    assert learned("red", "vermelho") > learned("red", "carro")
    assert 0.0 == learned("house", "unknown") == learned("unknown", "casa")


def test_a_span_is_where_its_words_are() -> None:
    """The links of a span's words, and those of the words around it, say where it went."""
    source, target = words_of("He saw the red house.", "en"), words_of("Ele viu a casa vermelha.", "pt")
    lexicon = Lexicon({"he": {"ele": 1}, "saw": {"viu": 1}, "red": {"vermelho": 1}, "house": {"casa": 1}})
    placed = place([(linked(link_words(source, target, strongest([lexicon])), 3, 5), 1.0)], 2, [True] * 5)
    assert placed is not None
    assert (3, 5) == (placed.first, placed.last)
    assert placed.confidence > 0.7


def test_a_phrase_found_twice_is_not_certain() -> None:
    """The translation of a span alone says where it stands, and less where it stands in two places."""
    once, twice = words_of("uma casa azul grande", "pt"), words_of("a casa e a casa", "pt")
    phrase = words_of("casa", "pt")
    sure = place([(alone(once, phrase), 1.0)], 1, [True] * 4)
    unsure = place([(alone(twice, phrase), 1.0)], 1, [True] * 5)
    assert sure is not None
    assert unsure is not None
    assert sure.confidence > 0.9 > 0.5 > unsure.confidence


def test_a_marked_translation_shows_the_place_in_another() -> None:
    """What is marked in one translation is found in another that says nearly the same."""
    target, probe = words_of("Ontem ele viu a casa vermelha.", "pt"), words_of("Ele viu ontem a casa rubra.", "pt")
    votes = marked(target, probe, 4, 6)
    assert [False, False, False, False, True, True] == [vote > 0 for vote in votes]
    assert not marked(target, words_of("something else entirely", "en"), 0, 1).any()


def test_attention_tells_inside_from_outside() -> None:
    """A word that an engine took from inside a span belongs to it, and one from outside does not."""
    source, target = words_of("red house", "en"), words_of("casa vermelha", "pt")
    links = [(0, 3, 5, 13, 0.8), (4, 9, 0, 4, 0.7), (4, 9, 5, 13, 0.2)]
    assert [-1.0, 0.6] == [round(float(vote), 2) for vote in attended(source, target, links, 0, 1)]


def test_only_free_words_are_taken() -> None:
    """A span never goes where another one is."""
    votes = np.array([1.0, 0.4, -1.0])
    placed = place([(votes, 1.0)], 1, [False, True, True])
    assert placed is not None
    assert (1, 2) == (placed.first, placed.last)
