"""Characters without width."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.scripts import JOINING, RIGHT_TO_LEFT, script_code
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_INVISIBLE = re.compile(
    r"[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff\uffa0]"
)
_LEFT_OVER = frozenset("\u00ad\u200b\ufeff")
"""What only stays behind from copying: soft hyphens, zero width spaces, byte order marks."""
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_EMOJI = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has invisible characters that the source does not have and its script does not need."""
    if pair.target.isascii():
        return
    found = [match.start() for match in _INVISIBLE.finditer(pair.target) if not _needed(match, pair)]
    if found:
        names = ", ".join(dict.fromkeys(f"U+{ord(pair.target[at]):04X}" for at in found))
        removed = set(found)
        fix = "".join(char for at, char in enumerate(pair.target) if at not in removed)
        text = Text("invisible: {characters}", characters=names)
        # The others may have been put there on purpose: a word joiner, a mark beside a Hebrew word.
        certain = {pair.target[at] for at in found} <= _LEFT_OVER
        yield Diagnostic("zero-width", Severity.WARNING, text, found[0], found[0] + 1).repaired(fix, certain=certain)


def _needed(match: re.Match[str], pair: Pair) -> bool:
    char, at = match[0], match.start()
    if char in pair.source:
        return True
    if char in _JOINERS:
        beside = pair.target[max(0, at - 2) : at] + pair.target[at + 1 : at + 3]
        return script_code(pair.locale) in JOINING or bool(_EMOJI.search(beside))
    if char in _MARKS:
        return script_code(pair.locale) in RIGHT_TO_LEFT
    return char == "\u200b" and pair.language.unspaced  # it says where a line may break


CHECK = Check("zero-width", Severity.WARNING, run, drafts="ignored")
