"""Spaces of Korean where none belong, and none where one does."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko import CODE
from l10n.languages.ko.words import SYLLABLES_OF, words
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_VOWEL, _CODA = SYLLABLES_OF["none"], SYLLABLES_OF["ㄹ"] + SYLLABLES_OF["other"]
# Hangul Orthography, article 41: a particle is joined to the word before it. The first ones are never words of their
# own; 은, 을, 과, 가, 와 are particles behind a word that they fit and before another one.
_NEVER_WORDS = (
    "는|를|에|에서|에게|으로|에는|에도|에서는|에서도|에서의|에게서|에게는|로부터|으로부터|으로서|으로써|로서|께서"
)
_SPLIT = re.compile(
    rf" (?:(?<=[가-힣A-Za-z\d”’] )(?:{_NEVER_WORDS})(?=[\s.,!?]|\Z)"
    rf"|(?:(?<=[{_CODA}] )[은을과]|(?<=[{_VOWEL}] )[가와])(?= [가-힣“‘\"'\d(])"
    rf"|(?<=[가-힣] )의(?= [가-힣A-Za-z\d“‘]))"
)
_OTHERS = (
    (re.compile(r" (?<=[가-힣 ] )(?=[.,!?;]\s*\Z)"), Text("a space before a mark")),
    (re.compile(r"(?<=[(\[]) (?=[^\s:`\ufffb\ufffc][^()\[\]]*(?<=\S) [)\]])"), Text("a space within brackets")),
    (re.compile(r"[.?!](?<=[가-힣][다요까오죠음함됨임].)(?=[가-힣])"), Text("no space behind the sentence")),
)
_BEFORE_VERBS = ("에", "로", "러", "에서", "고", "리", "히", "게", "이")
_HELPING_VERBS = (" 있", " 보", " 봤", " 봐", " 볼", " 버", " 주", " 줘", " 줄", " 준", " 계", " 달")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A particle, a mark or the inside of brackets is split off by a space, or none stands behind a sentence."""
    text = pair.prose(pair.target)
    for match in _SPLIT.finditer(text):
        particle = match[0].strip()
        if not _is_word(particle, text, match):
            # Behind English words programs often have the space.
            usual = not pair.format and text[match.start() - 1].isascii()
            severity = Severity.INFO if usual else Severity.WARNING
            said = Text("{particle} belongs to the word before it", particle=particle)
            yield Diagnostic("ko-spacing", severity, said, *match.span())
    for pattern, said in _OTHERS:
        found = pattern.search(text)
        if found and not pattern.search(pair.source):
            yield Diagnostic("ko-spacing", Severity.WARNING, said, *found.span())


def _is_word(particle: str, text: str, match: re.Match[str]) -> bool:
    """Whether this is a word here: 은 is silver, 과 a department, 가 and 와 are forms of the verbs go and come."""
    if particle in ("가", "와"):
        return text.endswith(_BEFORE_VERBS, 0, match.start()) or text.startswith(_HELPING_VERBS, match.end())
    before = text[max(0, match.start() - 20) : match.start()].split()
    return particle in ("은", "을", "과") and before[-1] in words("before nouns like particles")


CHECK = Check("ko-spacing", Severity.WARNING, run, drafts="ignored", languages=frozenset({CODE}))
