"""Sentences of a text that its translation lacks."""

from l10n.alignment.missing import Sentence, missing_sentences


def _sentences(*lengths: float) -> list[Sentence]:
    return [Sentence(length) for length in lengths]


def test_a_missing_sentence_is_found_though_another_one_was_cut_in_two() -> None:
    """As many sentences on both sides are no proof that none is missing."""
    assert (1,) == missing_sentences(_sentences(100, 80, 100), _sentences(100, 50, 50))


def test_nothing_is_missing_where_lengths_fit() -> None:
    """Sentences that are as long as those of the source have translated them."""
    assert () == missing_sentences(_sentences(100, 80, 100), _sentences(95, 85, 104))
