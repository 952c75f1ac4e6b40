"""The index finds what comparing with every text would find."""

from __future__ import annotations

import random

import pytest
from rapidfuzz import fuzz, process

from l10n.memory.match import build_index, candidates, similarity, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. President's 3.5 %", {"the", "u", "s", "presi", "3", "5"}),
        ("대통령은 iPhone을 샀다", {"대통", "통령", "령은", "iphone", "을", "샀다"}),
        ("東京2026年", {"東京", "2026", "年"}),
        ("กขค", {"กข", "ขค"}),
        ("Ünïted_ÉTATS", {"ünïte", "états"}),
        ("version20 versions", {"version20", "versi"}),
        ("… !", set()),
    ],
)
def test_terms(text: str, expected: set[str]) -> None:
    """Words of letters are cut; scripts without spaces, and Korean, give pairs of characters."""
    assert expected == terms(text)


def test_similarity_is_100_for_the_same_text_alone() -> None:
    """However long the texts, one difference is less than 100."""
    assert 100 == similarity("a" * 1000, "a" * 1000)
    assert 99 == int(similarity("a" * 10_000, "a" * 9999 + "b"))
    assert 0 == similarity("abcd", "xyzd", 70)


def test_empty_index_and_empty_text() -> None:
    """Nothing is found in nothing, and a text without words finds nothing."""
    assert [] == candidates(build_index([]), "word")
    assert [] == candidates(build_index(["… !", ""]), "word")
    assert [] == candidates(build_index(["word"]), "…")


def test_unknown_words_change_nothing() -> None:
    """Words that no text has are no harm, be their hash the first, the last or between."""
    index = build_index(["one two three four", "five six"])
    assert [0] == candidates(index, "one two three zzzz aaaa", threshold=50)


def test_one_very_common_word() -> None:
    """A text whose only word is everywhere still finds what is like it."""
    index = build_index(["common"] * 50 + ["common but longer than that by far"] * 50)
    assert set(candidates(index, "common")) <= set(range(50))
    assert candidates(index, "common")


WORDS = [f"{a}{b}" for a in "bcdfghklmnprstvw" for b in ("ale", "ore", "uin", "ist", "and")]


def test_candidates_hold_the_best_match() -> None:
    """Of texts with one word changed, 98.5 % of what an exhaustive search finds is among the candidates."""
    found = asked = 0
    for seed in range(60):
        rnd = random.Random(seed)
        texts = [" ".join(rnd.choices(WORDS, k=rnd.randint(4, 12))) for _ in range(200)]
        index = build_index(texts)
        for text in rnd.sample(texts, 10):
            words = text.split()
            words[rnd.randrange(len(words))] = rnd.choice(WORDS)
            query = " ".join(words)
            _, score, _ = process.extractOne(query, texts, scorer=fuzz.ratio)
            asked += 1
            found += score == max(fuzz.ratio(query, texts[number]) for number in candidates(index, query))
    assert found >= 0.985 * asked
