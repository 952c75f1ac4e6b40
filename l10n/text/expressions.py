"""Regular expressions that people wrote, in settings and flags: a wrong one is told, a slow one is given up.

They are run by `regex`, which reads what Python's `re` reads and stops a search after a time; `re` has no limit.
RE2 is linear by its design, but `\\w` is ASCII letters there, and it reads nothing that looks around or back.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from l10n.errors import L10nError
from l10n.translatable import Text

_TEXT_SECONDS = 0.5
"""Seconds of processor time for one text."""
_SECONDS = 1.0
"""Seconds that an expression may lose in all on texts that it did not finish; then it is not tried any more."""
_REPEATS = 10_000
"""The most repeats by number (`{1000}`), multiplied: each is written out when the expression is read."""

_COUNT = re.compile(r"\{\s*(\d*)\s*,?\s*(\d*)\s*\}")


class Expression:
    """A regular expression with a limit on what it costs."""

    def __init__(self, pattern: str, compiled: Any) -> None:
        self._pattern = pattern
        self._compiled = compiled
        self._lost = 0.0

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The half-open spans of its matches in a text, in order. Raises L10nError when that takes too long."""
        if self._lost < _SECONDS:
            try:
                return [match.span() for match in self._compiled.finditer(text, timeout=_TEXT_SECONDS)]
            except (TimeoutError, MemoryError):
                self._lost += _TEXT_SECONDS
        raise L10nError(Text("{pattern!r} takes too long as a regular expression", pattern=self._pattern))


@lru_cache(maxsize=256)
def expression(pattern: str, *, ignore_case: bool = False) -> Expression:
    """The expression that a pattern in the syntax of Python's `re` stands for. Raises L10nError for a wrong one."""
    import regex

    counts = (int((most or least)[:9] or 1) for least, most in _COUNT.findall(pattern))
    if math.prod(max(count, 1) for count in counts) > _REPEATS:
        text = Text("{pattern!r} repeats more than {most:,} times by number", pattern=pattern, most=_REPEATS)
        raise L10nError(text, hint="Write + or *.")
    try:
        return Expression(pattern, regex.compile(pattern, regex.IGNORECASE if ignore_case else 0))
    except regex.error as error:
        place = {"reason": error.msg, "position": (error.pos or 0) + 1}
        text = Text("{pattern!r} is no regular expression: {reason}, at character {position}", pattern=pattern, **place)
        raise L10nError(text) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise L10nError(Text("{pattern!r} is too large for a regular expression", pattern=pattern)) from error
