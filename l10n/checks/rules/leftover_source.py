"""Words of the source that were left untranslated."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.scripts import HANGUL, letters, scripts_of
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

# A word of a text: not a part of a path, a mail address, an option, an assignment or a name in camel case.
_WORD = re.compile(r"(?<![\w.@#$/\\:=+'’-])[A-Za-z]+(?:['’-][A-Za-z]+){0,6}(?![\w@/\\+=(]|[.:]\w)", re.ASCII)
_LATIN = re.compile("[A-Za-z]{2}")
_HALF = re.compile(f"(?<=[{HANGUL}])[a-z]{{2,}}(?![A-Za-z])")
"""Letters that may be the rest of a half-translated word: 친구ship."""
_APART = re.compile(r"\([^()]*\)|（[^（）]*）|[\"“«「『][^\"”»」』]*[\"”»」』]|(?<![^\W_])['‘`][^'’`]*['’`]")
"""Brackets, in which a translation gives an original word, and quotation marks, which hold titles."""
_TERM = re.compile(r"(?<![*\w])\*[\w-]+\*(?!\*)")
"""One word in italics: in manuals, a parameter or a term."""
_CODE = re.compile(r"[=;{}<>]|\w\(|^\s*(?:\$|#|//|>>>|import |from )", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?][\"'”’)\]]*\s*\Z")
_NAME = re.compile(r"(?<![\w&.'’-])(?:[A-Z][\w&.'’-]*)(?: (?:[A-Z][\w&.'’-]*))+", re.ASCII)


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Words of the source stand untranslated in the translation, outside names, code, quotations, brackets and
    protected terms."""
    own = scripts_of(pair.locale)
    is_word = pair.source_language.grammar.is_word
    if not own or "Latin" in own or not is_word:
        return
    if not _LATIN.search(pair.target):
        return
    target = pair.prose(pair.target)
    if halves := [match for match in _HALF.finditer(target) if _ends_a_word(match[0], pair)]:
        yield _finding(Severity.WARNING, halves)
        return
    if not (words := [match for match in _WORD.finditer(target) if is_word(match[0])]) or _is_code(pair):
        return
    source = pair.prose(pair.source)
    kept = {word for term in pair.terms if term.do_not_translate for word in term.target.split()}
    source_words = {word.casefold() for word in _WORD.findall(source)}
    names = _whole_names(source, target)
    left = [
        match
        for match in words
        if match[0].casefold() in source_words
        and match[0] not in kept
        and not any(start <= match.start() < end for start, end in names)
    ]
    if not letters(*own).search(pair.target):
        left = [match for match in left if len(match[0]) > 2 or len(left) > 2]
        if left:
            # A single capitalized word may be a name after all.
            sure = len(left) > 1 or left[0][0].islower()
            yield _finding(Severity.ERROR if sure else Severity.INFO, left)
        return
    apart = [match.span() for match in (*_APART.finditer(target), *_TERM.finditer(pair.target), *_code_lines(target))]
    left = [match for match in left if not any(start <= match.start() < end for start, end in apart)]
    if left:
        # Labels of programs keep terms in English; an article, or a sentence in a catalog, does not.
        much = pair.format or _is_sentence(pair.source) or 2 * len(left) >= len(target.split())
        yield _finding(Severity.WARNING if much else Severity.INFO, left)


def _is_code(pair: Pair) -> bool:
    """Whether a text that was left as it is has the signs of code."""
    return pair.target == pair.source and _CODE.search(pair.source) is not None


def _code_lines(target: str) -> Iterator[re.Match[str]]:
    """The lines of a text of several lines that have the signs of code: a listing, in which comments are translated."""
    if "\n" in target:
        yield from (line for line in _LINE.finditer(target) if _CODE.search(line[0]))


def _is_sentence(text: str) -> bool:
    """Whether a text is prose: six words and more, with a mark at the end."""
    return _SENTENCE.match(text) is not None


def _ends_a_word(letters: str, pair: Pair) -> bool:
    """Whether a longer word of the source ends in these letters."""
    words = re.findall("[a-z]+", pair.prose(pair.source).casefold())
    return letters not in words and any(word.endswith(letters) for word in words)


def _whole_names(source: str, target: str) -> list[tuple[int, int]]:
    """The spans in the target of whole names of several capitalized words that the source has, too: DC Inside. A part
    of such a name (US President of US President Donald Trump) is half translated and not among them."""
    wanted = {match[0] for match in _NAME.finditer(source)}
    return [match.span() for match in _NAME.finditer(target) if match[0] in wanted]


def _finding(severity: Severity, words: list[re.Match[str]]) -> Diagnostic:
    shown = ", ".join(dict.fromkeys(match[0] for match in words[:5]))
    return Diagnostic("leftover-source", severity, Text("left untranslated: {words}", words=shown), *words[0].span())


CHECK = Check("leftover-source", Severity.WARNING, run, drafts="language")
