"""The lengths of a text and its translation."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity

_ENOUGH = 12  # characters; below, a ratio says nothing
_RATIOS = {"ko": (0.15, 2.0), "ja": (0.12, 2.0), "zh": (0.1, 1.5)}
"""Target language -> the least and the greatest ratio of characters to a source text in an alphabet."""
_ALPHABETS = (0.25, 3.0)


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation is far shorter or longer than translations into this language are."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if max(source, target) < _ENOUGH or not target:
        return
    dense = _RATIOS.get(pair.language)
    if (dense is None) == (pair.source_language not in _RATIOS):
        least, most = dense or _ALPHABETS
    else:
        least, most = _ALPHABETS
    if pair.source_language in _RATIOS and dense is None:
        least, most = 0.5, 10.0
    if source < _ENOUGH:
        if target > 3 * _ENOUGH + most * source:
            yield _warning("far longer than the source")
        return
    if source - target > _ENOUGH // 2 and target < least * source:
        yield _warning("far shorter than the source")
    elif target > most * source + _ENOUGH // 2:
        yield _warning("far longer than the source")


def _warning(message: str) -> Diagnostic:
    return Diagnostic("length-ratio", Severity.WARNING, message)


CHECK = Check("length-ratio", Severity.WARNING, run)
