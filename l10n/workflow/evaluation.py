"""`l10n evaluate`: engines side by side on text with a reference: on files, or on what people approved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from l10n.drafting import Engine
from l10n.drafting.plain_text import plain_text
from l10n.drafting.request import Brief, Job
from l10n.drafting.run import draft
from l10n.engines import choose_engine, engines_for, load_engine
from l10n.engines.evaluate import Score, chrf_interval, evaluate, segment_chrf
from l10n.engines.stress import Strain, stress
from l10n.errors import ConfigurationError, EngineError
from l10n.files import decode_source, read_file
from l10n.formats.format import Format
from l10n.locales import language
from l10n.model import Message, State, text_hash
from l10n.project import Project
from l10n.translatable import Text
from l10n.workflow.chain import Skipped, chain_of, load_chain, wanted_engines
from l10n.workflow.report import Errors, Progress, silent
from l10n.workflow.sources import chosen_articles
from l10n.workflow.waiting import Place, waiting_messages


def evaluate_files(
    source: Path,
    reference: Path,
    engines: Sequence[str],
    pair: tuple[str, str],
    settings: Mapping[str, Mapping[str, Any]],
) -> Iterator[Score]:
    """The scores of engines on a file with one sentence a line and a second file with their translations, each as soon
    as it is known. An engine's name may be several, a chain (`a,b`).

    `pair` is the two locale tags. Raises EngineError when an engine is missing, L10nError for unusable files.
    """
    loaded = _loaded(engines, pair, settings)
    return evaluate(_lines(source), _lines(reference), loaded, *pair)


def stress_files(
    source: Path,
    reference: Path | None,
    engines: Sequence[str],
    pair: tuple[str, str],
    settings: Mapping[str, Mapping[str, Any]],
) -> list[Strain]:
    """What the forms of articles cost the drafts of a file that has one sentence a line. Raises what `evaluate_files`
    does."""
    loaded = _loaded(engines, pair, settings)
    sources = [plain_text(line, pair[0]) for line in _lines(source)]
    return stress(sources, _lines(reference) if reference else (), loaded, *pair)


def _loaded(names: Sequence[str], pair: tuple[str, str], settings: Mapping[str, Mapping[str, Any]]) -> list[Engine]:
    return [
        ChainEngine(name, pair, settings) if "," in name else load_engine(name, *pair, settings)
        for name in names or ("auto",)
    ]


class ChainEngine:
    """Several engines in order as one, as drafting asks them: the next where a check fails what the one before wrote.
    Those that have no model are left out, as in drafting."""

    def __init__(self, names: str, pair: tuple[str, str], settings: Mapping[str, Mapping[str, Any]]) -> None:
        """Raises EngineError where none of them is left."""
        chain = chain_of(names, *pair, settings)
        if chain.missing:
            raise chain.missing
        self._brief = Brief(pair[1], source_locale=pair[0], chain=chain.engines)
        self.name, self.fingerprint = names, chain.fingerprints

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(self._brief.source_locale, self._brief.locale)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine."""
        results = [""] * len(sentences)
        for index, proposal in draft([Job(sentence) for sentence in sentences], self._brief):
            results[index] = proposal.text
        return results


def _lines(path: Path) -> list[str]:
    return decode_source(read_file(path), path).splitlines()


ENOUGH = 100
"""Units below which a comparison is weak evidence: on 79 of the sample project a score is known to within 2.5 points of
chrF, on 20 to within 6 (`l10n evaluate --locale pt_BR --limit 20`)."""
EXAMPLES = 3
"""Units that are shown as the worst and as the best drafts."""


@dataclass(frozen=True, slots=True)
class OwnScore:
    """The score of an engine, or of a chain of several, on a project's approved translations."""

    engine: str
    """Its fingerprint."""
    chrf: float
    low: float
    high: float
    """Between these lies 95 % of a bootstrap of the score."""
    words: int
    """Of the sources, between white space."""
    seconds: float
    """Wall time of drafting, without loading."""
    same: int
    """Drafts that are, to the letter, what was approved."""
    untranslated: int
    drafts: tuple[str, ...]
    """A draft for each unit of the sample; empty where there is none."""

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Example:
    """A unit side by side."""

    article: str
    source: str
    approved: str
    drafts: Mapping[str, str]
    """By engine."""
    chrf: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """Approved translations to score engines on."""

    locale: str
    available: int
    """How many different texts with an approved translation there are."""
    places: tuple[Place, ...]

    @property
    def is_weak(self) -> bool:
        """Whether it is too small to tell engines apart."""
        return len(self.places) < ENOUGH


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """Engines side by side on a project's approved translations, the best first."""

    locale: str
    available: int
    units: int
    weak: bool
    scores: tuple[OwnScore, ...]
    skipped: tuple[Skipped, ...]
    worst: tuple[Example, ...]
    best: tuple[Example, ...]


def approved_sample(project: Project, locale: str, names: Sequence[str], limit: int) -> Sample:
    """At most `limit` of the approved translations into a locale, the same ones as long as there are no others: those
    whose text has the least hash. Raises ConfigurationError when there are none."""

    def approved(message: Message, form: Format) -> bool:
        other = message.msgid_plural is None and message.msgstr != message.msgid
        return message.state is State.APPROVED and other

    errors = Errors()
    found = waiting_messages(project, locale, chosen_articles(project, names), errors, approved)
    unique = {place[1].msgid: place for place in reversed(found)}
    if not unique:
        raise ConfigurationError(
            "there is no approved translation into {locale} to score engines on",
            locale=locale,
            hint="Approve some first, or name files with --source and --reference.",
        )
    chosen = sorted(unique.values(), key=lambda place: text_hash(place[1].msgid))[:limit]
    return Sample(locale, len(unique), tuple(chosen))


def score_engines(
    project: Project,
    sample: Sample,
    engines: Sequence[str],
    progress: Progress = silent,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[OwnScore | Skipped]:
    """The score of each engine, or why it has none, as soon as it is known. An engine's name may be several, a chain
    (`a,b`); without names they are all that are installed and have the pair.

    Drafts are made as `l10n draft` makes them, but without the memory, the glossary and the cache of earlier answers,
    since those hold the approved texts. Raises EngineError for an unknown name, and when no engine has the pair.
    """
    settings = project.settings
    source = language(settings.source_locale)
    names = list(engines) or engines_for(source, sample.locale, settings.engine_tables)
    if not names:
        choose_engine(source, sample.locale, settings.engine_tables)  # which says how to get one
    for name in names:
        wanted_engines(project, [sample.locale], name)
    for name in names:
        chain = load_chain(project, sample.locale, name)
        if chain.missing:
            yield Skipped(name, chain.missing)
            continue
        brief = Brief(
            locale=sample.locale,
            source_locale=settings.source_locale,
            placeholders=settings.placeholders,
            abbreviations=settings.abbreviations,
            plain_style=sample.locale in settings.plain_style,
            chain=chain.engines,
        )
        try:
            yield _score(sample, brief, chain.fingerprints, progress, clock)
        except EngineError as error:
            yield Skipped(name, error)


def _score(sample: Sample, brief: Brief, engine: str, progress: Progress, clock: Callable[[], float]) -> OwnScore:
    jobs = [
        Job(message.msgid, message.type, article.format.name, previous, manner)
        for article, message, previous, manner in sample.places
    ]
    approved = [message.msgstr for _, message, *_ in sample.places]
    drafts = [""] * len(jobs)
    began = clock()
    for done, (index, proposal) in enumerate(draft(jobs, brief), 1):
        drafts[index] = proposal.text
        progress(Text("score {engine}", engine=engine), done, len(jobs))
    return OwnScore(
        engine,
        *chrf_interval(drafts, approved),
        words=sum(len(job.text.split()) for job in jobs),
        seconds=clock() - began,
        same=sum(map(str.__eq__, drafts, approved)),
        untranslated=drafts.count(""),
        drafts=tuple(drafts),
    )


def compare(sample: Sample, results: Sequence[OwnScore | Skipped]) -> OwnEvaluation:
    """The scores of the engines, best first, with the units on which the best of them did worst and best."""
    scores = sorted((one for one in results if isinstance(one, OwnScore)), key=lambda score: -score.chrf)
    approved = [message.msgstr for _, message, *_ in sample.places]
    chrf = {score.engine: segment_chrf(score.drafts, approved) for score in scores}

    def example(index: int) -> Example:
        article, message, *_ = sample.places[index]
        drafts = {score.engine: score.drafts[index] for score in scores}
        return Example(article.name, message.msgid, message.msgstr, drafts, {one: chrf[one][index] for one in chrf})

    order = sorted(range(len(approved)), key=chrf[scores[0].engine].__getitem__) if scores else []
    number = min(EXAMPLES, len(order) // 2)
    return OwnEvaluation(
        sample.locale,
        sample.available,
        len(sample.places),
        sample.is_weak,
        tuple(scores),
        tuple(one for one in results if isinstance(one, Skipped)),
        worst=tuple(map(example, order[:number])),
        best=tuple(map(example, order[::-1][:number])),
    )
