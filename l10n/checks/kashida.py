"""Arabic letters drawn out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity

_KASHIDA = re.compile(r"(?<=[\u0620-\u06ff])\u0640+(?=[\u0620-\u06ff])")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation draws letters out with kashida (U+0640), which typesetting does by itself."""
    if "\u0640" in pair.target and "\u0640" not in pair.source and (match := _KASHIDA.search(pair.target)):
        yield Diagnostic("kashida", Severity.WARNING, "kashida", *match.span(), _KASHIDA.sub("", pair.target))


CHECK = Check("kashida", Severity.WARNING, run)
