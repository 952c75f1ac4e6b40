"""Inline codes taken out of a sentence and put back into its translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.drafting.inline import Insertion, insert, strip
from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.formats.markdown.codes import inline_codes

CASES = Path(__file__).with_name("cases") / "inline.tsv"


def cases() -> list[tuple[str, str, str, str]]:
    rows = [line.split("\t") for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(locale, source, answers, target) for locale, source, answers, target in rows]


class Phrasebook:
    """An engine that knows some phrases, and gives every other text back."""

    name = "phrasebook"
    fingerprint = "phrasebook@1"

    def __init__(self, phrases: dict[str, str]) -> None:
        self.phrases = phrases

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [("en", "pt")]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [self.phrases.get(sentence, sentence) for sentence in sentences]


@pytest.mark.parametrize(("locale", "source", "answers", "target"), cases())
def test_codes_go_where_their_words_went(locale: str, source: str, answers: str, target: str) -> None:
    """The engine reads plain text, and pairs and points stand around and beside the same words afterwards."""
    engine = Phrasebook(dict(answer.split(" = ", 1) for answer in answers.split(" | ")))  # type: ignore[misc]
    ((_, proposal),) = draft([Job(source, format="markdown")], Brief(locale, chain=(engine,)))
    assert target == proposal.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[A page ](x.md)", "A page"),
        ("The **new** law", "The new law"),
        ("The law[^1], which [he *signed*](u), passed", "The law, which he signed, passed"),
        ("A ![logo](x.png) of `code` here", "A logo of `code` here"),
        ("Half**way**", None),
        ("The <b>end</b>", "The end"),
        ("See <span></span> this", "See this"),
        ("The law: **new ✨**", "The law: new"),
        ("The `law`: **✨**", "The `law`:"),
    ],
)
def test_plain_text(text: str, plain: str | None) -> None:
    """What is no word goes with one of its blanks; nothing is taken out of the middle of a word."""
    stripped = strip(text, inline_codes(text), "en")
    assert plain == (stripped and stripped.text)


def test_where_characters_went() -> None:
    """A character of the sentence is found in the plain text."""
    text = "The **new** ![x](y) law of [`code`](u) here"
    stripped = strip(text, inline_codes(text), "en")
    assert stripped is not None
    for word in ("The", "new", "law", "of", "here"):
        start = stripped.moved(text.index(word))
        assert word == stripped.text[start : start + len(word)]


def test_insertions_nest() -> None:
    """The outer of two pairs at one place comes first, and a point at an edge stays on its side of it."""
    outer, inner = Insertion(0, 3, "<a>", "</a>"), Insertion(0, 3, "<b>", "</b>")
    inside, outside = Insertion(3, 3, "[1]", inside=0), Insertion(3, 3, "[2]")
    assert "<a><b>abc</b>[1]</a>[2] d" == insert("abc d", [outer, inner, inside, outside])


WORDS = st.sampled_from("The new law was signed by Trump in 1999 and ended talks".split())
PHRASE = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PIECE = st.one_of(
    PHRASE,
    PHRASE.map("**{}**".format),
    PHRASE.map("[{}](u)".format),
    PHRASE.map("[a *{}*](u)".format),
    PHRASE.map("**see [{}](u)**".format),
    PHRASE.map("{}[^1]".format),
    st.sampled_from(["`code`", "{{ name }}", "http://x.y", "![alt](p.png)"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECE, min_size=1, max_size=7).map(" ".join))
def test_a_sentence_is_its_own_translation(text: str) -> None:
    """Into the plain text that they were taken out of, codes go back so that each is there once and pairs nest."""
    ((_, proposal),) = draft([Job(text, format="markdown")], Brief("pt", chain=(Phrasebook({}),)))

    def codes(text: str) -> Counter[str]:
        return Counter(text[code.start : code.end] for code in inline_codes(text))

    def kinds(text: str) -> list[str]:
        return [code.kind for code in inline_codes(text) if code.kind in ("open", "close")]

    if proposal.text:
        assert codes(text) == codes(proposal.text)
        depth = 0
        for kind in kinds(proposal.text):
            depth += 1 if kind == "open" else -1
            assert depth >= 0


def test_an_engine_s_own_alignment_is_heard() -> None:
    """Where nothing else tells two words apart, the engine's alignment does."""

    class Aligning(Phrasebook):
        def align(self, sentence: str, translation: str) -> list[tuple[int, int, int, int, float]]:
            words = {"Xyzzy": "Bbbbbb", "plugh": "Aaaaaa"}
            return [
                (
                    sentence.index(one),
                    sentence.index(one) + 5,
                    translation.index(other),
                    translation.index(other) + 6,
                    0.9,
                )
                for one, other in words.items()
            ]

    phrases = {"Xyzzy plugh.": "Aaaaaa bbbbbb Bbbbbb.", "Xyzzy": "", "plugh": "", "xyzzy": ""}
    engine = Aligning(phrases)
    ((_, proposal),) = draft([Job("**Xyzzy** plugh.", format="markdown")], Brief("pt", chain=(engine,)))
    assert "Aaaaaa bbbbbb **Bbbbbb**." == proposal.text
