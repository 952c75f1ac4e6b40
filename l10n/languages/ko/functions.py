"""The functions of Korean: rules that a word list cannot hold."""

from __future__ import annotations

from l10n.languages.grammar import Grammar
from l10n.languages.ko.names import spells, varies
from l10n.languages.ko.numerals import amounts, says
from l10n.languages.ko.particles import agree, rejoin, resolve_combined
from l10n.languages.ko.sentences import asks, is_word_like_ending, may_end
from l10n.languages.ko.styles import plain_style
from l10n.languages.ko.transcription import transcribe
from l10n.languages.ko.words import is_particle, is_repeated

GRAMMAR = Grammar(
    agree=agree,
    rejoin=rejoin,
    resolve=resolve_combined,
    plain_style=plain_style,
    is_word_like_ending=is_word_like_ending,
    is_particle=is_particle,
    may_end=may_end,
    asks=asks,
    is_repeated=is_repeated,
    says=says,
    amounts=amounts,
    transcribe=transcribe,
    spells=spells,
    varies=varies,
)
