"""How English words are written in the middle of a sentence: names with capitals, acronyms, words in small letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from l10n.languages.en.words import base_words, common_words, forms_of, is_english_word
from l10n.languages.tables import read_lines, read_sections

_TITLES = frozenset("pm mp rep sen gen mr mrs ms dr sir lord lady judge justice".split())
_BEFORE_MONTHS = frozenset("in on of since until till by from last next this early late mid".split())
_MONTHS = frozenset({"march", "may"})
_BEFORE_US = frozenset(
    "to for of with let tell give all both help told gave made make shows show between among".split()
)
_BEFORE_NAMES = frozenset(
    """
    president senator sen gov governor congressman congresswoman chancellor king queen prince princess pope sir dame
    lord lady hurricane typhoon cyclone lake mount cape fort port saint st general colonel captain sergeant lieutenant
    professor chairman secretary mayor judge justice detective inspector father uncle aunt
    """.split()
)
_BEHIND_NAMES = frozenset(
    """
    street avenue road boulevard crescent river lake valley beach bay island islands county university college hospital
    airport stadium arena cathedral church castle abbey palace bridge hall hotel museum theatre theater square park city
    strait academy institute society association foundation festival network channel news post times herald tribune
    telegraph journal gazette press radio bank group corporation airlines airways motors electronics pharmacy club
    league cup prize award awards trust
    """.split()
)
"""What a name often has behind it as a part of it: Childers Street, Fox News, Rady Children's Hospital."""
_IN_NAMES = frozenset(
    """
    business children's city coast community county elementary fire general health high international law medical
    memorial metro middle national navy police primary public regional secondary state technical weather women's
    """.split()
)
"""What stands in a name between the proper word and what is named: Harvard Medical School, Austin Fire Department."""
_BODIES = frozenset(
    """
    academy administration agency alliance association authority board bureau center centre college commission committee
    council court department federation festival foundation fund institute institution ministry museum network office
    organization organisation party project school service society trust union university
    """.split()
)
"""What bodies are called; a name's part with words of _IN_NAMES behind a name, or with two of _KINDS behind `the`."""
_KINDS = frozenset(
    """
    advanced agricultural atomic banking budget business citizen citizens civil climate conservation consumer credit
    criminal customs defence defense development drug economic education electoral employment energy environment
    environmental federal finance financial food foreign geological global health housing human immigration industrial
    information intelligence international judiciary justice labor labour land marine medical meteorological monetary
    national natural nuclear nutrition ocean oceanic parliamentary planning policy poverty prevention prison projects
    protection public reform regulatory research resources rights road safety science security social space statistics
    taxpayers technology trade transport transportation treasury veterans water weather welfare wildlife workers
    """.split()
)
"""What such a body is for."""
_MINISTERS = frozenset("prime foreign finance defense defence interior deputy energy health justice trade".split())
_DERIVED_FROM_A_WORD = re.compile(r"([a-z]+)(?:(?<!b)ly|ness)")
"""Derived words whose stem is a word; what else ends like them is more often a name: Coulibaly, Furness."""
_ADJECTIVE = re.compile(r"(?:[aei]an|ish|ese|ench|utch|reek|day|[^a-z].*|ary|ber)s?\Z")
"""Names that make no longer name with the word behind them: peoples, days and months."""
_PREFIXED = re.compile(
    r"(?:anti|co|counter|dis|down|fore|inter|mid|mis|non|out|over|post|pre|re|self|semi|sub|un|under|up)-?"
)
_SECOND_PARTS = frozenset(
    """
    away back ball bird board boat book bound bow box boy break breaker card case craft day down drop face fall fight
    fighter fire fish flight girl goer grass ground growing guard hand head hold holder hole holiday house keeper kind
    lash light like line list load lock long maker making man mark mate men minded nap night off out over owner pack
    paper pass past person piece place plan play player point pot power print proof rage rail rise road room sail screen
    set shed shell ship shot side sight slide space spell spot staff stage stick stop storm strong table tail tax term
    time track trap tree truck up view walk wall ware wash watch water wave way wear week weight wheel wide width will
    window wire wise woman women word work worker works world worthy yard year
    """.split()
)
"""What ends a compound; the last parts of places and surnames (field, ford, man, stone, well, wood) are not here."""


def usual_form(words: Sequence[str], index: int) -> str:
    """How one of some words in a row, all in small letters, is written there; empty for a word that is not known.

    `seoul` gives `Seoul`, `nato` gives `NATO`; `bill` gives `Bill` before `clinton`, else `bill`; `us` gives `US` but
    behind `to`.
    """
    word = words[index]
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    forms = _forms(word)
    if word == "us" and before in _BEFORE_US:
        return word
    if word in _MONTHS and (before in _BEFORE_MONTHS or after[:1].isdigit()):
        return _capital(word)
    if (word in _BEFORE_NAMES and _is_name(after)) or (word in _BEHIND_NAMES and _ends_name(words[:index])):
        return _capital(word)
    if after in _BEHIND_NAMES and _is_name(before) and len(word) > 3:
        return _capital(word)
    if _in_body(words, index) or _in_office(words, index):
        return _capital(word)
    if len(forms) > 1:
        behind_name = before in _TITLES or (before in _sections()["given-names"] and len(_forms(before)) == 1)
        first_name = word in _sections()["given-names"]
        if behind_name or (first_name and after.isalpha() and _forms(after)[:1] in ((), (_capital(after),))):
            return forms[1]
    return forms[0] if forms else ""


def _in_body(words: Sequence[str], index: int) -> bool:
    """Whether a word is part of a body's name: a name, words of `_IN_NAMES`, a body; or two of its kinds, a body."""
    last = index
    while last < len(words) and words[last] in _KINDS | _IN_NAMES:
        last += 1
    if last == len(words) or words[last] not in _BODIES | _BEHIND_NAMES:
        if words[index] not in _BODIES | _BEHIND_NAMES:
            return False
        last = index
    first = last
    while first and words[first - 1] in _KINDS | _IN_NAMES:
        first -= 1
    if first < last and first and _is_name(words[first - 1]):
        return True
    return last - first > 1 and first > 0 and words[first - 1] == "the" and words[last] in _BODIES


def _in_office(words: Sequence[str], index: int) -> bool:
    """Whether a word is part of an office before its holder's name: Foreign Minister Ri, Secretary of State Pompeo."""
    if words[index] in _MINISTERS and words[index + 1 : index + 2] == ["minister"]:
        return _is_name("".join(words[index + 2 : index + 3]))
    if words[index] == "minister" and index and words[index - 1] in _MINISTERS:
        return _is_name("".join(words[index + 1 : index + 2]))
    for first in (index, index - 2):
        if first >= 0 and words[first : first + 3] == ["secretary", "of", "state"]:
            return _is_name("".join(words[first + 3 : first + 4]))
    return False


def may_name(word: str) -> bool:
    """Whether a word in small letters is a person's name as well: cook, bell, young."""
    return len(_forms(word)) > 1


def _ends_name(before: Sequence[str]) -> bool:
    """Whether a name ends some words, or the word before the last: Fox, Fox Business."""
    return any(_is_name(word) for word in before[-2:])


def _is_name(word: str) -> bool:
    if len(word) < 3 or not word.isalpha() or _ADJECTIVE.search(word):
        return False
    return _forms(word)[:1] in ((), (_capital(word),))


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    """The forms of a word, the usual one first."""
    sections = _sections()
    if form := _capitals_of_their_own().get(word):
        return (form,)
    if word in sections["capitals"]:
        return (_capital(word),)
    if match := re.fullmatch("mc([a-z]{3,})", word):
        return ("Mc" + match[1].capitalize(),)
    if word in sections["given-names"] or word in sections["surnames"]:
        known = word in base_words() or word in sections["words"]
        if word in sections["surnames"] or word.endswith("s"):  # Weeks, Miles; but no Peter is one who pets
            known = known or _is_word(word)
        return (word, _capital(word)) if known else (_capital(word),)
    return (word,) if _is_word(word) or _is_derived(word) else ()


def _is_word(word: str) -> bool:
    if word in _words() or word in common_words():
        return True
    if not is_english_word(word):
        return False
    match = _DERIVED_FROM_A_WORD.fullmatch(word)
    return not match or _has_stem(match[1])


def _has_stem(stem: str) -> bool:
    """Whether a stem is that of a word: `tid` of `tidy` in `tidily`, `symbolical` for its ending."""
    stems = {stem, stem + "e", re.sub("i\\Z", "y", stem)}
    return any(one in _words() or is_english_word(one) for one in stems) or bool(re.search(r"(?:al|ic|ish|y)\Z", stem))


def _is_derived(word: str) -> bool:
    """Whether a word is made of a prefix and a word, or of two words of which the second is no end of a name."""
    if (match := _PREFIXED.match(word)) and len(word) - match.end() > 2 and _is_word(word[match.end() :]):
        return True
    stem = word.removesuffix("s")
    return any(
        stem.endswith(part) and len(stem) - len(part) > 2 and stem[: -len(part)] in common_words()
        for part in _SECOND_PARTS
    )


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


@cache
def name_phrases() -> Mapping[str, str]:
    """Names of several words, by how they are in small letters."""
    return {line.lower(): line for line in read_lines(Path(__file__).with_name("names.txt"))}


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    sections = read_sections(Path(__file__).with_name("case.txt").read_text("utf-8"))
    return {name: frozenset(words) for name, words in sections.items()}


@cache
def _capitals_of_their_own() -> Mapping[str, str]:
    return {form.lower(): form for form in _sections()["forms"]}


@cache
def _words() -> frozenset[str]:
    return frozenset(form for word in _sections()["words"] for form in forms_of(word))
