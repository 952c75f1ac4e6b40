"""A language as one value, read from one text file in `words/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import import_module, resources
from typing import Literal, cast, get_args

from l10n.languages.grammar import Grammar
from l10n.languages.tables import read_sections

HeadingCase = Literal["title", "sentence", "nouns", "none"]
Quotes = tuple[str, str]

TRAITS: Mapping[str, str] = {
    "dates": "dates are written 2025. 6. 7.",
    "declines": "names have endings of case: Leego, Lees",
    "dotted-capital": "the capital of i is İ",
    "elision": "words lose a vowel before an apostrophe (l’homme), so single marks alone are no quotation",
    "glued": "words are joined to particles, and blanks between them vary; unspaced languages need not say it",
    "greek-question": "the semicolon asks",
    "guillemets-only": "readers see other quotation marks than « » as foreign",
    "han-numerals": "numbers are said in Han characters: 三十",
    "marks-within": "a question is marked within its word",
    "myriads": "numbers are counted in ten thousands, and months by number: 120万, 7月",
    "no-period": "sentences carry no period, so that a short word with one is an abbreviation",
    "no-question-mark": "questions carry no mark",
    "ordinals": "a number with a period may be an ordinal before a noun in capitals: 2. Weltkrieg",
    "phrases-without-stop": "only sentences end with a stop, and labels of a few words with no mark at all",
    "plain-capitals": "capitals carry no accents",
    "plain-style": "newspapers write a plain style, and the grammar can turn the polite one into it",
    "prefixes": "articles and prepositions are joined to the front of a word",
    "reduplicates": "words are doubled to say each, very or a plural",
    "uninflected": "nouns have no endings of their own, so that any term can be put into a sentence",
    "s-plurals": "nouns take s or es in the plural",
    "unspaced": "words carry no spaces between them",
    "verb-final": "a quotation inside a sentence is followed by its verb",
}
"""The traits that a language's file may list under `[traits]`."""


@dataclass(frozen=True, slots=True)
class Typography:
    """The quotation marks, dashes and spaces that a careful printer of the language uses."""

    quotes: Quotes = ("“", "”")
    inner_quotes: Quotes = ("‘", "’")
    """The pair for a quotation inside a quotation."""
    other_quotes: tuple[Quotes, ...] = ()
    """Other pairs in use: for titles, or by other publishers."""
    quote_space: str = ""
    """The space inside « and »: a no-break space in French."""
    apostrophe: str = "’"
    ellipsis: str = "…"
    dashes: tuple[str, str] = (" – ", " – ")
    """The dash that opens an aside, with its spaces, and the one that closes it."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """ASCII mark -> the mark that the language writes instead: `؟` for `?` in Arabic."""
    mark_space: Mapping[str, str] = field(default_factory=dict)
    """Mark -> the space before it: in French before `:`, `;`, `!` and `?`."""

    @property
    def pairs(self) -> tuple[Quotes, ...]:
        """Every pair of quotation marks that the language has, the usual one first."""
        return tuple(dict.fromkeys((self.quotes, self.inner_quotes, *self.other_quotes)))


@dataclass(frozen=True, slots=True)
class Language:
    """The words and habits of one language; every word is written without its final period."""

    code: str
    """The language's subtag, `pt` of `pt_BR`."""
    script: str = ""
    """The ISO 15924 code of its script; empty when it is not known."""
    traits: frozenset[str] = frozenset()
    """See TRAITS."""
    typography: Typography = Typography()
    heading_case: HeadingCase = "sentence"
    """How headings are written: in Title Case, as a sentence, as a sentence with capitalized nouns, or without case."""
    sentence_space: str = " "
    """What stands between two sentences of a paragraph."""
    density: float = 1.0
    """About how many letters of an alphabet one character stands for."""
    style: str = ""
    """The style of articles, in words for a language model."""
    translation: tuple[str, ...] = ()
    """The word "translation", with which a language model may begin its answer."""

    titles: frozenset[str] = frozenset()
    """Abbreviations before a name or a noun; they never end a sentence: Mr, Dr, Mt."""
    references: frozenset[str] = frozenset()
    """Abbreviations before a number: No, Fig, vol. Elsewhere they count as ordinary words."""
    abbreviations: frozenset[str] = frozenset()
    """Abbreviations that end a sentence only if a starter follows: Inc, etc, U.S."""
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
    bylines: frozenset[str] = frozenset()
    """The words before the names of an article's authors, in small letters: by."""
    particles: frozenset[str] = frozenset()
    """Particles that follow a quotation inside its sentence: Korean 라고, Japanese と."""
    determiners: frozenset[str] = frozenset()
    """Words before a noun that say which one: the, his."""
    doubled: frozenset[str] = frozenset()
    """Words that grammar may put twice in a row: had had."""
    endings: tuple[str, ...] = ()
    """Endings of a sentence before its final mark."""
    ends: str = ""
    """Terminators of this language alone: the Armenian colon, the Greek semicolon."""
    sentencex: str = ""
    """The language whose abbreviations sentencex adds. It takes the English ones for a language that it does not know;
    `none` prevents that."""

    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A number -> words that say it, or beginnings of words, marked by a hyphen (`миллион-`). Listed are cardinals and
    ordinals up to 12, the tens, and words that translators turn into digits."""
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A power of ten -> the words that multiply the number before them; beginnings of words as above."""
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`%` and `°` -> beginnings of the words that say them."""
    time: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`clock`, `before-clock`, `month`, `hours`, `minutes`, `years`, `months`, `decade`: the words beside numbers."""
    negators: tuple[str, ...] = ()
    """Expressions of what negates a sentence, when the language is a source's."""
    affirmations: tuple[str, ...] = ()
    """Expressions of phrases with a negator that do not negate, or that other languages often say without one."""
    negation: tuple[str, ...] = ()
    """Expressions of all that may negate, when the language is a translation's; empty where that is not known."""
    unfinished: tuple[str, ...] = ()
    """Ends of words behind which a sentence goes on; empty where none are known."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Currency, `percent` or percentage `point` -> expressions of what stands behind a number of it; ␣ is a blank, a
    hyphen or nothing."""
    money: tuple[str, ...] = ()
    """Words behind an amount or a measure: 달러, 퍼센트."""

    @property
    def unspaced(self) -> bool:
        """Whether words carry no spaces between them."""
        return "unspaced" in self.traits

    @property
    def glued(self) -> bool:
        """Whether spaces do not mark all word boundaries: there are none, or particles are joined to words."""
        return self.unspaced or "glued" in self.traits

    @property
    def grammar(self) -> Grammar:
        """The functions in the language's own folder; the defaults if it has none."""
        return _grammar(self.code)

    def is_sentence(self, text: str) -> bool:
        """Whether a text without its final mark surely ends like a sentence; False where no endings are known."""
        return text.endswith(self.endings) and not self.grammar.is_word_like_ending(text)


@lru_cache(maxsize=256)
def language(tag: str) -> Language:
    """The language of a locale tag in any spelling, with the habits of its script or region. A language without a file
    has the words of `base.txt` and no traits."""
    code, *subtags = re.split(r"[_\-@.]", tag)
    scripts = [part.title() for part in subtags if len(part) == 4 and part.isalpha()]
    regions = [part.upper() for part in subtags if re.fullmatch(r"[A-Za-z]{2}|\d{3}", part)]
    return _language(code.lower(), *scripts[:1], *regions[:1])


@cache
def _language(code: str, *subtags: str) -> Language:
    tags = [f"{code}_{subtag}" for subtag in subtags]
    sections = _sections(next((tag for tag in (*tags, code) if tag in registered()), "base"))
    found = _built(code, sections)
    return replace(found, script=subtags[0]) if subtags and len(subtags[0]) == 4 else found


@cache
def registered() -> frozenset[str]:
    """The tags that have a file: languages, and regions and scripts with habits of their own."""
    files = (resources.files(__package__) / "words").iterdir()
    return frozenset(file.name.removesuffix(".txt") for file in files if file.name != "base.txt")


@cache
def _grammar(code: str) -> Grammar:
    if not code or not (resources.files(__package__) / code / "__init__.py").is_file():
        return Grammar()
    grammar: Grammar = import_module(f"{__package__}.{code}.functions").GRAMMAR
    return grammar


_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn", ""})
_SHARED = (
    "titles",
    "references",
    "abbreviations",
    "starters",
    "months",
    "always-capital",
    "names",
    "speech",
    "bylines",
    "particles",
)
_ADDED = (*_SHARED, "time", "money")
"""Sections that add to those of the parent file (see `_sections`); any other section replaces the parent's."""
SECTIONS = frozenset(
    "like script quotes other-quotes quote-space apostrophe ellipsis dash marks mark-space heading-case sentence-space "
    "density traits style translation determiners doubled endings ends sentencex numbers scales signs time "
    "units money unfinished negators affirmations negation".split()
) | {*_SHARED}
"""The sections that a file may have."""


@cache
def _sections(tag: str) -> Mapping[str, list[str]]:
    """The sections of a language's file over those of its parent. `[like]` names the parent, by default the language of
    a region and `base.txt` for a language; `nothing` means none. Raises ValueError for an unknown section."""
    sections = read_sections((resources.files(__package__) / "words" / f"{tag}.txt").read_text(encoding="utf-8"))
    if unknown := sections.keys() - SECTIONS:
        raise ValueError(f"{tag}.txt: unknown sections {sorted(unknown)}")
    (like,) = sections.pop("like", [tag.partition("_")[0] if "_" in tag else "base" if tag != "base" else "nothing"])
    below = _sections(like) if like != "nothing" else {}
    return {**below, **sections, **{name: below.get(name, []) + sections.get(name, []) for name in _ADDED}}


def _built(code: str, sections: Mapping[str, list[str]]) -> Language:
    """The language of these sections. Raises ValueError for an invalid trait, heading case or pair of marks."""

    def words(section: str) -> tuple[str, ...]:
        return tuple(sections.get(section, ()))

    def expressions(section: str) -> tuple[str, ...]:
        return tuple(word.replace("␣", " ") for word in words(section))

    def one(section: str, default: str) -> str:
        return "".join(sections.get(section, [default]))

    def table(section: str) -> dict[str, tuple[str, ...]]:
        return _table(words(section))

    def pairs(section: str) -> tuple[Quotes, ...]:
        marks = words(section)
        return tuple(zip(marks[::2], marks[1::2], strict=True))

    traits = frozenset(words("traits"))
    if unknown := traits - TRAITS.keys():
        raise ValueError(f"{code}: unknown traits {sorted(unknown)}")
    script = one("script", "")
    case = one("heading-case", "sentence" if script in _CASED else "none")
    if case not in get_args(HeadingCase):
        raise ValueError(f"{code}: unknown heading-case {case!r}")
    quotes, inner = pairs("quotes") or (("“", "”"), ("‘", "’"))
    dashes = words("dash") or (" – ",)
    return Language(
        code=code,
        script=script,
        traits=traits,
        typography=Typography(
            quotes=quotes,
            inner_quotes=inner,
            other_quotes=pairs("other-quotes"),
            quote_space=one("quote-space", ""),
            apostrophe=one("apostrophe", "’"),
            ellipsis=one("ellipsis", "…"),
            dashes=(dashes[0], dashes[-1]),
            marks={mark[0]: mark[1:] for mark in words("marks")},
            mark_space={mark[0]: mark[1:] for mark in words("mark-space")},
        ),
        heading_case=cast(HeadingCase, case),
        sentence_space="" if "none" in words("sentence-space") else " ",
        density=float(one("density", "1")),
        style=" ".join(words("style")),
        translation=words("translation"),
        **{name.replace("-", "_"): frozenset(words(name)) for name in (*_SHARED, "determiners", "doubled")},
        endings=words("endings"),
        ends=one("ends", ""),
        sentencex=one("sentencex", ""),
        numbers=table("numbers"),
        scales=table("scales"),
        signs=table("signs"),
        negators=expressions("negators"),
        affirmations=expressions("affirmations"),
        negation=expressions("negation"),
        unfinished=words("unfinished"),
        units=table("units"),
        time=table("time"),
        money=words("money"),
    )


def _table(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """`1: one first 2: two` as keys and their words."""
    table: dict[str, tuple[str, ...]] = {}
    key = ""
    for word in words:
        if word.endswith(":"):
            key = word[:-1]
            table.setdefault(key, ())
        else:
            table[key] += (word,)
    return table
