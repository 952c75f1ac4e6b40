"""The functions of English: rules that a word list cannot hold."""

from __future__ import annotations

from l10n.languages.en.case import may_name, name_phrases, usual_form
from l10n.languages.en.numerals import named_months, says
from l10n.languages.en.sounds import sounds
from l10n.languages.en.words import common_words, inflected, is_english_word
from l10n.languages.grammar import Grammar

GRAMMAR = Grammar(
    is_word=is_english_word,
    says=says,
    named_months=named_months,
    usual_form=usual_form,
    name_phrases=name_phrases,
    inflected=inflected,
    sounds=sounds,
    is_common=lambda word: word in common_words(),
    may_name=may_name,
)
