"""Sentences that were dropped, or written twice."""

from collections import Counter
from collections.abc import Iterator

from l10n.alignment.missing import Sentence, missing_sentences
from l10n.alignment.sentences import anchors
from l10n.checks.numbers.digits import read
from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity
from l10n.segmentation import sentences
from l10n.translatable import Text

_LEAST = 20
"""Characters of a sentence that nobody writes twice by chance."""
_MOST = 20_000
"""Characters of a text; longer ones are no paragraphs."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """In a block of several sentences one has no counterpart (by length, numbers and names), or stands there twice."""
    if not pair.locale or pair.type in UNSPLIT_TYPES or len(pair.source) > _MOST or len(pair.target) > _MOST:
        return
    ours = _sentences(pair.source, pair.source_locale)
    if len(ours) < 2:
        return
    theirs = _sentences(pair.target, pair.locale)
    twice = [text for text, times in Counter(theirs).items() if times > 1 and len(text) >= _LEAST]
    if twice and len(set(ours)) == len(ours):
        start = pair.target.rfind(twice[0])
        text = Text("a sentence stands there twice: {text}", text=_shortened(twice[0]))
        yield Diagnostic("sentence-missing", Severity.WARNING, text, start, start + len(twice[0]))
        return
    usual = pair.source_language.density / pair.language.density
    gone = missing_sentences(
        [_measured(text, pair.source_locale, usual) for text in ours],
        [_measured(text, pair.locale, 1) for text in theirs],
    )
    if gone:
        text = Text("nothing translates {text}", text=_shortened(ours[gone[0]]))
        yield Diagnostic("sentence-missing", Severity.WARNING, text)


def _sentences(text: str, locale: str) -> list[str]:
    return [sentence for each in sentences(text, locale) if (sentence := each.strip())]


def _measured(text: str, locale: str, usual: float) -> Sentence:
    numbers = frozenset(value for number in read(text, locale) for value in number.values)
    return Sentence(len(text) * usual, numbers, numbers | anchors(text))


def _shortened(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"


CHECK = Check("sentence-missing", Severity.WARNING, run, drafts="language")
