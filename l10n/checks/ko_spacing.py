"""Spaces of Korean where none belong, and none where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.korean_words import SYLLABLES_OF, words
from l10n.checks.pair import Check, Pair
from l10n.checks.text import prose
from l10n.model import Diagnostic, Severity

_V, _C = SYLLABLES_OF["none"], SYLLABLES_OF["ㄹ"] + SYLLABLES_OF["other"]
# Hangul Orthography, article 41: a particle is joined to the word before it. Those of the first row are never words;
# those of the second are particles behind a word that they fit and before another word.
_NEVER_WORDS = (
    "는|를|에서|에게|으로|에는|에도|에서는|에서도|에서의|에게서|에게는|로부터|으로부터|으로서|으로써|로서|께서|에"
)
_SPLIT = re.compile(
    rf" (?:(?<=[가-힣A-Za-z\d”’] )(?:{_NEVER_WORDS})(?=[\s.,!?]|\Z)"
    rf"|(?:(?<=[{_C}] )[은을과]|(?<=[{_V}] )[가와])(?= [가-힣“‘\"'\d(])"
    rf"|(?<=[가-힣] )의(?= [가-힣A-Za-z\d“‘]))"
)
_BEFORE_MARK = re.compile(r"(?<=[가-힣]) +(?=[.,!?;](?:\s|\Z))")
_WITHIN_BRACKETS = re.compile(r"(?<=[(\[]) +(?=\S)|(?<=\S) +(?=[)\]])")
_NO_SPACE_BEHIND = re.compile(r"(?<=[가-힣][다요까오죠음함됨임])[.?!](?=[가-힣])")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A particle, a mark or the inside of brackets is split off by a space, or none stands behind a sentence."""
    text = prose(pair.target, pair.flags)
    for match in _SPLIT.finditer(text):
        before = text[: match.start()].rsplit(None, 1)[-1]
        if match[0].strip() in ("은", "을", "과", "가", "와") and _is_word(
            match[0].strip(), before, text[match.end() :]
        ):
            continue
        # Behind English words programs often have the space.
        severity = Severity.WARNING if pair.markup or not text[match.start() - 1].isascii() else Severity.INFO
        yield _finding(f"{match[0].strip()} belongs to the word before it", match, severity)
    for pattern, message in (
        (_BEFORE_MARK, "a space before a mark"),
        (_WITHIN_BRACKETS, "a space within brackets"),
        (_NO_SPACE_BEHIND, "no space behind the sentence"),
    ):
        if (match := pattern.search(text)) and not pattern.search(pair.source):
            yield _finding(message, match)


def _is_word(particle: str, before: str, after: str) -> bool:
    """Whether this is a word for once: 은 is silver, 과 a department, 가 and 와 are forms of the verbs go and come."""
    if particle in ("가", "와"):
        return before.endswith(_BEFORE_VERBS) or after.startswith(_HELPING_VERBS)
    return before in words("before nouns like particles")


_BEFORE_VERBS = ("에", "로", "러", "에서", "고", "리", "히", "게", "이")
_HELPING_VERBS = tuple(" " + stem for stem in "있 보 봤 봐 볼 버 주 줘 줄 준 계 달".split(" "))


def _finding(message: str, match: re.Match[str], severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic("ko-spacing", severity, message, *match.span())


CHECK = Check("ko-spacing", Severity.WARNING, run, frozenset({"ko"}))
