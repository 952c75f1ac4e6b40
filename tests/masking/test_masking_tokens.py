"""Masking and unmasking."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.formats import FORMATS
from l10n.formats.markdown.codes import inline_codes
from l10n.masking import Style, mask, unmask
from l10n.model import InlineCode, Term

PIECES = st.sampled_from(
    ["QX01", "qx 1", "QX", "XQ", "Q", "X", "1", "0", "http://qx1.y", "http://", ".y", " ", "  ", "word", "서울"]
) | st.sampled_from(
    ["**", "*", "_", "`code`", "[", "](u)", "<b>", "</b>", "&amp;", "{name}", "{{ x }}", "😀", "\n", "."]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join) | st.text(max_size=40)
STYLES = st.sampled_from([0, 1])


@st.composite
def spans(draw: st.DrawFn, text: str) -> list[InlineCode]:
    """Any codes that do not overlap, whatever the text is."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    kinds = st.sampled_from(["open", "close", "code", "placeholder"])
    return [InlineCode(start, end, draw(kinds)) for start, end in pairwise(cuts) if draw(st.booleans())]


@given(TEXTS, STYLES, st.sampled_from([form.codes for form in FORMATS]))
def test_unmask_undoes_mask(text: str, style: Style, codes_of) -> None:  # type: ignore[no-untyped-def]
    """Law 4, for the codes that the formats find, and with words that look like tokens."""
    masked = mask(text, codes_of(text), style=style)
    unmasked = unmask(masked, masked.text)
    assert (text, True) == (unmasked.text, unmasked.intact)


@given(st.data(), TEXTS, STYLES)
def test_unmask_undoes_mask_of_any_spans(data: st.DataObject, text: str, style: Style) -> None:
    """Law 4, wherever codes begin and end."""
    masked = mask(text, data.draw(spans(text)), style=style)
    unmasked = unmask(masked, masked.text)
    assert text == unmasked.text
    assert () == unmasked.lost + unmasked.repeated + unmasked.invented


@given(TEXTS, TEXTS, STYLES)
def test_any_answer_is_understood(text: str, answer: str, style: Style) -> None:
    """Whatever an engine says, a code that is not there once is reported."""
    masked = mask(text, inline_codes(text), style=style)
    unmasked = unmask(masked, answer)
    if unmasked.intact:
        assert all(unmasked.text.count(token.target) >= 1 for token in masked.tokens)


TRUMP = Term("Trump", "트럼프")


@pytest.mark.parametrize(
    ("text", "masked", "answer", "unmasked"),
    [
        ("A **big** deal", "A QX01 big QX02 deal", "QX01 큰 QX02 거래", "**큰** 거래"),
        ("A **big** deal", "A QX01 big QX02 deal", "그 qx01 큰 Qx 02 거래", "그 **큰** 거래"),
        ("A **big** deal", "A QX01 big QX02 deal", "그QX-1큰 QX2은 거래", "그 **큰**은 거래"),
        ("See [the `x`](u).", "See QX01 the QX02.", "QX01 그 QX02.", "[그 `x`](u)."),
        ("(**big**)", "(QX01 big QX02)", "(QX01 큰 QX02)", "(**큰**)"),
        ("**“Big”** deal", "QX01 “Big” QX02 deal", "QX01 “큰” QX02 거래", "**“큰”** 거래"),
        ("pre`x`post", "pre QX01 post", "전 QX01 후", "전`x`후"),
    ],
)
def test_spaces_are_put_in_and_taken_out(text: str, masked: str, answer: str, unmasked: str) -> None:
    """A code that touches a word touches one again, in whatever spelling its token comes back."""
    result = mask(text, inline_codes(text))
    assert masked == result.text
    assert (unmasked, True) == (unmask(result, answer).text, unmask(result, answer).intact)


@pytest.mark.parametrize(
    "answer",
    ["큰 QX02 거래", "QX01 QX01 큰 QX02", "QX02 큰 QX01", "QX01 QX02 큰", "QX01 큰 QX02 QX03", "QX01 큰 QX02 QX", ""],
)
def test_broken_answers(answer: str) -> None:
    """A code lost, repeated, turned around, emptied or invented makes an answer unusable."""
    assert not unmask(mask("A **big** deal", inline_codes("A **big** deal")), answer).intact


@pytest.mark.parametrize("style", [0, 1])
@pytest.mark.parametrize("count", [1, 2, 9, 10, 12])
def test_as_many_tokens_come_back_as_were_sent(count: int, style: Style) -> None:
    """Each token is there once, the first and the last, too: one less, one more, one twice or a number that was never
    given out is reported as what it is."""
    masked = mask(text := " and ".join(f"`{number}`" for number in range(count)), inline_codes(text), style=style)
    tokens = masked.text.split(" and ")
    assert count == len(masked.tokens) == len(tokens)
    assert unmask(masked, masked.text).intact
    for at, token in enumerate(tokens):
        less = unmask(masked, " and ".join(tokens[:at] + tokens[at + 1 :]))
        assert ((masked.tokens[at],), (), (), False) == (less.lost, less.repeated, less.invented, less.intact)
        more = unmask(masked, " and ".join([*tokens, token]))
        assert ((), (masked.tokens[at],), (), False) == (more.lost, more.repeated, more.invented, more.intact)
    for number in (0, count + 1, 100 + count, 10**12 + 1):
        invented = tokens[0].replace("01" if style == 0 else "1", str(number))
        found = unmask(masked, " and ".join([*tokens, invented]))
        assert ((), (), (invented,), False) == (found.lost, found.repeated, found.invented, found.intact)


def test_terms() -> None:
    """A term becomes its translation, with its end reported, and none is masked inside of a code."""
    text = "Trump met `Trump` and Trump’s aides"
    terms = [(0, 5, TRUMP), (11, 16, TRUMP), (22, 27, TRUMP)]
    masked = mask(text, inline_codes(text), terms)
    assert masked.text == "QX01 met QX02 and QX03’s aides"
    unmasked = unmask(masked, "QX01는 QX02와 QX03 측근을 만났다")
    assert unmasked.text == "트럼프는 `Trump`와 트럼프 측근을 만났다"
    assert [unmasked.text[:end] for end in unmasked.term_ends] == ["트럼프", "트럼프는 `Trump`와 트럼프"]


def test_a_term_may_come_back_twice_or_not_at_all() -> None:
    """A lost term is reported, but breaks nothing."""
    masked = mask("Trump and Trump", (), [(0, 5, TRUMP), (10, 15, TRUMP)])
    unmasked = unmask(masked, "QX01와 QX01")
    assert unmasked.intact
    assert unmasked.lost == (masked.tokens[1],)


@pytest.mark.parametrize(("text", "bare"), [("`x` **`y`**.", True), ("`x` and `y`", False), ("Trump", False)])
def test_bare(text: str, bare: bool) -> None:
    """A text of tokens alone needs no engine."""
    assert bare == mask(text, inline_codes(text)).bare
