"""Both forms of a Korean particle, as programs write them."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.checks.rules.ko_particle import ends_open
from l10n.languages.ko import CODE
from l10n.languages.ko.particles import choose_particle, final_sound
from l10n.languages.ko.second_readings import other_sounds
from l10n.model import Diagnostic, Severity
from l10n.text.prose import MARK
from l10n.translatable import Text

_PAIRS = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("아", "야"))
_BRACKETED = "|".join(rf"{a}\({b}\)|{b}\({a}\)|\({a}\){b}|\({b}\){a}" for a, b in _PAIRS)
_SLASHED = "|".join(f"{a}/{b}|{b}/{a}" for a, b in _PAIRS)
_BOTH = re.compile(
    rf"(?<=\S)(?:{_BRACKETED}|(?:{_SLASHED})(?![가-힣])|"
    r"(?:\(으\)로|으로\(로\)|로\(으로\))(?:서의|서|써|부터|의|는|도|만)?|\(이\)(?=[다라란랑나며든었에야고])[가-힣]{1,6})"
)
_MENTION = re.compile(rf"(?:^|[\s\"'“‘(,/·])[_{MARK}]{{0,2}}\Z")
_LOOK_BACK = 300


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Both forms of a particle, such as 은(는) or (으)로, stand behind a word; they may behind a placeholder only."""
    found = _find(pair.target, pair)
    if not found:
        return
    view = pair.prose(pair.target)
    repaired = _repair(pair.target, view, found)
    if repaired is not None and _find(repaired, pair):
        repaired = None
    certain = not any(other_sounds(_before(view, match.start())) for match in found)
    for match in found:
        text = Text("both forms are written: {forms}", forms=match[0])
        diagnostic = Diagnostic("ko-particle-artifact", Severity.ERROR, text, *match.span())
        yield diagnostic if repaired is None else diagnostic.repaired(repaired, certain=certain)


def _find(target: str, pair: Pair) -> list[re.Match[str]]:
    text = pair.prose(target)
    return [match for match in _BOTH.finditer(text) if not _excused(text, match.start())]


def _excused(text: str, start: int) -> bool:
    """Whether a placeholder stands before it, or the text speaks about the particle itself."""
    return ends_open(_before(text, start)) or bool(_MENTION.search(text[max(0, start - 3) : start]))


def _before(text: str, start: int) -> str:
    """The text before a position in a prose view, without markup."""
    return text[max(0, start - _LOOK_BACK) : start].replace(MARK, "")


def _repair(target: str, text: str, found: list[re.Match[str]]) -> str | None:
    """The text with the fitting forms; None if the reading of a word is not known."""
    parts: list[str] = []
    last = 0
    for match in found:
        start = match.start()
        if (sound := final_sound(_before(text, start))) is None:
            return None
        parts += target[last:start], choose_particle(match[0], sound)
        last = match.end()
    return "".join(parts) + target[last:]


CHECK = Check(
    "ko-particle-artifact", Severity.ERROR, run, drafts="language", languages=frozenset({CODE}), needs=frozenset("(/")
)
