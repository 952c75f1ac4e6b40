"""What the segmenter knows of a language: a text file of words in `languages/`, one section a kind of word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from l10n import locales

_SAME_AS = {
    "nn": "nb",
    "no": "nb",
    "sr": "hr",
    "bs": "hr",
    "sh": "hr",
    "in": "id",
    "ms": "id",
    "iw": "he",
    "be": "ru",
    "gl": "pt",
    "yue": "zh",
}
"""Languages that share another's file: old tags, and close relatives with the same abbreviations."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words and habits of one language; every word is written without its final period."""

    code: str
    titles: frozenset[str] = frozenset()
    """Abbreviations that stand before a name or a noun, and so never end a sentence: Mr, Dr, Mt."""
    references: frozenset[str] = frozenset()
    """Abbreviations that stand before a number: No, Fig, vol. Before anything else they are words like others."""
    abbreviations: frozenset[str] = frozenset()
    """Abbreviations that may end a sentence, and do so only before a word that begins one: Inc, etc, U.S."""
    starters: frozenset[str] = frozenset()
    """Words that, capitalized in the middle of a text, begin a sentence: The, However."""
    months: frozenset[str] = frozenset()
    """Words that follow the ordinal number of a date: 7. Januar."""
    always_capital: frozenset[str] = frozenset()
    """Words whose capital proves nothing: English I, I'm, I'd."""
    names: frozenset[str] = frozenset()
    """Names that end in a terminator: Yahoo!"""
    speech: frozenset[str] = frozenset()
    """Verbs of speech, which follow a quotation and its speaker: said, asked."""
    particles: frozenset[str] = frozenset()
    """What follows a quotation in the sentence that quotes it: Korean 라고, Japanese と."""
    ends: str = ""
    """Terminators of this language alone: the Armenian colon, the Greek semicolon."""
    sentencex: str = ""
    """The language whose words sentencex is to know, where it does not know this one and would take English ones."""
    traits: frozenset[str] = field(default_factory=frozenset)
    """`ordinals`: a number with a period may be an ordinal before a noun in capitals (German);
    `unspaced`: words carry no spaces between them (Chinese, Japanese, Thai);
    `verb-final`: a quotation inside a sentence is followed by its verb (Korean, Japanese);
    `dates`: dates are written 2025. 6. 7.;
    `no-period`: sentences carry no period, so that a short word with one is an abbreviation (Thai)."""

    def __post_init__(self) -> None:
        unknown = self.traits - {"ordinals", "unspaced", "verb-final", "dates", "no-period"}
        if unknown:
            raise ValueError(f"{self.code}: unknown traits {sorted(unknown)}")


def language(tag: str) -> Language:
    """The language of a locale tag in any spelling; one without a file of its own gets the words of `base.txt`."""
    code = locales.language(tag)
    return _load(_SAME_AS.get(code, code))


@cache
def _load(code: str) -> Language:
    folder = resources.files(__package__) / "words"
    base = read_sections((folder / "base.txt").read_text(encoding="utf-8"))
    path = folder / f"{code}.txt"
    own = read_sections(path.read_text(encoding="utf-8")) if code.isalpha() and path.is_file() else {}

    def words(section: str) -> frozenset[str]:
        return frozenset(own.get(section, ())) | frozenset(base.get(section, ()))

    return Language(
        code=code,
        titles=words("titles"),
        references=words("references"),
        abbreviations=words("abbreviations"),
        starters=words("starters"),
        months=words("months"),
        always_capital=words("always-capital"),
        names=words("names"),
        speech=words("speech"),
        particles=words("particles"),
        ends="".join(own.get("ends", ())),
        sentencex="".join(own.get("sentencex", ())),
        traits=frozenset(own.get("traits", ())),
    )


def read_sections(text: str) -> dict[str, list[str]]:
    """`[section]` lines, words between blanks, `#` to the end of the line is a comment."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if content.startswith("["):
            words = sections.setdefault(content.strip("[]"), [])
        else:
            words.extend(content.split())
    return sections
