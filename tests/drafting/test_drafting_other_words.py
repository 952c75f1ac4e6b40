"""Terms that an engine writes by itself when the sentence is said in other words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from l10n.drafting.other_words import bare_phrase, is_much_the_same, reworded, says_term
from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.glossary.terms import find_terms
from l10n.model import Term

CALL = Term("call", "telefonema")
ANSWERS = {
    "The call was long.": "A chamada foi longa.",
    "The phone call was long.": "O telefonema foi longo.",
    "Both calls were long.": "As duas chamadas foram longas.",
    "Both phone calls were long.": "Os dois telefonemas foram longos.",
    "He calls himself a realist.": "Ele se chama de realista.",
    "He phone calls himself a realist.": "Ele se telefona para um realista.",
    "A call came late.": "Uma chamada chegou tarde.",
    "A phone call came late.": "Ninguém sabia de nada antes do telefonema.",
}


class Engine:
    """Knows some sentences."""

    name, fingerprint = "known", "known@1"

    def pairs(self) -> list[tuple[str, str]]:
        return [("en", "pt")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [ANSWERS.get(sentence, sentence) for sentence in sentences]


def drafted(text: str, words: Sequence[str] = ("phone call",), term: Term = CALL) -> tuple[str, bool]:
    """A sentence's draft, and whether the glossary is content with it."""
    brief = Brief("pt_BR", chain=(Engine(),), terms=(term,), other_words=lambda target: words)
    ((_, proposal),) = draft([Job(text)], brief)
    return proposal.text, "glossary" not in proposal.mark.failed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The call was long.", "O telefonema foi longo."),
        ("Both calls were long.", "Os dois telefonemas foram longos."),
    ],
)
def test_the_engine_writes_the_term_with_its_agreement(text: str, expected: str) -> None:
    """Article and adjective are the engine's own, which knows the gender of what it chose; several stay several."""
    assert (expected, True) == drafted(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He calls himself a realist.", "Ele se chama de realista."),
        ("A call came late.", "Uma chamada chegou tarde."),
    ],
)
def test_what_is_not_sure_stays_and_is_marked(text: str, expected: str) -> None:
    """Another word of the same letters, and another sentence, are worse than a draft that says what it lacks."""
    assert (expected, False) == drafted(text)


@pytest.mark.parametrize("words", [(), ("call",), ("telefonema",), ("phone phone",)])
def test_words_that_say_nothing_new_are_not_tried(words: tuple[str, ...]) -> None:
    """The term itself, its translation left as it is, and a stammer."""
    text = "The call was long."
    assert [] == list(reworded(text, find_terms(text, [CALL]), lambda target: words))
    assert ("A chamada foi longa.", False) == drafted(text, words)


def test_the_words_take_the_place_and_form_of_the_term() -> None:
    """A capital and the number stay."""
    text = "Calls end when a call ends."
    found = [one for one, _ in reworded(text, find_terms(text, [CALL]), lambda target: ["phone call"])]
    assert ["Phone calls end when a call ends.", "Calls end when a phone call ends."] == found


@pytest.mark.parametrize(
    ("source", "text", "sure"),
    [
        ("one seat", "um cargo", True),
        ("one seat", "Cargo vago", True),
        ("one seat", "uma carga", False),
        ("one seat", "dois cargos", False),
        ("two seats", "dois cargos", True),
        ("two seats", "um cargo", False),
    ],
)
def test_a_form_that_may_be_another_word_is_not_sure(source: str, text: str, sure: bool) -> None:
    """The number has to be the source's, and the letters those of the glossary."""
    (match,) = find_terms(source, [Term("seat", "cargo")])
    assert sure is says_term(text, source, match)


def test_phrases_are_bare() -> None:
    """A word alone comes back like a sentence; acronyms stay."""
    assert ["phone call", "NATO", "A"] == [bare_phrase(text, "en") for text in ("The Phone call.", "NATO", "A.")]


def test_drafts_are_compared_by_their_words() -> None:
    """A few other words make no other sentence."""
    assert not is_much_the_same("Uma chamada chegou tarde.", "Ninguém sabia de nada antes do telefonema.", "pt")
    assert is_much_the_same(
        "Depois da chamada eles falaram de comércio.", "Depois do telefonema eles falaram de comércio.", "pt"
    )
