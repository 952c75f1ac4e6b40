"""The mark at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.formats import codes_of
from l10n.languages.language import Language, language
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity
from l10n.text.prose import COVER, MARK, prose
from l10n.translatable import Text

_STOP, _QUESTION, _EXCLAMATION, _COLON, _SEMICOLON, _ELLIPSIS = ".?!:;…"
_KINDS = {
    **dict.fromkeys(".。．｡।॥۔።။។៕᱾։", _STOP),
    **dict.fromkeys("?？؟՞፧⸮⁇꘏\u037e", _QUESTION),
    **dict.fromkeys("!！՜‼꘎", _EXCLAMATION),
    **dict.fromkeys("‽⁈⁉", _QUESTION + _EXCLAMATION),
    **dict.fromkeys(":：՝", _COLON),
    **dict.fromkeys(";；؛", _SEMICOLON),
    **dict.fromkeys("…⋯・", _ELLIPSIS),
}
_MARKS = "".join(_KINDS)
_CLOSERS = (
    " \t\r\n\u00a0\u202f\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069*_~\"'“”‘’»›«‹」』》〉"
    + MARK
)
_ASKING = frozenset("?!")
_QUOTES = "\"'“”‘’»«"
_QUOTED = re.compile(f"[{_QUOTES}]")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Za-zÀ-ÿЀ-ӿ.]{1,3}|etc|Inc|Ltd|Corp|Sept|approx)\.\Z")

_OTHER_MARKS = frozenset({"greek-question", "marks-within"})
"""Traits of languages that mark a question with a semicolon, or within the word."""
_PLAIN = frozenset(".?!:…")


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a text."""

    kinds: frozenset[str]
    """The marks, each as the ASCII sign of its kind."""
    before: str = ""
    """The text before them."""
    quoted: bool = False
    """Whether a quotation mark closes the text."""
    open: bool = False
    """Whether the text ends with a placeholder, code or an address, so that its real end is not known."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation ends with the mark that its locale writes for the source's; headings need none, and in Korean and
    Japanese only sentences end with a stop."""
    if _same_plain_end(pair.source, pair.target) and pair.language.traits.isdisjoint(_OTHER_MARKS):
        return
    wanted, found = ending_of(pair, source=True), ending_of(pair, source=False)
    if wanted.kinds == found.kinds or wanted.open or found.open:
        return
    if pair.type not in UNSPLIT_TYPES and not _fits(wanted, found, pair.language):
        style = _is_style(wanted, found, pair)
        severity = Severity.INFO if style else Severity.WARNING
        text = Text("ends with {found}, the source with {wanted}", found=_shown(found), wanted=_shown(wanted))
        end = len(pair.target.rstrip())
        yield Diagnostic("end-punctuation", severity, text, max(0, end - 1), end)


def ending_of(pair: Pair, *, source: bool) -> Ending:
    """How a pair's source, or its translation, ends."""
    text, locale = (pair.source, pair.source_locale) if source else (pair.target, pair.locale)
    return _ending(prose(text, codes_of(pair.format)), locale)


def _same_plain_end(source: str, target: str) -> bool:
    """Whether both texts end with a letter, or with a letter and the same mark, as most do."""
    if source[-1:].isalpha() and target[-1:].isalpha():
        return True
    return source[-1:] == target[-1:] and source[-1:] in _PLAIN and source[-2:-1].isalpha() and target[-2:-1].isalpha()


@lru_cache(maxsize=64)
def _ending(text: str, locale: str) -> Ending:
    """The end of a text, given its prose view."""
    traits = language(locale).traits
    end = len(text.rstrip(_CLOSERS))
    if end and text[end - 1] == COVER:
        return Ending(frozenset(), open=True)
    tail = text[max(0, end - 80) : end]
    if "marks-within" in traits and (inner := re.search(r"[՞՜]\S{0,30}\Z", tail)):
        return Ending(frozenset(_KINDS[inner[0][0]]), tail)
    before = tail.rstrip(_MARKS)
    if before == tail:
        return Ending(frozenset(), tail, quoted=bool(_QUOTED.search(text, end)))
    within = before.rstrip(_QUOTES)
    if tail[len(before) :] == _STOP and within != before and within[-1:] in _ASKING:
        tail, before = within, within.rstrip(_MARKS)  # the mark of a quotation before the stop: "Go!".
    marks = re.sub(r"\.{2,}|。{2,}|・{3,}", "…", tail[len(before) :])
    if "greek-question" in traits:
        marks = marks.replace(";", "?").replace("\u0387", ";")
    kinds = frozenset("".join(_KINDS[mark] for mark in marks))
    return Ending(kinds, before.rstrip(), quoted=bool(_QUOTED.search(text, end)))


def _fits(wanted: Ending, found: Ending, language: Language) -> bool:
    """Whether the marks found are right in the language, though they are not the source's."""
    if {_COLON} <= wanted.kinds & found.kinds:
        return True  # what stands before the colon is the end of an abbreviation, or of a sentence
    if "no-period" in language.traits and wanted.kinds | found.kinds <= {_STOP}:
        return True
    if "no-question-mark" in language.traits and wanted.kinds == {_QUESTION} and found.kinds <= {_STOP}:
        return True
    if wanted.kinds == {_STOP} and not found.kinds:
        if _ABBREVIATION.search(wanted.before + "."):
            return True
        if "phrases-without-stop" in language.traits:
            return found.quoted or not language.is_sentence(found.before)  # a quoted sentence may do without
        return False
    if found.kinds == {_STOP} and not wanted.kinds:
        if may_end := language.grammar.may_end:
            return not found.before[-1:].isalpha() or may_end(found.before)
        return bool(_ABBREVIATION.search(found.before + ".")) or language.is_sentence(found.before)
    if "phrases-without-stop" not in language.traits:
        return False
    if wanted.quoted and found.kinds == {_STOP} and "verb-final" in language.traits:
        return True  # the speech that ends the source stands before its verb
    if wanted.kinds == {_SEMICOLON}:
        return found.kinds <= {_STOP}  # an item of a list
    if found.kinds == {_STOP}:
        # A list that follows is announced with a colon in English; exclamations are rare in polite Korean and Japanese.
        return wanted.kinds in ({_COLON}, {_EXCLAMATION})
    if found.kinds == {_ELLIPSIS} and (not wanted.kinds or found.before[-1:].isdigit()):
        return True  # a headline, or 3.14...
    if wanted.kinds == {_EXCLAMATION} and not found.kinds and not language.is_sentence(found.before):
        return True
    # A label of a few words.
    return (
        wanted.kinds == {_QUESTION}
        and not found.kinds
        and len(wanted.before.split()) <= 8
        and not language.is_sentence(found.before)
        and not (language.grammar.asks and language.grammar.asks(found.before))
    )


def _is_style(wanted: Ending, found: Ending, pair: Pair) -> bool:
    """Whether a translator may have wanted it: a question recast as a request, the colon of a program's label."""
    if not (asks := pair.language.grammar.asks):
        return False
    if wanted.kinds == {_QUESTION} and found.kinds == {_STOP}:
        return not asks(found.before)
    if wanted.kinds == {_STOP} and found.kinds == {_QUESTION}:
        return True
    if not wanted.kinds and found.kinds in ({_QUESTION}, {_EXCLAMATION}):
        return len(wanted.before.split()) > 3  # a headline
    return not wanted.kinds and found.kinds == {_COLON} and not pair.format


def _shown(ending: Ending) -> str | Text:
    return " ".join(sorted(ending.kinds)) or Text("no mark")


CHECK = Check("end-punctuation", Severity.WARNING, run, drafts="ignored")
