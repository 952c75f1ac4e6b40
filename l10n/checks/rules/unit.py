"""What numbers count, and their sign."""

import re
from collections.abc import Iterator, Sequence

from l10n.checks.numbers.digits import Number
from l10n.checks.numbers.measures import lost_sign
from l10n.checks.numbers.units import Quantity, quantities
from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.language import Language
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A number's currency, unit, percent or sign is lost or another one (€30 is not 30달러, -5 is not 5도)."""
    source_text, target_text = pair.prose(pair.source), pair.prose(pair.target)
    source = [found for found in quantities(source_text, pair.source_locale) if found.units or found.negative]
    if not source:
        return
    target = quantities(target_text, pair.locale)
    for wanted in source:
        same = [found for found in target if not found.number.values.isdisjoint(wanted.number.values)]
        if not same:
            continue
        number = same[0].number
        if (
            wanted.units & _PERCENT
            and not any(found.units for found in same)
            and not _percent(target_text, number, pair.language)
        ):
            yield Diagnostic("unit", Severity.ERROR, Text("missing: {what}", what="%"), number.start, number.end)
            return
        if wanted.negative and not any(found.negative for found in same) and not _negative(target_text, pair.language):
            yield Diagnostic("unit", Severity.ERROR, Text("missing: {what}", what="-"), number.start, number.end)
            return
        if wanted.units and _differ(wanted, same):
            text = Text(
                "{before} has become {after}",
                before=_shown(source_text, wanted),
                after=_shown(target_text, same[0]),
            )
            yield Diagnostic("unit", Severity.ERROR, text, number.start, number.end)
            return
    if problem := lost_sign(source_text, target_text, pair.language):
        yield Diagnostic("unit", Severity.ERROR, problem)


_PERCENT = frozenset({"percent", "point"})


def _percent(text: str, number: Number, known: Language) -> bool:
    """Whether a text has percent near a number, as it is behind the last one of a range; True if the word for it
    is not known."""
    words = known.signs.get("%", ())
    near = text[max(0, number.start - 4) : number.end + 9]
    return not words or bool(re.search("|".join(("[%％٪﹪]", *words)), near, re.IGNORECASE))


def _negative(text: str, known: Language) -> bool:
    """Whether a text says anywhere that something is below zero or gets less; True if the language's words for it are
    not known."""
    words = known.signs.get("-", ())
    return not words or bool(re.search("|".join(words), text, re.IGNORECASE))


def _differ(wanted: Quantity, same: Sequence[Quantity]) -> bool:
    """Whether all numbers of the same value count something, and none of them the same."""
    return all(found.units and found.units.isdisjoint(wanted.units) for found in same)


def _shown(text: str, quantity: Quantity) -> str:
    """A quantity as it is written."""
    start, end = quantity.number.start, quantity.number.end
    return text[max(0, start - 1) : end + 14].strip()


CHECK = Check("unit", Severity.ERROR, run, drafts="language", needs=frozenset("0123456789"))
