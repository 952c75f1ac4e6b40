"""Both forms of a Korean particle, as programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.ko_particle import ends_open
from l10n.checks.pair import Check, Pair
from l10n.checks.text import prose
from l10n.glossary.korean import choose_particle, final_sound
from l10n.model import Diagnostic, Severity

_BOTH = re.compile(
    r"(?<=\S)(?:은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|아\(야\)|야\(아\)|\(은\)는|\(는\)은|\(이\)가|\(가\)이|"
    r"\(을\)를|\(를\)을|\(과\)와|\(와\)과|(?:은/는|는/은|이/가|가/이|을/를|를/을|과/와|와/과)(?![가-힣])|"
    r"(?:\(으\)로|으로\(로\)|로\(으로\))(?:서의|서|써|부터|의|는|도|만)?|\(이\)(?=[다라란랑나며든었에야고])[가-힣]{1,6})"
)
_MENTION = re.compile(r"(?:^|[\s\"'“‘(,/·])_?\Z")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Both forms of a particle, such as 은(는) or (으)로, stand behind a word; they may behind a placeholder only."""
    if "(" not in pair.target and "/" not in pair.target:
        return
    text = prose(pair.target, pair.flags)
    found = [match for match in _BOTH.finditer(text) if not _excused(pair.target, text, match.start())]
    if not found:
        return
    fix = pair.target
    fixable = True
    for match in reversed(found):
        sound = final_sound(pair.target[: match.start()])
        fixable = fixable and sound is not None
        right = choose_particle(match[0], sound)
        fix = fix[: match.start()] + right + fix[match.end() :]
    for match in found:
        yield Diagnostic(
            "ko-particle-artifact",
            Severity.ERROR,
            f"both forms are written: {match[0]}",
            *match.span(),
            fix if fixable else None,
        )


def _excused(raw: str, text: str, start: int) -> bool:
    """Whether a placeholder stands before, or the particle is what is spoken about."""
    before = raw[max(0, start - 300) : start]
    return ends_open(before, text[start - 1]) or bool(_MENTION.search(text[max(0, start - 2) : start]))


CHECK = Check("ko-particle-artifact", Severity.ERROR, run, frozenset({"ko"}))
