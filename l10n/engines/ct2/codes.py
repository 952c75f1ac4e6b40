"""Which of a model's language codes serves a locale: `kor_Hang` serves ko, `zho_Hans` zh_CN, `pt` pt_BR."""

from __future__ import annotations

import re
from collections.abc import Iterable

from l10n.engines.ct2.families import aliases
from l10n.locales import subtags


def best_code(tag: str, codes: Iterable[str]) -> str | None:
    """The code for a locale's language in its script: the one of its own region before one of none, before one of
    another region where the locale names none. None where there is none."""
    wanted = _subtags(tag)
    found = []
    for code in codes:
        if code == tag:
            return code
        offered = _subtags(code)
        if wanted and offered and wanted[:2] == offered[:2]:
            region, other = wanted[2], offered[2]
            if region == other or not region or not other:
                found.append((region != other, bool(other), code))
    return min(found)[2] if found else None


def _subtags(code: str) -> tuple[str, str, str] | None:
    known = aliases()
    return subtags("_".join(known.get(part, part) for part in re.split("[-_]", code)))
