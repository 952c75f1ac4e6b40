"""What Korean does that words alone do not say."""

from __future__ import annotations

from l10n.languages.grammar import Grammar
from l10n.languages.ko.particles import agree, resolve_combined
from l10n.languages.ko.styles import plain_style
from l10n.languages.ko.words import words


def is_word_like_ending(text: str) -> bool:
    """Whether the last word is a noun that ends like a verb: 바다."""
    return text.split()[-1] in words("ends like a verb")


GRAMMAR = Grammar(
    agree=agree,
    resolve=resolve_combined,
    plain_style=plain_style,
    is_word_like_ending=is_word_like_ending,
)
