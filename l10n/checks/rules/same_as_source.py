"""A translation that equals the source."""

import re
from collections.abc import Callable, Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.en.words import INTERNATIONAL, is_english_word
from l10n.languages.scripts import scripts_of
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_WORD = re.compile(r"(?<![\w.@#$/\\:=+'’-])[^\W\d_]+(?:['’-][^\W\d_]+){0,6}(?![\w@/\\+=(]|[.:]\w)")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation equals the source though that has words; names, numbers, addresses and code alone may."""
    if pair.source != pair.target or pair.language.code == pair.source_language.code:
        return
    kept = {word for term in pair.terms if term.do_not_translate for word in term.target.split()}
    words = [word for word in _WORD.findall(pair.prose(pair.source)) if word not in kept]
    foreign = scripts_of(pair.locale) != scripts_of(pair.source_locale)
    is_known = pair.source_language.grammar.is_word
    left = [word for word in words if _is_word(word, foreign, is_known)]
    if left and not _is_name(words):
        # A single capitalized word may be a name after all.
        sure = len(left) > 1 or left[0].islower() or len(words) > 1
        severity = Severity.WARNING if sure else Severity.INFO
        yield Diagnostic("same-as-source", severity, Text("the same as the source"))


def _is_name(words: list[str]) -> bool:
    """Whether these words may be one name: all are capitalized, and some are no words of the language (BBC News)."""
    return len(words) > 1 and all(word[0].isupper() for word in words) and not all(map(is_english_word, words))


def _is_word(word: str, foreign: bool, is_known: Callable[[str], bool] | None) -> bool:
    if len(word) < 2 or word.isupper():
        return False
    if not is_known:
        return word.islower() and len(word) > 2
    if not foreign and word.lower() in INTERNATIONAL:
        return False
    return is_known(word) or (word.islower() and len(word) > 3 and not foreign)


CHECK = Check("same-as-source", Severity.WARNING, run, drafts="language")
