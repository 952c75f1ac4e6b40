"""Which sentences, and which words, of a text and of its translation belong together."""

from __future__ import annotations

from l10n.alignment.lexicon import Lexicon, similarity
from l10n.alignment.links import Links, link_words
from l10n.alignment.sentences import Bead, align
from l10n.alignment.words import Word, words_of

__all__ = ["Bead", "Lexicon", "Links", "Word", "align", "link_words", "similarity", "words_of"]
