"""Words of the source that were left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.english import common_words
from l10n.checks.pair import Check, Pair
from l10n.checks.scripts import letters, scripts_of
from l10n.checks.text import prose
from l10n.model import Diagnostic, Severity

_WORD = re.compile(r"(?<![\w.@#/\\+-])[A-Za-z]+(?:['’-][A-Za-z]+)*(?![\w@/\\+]|\.\w)", re.ASCII)
_GLOSS = re.compile(r"[(（\[]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Words of the source stand untranslated in the translation, outside names, code and protected terms."""
    own = scripts_of(pair.locale)
    if not own or "Latin" in own or "Latin" not in scripts_of(pair.source_locale):
        return
    target = prose(pair.target)
    words = list(_WORD.finditer(target))
    if not words:
        return
    source = prose(pair.source)
    kept = {word for term in pair.terms if term.do_not_translate for word in term.source.split()}
    source_words = set(_WORD.findall(source)) - kept
    left = [match for match in words if match[0] in source_words and _is_word(match[0], source, source_words)]
    if not left:
        return
    if not letters(*own).search(pair.target):
        yield _finding(Severity.ERROR, left)
    elif outside := [match for match in left if not _in_brackets(target, match)]:
        yield _finding(Severity.WARNING, outside)


def _is_word(word: str, source: str, source_words: set[str]) -> bool:
    """Whether this is a word of the language rather than a name: a common one, or one that is not capitalized."""
    if len(word) < 2 or (word.isupper() and len(word) > 1):
        return False
    if word.islower():
        return len(word) > 3 or word in common_words()
    return word.istitle() and word.lower() in common_words()


def _in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands in brackets, as the original word does that a translation explains itself with."""
    before = text[: match.start()]
    return max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))


def _finding(severity: Severity, words: list[re.Match[str]]) -> Diagnostic:
    shown = ", ".join(dict.fromkeys(match[0] for match in words[:5]))
    return Diagnostic("leftover-source", severity, f"left untranslated: {shown}", words[0].start(), words[0].end())


CHECK = Check("leftover-source", Severity.WARNING, run)
