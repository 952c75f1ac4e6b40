"""The lengths of a text and its translation."""

from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_ENOUGH = 12
"""Characters; the ratio of shorter texts means nothing."""
_PHRASE = 3
"""Words; a phrase up to this length may be one short word in another language (table of contents, 목차)."""
_LEAST, _MOST = 0.3, 4.0
"""The range of ratios, counted in letters of an alphabet."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation is far shorter or longer than translations into its language are."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if source < _ENOUGH and target < _ENOUGH:
        return
    density = pair.language.density / pair.source_language.density
    if source >= _ENOUGH and target * density < _LEAST * source and len(pair.source.split()) > _PHRASE:
        yield Diagnostic("length-ratio", Severity.WARNING, Text("far shorter than the source"))
    elif target * density > _MOST * max(source, _ENOUGH):
        yield Diagnostic("length-ratio", Severity.WARNING, Text("far longer than the source"))


CHECK = Check("length-ratio", Severity.WARNING, run, drafts="language")
