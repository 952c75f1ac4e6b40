"""Arabic letters drawn out."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

# U+0640 and the marks drawn on it (Unicode Standard, 9.2). Standing alone it is a mention of the character; behind ه it
# abbreviates the Hijra.
_KASHIDA = re.compile(r"(?<=\w)(?<!\bه)\u0640+|\u0640+(?=[^\W\u0640])|[\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f]")
_DRAWN = "\u0640\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f"


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation draws out Arabic letters with kashida (U+0640), which typesetting does by itself."""
    if "\u0640" not in pair.source and (match := _KASHIDA.search(pair.target)):
        yield Diagnostic("kashida", Severity.WARNING, Text("kashida"), *match.span(), _KASHIDA.sub("", pair.target))


CHECK = Check("kashida", Severity.WARNING, run, drafts="ignored", needs=frozenset(_DRAWN))
