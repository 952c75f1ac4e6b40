"""Control characters."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

# C0 and C1 without tab and line ends, noncharacters, lone surrogates (Unicode Standard, 23.1 and 23.7), private use,
# and U+FFFD, which marks lost text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\ufffd]")
_REMOVABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has control characters, or others that stand for no text, that the source does not have."""
    found = [match for match in _CONTROL.finditer(pair.target) if match[0] not in pair.source]
    if found:
        names = ", ".join(dict.fromkeys(f"U+{ord(match[0]):04X}" for match in found))
        fix = _REMOVABLE.sub(lambda match: match[0] if match[0] in pair.source else "", pair.target)
        certain = all(_REMOVABLE.match(match[0]) for match in found)
        text = Text("{characters}", characters=names)
        yield Diagnostic("control-character", Severity.ERROR, text, *found[0].span(), fix if certain else None)


CHECK = Check("control-character", Severity.ERROR, run, drafts="ignored")
