"""Scoring engines side by side on text that has a reference translation."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from l10n.checks import check_pair
from l10n.checks.pair import Pair
from l10n.errors import ConfigurationError, EngineError, SourceError
from l10n.languages.language import language
from l10n.model import Severity

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

    from l10n.drafting import Engine

BATCH = 64
"""Sentences given to an engine at a time."""


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one engine."""

    engine: str
    """Its fingerprint."""
    sentences: int
    words: int
    """Of the source, between white space."""
    seconds: float
    """Wall time of translating, without loading."""
    chrf: float
    """chrF2 of the whole text, 0 to 100."""
    bleu: float
    """BLEU of the whole text; by characters in languages whose spaces do not separate words (Korean, Thai)."""
    untranslated: int
    """The number of sentences without a translation."""
    caught: int
    """The number of translations in which a check finds an error or a warning."""
    findings: Mapping[str, int]
    """Rule -> the number of translations that break it."""

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0


def evaluate(
    sources: Sequence[str],
    references: Sequence[str],
    engines: Iterable[Engine],
    source: str,
    target: str,
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Score]:
    """The scores of engines on the same sentences, in the order of the engines, each as soon as it is known. Raises
    SourceError if the numbers of sentences and references differ, EngineError if an engine fails, and
    ConfigurationError if sacrebleu is missing."""
    if len(sources) != len(references):
        raise SourceError(
            "there are {sources} sentences and {references} references",
            sources=len(sources),
            references=len(references),
            hint="Line 5 of the reference must be the translation of line 5 of the source.",
        )
    return (_score(sources, references, engine, source, target, clock) for engine in engines)


def _score(
    sources: Sequence[str],
    references: Sequence[str],
    engine: Engine,
    source: str,
    target: str,
    clock: Callable[[], float],
) -> Score:
    engine.translate(sources[:1], source, target)  # some load their model when they are first asked
    began = clock()
    outputs: list[str] = []
    for start in range(0, len(sources), BATCH):
        batch = sources[start : start + BATCH]
        outputs += engine.translate(batch, source, target)
        if len(outputs) != start + len(batch):
            raise EngineError("the engine {engine} gave other than one text a sentence", engine=engine.name)
    seconds = clock() - began
    rules = [rules_broken(text, output, source, target) for text, output in zip(sources, outputs, strict=True)]
    chrf, bleu = quality(outputs, references, target)
    return Score(
        engine=engine.fingerprint,
        sentences=len(sources),
        words=sum(len(text.split()) for text in sources),
        seconds=seconds,
        chrf=chrf,
        bleu=bleu,
        untranslated=sum(not output for output in outputs),
        caught=sum(bool(found) for found in rules),
        findings=dict(sorted(Counter(rule for found in rules for rule in found).items())),
    )


def rules_broken(text: str, output: str, source: str, target: str) -> set[str]:
    """The rules with an error or a warning about a translation; none for an empty one."""
    found = check_pair(Pair(text, output, target, source))
    return {diagnostic.rule for diagnostic in found if diagnostic.severity is not Severity.INFO}


def quality(outputs: Sequence[str], references: Sequence[str], target: str) -> tuple[float, float]:
    """chrF2 and BLEU of a text (Popović 2015; Papineni et al. 2002). Raises ConfigurationError without sacrebleu."""
    chrf = _chrf()
    from sacrebleu.metrics.bleu import BLEU

    if not outputs:
        return 0.0, 0.0
    tokenizer = "char" if language(target).glued else "13a"
    bleu = BLEU(tokenize=tokenizer).corpus_score(list(outputs), [list(references)]).score
    return round(chrf.corpus_score(list(outputs), [list(references)]).score, 1), round(bleu, 1)


RESAMPLES = 1000


def chrf_interval(outputs: Sequence[str], references: Sequence[str]) -> tuple[float, float, float]:
    """chrF2 of a text, and between what 95 % of the scores lie of texts drawn from its segments with replacement (Koehn
    2004), with the same draws every time. Raises ConfigurationError without sacrebleu."""
    score: Any = _chrf().corpus_score(list(outputs), [list(references)], n_bootstrap=RESAMPLES)
    mean, half = float(score._mean), float(score._ci)
    return round(float(score.score), 1), round(max(0.0, mean - half), 1), round(min(100.0, mean + half), 1)


def segment_chrf(outputs: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF2 of every segment. Raises ConfigurationError without sacrebleu."""
    chrf = _chrf()
    pairs = zip(outputs, references, strict=True)
    return [round(chrf.sentence_score(output, [reference]).score, 1) for output, reference in pairs]


def _chrf() -> CHRF:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        raise ConfigurationError("sacrebleu is not installed", hint="pip install 'l10n-toolkit[evaluate]'") from None
    return CHRF()
