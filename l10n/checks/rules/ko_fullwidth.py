"""Full-width punctuation and digits in Korean."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko import CODE
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

# Full-width forms of ASCII (Unicode, Halfwidth and Fullwidth Forms), and the punctuation of Japanese and Chinese.
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_NARROW |= {
    "\u3000": " ",
    "。": ".",
    "、": ",",
    "・": "·",
    "･": "·",
    "｡": ".",
    "､": ",",
    "〜": "~",
    "￦": "₩",
    "￠": "¢",
    "￡": "£",
}
_WIDE = re.compile(f"[{re.escape(''.join(_NARROW))}]")
# These include the space that follows them.
_SPACED = re.compile(r"([。、，．！？：；｡､])(?=[^\s\W]|[“‘\"'(])")
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
"""A letter of a quotation in Japanese or Chinese, whose punctuation is full-width."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Full-width punctuation, letters, digits or spaces, or ・ for ·; Korean writes the narrow ones."""
    found = [
        match
        for match in _WIDE.finditer(pair.target)
        if match[0] not in pair.source and not _JAPANESE.search(pair.target, max(0, match.start() - 1), match.end() + 1)
    ]
    if not found:
        return
    shown = " ".join(dict.fromkeys(match[0] if match[0] != "\u3000" else "U+3000" for match in found))
    kept = frozenset(pair.source) | {match[0] for match in _WIDE.finditer(pair.target)} - {match[0] for match in found}
    spaced = _SPACED.sub(lambda match: match[1] if match[1] in kept else match[1] + " ", pair.target)
    fix = _WIDE.sub(lambda match: match[0] if match[0] in kept else _NARROW[match[0]], spaced)
    text = Text("full-width: {characters}", characters=shown)
    yield Diagnostic("ko-fullwidth", Severity.ERROR, text, *found[0].span(), fix)


CHECK = Check(
    "ko-fullwidth", Severity.ERROR, run, drafts="language", languages=frozenset({CODE}), needs=frozenset(_NARROW)
)
