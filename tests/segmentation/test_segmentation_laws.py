"""What holds for any text, any language and any protected spans."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.segmentation import sentences

LANGUAGES = ["en", "ko", "ja", "zh-Hant", "th", "de", "hy", "el", "pt_BR", "tlh", ""]
# Scraps of text that meet every rule far oftener than random characters would.
SIGNS = ".…?!。！？:;,“”\"'‘’«»「」()[]{}`-—*•①\u200b\u2060\u202a\u202c"
WORDS = (
    *("...", "``", "''", "**", "<b>", "</b>", "{0}", "[1]", "http://a.b/c?d", "1.", "2.", "3)", "a)", "(b)", "iv."),
    *("I", "A", "Dr.", "U.S.", "p.m.", "e.g.", "Co.", "No.", "2025.", "6.", "7.", "12", "3.5", "word", "Word", "The"),
    *("그는", "했다", "라고", "다.", "と", "行く", "ก", "พ.ศ."),
)
SPACES = (" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\n\t", "\u2029", "\u00a0")
SCRAPS = st.sampled_from((*SIGNS, *WORDS, *SPACES))
TEXTS = st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=40).map("".join))


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=600, deadline=None)
def test_sentences_joined_are_the_text(text: str, language: str) -> None:
    """Nothing is lost, nothing is added, and no sentence is empty."""
    found = sentences(text, language)
    assert text == "".join(found)
    assert "" not in found


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=200, deadline=None)
def test_white_space_trails(text: str, language: str) -> None:
    """A sentence begins with white space only where the text does."""
    assert not any(sentence[0].isspace() for sentence in sentences(text, language)[1:])


@given(st.data(), TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_protected_spans_are_never_cut(data: st.DataObject, text: str, language: str) -> None:
    """No end of a sentence lies inside a protected span, whatever the spans, and nothing is lost."""
    offset = st.integers(min_value=-2, max_value=len(text) + 2)
    spans = data.draw(st.lists(st.tuples(offset, offset), max_size=6))
    found = sentences(text, language, protected=spans)
    assert text == "".join(found)
    assert not [
        end for end in accumulate(map(len, found)) for start, stop in spans if start < end < min(stop, len(text))
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "scrap",
    [
        ".",
        "A. ",
        "A. B. C. ",
        "(",
        "[",
        '"',
        "'",
        "“",
        "1",
        "1. ",
        "1. 2. 3. ",
        " ",
        "a",
        "\n",
        "\n ",
        '. " ',
        '“(A. "1.) \n',
        "a@",
        "• ",
    ],
)
def test_hostile_text_is_cut_without_loss(scrap: str, language: str) -> None:
    """Fifty thousand characters of the same kind are no harder than any others."""
    text = scrap * (50_000 // len(scrap))
    assert text == "".join(sentences(text, language))


def test_long_blocks_keep_their_blank_lines() -> None:
    """A text far over ten KiB, blank lines in it, comes back whole and with all its sentences."""
    text = "\n\n".join(["Mr. Lee called. Nobody answered."] * 1000)
    found = sentences(text, "en")
    assert text == "".join(found)
    assert 2000 == len(found)


def test_sentences_are_found_wherever_a_long_paragraph_is_cut() -> None:
    """A paragraph longer than what is looked at in one piece has no end of a sentence where a piece ends."""
    text = "One two three, said Mr. Lee of the U.S. Treasury to nobody in particular. " * 300
    assert 300 == len(sentences(text, "en"))
