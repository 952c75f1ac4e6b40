"""A run: jobs become sentences, sentences questions, questions batches for the engines, and answers proposals."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from l10n.drafting.blocks import Core, Sentence, join_sentences, split_block
from l10n.drafting.engine import ContextEngine, Engine, Request, stamp_of
from l10n.drafting.manner import UNKNOWN, Manner, names_of
from l10n.drafting.outcome import Asking, Outcome, Question
from l10n.drafting.prepared import Prepared
from l10n.drafting.request import Brief, Job, Proposal
from l10n.drafting.sentence import translate
from l10n.drafting.typography import cover, habit_of, typeset
from l10n.errors import EngineError
from l10n.model import Draft
from l10n.text.references import references, resolve_references, write_references

_GOOD_MATCH = 85  # percent; below, a person is faster without it
_BEFORE = 3  # sentences that a request has of those before its own


def draft(jobs: Sequence[Job], brief: Brief) -> Iterator[tuple[int, Proposal]]:
    """Each job's index and proposal, once, as soon as it is done; jobs that need no engine come first.

    Equal sentences are translated once. Raises EngineError when an engine fails as a whole; what was done by then has
    been yielded.
    """
    prepared = Prepared.of(brief)
    if any(job.manner is None for job in jobs):
        manner = Manner([job.text for job in jobs], names_of(brief.terms), brief.source_locale)
        jobs = [job if job.manner else replace(job, manner=manner) for job in jobs]
    outcomes: dict[Core, Outcome] = {}
    window: list[tuple[int, list[Sentence]]] = []
    asked: dict[Core, Asking] = {}
    size = _batch(brief.chain[0], brief) if brief.chain else brief.batch
    for index, job in enumerate(jobs):
        if proposal := _remembered(job, prepared):
            yield index, proposal
            continue
        block = split_block(job, brief, prepared.placeholders)
        if _is_done(block, outcomes):
            yield index, _proposal(job, block, outcomes, prepared)
            continue
        window.append((index, block))
        title = job.manner.title if job.manner else ""
        before = deque([job.previous], _BEFORE)
        for sentence in block:
            if sentence.core and sentence.core not in outcomes and sentence.core not in asked:
                around = " ".join(filter(None, before)), "" if title == job.text else title
                asked[sentence.core] = translate(sentence.core, around, prepared)
            before.append(sentence.text.strip())
        if len(asked) >= size:
            yield from _finish(jobs, window, asked, outcomes, prepared)
            window, asked = [], {}
    yield from _finish(jobs, window, asked, outcomes, prepared)


def _remembered(job: Job, prepared: Prepared) -> Proposal | None:
    """A proposal from the memory: for the same block, or for one so similar that nothing is wrong with it."""
    match = prepared.brief.memory(job.text) if prepared.brief.memory else None
    if not match or not match.target or match.score < _GOOD_MATCH:
        return None
    findings = prepared.findings(job.text, match.target, job.type, job.format, natural=True)
    if match.score < 100 and (findings or not prepared.keeps_codes(job.text, match.target, job.format)):
        return None
    failed = tuple(sorted({found.rule for found in findings}))
    return Proposal(match.target, Draft.of(f"tm {min(match.score, 100)}%", job.text, match.target, failed))


def _finish(
    jobs: Sequence[Job],
    window: Sequence[tuple[int, list[Sentence]]],
    asked: dict[Core, Asking],
    outcomes: dict[Core, Outcome],
    prepared: Prepared,
) -> Iterator[tuple[int, Proposal]]:
    """Has the sentences of some jobs translated. When that is interrupted, the jobs that are done still come out."""
    failure: BaseException | None = None
    try:
        _ask_all(asked, outcomes, prepared.brief)
    except (EngineError, KeyboardInterrupt) as error:
        failure = error
    for index, block in window:
        if _is_done(block, outcomes):
            yield index, _proposal(jobs[index], block, outcomes, prepared)
    if failure:
        raise failure


def _is_done(block: Sequence[Sentence], outcomes: Mapping[Core, Outcome]) -> bool:
    return all(sentence.core is None or sentence.core in outcomes for sentence in block)


def _ask_all(asked: dict[Core, Asking], outcomes: dict[Core, Outcome], brief: Brief) -> None:
    """Brings sentences to their outcomes, a batch of questions to one engine after the other."""
    waiting: dict[Core, list[Question]] = {}

    def advance(core: Core, answers: list[str] | None) -> None:
        try:
            questions = asked[core].send(answers)  # type: ignore[arg-type]  # None starts it
            while not questions:
                questions = asked[core].send([])
            waiting[core] = questions
        except StopIteration as stop:
            waiting.pop(core, None)
            outcomes[core] = stop.value

    for core in asked:
        advance(core, None)
    while waiting:
        engine = next(iter(waiting.values()))[0].engine
        cores = sorted((core for core in waiting if waiting[core][0].engine is engine), key=lambda core: len(core.text))
        batch = cores[: _batch(engine, brief)]
        requests = dict.fromkeys(question.request for core in batch for question in waiting[core])
        answers = _answers(engine, tuple(requests), brief)
        for core in batch:
            advance(core, [answers[question.request] for question in waiting[core]])


def _batch(engine: Engine, brief: Brief) -> int:
    return max(1, min(brief.batch, getattr(engine, "batch", brief.batch)))


def _answers(engine: Engine, requests: Sequence[Request], brief: Brief) -> Mapping[Request, str]:
    """An engine's answers, from the cache where it has them."""
    cache = brief.cache if brief.cache is not None else {}
    keys = {request: _cache_key(engine, request, brief) for request in requests}
    answers = {request: cache[key] for request, key in keys.items() if key in cache}
    missing = sorted((request for request in requests if request not in answers), key=lambda r: len(r.sentence))
    if missing:
        for request, answer in zip(missing, _call_or_leave(engine, missing, brief), strict=True):
            answers[request] = answer
            if answer:
                cache[keys[request]] = answer
    return answers


def _call_or_leave(engine: Engine, requests: Sequence[Request], brief: Brief) -> list[str]:
    """The same; nothing but empty answers from an engine that has failed as a whole, while another of the chain has
    not."""
    if brief.lost is None:
        return _call(engine, requests, brief)
    if engine.fingerprint not in brief.lost:
        try:
            return _call(engine, requests, brief)
        except EngineError as error:
            brief.lost[engine.fingerprint] = error
            if all(one.fingerprint in brief.lost for one in brief.chain):
                raise
    return [""] * len(requests)


def _call(engine: Engine, requests: Sequence[Request], brief: Brief) -> list[str]:
    """Asks the engine. Raises EngineError, too, when it fails in another way or gives another number of answers."""
    source, target = brief.source_locale, brief.locale
    try:
        if isinstance(engine, ContextEngine):
            answers = engine.translate_in_context(requests, source, target)
        else:
            answers = engine.translate([request.sentence for request in requests], source, target)
        answers = [answer if isinstance(answer, str) else "" for answer in answers]
    except EngineError:
        raise
    except Exception as error:
        raise EngineError("the engine {engine} failed: {reason}", engine=engine.name, reason=repr(error)) from error
    if len(answers) != len(requests):
        raise EngineError(
            "the engine {engine} gave {answers} answers to {requests} sentences",
            engine=engine.name,
            answers=len(answers),
            requests=len(requests),
        )
    return answers


def _cache_key(engine: Engine, request: Request, brief: Brief) -> str:
    """Sentence, pair, engine, how text is made plain for it, and what the engine is told besides: terms, and what it
    heeds of the article."""
    terms = [(term.source, term.target) for term in request.terms] if isinstance(engine, ContextEngine) else []
    article = (request.title, request.previous) if getattr(engine, "article", False) else ()
    parts = (stamp_of(engine), brief.source_locale, brief.locale, request.sentence, terms, *article)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _proposal(job: Job, block: Sequence[Sentence], outcomes: Mapping[Core, Outcome], prepared: Prepared) -> Proposal:
    """The block, put together from its sentences. One that has no translation stays as it is, and is counted."""
    found = [outcomes[sentence.core] for sentence in block if sentence.core]
    origin = _origin(found)
    if found and not any(outcome.text for outcome in found):
        return Proposal("", Draft.of(origin, job.text, "", ("untranslated",)))
    targets = [(outcomes[sentence.core].text or sentence.core.text) if sentence.core else "" for sentence in block]
    natural = all(outcome.natural for outcome in found)
    text = _formed(join_sentences(block, targets, prepared.brief.locale), job, prepared, natural)
    if not prepared.keeps_codes(job.text, text, job.format):
        return Proposal("", Draft.of(origin, job.text, "", ("format-tags",)))
    failed = {finding.rule for finding in prepared.findings(job.text, text, job.type, job.format, natural)}
    if not all(outcome.text for outcome in found):
        failed.add("untranslated")
    return Proposal(text, Draft.of(origin, job.text, text, tuple(sorted(failed))))


def _formed(text: str, job: Job, prepared: Prepared, natural: bool) -> str:
    """A block's draft with the marks of its locale, where it is in a language at all, and with references where the
    source writes them."""
    codes = prepared.codes(job.text, job.format)
    if natural:
        source, source_codes = resolve_references(job.text, codes)
        habit = habit_of([cover(source, source_codes)]).over((job.manner or UNKNOWN).habit)
        text = typeset(text, prepared.codes(text, job.format), source, habit, prepared.brief.locale)
    return write_references(text, prepared.codes(text, job.format), references(job.text, codes))


def _origin(outcomes: Sequence[Outcome]) -> str:
    """The engines that had a part in a block; else the memory, else the glossary."""
    origins = list(dict.fromkeys(outcome.origin for outcome in outcomes if outcome.origin))
    engines = [origin.removeprefix("mt ") for origin in origins if origin.startswith("mt ")]
    if engines:
        return "mt " + ",".join(engines)
    return next((origin for origin in origins if origin.startswith("tm ")), "glossary" if origins else "none")
