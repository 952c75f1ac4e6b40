"""Whether a translation uses a term, with any particles and endings of its language."""

import re
import unicodedata

from l10n.languages.language import language

_WORD = re.compile(r"\w+")


def term_used(target: str, term: str, locale: str) -> bool:
    """Whether `term`, a translation from the glossary, occurs in `target`, in any case and inflection. In Korean,
    Japanese, Chinese and Thai it may stand anywhere, with any blanks, and with particles behind it. In other languages
    its words stand in a row, each unchanged or with another ending (`tarifas` for `tarifa`)."""
    target, term = (unicodedata.normalize("NFC", text).casefold() for text in (target, term))
    known = language(locale)
    if known.glued:
        return _squeezed(term) in _squeezed(target)
    wanted = _WORD.findall(term)
    words = _WORD.findall(target)
    if not wanted:
        return term.strip() in target
    prefixed = "prefixes" in known.traits
    return any(
        all(_inflected(want, word, prefixed) for want, word in zip(wanted, words[start:], strict=False))
        for start, word in enumerate(words[: len(words) - len(wanted) + 1])
        if prefixed or word[0] == wanted[0][0]
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _inflected(term: str, word: str, prefixed: bool) -> bool:
    """Whether a word of the text is the term's word, unchanged, with an added ending, or with another ending."""
    if term == word:
        return True
    if len(term) < 4:
        return word in (term + "s", term + "es")
    if word.startswith(term) or (prefixed and term in word):
        return True
    changeable = min(3, (len(term) - 2) // 2)
    return len(word) <= len(term) + 4 and word.startswith(term[: len(term) - changeable])
