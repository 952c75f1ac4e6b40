"""Names that no table knows, as they are probably written in another language: by their sound. A guess."""

from __future__ import annotations

import re

from l10n.languages.language import language
from l10n.languages.lexicon import Entry, lexicon

_WORD = re.compile(r"\w+")


def guessed_name(name: str, source: str, target: str) -> str:
    """What the lexicon has for a name, else the transcription of its words; empty where one of them is an ordinary word
    or nobody knows how it sounds."""
    for entry in lexicon(source, target).find(name)[:1]:
        if (entry.start, entry.end) == (0, len(name)):
            return entry.translations[0]
    words = name.split(" ")
    guesses = [guess_at(words, index, source, target) for index in range(len(words))]
    return " ".join(guesses) if all(guesses) else ""


def unknown_names(text: str, source: str, target: str) -> list[Entry]:
    """The single words of a text that are names without an entry in the lexicon and whose sound is known, in order."""
    known = lexicon(source, target).find(text)
    taken = {at for entry in known for at in range(entry.start, entry.end)}
    matches = list(_WORD.finditer(text))
    words = [match.group() for match in matches]
    found = []
    for index, match in enumerate(matches):
        if match.start() not in taken and (guess := guess_at(words, index, source, target)):
            found.append(Entry(match.start(), match.end(), (guess,), is_common=False))
    return found


def guess_at(words: list[str], index: int, source: str, target: str) -> str:
    """The transcription of one of some words in a row; empty for an ordinary word and where its sound is not known."""
    word, own = words[index], language(source).grammar
    if len(word) < 3 or not word[0].isupper() or word.isupper():
        return ""
    usual = own.usual_form([one.lower() for one in words], index)
    sounds = () if usual and usual.islower() else own.sounds(word)
    return language(target).grammar.transcribe(sounds) if sounds else ""
