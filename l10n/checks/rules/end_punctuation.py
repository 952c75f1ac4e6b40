"""The mark at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko.words import words
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity
from l10n.text.prose import COVER, prose
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
)
_CLOSING_TAG = re.compile(r"<[^<>]{1,300}>\Z")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Za-zÀ-ÿЀ-ӿ.]{1,3}|etc|Inc|Ltd|Corp|Sept|approx)\.\Z")

_NO_STOP = frozenset({"th", "lo"})
_NO_QUESTION_MARK = frozenset({"th", "lo", "my", "km"})
_PHRASE_WITHOUT_STOP = frozenset({"ko", "ja"})
_OTHER_MARKS = frozenset({"el", "hy"})
"""Languages that ask with a semicolon, or within the word."""
_PLAIN = frozenset(".?!:…")


@dataclass(frozen=True, slots=True)
class _Ending:
    kinds: frozenset[str]
    """The marks, each as the ASCII sign of its kind."""
    before: str = ""
    """What stands before them."""
    open: bool = False
    """Whether the text ends with a placeholder, code or an address, so that nobody can say what ends it."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation ends with the mark that its locale writes for the source's; headings need none, and in Korean and
    Japanese only sentences end with a stop."""
    if _same_plain_end(pair.source, pair.target) and pair.language not in _OTHER_MARKS:
        return
    wanted, found = _ending(pair.source, pair.source_language), _ending(pair.target, pair.language)
    if wanted.kinds == found.kinds or wanted.open or found.open:
        return
    if pair.type not in UNSPLIT_TYPES and not _fits(wanted, found, pair.language):
        style = pair.language == "ko" and _is_style(wanted, found, pair)
        severity = Severity.INFO if style else Severity.WARNING
        text = Text("ends with {found}, the source with {wanted}", found=_shown(found), wanted=_shown(wanted))
        end = len(pair.target.rstrip())
        yield Diagnostic("end-punctuation", severity, text, max(0, end - 1), end)


def _same_plain_end(source: str, target: str) -> bool:
    """Whether both texts end with a letter, or with a letter and the same mark, as most do."""
    if source[-1:].isalpha() and target[-1:].isalpha():
        return True
    return source[-1:] == target[-1:] and source[-1:] in _PLAIN and source[-2:-1].isalpha() and target[-2:-1].isalpha()


@lru_cache(maxsize=64)
def _ending(text: str, language: str) -> _Ending:
    covered = prose(text)
    end = len(text.rstrip(_CLOSERS))
    while end and text[end - 1] == ">" and (tag := _CLOSING_TAG.search(text[max(0, end - 302) : end])):
        end = len(text[: end - len(tag[0])].rstrip(_CLOSERS))
    if end and covered[end - 1] == COVER:
        return _Ending(frozenset(), open=True)
    tail = text[max(0, end - 80) : end]
    if language == "hy" and (inner := re.search(r"[՞՜]\S{0,30}\Z", tail)):
        return _Ending(frozenset(_KINDS[inner[0][0]]), tail)
    before = tail.rstrip(_MARKS)
    if before == tail:
        return _Ending(frozenset(), tail)
    marks = re.sub(r"\.{2,}|。{2,}|・{3,}", "…", tail[len(before) :])
    if language == "el":
        marks = marks.replace(";", "?").replace("\u0387", ";")
    return _Ending(frozenset("".join(_KINDS[mark] for mark in marks)), before.rstrip())


def _fits(wanted: _Ending, found: _Ending, language: str) -> bool:
    """Whether other marks than the source's are what the language writes."""
    if language in _NO_STOP and wanted.kinds | found.kinds <= {_STOP}:
        return True
    if language in _NO_QUESTION_MARK and wanted.kinds == {_QUESTION} and found.kinds <= {_STOP}:
        return True
    if wanted.kinds == {_STOP} and not found.kinds:
        if _ABBREVIATION.search(wanted.before + "."):
            return True
        return language in _PHRASE_WITHOUT_STOP and not _is_sentence(found.before, language)
    if found.kinds == {_STOP} and not wanted.kinds:
        if language == "ko":
            return not found.before[-1:].isalpha() or _may_end(found.before)
        return bool(_ABBREVIATION.search(found.before + ".")) or _is_sentence(found.before, language)
    if language not in _PHRASE_WITHOUT_STOP:
        return False
    if found.kinds == {_STOP}:
        # A list that follows is announced with a colon in English; exclamations are rare in polite Korean and Japanese.
        return wanted.kinds in ({_COLON}, {_EXCLAMATION})
    # A label of a few words.
    return (
        wanted.kinds == {_QUESTION}
        and not found.kinds
        and len(wanted.before.split()) <= 3
        and not _is_sentence(found.before, language)
    )


def _is_style(wanted: _Ending, found: _Ending, pair: Pair) -> bool:
    """Whether a translator may have wanted it: a question recast as a request, the colon of a program's label."""
    if wanted.kinds == {_QUESTION} and found.kinds == {_STOP}:
        return not _INTERROGATIVE.search(found.before)
    return not wanted.kinds and found.kinds == {_COLON} and not pair.markup


_INTERROGATIVE = re.compile(r"(?:까|까요|나요|가요|는가|은가|ㄴ가|인가|던가|느냐|으냐|지요|죠)\Z")
_KOREAN_SENTENCE = re.compile(r"(?:다|[가-힣]요|니까|십시오|으시오|하시오|지요|지죠|거죠|군요|네요)\Z")
_JAPANESE_SENTENCE = re.compile(
    r"(?:です|ます|した|ません|でしょう|である|ない|ください|しょう|ている|れる|った|のだ|んだ)\Z"
)


def _is_sentence(text: str, language: str) -> bool:
    """Whether a text without its final mark is surely a sentence."""
    if language == "ja":
        return bool(_JAPANESE_SENTENCE.search(text))
    if not _KOREAN_SENTENCE.search(text):
        return False
    return text.split()[-1] not in words("ends like a verb")


def _may_end(text: str) -> bool:
    """Whether a Korean text may be a sentence, one of the noun-like ones included (있음, 하기)."""
    last = text[-1:]
    coda = (ord(last) - 0xAC00) % 28 if "가" <= last <= "힣" else 0
    return not "가" <= last <= "힣" or last in "다요까오라자죠네군나지니냐기것중대게" or coda == 16


def _shown(ending: _Ending) -> str | Text:
    return " ".join(sorted(ending.kinds)) or Text("no mark")


CHECK = Check("end-punctuation", Severity.WARNING, run, drafts="ignored")
