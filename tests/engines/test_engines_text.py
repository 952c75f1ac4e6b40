"""The parts of engines that are functions of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.engines.evaluate import evaluate
from l10n.engines.languages import cut_long, model_codes
from l10n.engines.llm.hints import MOST_HINTS, example_pairs, word_hints
from l10n.engines.memory_only import MemoryEngine
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import SourceError


@given(st.text(max_size=400), st.integers(8, 60))
@settings(max_examples=200)
def test_pieces_of_a_long_sentence_join_back(text: str, limit: int) -> None:
    """Nothing is lost, no piece is too long, and none is empty but of an empty text."""
    pieces = cut_long(text, limit)
    assert text == "".join(pieces)
    assert all(len(piece.encode()) <= limit for piece in pieces)
    assert all(pieces) or text == ""


def test_pieces_end_where_a_reader_would_pause() -> None:
    """Behind a comma if there is one late enough, else at a space."""
    assert ["one two three, ", "four five six"] == cut_long("one two three, four five six", 20)
    assert ["one two three ", "four five six"] == cut_long("one two three four five six", 16)
    assert ["가나다라", "마바사아"] == cut_long("가나다라마바사아", 12)


def test_cutting_takes_linear_time() -> None:
    """A megabyte without a space, and one of nothing but commas."""
    began = time.process_time()
    for text in ("x" * 1_000_000, "," * 1_000_000, ", " * 500_000, "가" * 300_000):
        assert text == "".join(cut_long(text, 600))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ko", ("ko",)),
        ("ko_KR", ("ko-KR", "ko-kr", "ko_KR", "ko")),
        ("zh_Hant", ("zh-Hant", "zh-hant", "zh_Hant")),
        ("not a tag", ("not a tag",)),
    ],
)
def test_codes_of_a_locale(tag: str, expected: tuple[str, ...]) -> None:
    """The locale's own tag, then its language when that is written in the same script."""
    assert expected == model_codes(tag)[: len(expected)]
    assert tag != "zh_Hant" or "zh" not in model_codes(tag)


def test_pseudo_text() -> None:
    """Accents, brackets, some more length; what is not words stays."""
    assert "⟦Ţĥé þŕéšîðéñţ šåîð QX01 25% {name} <b>ñö</b> %(who)s &amp; http://x1.y one two three four⟧" == (
        pseudolocalize("The president said QX01 25% {name} <b>no</b> %(who)s &amp; http://x1.y")
    )


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=100)
def test_pseudo_text_is_longer_and_never_the_source(text: str) -> None:
    """About 30 % longer, brackets included; blank stays blank."""
    result = pseudolocalize(text)
    if not text.strip():
        assert "" == result
        return
    assert result.startswith("⟦")
    assert result.endswith("⟧")
    assert len(text) * 1.3 - 2 <= len(result) <= len(text) * 1.3 + 12


def test_pseudo_takes_linear_time() -> None:
    """Hostile text of brackets and tags."""
    began = time.process_time()
    for text in ("<" * 50_000, "{" * 50_000, "⟦" * 50_000, "%(" * 25_000, "&" * 50_000, "a1" * 25_000, "{a" * 25_000):
        pseudolocalize(text)
    assert time.process_time() - began < 5


def test_the_memory_engine_translates_nothing() -> None:
    """Drafts come from the memory alone."""
    assert ["", ""] == MemoryEngine().translate(["One.", "Two."], "en", "ko")


def test_word_hints() -> None:
    """Of the lexicon, one translation each, in the order of the sentence, with large numbers; none twice."""
    assert (("Prime ministers", "총리"), ("tariffs", "관세"), ("2 million", "200만"), ("cows", "소")) == word_hints(
        "Prime ministers set tariffs on 2 million cows: Prime ministers.", "en", "ko"
    )
    assert () == word_hints("Prime ministers set tariffs.", "en", "xx")
    assert () == word_hints("us and nothing", "en", "ko")


def test_hints_for_names() -> None:
    """A name that the lexicon lacks comes last, by its sound, where the dictionary of names is installed."""
    pytest.importorskip("pysle")
    assert (("tariffs", "관세"), ("Kavanaugh", "캐버노")) == word_hints("Kavanaugh on tariffs", "en", "ko")


def test_the_most_hints() -> None:
    """A long sentence keeps its terms and rare words, and loses common ones from its end."""
    common = "bank bird blood board boat body bomb bond book border bottle box boy brain branch bread"
    hints = word_hints(f"{common} warrants in the third quarter", "en", "ko")
    assert MOST_HINTS == len(hints)
    assert ["warrants", "third quarter"] == [text for text, _ in hints[-2:]]
    assert "bank" == hints[0][0]


def test_the_examples_that_come_with_the_program_are_pairs() -> None:
    """Each is one line of English and one of Korean that ends as newspapers write."""
    for source, target in example_pairs("en", "ko"):
        assert source.isascii()
        assert target.endswith(("다.", "이유"))
    assert () == example_pairs("ko", "en")


def test_evaluate() -> None:
    """Engines side by side: the faithful one scores higher, and the checks find what the other did."""
    pytest.importorskip("sacrebleu")

    class Fixed(MemoryEngine):
        """Gives the same two translations whatever it is asked."""

        def __init__(self, *answers: str) -> None:
            self._answers = list(answers)

        def translate(self, sentences: object, source: str, target: str) -> list[str]:
            return self._answers

    ticks = iter(range(100))
    good, bad = evaluate(
        ["The president announced a 25% tariff.", "Nothing else."],
        ["대통령이 25% 관세를 발표했다.", "그 밖에는 없다."],
        [Fixed("대통령이 25% 관세를 발표했다.", ""), Fixed("시장은 52% 넘게 올랐다.", "더는 없다.")],
        "en",
        "ko",
        clock=lambda: float(next(ticks)),
    )
    assert ("memory@1", 2, 8, 1.0, 1, 0) == (
        good.engine,
        good.sentences,
        good.words,
        good.seconds,
        good.untranslated,
        good.caught,
    )
    assert 8.0 == good.words_per_second
    assert good.chrf > 50 > bad.chrf
    assert (1, {"number": 1}) == (bad.caught, bad.findings)


def test_evaluate_wants_a_reference_for_each_sentence() -> None:
    """Files of different length are not paired."""
    with pytest.raises(SourceError, match="1 sentences and 2 references"):
        evaluate(["One."], ["하나.", "둘."], [], "en", "ko")
